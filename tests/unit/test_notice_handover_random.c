/* Whatever is tapped, in whatever order: what an officer can attest never holds a forbidden combination. */
#include <jansson.h>
#include <string.h>

#include "harness.h"
#include "notice_hand.h"
#include "sys/text.h"

static struct age_range random_age(uint64_t *seed)
{
	int lowest = (int)(test_random(seed) % 30);

	switch (test_random(seed) % 3) {
	case 0:
		return age_unknown();
	case 1:
		return age_exactly(lowest);
	default:
		return (struct age_range){lowest, lowest + 1, true};
	}
}

static bool random_start(
        struct handover *h, struct hand_shelf *s, const struct zone *z, struct proposal *p, uint64_t *seed)
{
	struct propose_shelf shelf = hand_shelf(s);
	struct propose_case c = hand_case((enum situation)(test_random(seed) % SITUATIONS), NULL);
	struct handover_start start = {.complete = test_random(seed) % 8 != 0,
	        .today = "2025-03-04",
	        .proposal = p,
	        .now_ms = HAND_NOW_MS,
	        .zone = z,
	        .clock = CLOCK_SYNCED,
	        .practice = test_random(seed) % 8 == 0};
	const struct proposed *one;

	c.lang = test_random(seed) % 10 ? hand_langs[test_random(seed) % HAND_LANGS] : "so";
	c.at_offence = random_age(seed);
	c.now = random_age(seed);
	c.looks_minor = test_random(seed) % 4 == 0;
	c.vulnerable = test_random(seed) % 4 == 0;
	c.arrested = test_random(seed) & 1;
	c.representative_involved = test_random(seed) % 4 == 0;
	c.safe_paper = (enum safe_paper)(test_random(seed) % 4);
	c.route = (enum disciplinary_route)(test_random(seed) % 5);
	propose(p, &c, &shelf);
	if (p->n == 0)
		return false;
	one = &p->notices[test_random(seed) % (uint32_t)p->n];
	start.notice = hand_notice(s, one->notice, one->lang);
	if (test_random(seed) % 6 == 0) /* the officer takes another one */
		start.notice = &s->notices[test_random(seed) % HAND_NOTICES][test_random(seed) % HAND_LANGS];
	start.situation = c.situation;
	start.safe_paper = c.safe_paper;
	start.route = c.route;
	start.why = one->why;
	start.format = (enum handover_format)(test_random(seed) % 5);
	if (test_random(seed) % 10 == 0)
		start.today = "2031-01-01";
	handover_begin(h, &start);
	return true;
}

/* Any answer to any field: most are refused or do not apply, and that is the point. */
static void tap(struct handover *h, enum handover_field_no no, uint64_t *seed)
{
	static const char *const texts[] = {"", "x", "12345", "09:00", "17:00", "2025-03-10", "altijd", "0612345678",
	        "\xff", "a\nb", "Geen tijd, \"spoed\""};
	const struct handover_field *f = handover_field(no);
	int r = 0;

	switch (f->type) {
	case HANDOVER_CHOICE:
		r = handover_choose(h, no, (int)(test_random(seed) % (uint32_t)(f->n_options + 1)));
		break;
	case HANDOVER_TIME:
		r = handover_time(
		        h, no, HAND_NOW_MS - (int64_t)(test_random(seed) % 7200) * 1000 + 3600000, HAND_NOW_MS);
		break;
	case HANDOVER_TEXT:
		r = handover_write(h, no, texts[test_random(seed) % (sizeof texts / sizeof *texts)]);
		break;
	}
	CHECK(r >= 0);
}

static const char *word(json_t *root, const char *name)
{
	const char *value = json_string_value(json_object_get(root, name));

	return value ? value : "";
}

static bool has(json_t *root, const char *name)
{
	return json_object_get(root, name) != NULL;
}

/* Read from the record's text, not from the program's own functions. */
static void hold_the_waiver(const struct handover *h, json_t *root, const char *id)
{
	bool custody = text_is(id, "N-JUV") || text_is(id, "N-SUS") || (h->arrested && text_starts(id, "N-INV"));

	CHECK(!(custody && h->minor && has(root, "waiver_given")));
	CHECK(!(text_is(id, "N-JUV") && has(root, "waiver_given")));
	if (!text_is(word(root, "waiver_given"), "yes"))
		return;
	CHECK_TEXT(word(root, "lawyer_wish"), "no");
	CHECK_TEXT(word(root, "revocable_told"), "yes");
	if (text_is(word(root, "lawyer_category"), "A"))
		CHECK(has(root, "lawyer_explained_at"));
	else
		CHECK_TEXT(word(root, "consequences_explained"), "yes");
}

