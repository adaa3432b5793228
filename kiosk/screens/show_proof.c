/* show_proof - what runs on this station, in words and as a signed code that anybody checks without a network */
#include "visit/show_proof.h"

#include <math.h>

#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/text_page.h"
#include "sys/text.h"
#include "ui/widgets.h"
#include "visit/duty.h"

enum { QUIET = 4, GROUP = 8, HEX_ROOM = 2 * PROOF_HASH + PROOF_HASH };

/* A module is so many whole dots, at least 2, so that no edge is blurred; the code is at most this large. */
static const float side_most_mm = 75, module_least_mm = 0.55f;

struct proof_screen {
	struct pager pager;
	enum desk_answer answer;
	bool printed;
};

/* "1a2b3c4d 5e6f7081 ...": as a person compares it. */
static const char *groups(struct scene *s, const uint8_t *bytes, size_t n)
{
	char hex[2 * PROOF_HASH + 1], out[HEX_ROOM];
	size_t at = 0;

	hex_put(hex, bytes, n);
	for (size_t i = 0; hex[i]; i++) {
		if (i > 0 && i % GROUP == 0)
			out[at++] = ' ';
		out[at++] = hex[i];
	}
	out[at] = 0;
	return ui_copy(s->ui, out);
}

static float snap(float mm, float per_mm)
{
	return roundf(mm * per_mm) / per_mm;
}

static unsigned light_of(const struct scene *s, enum paint p)
{
	uint32_t c = s->ui->theme.colour[p];

	return (c >> 16 & 255) + (c >> 8 & 255) + (c & 255);
}

/* Runs of dark modules side by side: fewer marks than modules. */
static void modules(struct scene *s, struct box at, float module_x, float module_y, enum paint ink)
{
	int n = show_proof_size(s->visit);

	for (int y = 0; y < n; y++)
		for (int x = 0, run; x < n; x += run) {
			bool dark = show_proof_is_dark(s->visit, x, y);

			for (run = 1; x + run < n && show_proof_is_dark(s->visit, x + run, y) == dark; run++)
				;
			if (dark)
				marks_fill(ui_draw(s->ui),
				        (struct box){at.x + (float)(x + QUIET) * module_x,
				                at.y + (float)(y + QUIET) * module_y, (float)run * module_x, module_y},
				        0, ink);
		}
}

/* Dark on light in every theme of staff; whole dots. Below the heading where that leaves it readable, else on a page of its own. */
static void code(struct scene *s, struct flow *f)
{
	const struct panel *p = &s->ui->panel;
	float across = (float)p->width_px / p->width_mm, down = (float)p->height_px / p->height_mm;
	float per_mm = fminf(across, down), all = (float)(show_proof_size(s->visit) + 2 * QUIET);
	float beside = fminf(fminf(f->area.w, flow_left(f) - 1), side_most_mm);
	float alone = fminf(fminf(f->area.w, f->area.h - 1), side_most_mm);
	float dots = floorf(beside * per_mm / all);
	bool inverse = light_of(s, PAINT_INK) > light_of(s, PAINT_CARD);
	struct box box, at;

	if (dots < 3 || dots / per_mm < module_least_mm)
		dots = fmaxf(2, floorf(alone * per_mm / all));
	if (!flow_take(f, dots * all / down + 0.5f, &box))
		return;
	at = (struct box){snap(box.x + (box.w - dots * all / across) / 2, across), snap(box.y, down),
	        dots * all / across, dots * all / down};
	marks_fill(ui_draw(s->ui), at, 0, inverse ? PAINT_INK : PAINT_CARD);
	modules(s, at, dots / across, dots / down, inverse ? PAINT_CARD : PAINT_INK);
	(void)ui_node(s->ui,
	        (struct node){
	                .id = "qr", .role = ROLE_IMAGE, .label = visit_say(s->visit, "staff.proof.code"), .box = at});
	flow_space(f, 3);
}

static void rows(struct scene *s, struct text_page *page, const struct proof *p)
{
	const char *kind = p->slot_kind == 'V'   ? "staff.proof.verity"
	                   : p->slot_kind == 'R' ? "staff.proof.release"
	                                         : "staff.proof.no_slot";

	text_row(page, DESK_ROW_TITLE, NULL, visit_say(s->visit, "staff.work.proof"));
	text_row(page, DESK_ROW_PAIR, visit_say(s->visit, "staff.proof.version"),
	        ui_printf(s->ui, "%s (%s)", p->version, p->git));
	text_row(page, DESK_ROW_PAIR, visit_say(s->visit, kind), groups(s, p->slot, sizeof p->slot));
	text_row(
	        page, DESK_ROW_PAIR, visit_say(s->visit, "staff.proof.config"), groups(s, p->config, sizeof p->config));
	text_row(page, DESK_ROW_PAIR, visit_say(s->visit, "staff.proof.station"), ui_copy(s->ui, p->station));
	text_row(
	        page, DESK_ROW_PAIR, visit_say(s->visit, "staff.proof.device"), groups(s, p->device, sizeof p->device));
	text_row(page, DESK_ROW_PAIR, visit_say(s->visit, "staff.proof.time"),
	        ui_copy(s->ui, show_proof_time(s->visit)));
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct proof_screen *me = state;
	const struct proof *p = show_proof(s->visit);
	struct frame frame = {.next = p ? visit_say(s->visit, "staff.print") : NULL,
	        .next_icon = ICON_PRINTER,
	        .practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	struct text_page page = {0};
	enum frame_act act;
	enum screen_id to;
	struct flow f;

	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, "staff.work.proof"));
	flow_space(&f, 2);
	text_answer(s, &f, me->answer);
	text_paper(s, &f, me->printed);
	if (p) {
		rows(s, &page, p);
		code(s, &f);
		flow_hint(&f, visit_say(s->visit, "staff.proof.check"));
		for (int i = 1; i < page.n; i++)
			text_pair(s, &f, page.rows[i].label, page.rows[i].text);
	}
	flow_end(&f, visit_say(s->visit, "nav.more"));
	act = frame_bar(s, &frame, &to);
	if (act == FRAME_NEXT)
		return text_print(s, &me->printed, "proof", "proof", &page);
	return act == FRAME_BACK ? SCREEN_SERVICE_MENU : to;
}

static void enter(void *state, struct scene *s)
{
	struct proof_screen *me = state;

	face_staff(s);
	me->answer = show_proof_make(s->visit);
}

const struct screen screen_show_proof = {
        .name = "proof", .size = sizeof(struct proof_screen), .staff = true, .enter = enter, .draw = draw};
