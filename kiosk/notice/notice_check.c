#include <string.h>

#include "sys/text.h"
#include "notice/notice_inside.h"

/* The line of an item's heading or of a question; 0 when it is not there. */
static int line_of_id(const struct notice_reading *r, enum notice_role role, const char *id)
{
	for (const struct notice_says *s = r->says; s; s = s->next)
		if (s->role == role && text_is(s->id, id))
			return s->line;
	return 0;
}

/* One list of ids held against the other: what is missing, strange, twice, or in another order. */
struct ids {
	const char *what; /* "item" */
	const char *(*wanted)(const struct checklist *c, int i);
	const char *(*found)(const struct notice *n, int i);
	enum notice_role role;
};

static const char *item_wanted(const struct checklist *c, int i)
{
	return i < c->n_items ? c->items[i].id : NULL;
}

static const char *question_wanted(const struct checklist *c, int i)
{
	return i < c->n_questions ? c->questions[i].id : NULL;
}

static const char *item_found(const struct notice *n, int i)
{
	return i < n->n_items ? n->items[i].id : NULL;
}

static const char *question_found(const struct notice *n, int i)
{
	return i < n->n_questions ? n->questions[i].id : NULL;
}

static int times_found(const struct ids *ids, const struct notice *n, const char *id)
{
	int times = 0;

	for (int i = 0; ids->found(n, i); i++)
		times += text_is(ids->found(n, i), id);
	return times;
}

static bool is_wanted(const struct ids *ids, const struct checklist *c, const char *id)
{
	for (int i = 0; ids->wanted(c, i); i++)
		if (text_is(ids->wanted(c, i), id))
			return true;
	return false;
}

static void check_ids(struct reader *r, const struct ids *ids)
{
	const struct notice *n = &r->out->notice;
	int errors = r->findings->errors;

	for (int i = 0; ids->wanted(r->list, i); i++) {
		const char *id = ids->wanted(r->list, i);
		int times = times_found(ids, n, id);

		if (times == 0)
			reader_error(r, 0, "the required %s [%s] of %s is missing", ids->what, id, r->list->notice);
		else if (times > 1)
			reader_error(r, line_of_id(r->out, ids->role, id), "the %s [%s] stands here %d times",
			        ids->what, id, times);
	}
	for (int i = 0; ids->found(n, i); i++)
		if (!is_wanted(ids, r->list, ids->found(n, i)))
			reader_error(r, line_of_id(r->out, ids->role, ids->found(n, i)), "%s has no %s [%s]",
			        r->list->notice, ids->what, ids->found(n, i));
	if (r->findings->errors > errors)
		return;
	for (int i = 0; ids->found(n, i); i++)
		if (!text_is(ids->found(n, i), ids->wanted(r->list, i))) {
			reader_error(r, line_of_id(r->out, ids->role, ids->found(n, i)),
			        "the %s [%s] stands where [%s] belongs; keep the order of the checklist", ids->what,
			        ids->found(n, i), ids->wanted(r->list, i));
			return;
		}
}

void reader_complete(struct reader *r)
{
	static const struct ids items = {"item", item_wanted, item_found, NOTICE_SAYS_HEADING};
	static const struct ids questions = {"question", question_wanted, question_found, NOTICE_SAYS_QUESTION};

	check_ids(r, &items);
	check_ids(r, &questions);
}

/* ---- a translation beside the Dutch */

/* How often each of the other's {names} stands in both; true when equal. */
static bool same_names(const char *a, const char *b)
{
	for (const char *name = strchr(a, '{'); name; name = strchr(name + 1, '{')) {
		size_t n = strcspn(name, "}") + 1;
		int in_a = 0, in_b = 0;

		for (const char *at = a; (at = strchr(at, '{')); at++)
			in_a += strncmp(at, name, n) == 0;
		for (const char *at = b; (at = strchr(at, '{')); at++)
			in_b += strncmp(at, name, n) == 0;
		if (in_a != in_b)
			return false;
	}
	return true;
}

