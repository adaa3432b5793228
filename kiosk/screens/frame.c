#include "screens/frame.h"

#include "ui/widgets.h"
#include "visit/duty.h"
#include "visit/fingers.h"
#include "visit/plugs.h"

static const float gap = 2.6f, next_share = 0.28f; /* of the bar's width, for the way on */

static float margin(const struct ui *ui)
{
	return ui_is_compact(ui) ? 3.0f : 7.0f;
}

enum { BAR_BUTTONS = 5 };

/* The five of the bar, in reading order. */
static void bar_buttons(struct scene *s, const struct frame *f, struct button out[BAR_BUTTONS])
{
	const struct visit *v = s->visit;

	out[0] = (struct button){
	        .id = "stop", .label = visit_say(v, "nav.stop"), .icon = ICON_STOP, .kind = BUTTON_STOP};
	out[1] = (struct button){
	        .id = "back", .label = visit_say(v, "nav.back"), .icon = ICON_BACK, .disabled = f->no_back};
	out[2] = (struct button){.id = "help", .label = visit_say(v, "nav.help"), .icon = ICON_HELP};
	out[3] = (struct button){.id = "human", .label = visit_say(v, "nav.human"), .icon = ICON_HUMAN};
	out[4] = (struct button){.id = "next",
	        .label = f->next ? f->next : visit_say(v, "nav.next"),
	        .icon = f->next_icon != ICON_NONE ? f->next_icon : ICON_NEXT,
	        .kind = BUTTON_MAIN,
	        .icon_behind = true,
	        .disabled = f->next_closed || !f->next};
}

/* Width of the four that are always there, in letters of that size. */
static float row_width_at(struct ui *ui, struct button *b, float cap)
{
	float w = 0;

	for (int i = 0; i < BAR_BUTTONS - 1; i++) {
		b[i].cap_mm = cap;
		w += button_width(ui, &b[i]) + gap;
	}
	return w;
}

/* The largest letters with which the bar stands in one row. The way on keeps its share whatever it is called, so
 * that the other four are the same, and in the same place, on every screen. */
static void bar_letters(struct ui *ui, struct button *b)
{
	const bool low = ui_is_compact(ui); /* a low panel has no width for icons beside words */
	float room = (ui->panel.width_mm - 2 * margin(ui)) * (1 - next_share), most = low ? 3.2f : ui_cap(ui);
	float cap = most, at_most, at_half;

	for (int i = 0; i < BAR_BUTTONS - 1; i++)
		b[i].stacked = low;
	/* Widths grow with the letters in a straight line: two points give the size that fits. */
	at_most = row_width_at(ui, b, most);
	if (at_most > room) {
		at_half = row_width_at(ui, b, most / 2);
		cap = most / 2 + (room - at_half) * (most / 2) / (at_most - at_half) - 0.05f;
		cap = cap < 2.4f ? 2.4f : cap;
	}
	for (int i = 0; i < BAR_BUTTONS - 1; i++)
		b[i].cap_mm = cap;
	b[BAR_BUTTONS - 1].cap_mm = low ? 4.0f : cap;
}

static float bar_height(const struct ui *ui)
{
	float h = ui_is_compact(ui) ? TARGET_TENTH_MM / 10.0f : button_height(ui);

	return h > 18 ? 18 : h;
}

static struct box bar_box(const struct ui *ui)
{
	float m = margin(ui), low = ui_is_compact(ui) ? 2.0f : 5.0f, h = bar_height(ui);

	return (struct box){m, ui->panel.height_mm - low - h, ui->panel.width_mm - 2 * m, h};
}

static struct box header_box(const struct ui *ui)
{
	float m = margin(ui);

	if (ui_is_compact(ui))
		return (struct box){m, 1.2f, ui->panel.width_mm - 2 * m, 2.4f};
	return (struct box){m, 4.5f, ui->panel.width_mm - 2 * m, 9.0f};
}

