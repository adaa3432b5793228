/* notice_handover - what will stand in the record, what is still open, and the officer's word. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "visit/duty.h"
#include "visit/handing.h"

struct desk_side {
	struct pager pager;
	bool all; /* also what is optional and empty */
	bool not_saved;
};

static const char *value_of(struct scene *s, const struct handover *h, enum handover_field_no no)
{
	const struct handover_field *f = handover_field(no);
	int choice = handover_choice(h, no);

	switch (f->type) {
	case HANDOVER_CHOICE:
		return choice > 0 && choice <= f->n_options
		               ? handing_words(s->visit, f->options[choice - 1].nl, f->options[choice - 1].en)
		               : "";
	case HANDOVER_TIME:
		return handover_at_ms(h, no) ? ui_copy(s->ui, handing_when(s->visit, handover_at_ms(h, no))) : "";
	case HANDOVER_TEXT:
		break;
	}
	return handover_text(h, no);
}

static bool is_shown(const struct desk_side *me, const struct handover *h, enum handover_field_no no)
{
	enum handover_need need = handover_need(h, no);

	if (!handover_field(no)->asked || need == HANDOVER_NOT_ASKED || need == HANDOVER_PROHIBITED ||
	        no == HF_SIGNATURE)
		return false;
	return me->all || need == HANDOVER_REQUIRED || handover_is_answered(h, no);
}

/* Each field a card; tapped, it is changed. The one tapped, or -1. */
static int fields(struct scene *s, struct flow *f, const struct desk_side *me, const struct handover *h)
{
	const struct handover_field *open = handover_next_open(h);
	struct option o[HANDOVER_FIELDS] = {0};
	int of[HANDOVER_FIELDS], n = 0, pressed;

	for (int i = 0; i < HANDOVER_FIELDS; i++) {
		enum handover_field_no no = (enum handover_field_no)i;
		const struct handover_field *field = handover_field(no);

		if (!is_shown(me, h, no))
			continue;
		o[n] = (struct option){.id = ui_printf(s->ui, "change:%s", field->name),
		        .label = handing_words(s->visit, field->nl, field->en),
		        .value = value_of(s, h, no),
		        .icon = field == open                 ? ICON_WARNING
		                : handover_is_answered(h, no) ? ICON_CHECK
		                                              : ICON_EDIT,
		        .plain = true,
		        .disabled = handing_is_attested(s->visit)};
		if (!*o[n].value)
			o[n].value = visit_say(s->visit, "staff.field.open");
		of[n++] = i;
	}
	pressed = grid_options(s, f, o, n, 2);
	return pressed < 0 ? -1 : of[pressed];
}

/* What the printer proved, in words that claim no more. */
static void paper(struct scene *s, struct flow *f)
{
	static const char *const levels[] = {
	        "staff.level.0", "staff.level.1", "staff.level.2", "staff.level.3", "staff.level.4", "staff.level.5"};
	enum visit_paper p = visit_paper(s->visit);
	int level = visit_paper_level(s->visit);
	const char *text = visit_say(s->visit, "staff.paper.none");

	if (visit_roll_is_short(s->visit))
		text = visit_say(s->visit, "staff.paper.short");
	else if (visit_paper_is_unprovable(s->visit))
		text = visit_say(s->visit, "staff.paper.no_journal");
	else if (visit_paper_begun(s->visit)) {
		text = visit_say(s->visit, p == PAPER_FAILED   ? "staff.paper.failed"
		                           : p == PAPER_UNSURE ? "staff.paper.unsure"
		                                               : "paper.printing");
		if ((p == PAPER_SENT || p == PAPER_PRINTED) && level >= 0 && level <= 5)
			text = visit_say(s->visit, levels[level]);
	}
	flow_note(f, p == PAPER_FAILED || p == PAPER_UNSURE ? ROLE_ERROR : ROLE_TEXT, ICON_PRINTER, text);
	flow_space(f, 2);
}

/* How it comes out; settled once something was printed. */
static void forms(struct scene *s, struct flow *f)
{
	static const char *const keys[] = {"staff.form.roll", "staff.form.large", "staff.form.card", "staff.form.a4"};
	static const char *const ids[] = {"form:full", "form:large", "form:card", "form:a4"};
	int n = visit_has_a4(s->visit) ? 4 : 3, pressed;
	struct option o[4] = {0};

	if (visit_paper_begun(s->visit))
		return;
	for (int i = 0; i < n; i++)
		o[i] = (struct option){.id = ids[i],
		        .label = visit_say(s->visit, keys[i]),
		        .chosen = handing_is_a4(s->visit) ? i == 3 : (int)handing_format(s->visit) == i};
	pressed = grid_options(s, f, o, n, 4);
	if (pressed >= 0)
		handing_set_format(
		        s->visit, pressed == 3 ? NOTICE_FORMAT_FULL : (enum notice_format)pressed, pressed == 3);
}

