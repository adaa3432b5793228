#include "notice_hand.h"

#include <string.h>

#include "harness.h"
#include "sys/text.h"

const char *const hand_langs[HAND_LANGS] = {"nl", "nl-easy", "en", "de", "fr", "ar", "uk", "pl", "tr"};

static const struct notice_block block[] = {{.kind = NOTICE_PARAGRAPH, .text = "The core of it."}};
static const struct notice_option *options(void)
{
	static const struct notice_option three[] = {
	        {"wrong", false, false}, {"right", true, false}, {"I don't know", false, true}};

	return three;
}

static void fill_lists(struct hand_shelf *s, int i, const struct checklist *c)
{
	for (int k = 0; k < c->n_items; k++)
		s->items[i][k] = (struct notice_item){c->items[k].id, "Heading", block, 1};
	for (int k = 0; k < c->n_questions; k++) {
		struct notice_question *q = &s->questions[i][k];

		*q = (struct notice_question){c->questions[k].id, "Question?", c->questions[k].item, {{0}}, 3};
		memcpy(q->options, options(), 3 * sizeof *options());
	}
}

void hand_shelf_fill(struct hand_shelf *s, enum notice_status status)
{
	memset(s, 0, sizeof *s);
	for (int i = 0; i < HAND_NOTICES; i++) {
		const struct checklist *c = checklist_at(i);

		fill_lists(s, i, c);
		for (int l = 0; l < HAND_LANGS; l++) {
			struct notice *n = &s->notices[i][l];

			*n = (struct notice){.version = 3,
			        .valid_from = "2025-01-01",
			        .valid_until = "2026-12-31",
			        .status = status,
			        .approved_by = "",
			        .reviewer = "",
			        .title = "Title",
			        .laws = "",
			        .items = s->items[i],
			        .n_items = c->n_items,
			        .questions = s->questions[i],
			        .n_questions = c->n_questions,
			        .pack = "loket-notices",
			        .pack_version = 7};
			CHECK(text_copy(n->id, sizeof n->id, c->notice));
			CHECK(text_copy(n->lang, sizeof n->lang, hand_langs[l]));
			memset(n->hash, 16 * i + l, sizeof n->hash);
		}
	}
}

struct hand_shelf *hand_full(enum notice_status status)
{
	static struct hand_shelf shelf; /* each case is a process of its own */

	hand_shelf_fill(&shelf, status);
	return &shelf;
}

struct notice *hand_notice(struct hand_shelf *s, const char *id, const char *lang)
{
	for (int i = 0; i < HAND_NOTICES; i++)
		for (int l = 0; l < HAND_LANGS; l++)
			if (!s->gone[i][l] && text_is(s->notices[i][l].id, id) && text_is(hand_langs[l], lang))
				return &s->notices[i][l];
	return NULL;
}

static const struct notice *find(const void *me, const char *id, const char *lang)
{
	const struct hand_shelf *s = me;

	for (int i = 0; i < HAND_NOTICES; i++)
		for (int l = 0; l < HAND_LANGS; l++)
			if (!s->gone[i][l] && text_is(s->notices[i][l].id, id) && text_is(hand_langs[l], lang))
				return &s->notices[i][l];
	return NULL;
}

struct propose_shelf hand_shelf(const struct hand_shelf *s)
{
	return (struct propose_shelf){s, find};
}

void hand_take_away(struct hand_shelf *s, const char *id, const char *lang)
{
	for (int i = 0; i < HAND_NOTICES; i++)
		for (int l = 0; l < HAND_LANGS; l++)
			if ((!id || text_is(s->notices[i][l].id, id)) && text_is(hand_langs[l], lang))
				s->gone[i][l] = true;
}

const struct zone *hand_zone(void)
{
	static struct zone *kept; /* each case is a process of its own */

	if (!kept)
		CHECK_OK(zone_load(&kept, NULL, "Europe/Amsterdam"));
	return kept;
}

struct propose_case hand_case(enum situation s, const char *lang)
{
	return (struct propose_case){.situation = s, .at_offence = age_unknown(), .now = age_unknown(), .lang = lang};
}

void hand_begin(struct handover *h, struct hand_shelf *s, const struct propose_case *c, const struct zone *z)
{
	struct proposal p;
	struct propose_shelf shelf = hand_shelf(s);
	struct handover_start start = {.complete = true,
	        .today = "2025-03-04",
	        .proposal = &p,
	        .situation = c->situation,
	        .safe_paper = c->safe_paper,
	        .route = c->route,
	        .now_ms = HAND_NOW_MS,
	        .zone = z,
	        .clock = CLOCK_SYNCED};

	propose(&p, c, &shelf);
	CHECK(p.n >= 1);
	start.notice = hand_notice(s, p.notices[0].notice, p.notices[0].lang);
	start.why = p.notices[0].why;
	CHECK(start.notice);
	handover_begin(h, &start);
}

struct handover *hand_begun(enum notice_status status, const struct propose_case *c)
{
	static struct handover h;

	hand_begin(&h, hand_full(status), c, hand_zone());
	return &h;
}

struct handover *hand_plain(enum situation s)
{
	struct propose_case c = hand_case(s, "nl");

	return hand_begun(NOTICE_OFFICIAL, &c);
}

struct handover *hand_ready(enum situation s)
{
	struct handover *h = hand_plain(s);

	hand_answer_all(h);
	hand_print(h);
	return h;
}

static const char *example(enum handover_field_no no)
{
	switch (no) {
	case HF_INTERPRETER_NUMBER:
		return "12345";
	case HF_INFORM_PHONE:
		return "06-12345678";
	case HF_AVAILABLE_DAY:
		return "2025-03-10";
	case HF_AVAILABLE_FROM:
		return "09:00";
	case HF_AVAILABLE_TO:
		return "12:30";
	default:
		return "Tekst";
	}
}

static void answer(struct handover *h, enum handover_field_no no)
{
	const struct handover_field *f = handover_field(no);

	switch (f->type) {
	case HANDOVER_TIME:
		CHECK_OK(handover_time(h, no, HAND_NOW_MS - 60000, HAND_NOW_MS));
		return;
	case HANDOVER_TEXT:
		CHECK_OK(handover_write(h, no, f->ready ? f->ready[0] : example(no)));
		return;
	case HANDOVER_CHOICE:
		for (int i = 1; i <= f->n_options; i++) {
			enum handover_field_no before = no;

			if (handover_choose(h, no, i))
				continue;
			/* Taken, and it holds: the walk goes on behind it. */
			if (handover_next_open(h) != handover_field(before))
				return;
		}
		test_fail(__FILE__, __LINE__, "no answer fits %s", f->name);
	}
}

int hand_answer_all(struct handover *h)
{
	const struct handover_field *f;
	int n = 0;

	while ((f = handover_next_open(h))) {
		CHECK(n < HANDOVER_FIELDS);
		answer(h, (enum handover_field_no)handover_field_find(f->name));
		n++;
	}
	return n;
}

void hand_print(struct handover *h)
{
	struct handover_print p = {"J-42", 4, 1, true};

	handover_printed(h, &p, HAND_NOW_MS + 90000);
}

bool hand_finds(const struct handover *h, enum handover_field_no no, enum rule_no rule)
{
	struct handover_finding out[HANDOVER_FINDINGS_MAX];
	int n = handover_findings(h, out);

	for (int i = 0; i < n; i++)
		if (out[i].field == no && out[i].rule == rule)
			return true;
	return false;
}
