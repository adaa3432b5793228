/* What leaves the loss report: for each thing the least that can be said, whole, and nothing that was not asked. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "form_loss.h"

/* The least that a person can say about each thing, and what leaves then, /data/ left out. */
static const struct thing {
	const char *name;
	const char *said[4]; /* name, value, name, value */
	const char *leaves;
} things[] = {
        {"phone", {"insured", "no"}, "brand imei value"},
        {"bicycle", {"insured", "unknown"}, "brand colour frame value"},
        {"wallet", {"documents", "none", "insured", "no"}, "documents colour value papers"},
        {"bag", {"documents", "licence", "insured", "no"}, "documents doc_number colour value papers"},
        {"document", {"documents", "foreign"}, "documents doc_number papers"},
        {"plate", {"plate_dutch", "yes", "plate", "12-abc-3"}, "plate_dutch plate"},
        {"moped", {"plate_dutch", "yes", "insured", "no"}, "brand colour frame plate_dutch plate value"},
        {"other", {"what", "een ketting", "insured", "yes"}, "what serial value"},
};
enum { THINGS = sizeof things / sizeof *things };

static void say_the_least(struct kit *k, const struct thing *t)
{
	loss_to_thing(k, "lost", t->name);
	for (size_t i = 0; i < 4 && t->said[i]; i += 2)
		loss_say(k, t->said[i], t->said[i + 1]);
	loss_say(k, "from", "2026-03-10");
	loss_say(k, "to", "2026-03-10");
	loss_say(k, "place", "Damrak");
	loss_say(k, "story", "Toen ik thuiskwam was het er niet meer.");
	loss_say(k, "for_whom", "self");
	loss_say(k, "name", "Ng");
	loss_say(k, "birth_year", "1944");
	loss_say(k, "contact", "none");
	loss_say(k, "truth", "OK");
	CHECK(!loss_is_whole(k));
	loss_say(k, "concept", "OK");
}

/* The keys of what leaves, in their order. */
static const char *keys(struct kit *k, char *out, size_t room)
{
	json_t *all = json_loads(kit_json(k), 0, NULL), *value;
	const char *key;
	size_t n = 0;

	CHECK(json_is_object(all));
	json_object_foreach(all, key, value)
	{
		CHECK(json_is_string(value));
		CHECK(strncmp(key, "/data/", 6) == 0);
		n += (size_t)snprintf(out + n, room - n, "%s%s", n ? " " : "", key + 6);
	}
	json_decref(all);
	return out;
}

TEST(loss_report, each_of_the_things_can_be_reported_with_the_least)
{
	for (size_t i = 0; i < THINGS; i++) {
		const struct thing *t = &things[i];
		const char *insured = strcmp(t->name, "document") && strcmp(t->name, "plate") ? " insured" : "";
		char got[2000], want[2000];
		struct kit k;

		loss_open(&k);
		say_the_least(&k, t);
		CHECK(loss_is_whole(&k));
		(void)snprintf(want, sizeof want,
		        "danger kind abroad thing %s from to day_part place postcode story%s for_whom name born birth_year bsn contact "
		        "truth concept destination officer meta/instanceID",
		        t->leaves, insured);
		CHECK_TEXT(keys(&k, got, sizeof got), want);
		kit_close(&k);
	}
}

/* Whoever tries every branch in turn leaves only the last one. */
TEST(loss_report, what_was_said_on_another_branch_stays_behind)
{
	struct kit k;
	char first[2000], last[2000];

	loss_open(&k);
	say_the_least(&k, &things[THINGS - 1]);
	keys(&k, first, sizeof first);
	loss_say(&k, "concept", "");
	for (size_t i = 0; i < THINGS; i++) {
		say_the_least(&k, &things[i]);
		loss_say(&k, "contact", "post");
		loss_say(&k, "address", "canary");
		loss_say(&k, "concept", "");
	}
	say_the_least(&k, &things[THINGS - 1]);
	CHECK(loss_is_whole(&k));
	CHECK_TEXT(keys(&k, last, sizeof last), first);
	CHECK(strstr(kit_json(&k), "canary") == NULL);
	CHECK(strstr(kit_xml(&k), "canary") == NULL);
	kit_close(&k);
}

