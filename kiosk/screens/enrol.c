/* enrol - the first badge at a new station: its holder becomes the administrator. Shown once, with a PIN to be changed. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/typing.h"
#include "ui/flow.h"
#include "ui/widgets.h"
#include "visit/duty.h"

struct enrol {
	struct pager pager;
	char code[STAFF_CODE_MAX + 1], pin[PIN_DIGITS_MAX + 1];
	struct edit edit;
	struct keyboard_state keys;
	bool bad;
};

static const float gap = 2.0f;

static void ask_code(struct scene *s, struct flow *f, const struct enrol *me)
{
	const char *title = visit_say(s->visit, "staff.enrol.title"),
	           *bad = visit_say(s->visit, "staff.enrol.bad_code"), *hint = visit_say(s->visit, "staff.enrol.text");
	float left = f->area.h - ui_tight_block(s->ui, title, ui_heading_cap(s->ui), true, f->area.w)->height_mm - gap;
	float want = me->bad ? note_height(s->ui, bad, f->area.w)
	                     : ui_tight_block(s->ui, hint, ui_cap(s->ui) * 0.88f, false, f->area.w)->height_mm;
	struct box box;

	/* Above the keys there is little room: what must be mended comes before what this is about. */
	if (want <= left || !me->bad) {
		flow_heading(f, title);
		flow_space(f, gap);
	}
	if (me->bad && flow_take(f, want <= left ? want : f->area.h, &box))
		ui_note(s->ui, box, ROLE_ERROR, ICON_WARNING, bad);
	else if (!me->bad && want <= left)
		flow_hint(f, hint);
}

static void show_pin(struct scene *s, struct flow *f, const struct enrol *me)
{
	struct box box;
	const struct text_block *b = ui_text_block(s->ui, me->pin, 14.0f, true, f->area.w);

	flow_heading(f, visit_say(s->visit, "staff.enrol.title"));
	flow_space(f, gap);
	flow_text(f, visit_say(s->visit, "staff.enrol.pin"), 0, false, PAINT_INK);
	flow_space(f, 4);
	if (flow_take(f, b->height_mm, &box)) {
		marks_text(ui_draw(s->ui), box, b, ALIGN_START, PAINT_INK);
		(void)ui_node(s->ui,
		        (struct node){.id = "pin", .role = ROLE_TEXT, .label = me->pin, .spoken = "", .box = box});
	}
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct enrol *me = state;
	const struct keyboard *k = s->ui->keyboards[KEYBOARD_LATIN];
	bool given = *me->pin != 0;
	struct frame frame = {.next = visit_say(s->visit, "nav.next"), .no_back = true};
	struct box area;
	struct flow f;
	enum screen_id to;

	if (!given && duty_state(s->visit) != SHIFT_ENROL)
		return duty_state(s->visit) == SHIFT_AWAY ? SCREEN_IDLE : SCREEN_STAFF_LOGIN;
	frame.keep_below_mm = given ? 0 : typing_height(s->ui, k);
	area = frame_top(s, &frame);
	flow_begin(&f, s->ui, &me->pager, area);
	if (given)
		show_pin(s, &f, me);
	else
		ask_code(s, &f, me);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (!given) {
		struct field field = {.id = "field:code",
		        .label = visit_say(s->visit, "staff.enrol.code"),
		        .ghost = "B-001",
		        .edit = &me->edit,
		        .wrong = me->bad};

		typing_draw(s, frame_below(s, &frame), &field, k, &me->keys);
	}
	if (frame_bar(s, &frame, &to) == FRAME_NEXT) {
		if (given)
			return SCREEN_STAFF_LOGIN;
		me->bad = duty_enrol(s->visit, me->code, me->pin) != 0;
	}
	return to;
}

static void enter(void *state, struct scene *s)
{
	struct enrol *me = state;

	face_staff(s);
	edit_init(&me->edit, me->code, sizeof me->code);
}

const struct screen screen_enrol = {.name = "enrol",
        .size = sizeof(struct enrol),
        .staff = true,
        .leave_after_s = 180,
        .enter = enter,
        .draw = draw};