static const struct notice_block *blocks_of(const struct notice *n, const char *id, int *n_blocks)
{
	const struct notice_item *item = *id ? notice_item(n, id) : NULL;

	*n_blocks = item ? item->n_blocks : n->n_intro;
	return item ? item->blocks : n->intro;
}

/* Number, kind and weight of the blocks of an item, or of the introduction (id ""). False when the number differs. */
static bool compare_blocks(const struct notice_reading *dutch, const struct notice_reading *other, const char *id,
        struct notice_findings *f)
{
	int line = *id ? line_of_id(other, NOTICE_SAYS_HEADING, id) : 0, n, m;
	const struct notice_block *a = blocks_of(&dutch->notice, id, &n), *b = blocks_of(&other->notice, id, &m);
	const char *what = *id ? id : "the introduction";

	if (n != m) {
		notice_error(f, other->path, line, "%s has %d paragraphs and points, the Dutch %d", what, m, n);
		return false;
	}
	for (int i = 0; i < n; i++) {
		if (a[i].strong != b[i].strong)
			notice_error(f, other->path, line, "%s: paragraph %d is %sbold, in the Dutch it is %s", what,
			        i + 1, b[i].strong ? "" : "not ", a[i].strong ? "so" : "not");
		if (a[i].kind != b[i].kind || a[i].number != b[i].number)
			notice_error(f, other->path, line,
			        "%s: paragraph %d is another kind of paragraph or point than in "
			        "the Dutch",
			        what, i + 1);
	}
	return true;
}

static void compare_options(
        const struct notice_reading *dutch, const struct notice_reading *other, struct notice_findings *f)
{
	for (int i = 0; i < dutch->notice.n_questions; i++) {
		const struct notice_question *a = &dutch->notice.questions[i], *b = &other->notice.questions[i];
		int line = line_of_id(other, NOTICE_SAYS_QUESTION, b->id);

		if (a->n_options != b->n_options) {
			notice_error(f, other->path, line, "%s has %d answers, the Dutch %d", b->id, b->n_options,
			        a->n_options);
			continue;
		}
		for (int k = 0; k < a->n_options; k++)
			if (a->options[k].right != b->options[k].right) {
				notice_error(
				        f, other->path, line, "%s: another answer is right than in the Dutch", b->id);
				break;
			}
	}
}

/* Both say the same number of texts, so that each stands beside its Dutch. */
static void compare_names(
        const struct notice_reading *dutch, const struct notice_reading *other, struct notice_findings *f)
{
	const struct notice_says *a = dutch->says, *b = other->says;

	for (; a && b; a = a->next, b = b->next)
		if (!same_names(a->source, b->source) || !same_names(b->source, a->source))
			notice_error(f, other->path, b->line, "has other {names} here than the Dutch (its line %d)",
			        a->line);
}

void notice_compare(const struct notice_reading *dutch, const struct notice_reading *other, struct notice_findings *f)
{
	const struct notice *a = &dutch->notice, *b = &other->notice;
	int errors = f->errors;

	if (a->version != b->version)
		notice_error(f, other->path, 0, "is version %d, the Dutch is version %d", b->version, a->version);
	if (!text_is(a->valid_from, b->valid_from) || !text_is(a->valid_until, b->valid_until))
		notice_error(f, other->path, 0, "holds on other days than the Dutch");
	if (!text_is(a->laws, b->laws))
		notice_error(f, other->path, 0, "names other laws than the Dutch");
	if (a->n_items != b->n_items || a->n_questions != b->n_questions)
		return; /* told already: one of them is not complete */
	(void)compare_blocks(dutch, other, "", f);
	for (int i = 0; i < a->n_items; i++)
		(void)compare_blocks(dutch, other, a->items[i].id, f);
	compare_options(dutch, other, f);
	if (f->errors == errors)
		compare_names(dutch, other, f);
}