static void hold_the_person(const struct handover *h, json_t *root, const char *id)
{
	bool custody = text_is(id, "N-JUV") || text_is(id, "N-SUS");
	bool suspect = custody || text_starts(id, "N-INV");
	bool victim = text_is(id, "N-VIC") || text_starts(id, "N-DV");

	if (victim && h->under_12)
		CHECK(!text_is(word(root, "recipient_is"), "self") && !text_is(word(root, "recipient_is"), "proxy"));
	CHECK(!(suspect && h->under_12)); /* no notice for suspects is attested for a child under 12 */
	if (text_is(word(root, "recipient_is"), "representative")) {
		CHECK_TEXT(word(root, "conflict_of_interest"), "no");
		CHECK(!h->representative_involved);
	}
	if (custody) {
		CHECK(has(root, "arrested_at") && strcmp(word(root, "arrested_at"), word(root, "handed_at")) <= 0);
		CHECK(has(root, "medical_request") && has(root, "inform_consulate"));
	}
	if (custody && h->minor)
		CHECK(!text_is(word(root, "inform_person"), "no") && text_is(word(root, "lawyer_category"), "A"));
	if (suspect && h->minor)
		CHECK(has(root, "parent_informed_at") || has(root, "parent_not_informed_reason"));
	if (!suspect)
		CHECK(!has(root, "lawyer_wish") && !has(root, "arrested_at") && !has(root, "offence_told"));
}

static void hold_the_form(const struct handover *h, json_t *root, const char *id)
{
	const char *form = word(root, "form"), *safe = word(root, "safe_paper");
	bool paper = text_starts(form, "paper");

	CHECK(strcmp(word(root, "first_contact_at"), word(root, "handed_at")) <= 0);
	CHECK(!text_is(form, "oral") || has(root, "why_oral"));
	CHECK(!text_is(word(root, "understood"), "no") || has(root, "follow_up"));
	CHECK(!text_is(word(root, "interpreter_used"), "yes") || has(root, "interpreter_number") ||
	        has(root, "interpreter_unsworn_reason"));
	CHECK(!(h->start.notice->status == NOTICE_DRAFT && text_is(form, "paper")));
	CHECK(!(h->interpreter_forced && paper) || text_is(word(root, "interpreter_used"), "yes"));
	CHECK(!(text_is(safe, "keep") && paper) && !(text_is(safe, "neutral") && paper && !text_is(id, "N-DV-N")));
	CHECK(!text_is(id, "N-DV") || has(root, "safe_paper"));
	CHECK(!text_is(h->start.today, "2031-01-01") || (has(root, "override_reason") && has(root, "override_role")));
	CHECK(h->start.complete);
	if (h->start.practice || h->start.notice->status == NOTICE_DRAFT || !paper || !h->printed)
		CHECK(json_is_false(json_object_get(root, "counts")));
	if (paper && h->start.format != FORMAT_RESERVE)
		CHECK(json_is_true(json_object_get(json_object_get(root, "print"), "done")));
}

static void hold(const struct handover *h)
{
	AUTO_BUF text;
	json_t *root;
	const char *key;
	json_t *value;
	const char *id = h->start.notice->id;

	buf_init(&text, HANDOVER_JSON_MAX);
	CHECK_OK(handover_json(&text, h, "t-1"));
	root = json_loadb((const char *)text.data, text.len, JSON_REJECT_DUPLICATES, NULL);
	CHECK(root != NULL);
	json_object_foreach(root, key, value)
	{
		CHECK(!json_is_null(value));
		CHECK(!json_is_string(value) || *json_string_value(value));
	}
	hold_the_waiver(h, root, id);
	hold_the_person(h, root, id);
	hold_the_form(h, root, id);
	json_decref(root);
}

static bool try_to_attest(struct handover *h, uint64_t *seed)
{
	struct handover_finding findings[HANDOVER_FINDINGS_MAX];
	struct handover_print p = {"J-1", (int)(test_random(seed) % 6), 1, test_random(seed) % 4 != 0};
	int n;

	if (test_random(seed) & 1)
		handover_printed(h, &p, HAND_NOW_MS + 3600000);
	n = handover_findings(h, findings);
	CHECK(n >= 0 && n <= HANDOVER_FINDINGS_MAX);
	for (int i = 0; i < n; i++)
		CHECK(*rule_id(findings[i].rule));
	if (handover_attest(h, HAND_NOW_MS + 3600000)) {
		CHECK(*rule_id(handover_why(h)) && !handover_counts(h) && !handover_fulfils(h));
		return false;
	}
	CHECK(!handover_next_open(h));
	hold(h);
	return true;
}

static int walk(enum notice_status status, int rounds, uint64_t seed)
{
	static struct hand_shelf shelf;
	static struct handover h;
	struct zone *z;
	int attested = 0;

	hand_shelf_fill(&shelf, status);
	CHECK_OK(zone_utc(&z)); /* one offset: times compare as text */
	for (int round = 0; round < rounds; round++) {
		struct proposal p;
		int taps = (int)(test_random(&seed) % 160);

		if (!random_start(&h, &shelf, z, &p, &seed))
			continue;
		for (int i = 0; i < taps; i++) {
			const struct handover_field *open = handover_next_open(&h);
			bool guided = open && test_random(&seed) % 4;

			tap(&h,
			        guided ? (enum handover_field_no)handover_field_find(open->name)
			               : (enum handover_field_no)(test_random(&seed) % HF_HANDED_AT),
			        &seed);
		}
		attested += try_to_attest(&h, &seed);
	}
	zone_free(z);
	return attested;
}

TEST(handover_random, nothing_forbidden_is_ever_attested)
{
	CHECK(walk(NOTICE_OFFICIAL, 6000, 7) > 500); /* the walk reaches the end often enough to mean something */
}

TEST(handover_random, nor_with_drafts)
{
	CHECK(walk(NOTICE_DRAFT, 4000, 8) > 200);
}