TEST(loss_report, a_postcode_leaves_as_the_post_writes_it)
{
	static const char *const typed[] = {"1012ab", "1012 AB", "1012-aB", " 1012 ab"};

	for (size_t i = 0; i < 4; i++) {
		struct kit k;

		loss_open(&k);
		say_the_least(&k, &things[0]);
		loss_say(&k, "postcode", typed[i]);
		CHECK_HAS(kit_json(&k), "\"/data/postcode\":\"1012 AB\"");
		CHECK_HAS(kit_xml(&k), "<postcode>1012 AB</postcode>");
		kit_close(&k);
	}
}

/* Texts of one question in one language; copies, because the session's are borrowed. */
enum { TEXTS = 6 };

static void copy_texts(struct kit *k, uint32_t id, char *out[TEXTS])
{
	const struct question *q = session_question(k->s, id);
	const char *const texts[TEXTS] = {
	        q->label, q->short_label, q->hint, q->guidance, q->required_message, q->constraint_message};

	for (size_t t = 0; t < TEXTS; t++)
		out[t] = strdup(texts[t]);
}

/* Words that two languages share; nothing longer than a word can be the same. */
static bool is_shared(const char *text)
{
	static const char *const shared[] = {"Postcode", "Name", "Adresse", "Adres"};

	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
		if (strcmp(text, shared[i]) == 0)
			return true;
	return false;
}

static void compare_languages(const char *name, char *in[LOSS_LANGUAGES][TEXTS])
{
	for (size_t t = 0; t < TEXTS; t++) {
		for (int a = 0; a < LOSS_LANGUAGES; a++) {
			const char *one = in[a][t];

			if (!*one != !*in[0][t])
				test_fail(__FILE__, __LINE__, "%s: text %zu is missing in a language", name, t);
			if (strcmp(one, "-") == 0 || (*one && strspn(one, " \n") == strlen(one)))
				test_fail(__FILE__, __LINE__, "%s: \"%s\" says nothing", name, one);
			for (int b = 0; b < a && a != LOSS_EASY; b++) /* easy Dutch is Dutch too */
				if (*one && strcmp(one, in[b][t]) == 0 && !is_shared(one))
					test_fail(__FILE__, __LINE__, "%s: \"%s\" is the same in two languages", name,
					        one);
		}
	}
}

TEST(loss_report, no_text_is_left_in_another_language)
{
	struct kit k;
	const uint32_t *ids;
	size_t n;

	loss_open(&k);
	ids = session_questions(k.s, &n);
	for (size_t i = 0; i < n; i++) {
		char *in[LOSS_LANGUAGES][TEXTS], name[80];

		(void)snprintf(name, sizeof name, "%s", session_question(k.s, ids[i])->name);
		for (int language = 0; language < LOSS_LANGUAGES; language++) {
			CHECK_INT(session_set_language(k.s, language), 0);
			copy_texts(&k, ids[i], in[language]);
		}
		compare_languages(name, in);
		for (int language = 0; language < LOSS_LANGUAGES; language++)
			for (size_t t = 0; t < TEXTS; t++)
				free(in[language][t]);
	}
	kit_close(&k);
}

TEST(loss_report, nobody_is_asked_where_they_come_from)
{
	static const char *const never[] = {"nation", "ethni", "relig", "origin", "afkomst", "herkomst", "geloof",
	        "skin", "huid", "race", "gender", "geslacht", "suspect", "verdachte"};
	struct kit k;
	const uint32_t *ids;
	size_t n;

	loss_open(&k);
	ids = session_questions(k.s, &n);
	for (size_t i = 0; i < n; i++) {
		for (int language = 0; language < LOSS_LANGUAGES; language++) {
			const struct question *q;

			CHECK_INT(session_set_language(k.s, language), 0);
			q = session_question(k.s, ids[i]);
			for (size_t w = 0; w < sizeof never / sizeof *never; w++)
				if (strcasestr(q->name, never[w]) || strcasestr(q->label, never[w]))
					test_fail(__FILE__, __LINE__, "%s asks about \"%s\"", q->name, never[w]);
		}
	}
	kit_close(&k);
}
