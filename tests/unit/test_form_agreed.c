#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "form_kit.h"
#include "form/session_parts.h"

/* ---- expressions on which two other engines agree ---------------------------------------- */

static void check_agreed(struct kit *k, const json_t *pairs)
{
	size_t wrong = 0;

	for (size_t i = 0; i < json_array_size(pairs); i++) {
		const json_t *pair = json_array_get(pairs, i), *want = json_array_get(pair, 1);
		const char *expression = json_string_value(json_array_get(pair, 0));

		(void)kit_eval(k, expression, "/data/out");
		if (k->out.len != json_string_length(want) ||
		        memcmp(k->out.data, json_string_value(want), k->out.len) != 0) {
			(void)printf("%s: '%s', not '%s'\n", expression, buf_str(&k->out), json_string_value(want));
			wrong++;
		}
	}
	CHECK_INT(wrong, 0);
}

TEST(agreed, expressions_give_what_two_other_engines_give)
{
	char path[4096];
	struct kit k;
	json_t *all;

	(void)snprintf(path, sizeof path, "%s/xforms/xpath-expected.json", test_shared());
	all = json_load_file(path, JSON_ALLOW_NUL, NULL);
	CHECK(all != NULL);
	(void)snprintf(path, sizeof path, "%s/xforms/xpath-fixture.xml", test_shared());
	kit_open_file(&k, path);
	CHECK_INT(json_array_size(json_object_get(all, "agree")), 428);
	check_agreed(&k, json_object_get(all, "agree"));
	check_agreed(&k, json_object_get(all, "agree_but_for_boolean_text"));
	json_decref(all);
	kit_close(&k);
}

/* ---- what is recomputed bit by bit is what would come out of a whole recompute -------------- */

static const char *random_answer(const struct question *q, uint64_t *seed, char room[64])
{
	static const char *const texts[] = {"Jan", "12", "y", "yes", "no", "0612345678", "1234 AB", ""};

	if (q->n_choices)
		return q->choices[test_random(seed) % q->n_choices].name;
	switch (q->type) {
	case ANSWER_INT:
	case ANSWER_DECIMAL:
		(void)snprintf(room, 64, "%u", test_random(seed) % 60);
		return room;
	case ANSWER_DATE:
		(void)snprintf(room, 64, "20%02u-%02u-%02u", test_random(seed) % 27, 1 + test_random(seed) % 12,
		        1 + test_random(seed) % 28);
		return room;
	default:
		return q->kind == QUESTION_TRIGGER ? "OK" : texts[test_random(seed) % 8];
	}
}

static void repeat_at_random(struct kit *k, uint64_t *seed, const struct question *q)
{
	char ref[1024], *open;

	(void)snprintf(ref, sizeof ref, "%s", q->repeat);
	open = strrchr(ref, '[');
	if (!open)
		return;
	*open = 0;
	if (test_random(seed) % 3)
		CHECK(session_add(k->s, ref) != SESSION_FULL);
	else if (session_instances(k->s, ref) > 1)
		CHECK(session_remove(k->s, ref, test_random(seed) % session_instances(k->s, ref)) != SESSION_FULL);
}

/* Says which line differs, not the whole of both. */
static void check_same(const char *path, const char *a, const char *b)
{
	while (*a || *b) {
		size_t n = strcspn(a, "\n"), m = strcspn(b, "\n");

		if (n != m || memcmp(a, b, n) != 0)
			test_fail(__FILE__, __LINE__, "%s: bit by bit\n%.*s\nwhole\n%.*s", path, (int)n, a, (int)m, b);
		a += n + (a[n] == '\n');
		b += m + (b[m] == '\n');
	}
}

static void play_at_random(struct kit *k, const char *path, uint64_t seed, int steps)
{
	char room[64], *bit_by_bit, *whole;
	const uint32_t *ids;
	size_t n;

	for (int i = 0; i < steps; i++) {
		const struct question *q;

		ids = session_questions(k->s, &n);
		q = n ? session_question(k->s, ids[test_random(&seed) % n]) : NULL;
		/* What a person writes over a calculation stays until that is worked out again. */
		if (!q || walk_by_id(k->s, q->id)->control->def->calculate)
			continue;
		if (*q->repeat && test_random(&seed) % 8 == 0)
			repeat_at_random(k, &seed, q);
		else
			CHECK(session_set(k->s, q->id, random_answer(q, &seed, room)) != SESSION_FULL);
	}
	bit_by_bit = kit_states(k);
	compute_all(k->s);
	whole = kit_states(k);
	check_same(path, bit_by_bit, whole);
	free(bit_by_bit);
	free(whole);
}

static void play_file(const char *path)
{
	struct kit k;

	kit_open_file(&k, path);
	for (uint64_t seed = 1; seed <= 5; seed++) {
		k.still = true; /* or every uuid would differ */
		kit_again(&k, -1, 64 << 20);
		play_at_random(&k, path, seed, 150);
	}
	kit_close(&k);
}

TEST_LIMIT(agreed, recomputing_bit_by_bit_gives_what_recomputing_all_gives, 120)
{
	char folder[4096], path[4400];
	struct dirent *e;
	size_t n = 0;
	DIR *d;

	(void)snprintf(folder, sizeof folder, "%s/xforms/forms", test_shared());
	d = opendir(folder);
	CHECK(d != NULL);
	while ((e = readdir(d))) {
		const char *dot = strrchr(e->d_name, '.');

		if (!dot || strcmp(dot, ".xml") || strncmp(e->d_name, "external", 8) == 0 ||
		        strstr(e->d_name, "bench9"))
			continue;
		/* Its repeat asks for one more as often as it is asked: it never comes to rest. */
		if (strncmp(e->d_name, "05-", 3) == 0)
			continue;
		(void)snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		play_file(path);
		n++;
	}
	closedir(d);
	CHECK(n >= 34);
}