static enum screen_id extras(struct scene *s, struct flow *f, struct desk_side *me)
{
	bool done = handing_is_attested(s->visit), printed = visit_paper_level(s->visit) >= 0;
	struct button b[4] = {{.id = "copy",
	                              .icon = ICON_PRINTER,
	                              .label = visit_say(s->visit, printed ? "staff.copy" : "staff.print")},
	        {.id = "signature",
	                .icon = ICON_EDIT,
	                .label = visit_say(s->visit, "staff.signature"),
	                .disabled = done},
	        {.id = "questions",
	                .icon = ICON_HELP,
	                .label = visit_say(s->visit, "staff.questions"),
	                .disabled = done},
	        {.id = "all", .icon = ICON_OTHER, .label = visit_say(s->visit, me->all ? "staff.less" : "staff.all")}};

	switch (grid_buttons(s, f, b, 4)) {
	case 0:
		handing_print(s->visit);
		return SCREEN_PRINTING;
	case 1:
		return SCREEN_SIGNATURE;
	case 2:
		return SCREEN_NOTICE_UNDERSTOOD;
	case 3:
		me->all = !me->all;
		break;
	default:
		break;
	}
	return SCREEN_STAY;
}

static bool wants_paper(struct scene *s, const struct handover *h)
{
	int form = handover_choice(h, HF_FORM);

	return (form == HANDED_PAPER || form == HANDED_PAPER_ORAL) && !h->printed && !handing_is_attested(s->visit);
}

enum way { WAY_FILL_IN, WAY_PRINT, WAY_ATTEST, WAY_DONE };

static enum way way_on(struct scene *s, const struct handover *h)
{
	if (handing_is_attested(s->visit))
		return WAY_DONE;
	if (handover_next_open(h))
		return WAY_FILL_IN;
	return wants_paper(s, h) ? WAY_PRINT : WAY_ATTEST;
}

static enum screen_id go(struct scene *s, struct desk_side *me, const struct handover *h, enum way way)
{
	switch (way) {
	case WAY_FILL_IN:
		s->tour->handover_field = handover_field_find(handover_next_open(h)->name);
		return SCREEN_HANDOVER_FIELD;
	case WAY_PRINT:
		handing_print(s->visit);
		return SCREEN_PRINTING;
	case WAY_ATTEST:
		me->not_saved = handing_attest(s->visit) == VISIT_NOT_SAVED;
		return SCREEN_STAY;
	case WAY_DONE:
		break;
	}
	return SCREEN_STAFF_MENU;
}

static void outcome(struct scene *s, struct flow *f, const struct desk_side *me)
{
	const char *number = handing_number(s->visit), *text = NULL;
	bool bad = me->not_saved;

	if (handing_is_attested(s->visit))
		text = *number ? ui_printf(s->ui, "%s \u2066%s\u2069", visit_say(s->visit, "staff.attested"), number)
		               : visit_say(s->visit, "staff.attested.practice");
	else if (bad)
		text = visit_say(s->visit, "staff.not_saved");
	if (text)
		flow_note(f, bad ? ROLE_ERROR : ROLE_TEXT, bad ? ICON_WARNING : ICON_CHECK, text);
	flow_space(f, 2);
}

static enum screen_id draw(void *state, struct scene *s)
{
	static const char *const words[] = {"staff.fill_in", "staff.print", "staff.attest", "staff.done"};
	struct desk_side *me = state;
	struct handover *h = handing_record(s->visit);
	const struct notice *n = handing_notice(s->visit);
	enum way way = h ? way_on(s, h) : WAY_DONE;
	struct frame frame = {.next = visit_say(s->visit, words[way]),
	        .next_icon = way == WAY_FILL_IN || way == WAY_DONE ? ICON_NEXT : ICON_CHECK,
	        .no_back = h && handing_is_attested(s->visit),
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	enum frame_act act;
	enum screen_id to, other;
	struct flow f;
	int field;

	if (!h || !n)
		return SCREEN_STAFF_MENU;
	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(
	        &f, ui_printf(s->ui, "%s (%s)", handing_dutch(s->visit) ? handing_dutch(s->visit)->title : n->title,
	                    visit_name_of_language(s->visit, n->lang)));
	flow_space(&f, 2);
	outcome(s, &f, me);
	paper(s, &f);
	forms(s, &f);
	field = fields(s, &f, me, h);
	flow_space(&f, 1);
	other = extras(s, &f, me);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (field >= 0) {
		s->tour->handover_field = field;
		return SCREEN_HANDOVER_FIELD;
	}
	if (visit_paper_trouble(s->visit) != VISIT_NO_TROUBLE)
		return SCREEN_PRINT_PROBLEM;
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT)
		return go(s, me, h, way);
	if (act == FRAME_BACK)
		return SCREEN_NOTICE_SHOW;
	return other != SCREEN_STAY ? other : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_notice_handover = {
        .name = "notice_handover", .size = sizeof(struct desk_side), .staff = true, .enter = enter, .draw = draw};