static void header(struct scene *s, const struct frame *f)
{
	struct ui *ui = s->ui;
	struct box b = header_box(ui), mark;
	bool rtl = ui_rtl(ui);

	if (!ui_is_compact(ui)) {
		const struct text_block *name = ui_text_block(ui, "Loket", 4.2f, true, 0);
		struct box words;

		mark = box_cut_start(&b, b.h, rtl);
		marks_icon(ui_draw(ui), mark, ICON_LOKET, false, PAINT_MAIN);
		(void)box_cut_start(&b, 2.5f, rtl);
		words = box_cut_start(&b, name->width_mm + 1.0f, rtl);
		words.y += (words.h - name->height_mm) / 2;
		words.h = name->height_mm;
		marks_text(ui_draw(ui), words, name, ALIGN_START, PAINT_MAIN);
		(void)ui_node(ui, (struct node){.role = ROLE_IMAGE, .label = "Loket", .box = mark});
	}
	if (f->of > 0) {
		const char *label = ui_copy(ui, visit_say_with(s->visit, f->part ? f->part : "progress.of",
		                                        (const char *const[]){"at", ui_printf(ui, "%d", f->at), "of",
		                                                ui_printf(ui, "%d", f->of), NULL}));
		struct box bar = b;

		if (!ui_is_compact(ui)) {
			const struct text_block *t = ui_text_block(ui, label, 3.0f, false, 0);
			struct box at;

			bar = box_cut_end(&bar, ui->panel.width_mm * 0.45f, rtl);
			at = box_cut_start(&bar, t->width_mm, rtl);
			(void)box_cut_start(&bar, 3.0f, rtl);
			at.y += (at.h - t->height_mm) / 2;
			at.h = t->height_mm;
			marks_text(ui_draw(ui), at, t, ALIGN_START, PAINT_INK_SOFT);
			bar.y += bar.h / 2 - 1.2f;
			bar.h = 2.4f;
		}
		ui_progress(ui, bar, f->at, f->of, label);
	}
}

/* Above the keys of a low panel there is room for what is asked, and no more. */
static void strip(struct scene *s, struct box *area, enum icon icon, const char *text)
{
	float h = note_height(s->ui, text, area->w);

	if (area->h < h + gap + TARGET_TENTH_MM / 10.0f)
		return;
	ui_note(s->ui, box_cut_top(area, h), ROLE_TEXT, icon, text);
	(void)box_cut_top(area, gap);
}

/* A strip that tells that somebody was called, on whatever screen one is. */
static void called(struct scene *s, struct box *area)
{
	bool failed = visit_human_failed(s->visit);
	bool none = visit_human_has_no_bell(s->visit);
	const char *text = visit_say(s->visit, none ? "human.none" : failed ? "human.failed" : "human.coming");

	if (failed || visit_human_is_called(s->visit))
		strip(s, area, failed ? ICON_WARNING : ICON_BELL, text);
}

/* For who works here: which plugs. */
static const char *pulled_parts(struct scene *s)
{
	static const char *const keys[EVENT_PLUGS] = {[PLUG_PRINTER] = "staff.pulled.printer",
	        [PLUG_TOUCH] = "staff.pulled.touch",
	        [PLUG_KEYPAD] = "staff.pulled.keypad",
	        [PLUG_BADGE] = "staff.pulled.badge",
	        [PLUG_OTHER] = "staff.pulled.other"};
	const char *parts = "";

	for (int i = 0; i < EVENT_PLUGS; i++)
		if (plugs_out(s->visit) >> i & 1)
			parts = ui_printf(s->ui, "%s%s%s", parts, *parts ? ", " : "", visit_say(s->visit, keys[i]));
	return parts;
}

static const char *pulled_words(struct scene *s, const char *key)
{
	return ui_copy(s->ui, visit_say_with(s->visit, key, (const char *const[]){"what", pulled_parts(s), NULL}));
}

/* A device that was pulled out while somebody was served: a citizen may go on, an officer puts it back. The work keeps
 * most of the screen: where the sentence is long for it, its first words stand. */
static void pulled(struct scene *s, const struct frame *f, struct box *area)
{
	bool staff = f->nobody || duty_is_open(s->visit), alarm = plugs_is_alarm(s->visit);
	bool heard = plugs_is_heard(s->visit);
	const char *key = heard ? "pulled.called" : "pulled.tell", *text;
	float share = !heard && !staff ? 0.45f : ui_is_compact(s->ui) ? 0.2f : 0.3f; /* nobody else tells the desk */

	if (!alarm && (!staff || f->nobody || !plugs_out(s->visit)))
		return;
	if (staff)
		key = alarm ? "staff.pulled.show_card" : "staff.pulled.still";
	text = pulled_words(s, key);
	if (note_height(s->ui, text, area->w) > area->h * share)
		text = pulled_words(s, staff ? "staff.pulled.short" : "pulled.short");
	strip(s, area, ICON_WARNING, text);
}

