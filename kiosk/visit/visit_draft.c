#include "visit/visit_draft.h"

#include <errno.h>
#include <string.h>

#include "paper/sheet.h"
#include "sys/arena.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/duty.h"
#include "visit/visit_inside.h"
#include "visit/press.h"

enum { SHEET_BYTES = 1024 * 1024, HOLD_MS = 60 * 1000 };

/* ---- parking --------------------------------------------------------------------------------------- */

bool visit_may_park_at_desk(const struct visit *v)
{
	return visit_draft_is_for_desk(v);
}

bool visit_may_park_on_paper(const struct visit *v)
{
	return visit_draft_is_one(v) && !v->at_desk && v->draft.all && visit_has_printer(v);
}

bool visit_may_park(const struct visit *v)
{
	return visit_may_park_at_desk(v) || visit_may_park_on_paper(v);
}

static enum visit_parked parked_of(int r)
{
	return r == 0 ? PARK_DONE : r == DRAFT_FULL ? PARK_FULL : PARK_TROUBLE;
}

static void answers_go(struct visit *v)
{
	visit_draft_over(v);
	visit_forget_answers(v);
}

enum visit_parked visit_park_at_desk(struct visit *v)
{
	AUTO_BUF text;
	int r;

	buf_init(&text, DRAFT_TEXT_MAX);
	if (!visit_may_park_at_desk(v))
		return PARK_NOT_NOW;
	r = visit_draft_text(&text, v, true);
	if (r == 0)
		r = draft_park(v->draft.all, &v->world.station->desk, visit_draft_kind(v), text.data, text.len);
	if (r == 0) {
		visit_draft_kept_elsewhere(v);
		answers_go(v);
	}
	return parked_of(r);
}

/* The sheet lies in the press's locked memory: the code stands nowhere else. */
static int build(struct visit *v, struct press *p, struct sheet **out, const char *code, bool large)
{
	struct sheet_page page = press_page(p, visit_language(v), visit_rtl(v));
	int r;

	page.scale = press_scale(&page, large);
	r = sheet_new(out, &page);
	if (r)
		return err_up(r);
	if (visit_is_demonstration(v))
		sheet_banner(*out, visit_say(v, "sheet.example"));
	sheet_title(*out, visit_say(v, "park.sheet.title"));
	sheet_number(*out, visit_say(v, "park.sheet.code"), code);
	sheet_pair(*out, visit_say(v, "park.sheet.until"),
	        visit_moment_in(v, visit_language(v), clock_wall_ms(v->world.clock) + DRAFT_LIFE_MS));
	sheet_notice(*out, visit_say(v, "park.sheet.only"));
	sheet_paragraph(*out, visit_say(v, "park.sheet.how"));
	sheet_qr(*out, code, visit_say(v, "park.sheet.qr"));
	r = sheet_done(*out);
	return r > 0 ? err_new(EINVAL, "the sheet with a code can not be laid out (answer %d)", r) : err_up(r);
}

static int print_code(struct visit *v, const char *code, bool large)
{
	struct press_sheets s = {.kind = "draft", .title = "", .paper_class = JOB_VOIDS, .hold_ms = HOLD_MS};
	struct press *p;
	int r = press_new(&p, v, PRESS_ROLL, SHEET_BYTES, true);

	if (r)
		return err_up(r);
	return err_up(press_send(p, &s, build(v, p, &s.sheet, code, large)));
}

enum visit_parked visit_park_on_paper(struct visit *v, bool large)
{
	char code[DRAFT_CODE_ROOM];
	AUTO_BUF text;
	int r;

	buf_init(&text, DRAFT_TEXT_MAX);
	if (!visit_may_park_on_paper(v) || v->draft.parks)
		return PARK_NOT_NOW;
	visit_paper_end(v, true);
	r = visit_draft_text(&text, v, false);
	if (r == 0)
		r = draft_park_code(code, v->draft.id, v->draft.all, text.data, text.len);
	if (r == 0) {
		r = print_code(v, code, large);
		v->draft.parks = r == 0;
		if (r)
			draft_remove(v->draft.all, v->draft.id);
	}
	wipe(code, sizeof code);
	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
	return parked_of(r);
}

void visit_park_keep(struct visit *v)
{
	if (!v->draft.parks)
		return;
	v->draft.parks = false;
	answers_go(v);
}

void visit_park_undo(struct visit *v)
{
	if (!v->draft.parks)
		return;
	draft_remove(v->draft.all, v->draft.id);
	wipe(v->draft.id, sizeof v->draft.id);
	v->draft.parks = false;
	visit_paper_end(v, true);
}
