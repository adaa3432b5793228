/* desk_work_paper - the desk's own sheets: counts, rules, a signal card, what a citizen said. */
#include <errno.h>

#include "paper/sheet.h"
#include "sys/log.h"
#include "visit/desk_work_inside.h"
#include "visit/press.h"

enum { SHEET_BYTES = 8 * 1024 * 1024, SECRET_BYTES = 2 * 1024 * 1024 };

static void add_row(struct sheet *s, const struct desk_row *r)
{
	switch (r->kind) {
	case DESK_ROW_TITLE:
		sheet_title(s, r->text);
		break;
	case DESK_ROW_HEADING:
		sheet_heading(s, r->text);
		break;
	case DESK_ROW_TEXT:
		sheet_paragraph(s, r->text);
		break;
	case DESK_ROW_POINT:
		sheet_point(s, r->number, r->text);
		break;
	case DESK_ROW_PAIR:
		sheet_pair(s, r->label, r->text);
		break;
	case DESK_ROW_NUMBER:
		sheet_number(s, r->label, r->text);
		break;
	case DESK_ROW_STRONG:
		sheet_notice(s, r->text);
		break;
	case DESK_ROW_SMALL:
		sheet_footer(s, r->text);
		break;
	}
}

static int lay_out(struct visit *v, struct press *press, const struct desk_sheet *wish, struct sheet **out)
{
	struct sheet_page page = press_page(press, visit_language(v), false);
	int r = sheet_new(out, &page);

	if (r)
		return err_up(r);
	if (duty_is_practice(v))
		sheet_banner(*out, visit_say(v, "notice.practice"));
	if (visit_is_demonstration(v))
		sheet_banner(*out, visit_say(v, "sheet.example"));
	for (int i = 0; i < wish->n; i++)
		add_row(*out, &wish->rows[i]);
	sheet_rule(*out);
	sheet_pair(*out, visit_say(v, "sheet.place"), v->world.station->code);
	sheet_pair(
	        *out, visit_say(v, "sheet.time"), visit_moment_in(v, visit_language(v), clock_wall_ms(v->world.clock)));
	r = sheet_done(*out);
	return r > 0 ? err_new(EINVAL, "a sheet of the desk can not be laid out (answer %d)", r) : err_up(r);
}

static int start(struct visit *v, const struct desk_sheet *wish)
{
	struct press_sheets s = {
	        .kind = wish->kind, .title = wish->title, .paper_class = wish->secret ? JOB_RESUMES : JOB_VOIDS};
	struct press *p;
	int r = press_new(&p, v, PRESS_ROLL, wish->secret ? SECRET_BYTES : SHEET_BYTES, wish->secret);

	if (r)
		return err_up(r);
	return err_up(press_send(p, &s, lay_out(v, p, wish, &s.sheet)));
}

bool desk_work_print(struct visit *v, const struct desk_sheet *sheet)
{
	enum visit_paper now = visit_paper(v);
	int e;

	if (!duty_is_open(v) || !visit_has_printer(v) || (v->press && (now == PAPER_WAITING || now == PAPER_PRINTING)))
		return false;
	visit_paper_end(v, false);
	e = start(v, sheet);
	if (e) {
		log_surprise(v->world.log, LOG_MODULE, e);
		v->print_broken = true;
	}
	v->world.changed(v->world.me);
	return e == 0;
}
