/* service - what can be done here: forms to fill in, and rights to read. */
#include "screens/frame.h"
#include "screens/grid.h"
#include "visit/visit_draft.h"

static const float gap = 3.0f;

/* A page holds so little that names go before what they are about. */
static bool is_little(const struct ui *ui)
{
	return ui_is_compact(ui) || (ui->size == SIZE_XL && ui->panel.height_mm < 200);
}

static struct option form(struct scene *s, size_t i)
{
	struct option o = {0};

	o.label = visit_say(s->visit, ui_copy(s->ui, visit_service_key(s->visit, i, "title")));
	if (!is_little(s->ui))
		o.value = visit_say(s->visit, ui_copy(s->ui, visit_service_key(s->visit, i, "about")));
	o.icon = icon_named(visit_say(s->visit, ui_copy(s->ui, visit_service_key(s->visit, i, "icon"))));
	o.id = ui_printf(s->ui, "service:%s", visit_service_name(s->visit, i));
	return o;
}

static struct option rights(struct scene *s)
{
	return (struct option){.id = "service:rights",
	        .label = visit_say(s->visit, "service.rights.title"),
	        .value = is_little(s->ui) ? NULL : visit_say(s->visit, "service.rights.about"),
	        .icon = icon_named(visit_say(s->visit, "service.rights.icon"))};
}

/* Two beside each other where the panel is wide; the one pressed, or -1. */
static int big_ones(struct scene *s, struct flow *f, const struct option *o, int n)
{
	int columns = n > 1 && s->ui->panel.width_mm > 150 && ui_cap(s->ui) < 6 ? 2 : 1, pressed = -1;
	float w = (f->area.w - gap * (float)(columns - 1)) / (float)columns;

	for (int i = 0; i < n; i += columns) {
		float h = 0;
		struct box row;
		bool here;

		for (int c = i; c < i + columns && c < n; c++) {
			float one = big_choice_height(s->ui, &o[c], w);

			h = one > h ? one : h;
		}
		here = flow_take(f, h, &row);
		for (int c = i; here && c < i + columns && c < n; c++) {
			if (ui_big_choice(s->ui, box_cut_start(&row, w, ui_rtl(s->ui)), &o[c]))
				pressed = c;
			(void)box_cut_start(&row, gap, ui_rtl(s->ui));
		}
		flow_space(f, gap);
	}
	return pressed;
}

static enum screen_id begin(struct scene *s, size_t i)
{
	if (visit_begin(s->visit, visit_service_name(s->visit, i)))
		return SCREEN_STAY;
	tour_begin(s->tour, 0);
	return SCREEN_QUESTION;
}

static struct option resume(struct scene *s)
{
	return (struct option){.id = "service:resume",
	        .label = visit_say(s->visit, "service.resume.title"),
	        .value = is_little(s->ui) ? NULL : visit_say(s->visit, "service.resume.about"),
	        .icon = icon_named(visit_say(s->visit, "service.resume.icon"))};
}

/* The rest, so that the first page stays calm. */
static struct option more(struct scene *s)
{
	return (struct option){.id = "service:more",
	        .label = visit_say(s->visit, "service.more.title"),
	        .value = is_little(s->ui) ? NULL : visit_say(s->visit, "service.more.about"),
	        .icon = ICON_OTHER};
}

struct offer {
	struct option o[GRID_MAX];
	int of[GRID_MAX]; /* the service; -1 the rights, -2 more, -3 a code */
	int n;
};

enum { OFFER_RIGHTS = -1, OFFER_MORE = -2, OFFER_RESUME = -3 };

static void add(struct offer *offer, struct option o, int of)
{
	offer->o[offer->n] = o;
	offer->of[offer->n++] = of;
}

/* First page: what most people come for, the rights, and the way to the rest. */
static void gather(struct scene *s, struct offer *offer, bool rest)
{
	bool has_more = false;

	for (size_t i = 0; i < visit_services(s->visit) && offer->n < GRID_MAX - 3; i++) {
		bool is_more = visit_service_is_more(s->visit, i);

		has_more |= is_more;
		if (rest ? is_more : visit_service_is_first(s->visit, i))
			add(offer, form(s, i), (int)i);
	}
	if (!rest && has_more)
		add(offer, more(s), OFFER_MORE);
	if (!rest && visit_has_codes(s->visit))
		add(offer, resume(s), OFFER_RESUME);
	if (!rest && visit_readable(s->visit, 0))
		add(offer, rights(s), OFFER_RIGHTS);
	for (int i = 0; offer->n > 2 && i < offer->n; i++)
		offer->o[i].value = NULL; /* all names on one page say more than what two of them are about */
}

struct service_screen {
	struct pager pager;
	bool rest;
};

static enum screen_id chosen(struct scene *s, struct service_screen *me, int of)
{
	if (of == OFFER_RIGHTS)
		return SCREEN_RIGHTS;
	if (of == OFFER_RESUME)
		return SCREEN_RESUME;
	if (of >= 0)
		return begin(s, (size_t)of);
	*me = (struct service_screen){.rest = true};
	s->ui->reacted = true;
	return SCREEN_STAY;
}

static enum screen_id draw(void *state, struct scene *s)
{
	struct service_screen *me = state;
	struct frame frame = {0};
	struct box area = frame_top(s, &frame);
	const char *note = visit_say(s->visit, "service.privacy");
	struct offer offer = {.n = 0};
	struct flow f;
	enum screen_id to;
	int pressed;

	gather(s, &offer, me->rest);
	flow_begin(&f, s->ui, &me->pager, area);
	flow_heading(&f, visit_say(s->visit, me->rest ? "service.more.title" : "service.heading"));
	flow_space(&f, 3);
	pressed = big_ones(s, &f, offer.o, offer.n);
	flow_space(&f, 2);
	flow_note(&f, ROLE_TEXT, ICON_SHIELD, note);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (pressed >= 0)
		return chosen(s, me, offer.of[pressed]);
	if (frame_bar(s, &frame, &to) != FRAME_BACK)
		return to;
	if (!me->rest)
		return SCREEN_LANGUAGE;
	*me = (struct service_screen){.rest = false};
	s->ui->reacted = true;
	return SCREEN_STAY;
}

const struct screen screen_service = {
        .name = "service", .size = sizeof(struct service_screen), .in_visit = true, .draw = draw};
