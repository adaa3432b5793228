/* handover_field - one field of the handover: tapped where it can be, typed where it must. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/typing.h"
#include "sys/text.h"
#include "visit/duty.h"
#include "visit/handing.h"

struct field_screen {
	struct pager pager;
	char text[HANDOVER_TEXT_MAX + 1];
	struct edit edit;
	struct keyboard_state keys;
	bool typing; /* the keys are on the screen: sentences to tap come first where there are any */
	bool refused;
	enum rule_no why;
	int64_t at_ms;
};

static enum handover_field_no field_no(const struct scene *s)
{
	return (enum handover_field_no)s->tour->handover_field;
}

/* What was entered does not hold: the rule says why. */
static bool took(struct scene *s, struct field_screen *me, int r)
{
	me->refused = r != 0;
	me->why = r == HANDOVER_REFUSED ? handover_why(handing_record(s->visit)) : RULE_NONE;
	if (handover_alarms(handing_record(s->visit)) && !visit_human_is_called(s->visit))
		visit_call_human(s->visit); /* urgent medical help: now, not when the form is done */
	return r == 0;
}

static bool choices(struct scene *s, struct flow *f, struct field_screen *me, const struct handover_field *field)
{
	struct handover *h = handing_record(s->visit);
	struct option o[GRID_MAX] = {0};
	int n = field->n_options < GRID_MAX ? field->n_options : GRID_MAX, pressed;

	for (int i = 0; i < n; i++)
		o[i] = (struct option){.id = ui_printf(s->ui, "choice:%s:%s", field->name, field->options[i].name),
		        .label = handing_words(s->visit, field->options[i].nl, field->options[i].en),
		        .value = "",
		        .chosen = handover_choice(h, field_no(s)) == i + 1};
	pressed = grid_options(s, f, o, n, n > 4 ? 2 : 1);
	return pressed >= 0 && took(s, me, handover_choose(h, field_no(s), pressed + 1));
}

/* A moment is moved in steps from now: nobody types a time while somebody waits. */
static bool moment(struct scene *s, struct flow *f, struct field_screen *me)
{
	static const int steps[] = {-24 * 60, -60, -15, -5, -1, 1, 5, 15, 60};
	enum { STEPS = sizeof steps / sizeof *steps };
	struct button b[STEPS + 1] = {0};
	int pressed;

	flow_text(f, ui_copy(s->ui, handing_when(s->visit, me->at_ms)), ui_cap(s->ui) * 1.5f, true, PAINT_INK);
	flow_space(f, 3);
	for (int i = 0; i < STEPS; i++)
		b[i] = (struct button){.id = ui_printf(s->ui, "step:%d", steps[i]),
		        .label = steps[i] == -24 * 60 ? visit_say(s->visit, "staff.time.day")
		                 : steps[i] % 60 == 0 ? ui_printf(s->ui, "%+d %s", steps[i] / 60,
		                                                visit_say(s->visit, "staff.time.hour"))
		                                      : ui_printf(s->ui, "%+d %s", steps[i],
		                                                visit_say(s->visit, "staff.time.minute"))};
	b[STEPS] =
	        (struct button){.id = "step:now", .label = visit_say(s->visit, "staff.time.now"), .icon = ICON_CLOCK};
	pressed = grid_buttons(s, f, b, STEPS + 1);
	if (pressed == STEPS)
		me->at_ms = handing_now_ms(s->visit);
	else if (pressed >= 0)
		me->at_ms += (int64_t)steps[pressed] * 60000;
	return false;
}

/* Sentences to tap, and the way to the keys. */
static bool words(struct scene *s, struct flow *f, struct field_screen *me, const struct handover_field *field)
{
	struct option o[GRID_MAX] = {0};
	struct button type = {.id = "type", .label = visit_say(s->visit, "staff.field.type"), .icon = ICON_EDIT};
	int n = 0, pressed;

	for (; field->ready && field->ready[n] && n < GRID_MAX; n++)
		o[n] = (struct option){.id = ui_printf(s->ui, "ready:%d", n),
		        .label = field->ready[n],
		        .value = "",
		        .chosen = text_is(me->text, field->ready[n])};
	pressed = n ? grid_options(s, f, o, n, 2) : -1;
	if (grid_buttons(s, f, &type, 1) == 0)
		me->typing = true;
	if (pressed >= 0)
		return took(s, me, handover_write(handing_record(s->visit), field_no(s), field->ready[pressed]));
	return false;
}

static bool settle(struct scene *s, struct field_screen *me, const struct handover_field *field)
{
	struct handover *h = handing_record(s->visit);

	switch (field->type) {
	case HANDOVER_TIME:
		return took(s, me, handover_time(h, field_no(s), me->at_ms, handing_now_ms(s->visit)));
	case HANDOVER_TEXT:
		return took(s, me, handover_write(h, field_no(s), me->text));
	case HANDOVER_CHOICE:
		break;
	}
	return true;
}

