/* review_parts - the parts of a long form, each with how much of it was answered. */
#include <string.h>

#include "screens/review.h"
#include "screens/text_page.h"
#include "sys/text.h"

/* Another one begins with a question whose outermost group has another name. */
static struct review_part *part_at(struct review_parts *out, struct scene *s, const struct question *q)
{
	struct review_part *p = out->n ? &out->all[out->n - 1] : NULL;

	if (q->kind == QUESTION_NOTE || (p && (out->n == REVIEW_PARTS_MOST || text_is(p->name, q->chapter))))
		return p;
	p = &out->all[out->n++];
	*p = (struct review_part){.name = ui_copy(s->ui, q->chapter), .first = q->id};
	return p;
}

static bool part_well(const struct review_parts *p)
{
	int named = 0, under = 0, all = 0;

	for (int i = 0; i < p->n; i++) {
		named += *p->all[i].name != 0;
		under += *p->all[i].name ? p->all[i].cards : 0;
		all += p->all[i].cards;
	}
	return named >= REVIEW_PARTS_LEAST && 2 * under > all;
}

void review_parts(struct review_parts *out, struct scene *s, uint32_t at)
{
	struct session *session = visit_session(s->visit);

	memset(out, 0, sizeof *out);
	out->here = -1;
	for (uint32_t id = session_next(session, 0); id; id = session_next(session, id)) {
		const struct question *q = session_question(session, id);
		struct review_part *p = q ? part_at(out, s, q) : NULL;

		if (!p)
			continue;
		p->last = id;
		p->cards += q->kind != QUESTION_NOTE;
		p->answers += q->kind != QUESTION_NOTE && *q->value;
		p->bad += session_check(session, id) != SESSION_GOOD;
		if (id == at)
			out->here = out->n - 1;
	}
	out->good = part_well(out);
}

const char *review_part_name(struct scene *s, const struct review_part *p)
{
	return *p->name ? p->name : visit_say(s->visit, "review.rest");
}

/* "Antwoorden: 12. Nog te doen: 3." */
static const char *count(struct scene *s, const struct review_part *p)
{
	const char *pairs[] = {"n", ui_printf(s->ui, "%d", p->answers), "bad", ui_printf(s->ui, "%d", p->bad), NULL};

	return ui_copy(s->ui, visit_say_with(s->visit, p->bad ? "review.count_bad" : "review.count", pairs));
}

/* Where a page holds little, the number stands beside the name, and a second line only where something is to be done. */
static struct option option_of(struct scene *s, const struct review_part *p, int number)
{
	const char *name = review_part_name(s, p), *how = count(s, p);
	struct option o = {.id = ui_printf(s->ui, "part:%d", number),
	        .label = name,
	        .value = how,
	        .spoken = ui_printf(s->ui, "%s. %s", name, how),
	        .icon = p->bad ? ICON_WARNING : ICON_CHECK,
	        .plain = true};

	if (ui_is_compact(s->ui) && s->ui->size > SIZE_M && !p->bad) {
		o.label = ui_printf(s->ui, "\u2068%s\u2069 (%d)", name, p->answers);
		o.value = NULL;
	}
	return o;
}

int review_draw_parts(struct scene *s, struct flow *f, const struct review_parts *parts, int page[REVIEW_PARTS_MOST])
{
	struct option o[REVIEW_PARTS_MOST] = {{0}};

	for (int i = 0; i < parts->n; i++)
		o[i] = option_of(s, &parts->all[i], i + 1);
	return grid_options_on(s, f, o, parts->n, text_columns(s, 2), page);
}
