/* soak - hours of work without anybody: repaints, writes, looks, prints, and counts what goes wrong */
#include "visit/soak.h"

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "screens/text_page.h"
#include "visit/finding.h"
#include "visit/upkeep.h"

enum { CHOICES = 4, MOVING = 16 };

static const int every[CHOICES] = {0, 1, 5, 15};
static const float bar_high = 6.0f;

struct soak_screen {
	struct pager pager;
	struct soak soak;
	enum desk_answer answer;
	int choice;
	bool printed, waits; /* for what becomes of the sheet */
};

/* Each frame differs from the one before all over its width. */
static void moving(struct scene *s, struct flow *f, const struct soak_screen *me)
{
	struct box at;

	if (!flow_take(f, bar_high, &at))
		return;
	for (int i = 0; i < MOVING; i++)
		marks_fill(ui_draw(s->ui), (struct box){at.x + at.w / MOVING * (float)i, at.y, at.w / MOVING, at.h}, 0,
		        ((uint64_t)i + me->soak.rounds) % 2 ? PAINT_MAIN : PAINT_LINE);
	(void)ui_node(s->ui, (struct node){.role = ROLE_IMAGE,
	                             .label = visit_say(s->visit, "staff.work.soak"),
	                             .value = ui_printf(s->ui, "%llu", (unsigned long long)me->soak.rounds),
	                             .box = at});
	flow_space(f, 3);
}

static void count(struct scene *s, struct flow *f, const char *key, uint64_t n)
{
	text_pair(s, f, visit_say(s->visit, key), ui_printf(s->ui, "%llu", (unsigned long long)n));
}

static void counts(struct scene *s, struct flow *f, const struct soak_screen *me)
{
	const struct soak *k = &me->soak;
	char worst[FINDING_ROOM];
	int64_t minutes = k->began_ms ? (upkeep_now_ms(s->visit) - k->began_ms) / 60000 : 0;

	if (k->began_ms)
		text_pair(s, f, visit_say(s->visit, "staff.soak.runs"),
		        ui_printf(s->ui, "%d:%02d", (int)(minutes / 60), (int)(minutes % 60)));
	count(s, f, "staff.soak.rounds", k->rounds);
	count(s, f, "staff.soak.disk", k->disk_errors);
	count(s, f, "staff.soak.devices", k->device_errors);
	text_pair(s, f, visit_say(s->visit, "staff.soak.prints"),
	        ui_printf(s->ui, "%llu / %llu", (unsigned long long)k->print_errors, (unsigned long long)k->prints));
	finding_say(worst, sizeof worst, s->visit, k->worst);
	if (*worst)
		flow_hint(f, ui_copy(s->ui, worst));
}

static void choose(struct scene *s, struct flow *f, struct soak_screen *me)
{
	struct option o[CHOICES] = {0};
	int pressed;

	grid_label(s, f, visit_say(s->visit, "staff.soak.every"));
	for (int i = 0; i < CHOICES; i++)
		o[i] = (struct option){.id = ui_printf(s->ui, "every:%d", every[i]),
		        .label = every[i] ? ui_printf(s->ui, "%d", every[i]) : visit_say(s->visit, "staff.soak.never"),
		        .chosen = me->choice == i};
	pressed = grid_options(s, f, o, CHOICES, 4);
	if (pressed >= 0)
		me->choice = pressed;
}

static void learn(struct scene *s, struct soak_screen *me)
{
	enum visit_paper p = visit_paper(s->visit);

	if (!me->waits || p == PAPER_WAITING || p == PAPER_PRINTING)
		return;
	me->waits = false;
	soak_printed(&me->soak, p == PAPER_SENT || p == PAPER_PRINTED);
}

static enum screen_id print(struct scene *s, struct soak_screen *me)
{
	struct text_page page = {0};
	enum screen_id to;

	text_row(&page, DESK_ROW_TITLE, NULL, visit_say(s->visit, "staff.work.soak"));
	text_row(&page, DESK_ROW_PAIR, visit_say(s->visit, "staff.soak.rounds"),
	        ui_printf(s->ui, "%llu", (unsigned long long)me->soak.rounds));
	to = text_print(s, &me->printed, "soak", "soak", &page);
	me->waits = to == SCREEN_PRINTING;
	if (!me->waits)
		soak_printed(&me->soak, false);
	return to;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct soak_screen *me = state;
	bool on = me->soak.began_ms != 0;
	struct frame frame = {.next = visit_say(s->visit, on ? "staff.soak.stop" : "staff.soak.begin"),
	        .next_icon = on ? ICON_CROSS : ICON_NEXT,
	        .next_closed = !upkeep_may(s->visit),
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	learn(s, me);
	(void)soak_turn(&me->soak, s->visit);
	if (soak_print_due(&me->soak, s->visit, every[me->choice]))
		return print(s, me);
	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.soak"));
	flow_space(&f, 2);
	text_answer(s, &f, me->answer);
	if (on)
		moving(s, &f, me);
	else
		choose(s, &f, me);
	counts(s, &f, me);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT && on)
		soak_end(&me->soak, s->visit);
	else if (act == FRAME_NEXT)
		me->answer = soak_begin(&me->soak, s->visit);
	if (act == FRAME_BACK || to != SCREEN_STAY)
		soak_end(&me->soak, s->visit);
	if (me->soak.began_ms)
		upkeep_wake_in(s->visit, SOAK_EVERY_MS);
	return act == FRAME_BACK ? SCREEN_SERVICE_MENU : to;
}

static void enter(void *me, struct scene *s)
{
	(void)me;
	face_staff(s);
}

const struct screen screen_soak = {
        .name = "soak", .size = sizeof(struct soak_screen), .staff = true, .enter = enter, .draw = draw};