static const char *complaint_text(struct scene *s, const struct field_screen *me)
{
	const struct rule *rule = rule_of(me->why);

	return rule ? ui_printf(s->ui, "%s  %s", rule->id, handing_words(s->visit, rule->nl, rule->en))
	            : visit_say(s->visit, "staff.field.wrong");
}

static void complaint(struct scene *s, struct flow *f, const struct field_screen *me)
{
	const char *text = complaint_text(s, me);

	if (me->refused)
		flow_note(f, ROLE_ERROR, ICON_WARNING, text);
	flow_space(f, 2);
}

/* Above the keys there is room for one thing: what was wrong, or what is asked (the field has its name too). */
static void above_keys(struct scene *s, struct flow *f, const struct field_screen *me, const char *label)
{
	float h = note_height(s->ui, complaint_text(s, me), f->area.w);
	struct box box;

	if (!me->refused)
		flow_heading(f, label);
	else if (flow_take(f, h < f->area.h ? h : f->area.h, &box))
		ui_note(s->ui, box, ROLE_ERROR, ICON_WARNING, complaint_text(s, me));
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct field_screen *me = state;
	const struct handover_field *field;
	const struct keyboard *k = s->ui->keyboards[KEYBOARD_LATIN];
	struct frame frame = {.next = visit_say(s->visit, "nav.next"), .practice = duty_is_practice(s->visit)};
	bool keys, done = false;
	const char *label;
	struct box area;
	struct flow f;
	enum frame_act act;
	enum screen_id to;

	if (!handing_record(s->visit) || s->tour->handover_field < 0)
		return SCREEN_STAFF_MENU;
	field = handover_field(field_no(s));
	label = handing_words(s->visit, field->nl, field->en);
	keys = field->type == HANDOVER_TEXT && (me->typing || *s->ui->typed || !field->ready || !*field->ready);
	me->typing = keys;
	frame.keep_below_mm = keys ? typing_height(s->ui, k) : 0;
	area = frame_top(s, &frame);
	flow_begin(&f, s->ui, &me->pager, area);
	if (!keys) {
		flow_heading(&f, label);
		flow_space(&f, 2);
		complaint(s, &f, me);
	}
	if (keys)
		above_keys(s, &f, me, label);
	else if (field->type == HANDOVER_CHOICE)
		done = choices(s, &f, me, field);
	else if (field->type == HANDOVER_TIME)
		done = moment(s, &f, me);
	else
		done = words(s, &f, me, field);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (keys) {
		struct field in = {.id = ui_printf(s->ui, "field:%s", field->name),
		        .label = label,
		        .edit = &me->edit,
		        .wrong = me->refused};

		typing_draw(s, frame_below(s, &frame), &in, k, &me->keys);
	}
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT && field->type != HANDOVER_CHOICE)
		done = settle(s, me, field);
	if (done || act == FRAME_BACK || (act == FRAME_NEXT && field->type == HANDOVER_CHOICE))
		return SCREEN_NOTICE_HANDOVER;
	return to;
}

static bool is_ready(const struct handover_field *field, const char *text)
{
	for (int i = 0; field->ready && field->ready[i]; i++)
		if (text_is(text, field->ready[i]))
			return true;
	return false;
}

/* An answer that was taken and does not hold beside the others: the rule says why it is asked again. */
static void say_why(struct field_screen *me, const struct handover *h, enum handover_field_no no)
{
	struct handover_finding found[HANDOVER_FINDINGS_MAX];
	int n = handover_is_answered(h, no) ? handover_findings(h, found) : 0;

	for (int i = 0; i < n && !me->refused; i++)
		if (found[i].field == no) {
			me->refused = true;
			me->why = found[i].rule;
		}
}

/* Most were arrested when the contact began; other moments are mostly now. */
static int64_t likely_ms(const struct visit *v, const struct handover *h, enum handover_field_no no)
{
	int64_t first = no == HF_ARRESTED_AT ? handover_at_ms(h, HF_FIRST_CONTACT_AT) : 0;

	return first ? first : handing_now_ms(v);
}

static void enter(void *state, struct scene *s)
{
	struct field_screen *me = state;
	struct handover *h = handing_record(s->visit);

	face_staff(s);
	edit_init(&me->edit, me->text, sizeof me->text);
	if (!h || s->tour->handover_field < 0)
		return;
	edit_replace(&me->edit, handover_text(h, field_no(s)));
	me->at_ms = handover_at_ms(h, field_no(s));
	if (!me->at_ms)
		me->at_ms = likely_ms(s->visit, h, field_no(s));
	me->typing = *me->text && !is_ready(handover_field(field_no(s)), me->text);
	say_why(me, h, field_no(s));
}

const struct screen screen_handover_field = {
        .name = "handover_field", .size = sizeof(struct field_screen), .staff = true, .enter = enter, .draw = draw};