/* What an officer must not overlook: practice, and a screen that is about to lock. */
static void strips(struct scene *s, const struct frame *f, struct box *area)
{
	if (f->practice)
		strip(s, area, ICON_EDIT, visit_say(s->visit, "notice.practice"));
	if (duty_state(s->visit) == SHIFT_WARN)
		strip(s, area, ICON_LOCK,
		        ui_copy(s->ui, visit_say_with(s->visit, "staff.warn",
		                               (const char *const[]){"seconds",
		                                       ui_printf(s->ui, "%d", duty_seconds_left(s->visit)), NULL})));
}

struct box frame_below(const struct scene *s, const struct frame *f)
{
	struct box bar = bar_box(s->ui);

	return (struct box){bar.x, bar.y - gap - f->keep_below_mm, bar.w, f->keep_below_mm};
}

struct box frame_top(struct scene *s, const struct frame *f)
{
	struct ui *ui = s->ui;
	struct box head = header_box(ui), below = frame_below(s, f), area;
	float top = head.y + head.h + (ui_is_compact(ui) ? 2.0f : 5.0f);

	header(s, f);
	area = (struct box){head.x, top, head.w, below.y - gap - top};
	if (ui->panel.height_mm > 1.3f * ui->panel.width_mm) {
		/* A tall panel: what one reads stands where eyes and hands are, or right above the field it belongs to. */
		float keep = f->keep_below_mm > 0 ? 120.0f : area.h * 0.8f;

		if (area.h > keep)
			(void)box_cut_top(&area, area.h - keep);
	}
	if (fingers_lost(s->visit) && !f->tells_why)
		strip(s, &area, ICON_WARNING,
		        visit_say(s->visit, fingers_are_missed(s->visit) ? "out.no_touch" : "touch.lost"));
	else if (!f->tells_why)
		pulled(s, f, &area);
	called(s, &area);
	strips(s, f, &area);
	return area;
}

/* The four stand where reading begins, the way on where it ends. */
static void bar_places(struct ui *ui, const struct button *b, struct box bar, struct box out[BAR_BUTTONS])
{
	bool rtl = ui_rtl(ui);

	for (int i = 0; i < BAR_BUTTONS - 1; i++) {
		out[i] = box_cut_start(&bar, button_width(ui, &b[i]), rtl);
		(void)box_cut_start(&bar, gap, rtl);
	}
	out[BAR_BUTTONS - 1] = box_cut_end(&bar, bar.w, rtl);
}

/* Its words stand in as many lines as the bar is high. */
static void fit_next(struct ui *ui, struct button *b, struct box at)
{
	while (b->cap_mm > 2.5f && !button_holds(ui, b, at))
		b->cap_mm -= 0.1f;
}

enum frame_act frame_bar(struct scene *s, const struct frame *f, enum screen_id *to)
{
	struct button b[BAR_BUTTONS];
	struct box at[BAR_BUTTONS];
	bool pressed[BAR_BUTTONS];
	struct ui *ui = s->ui;

	bar_buttons(s, f, b);
	bar_letters(ui, b);
	bar_places(ui, b, bar_box(ui), at);
	fit_next(ui, &b[BAR_BUTTONS - 1], at[BAR_BUTTONS - 1]);
	pressed[4] = false;
	for (int i = 0; i < BAR_BUTTONS - !f->next; i++)
		pressed[i] = ui_button(ui, at[i], &b[i]);
	*to = SCREEN_STAY;
	if (pressed[0])
		*to = SCREEN_STOPPED;
	if (pressed[2])
		*to = SCREEN_HELP;
	if (pressed[3])
		visit_call_human(s->visit);
	if (*to != SCREEN_STAY)
		return FRAME_ELSEWHERE;
	return pressed[1] ? FRAME_BACK : pressed[4] ? FRAME_NEXT : FRAME_NONE;
}
