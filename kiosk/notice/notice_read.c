#include "notice/notice_read.h"

#include <errno.h>
#include <string.h>

#include "sys/buf.h"
#include "sys/text.h"
#include "notice/notice_inside.h"

void *reader_room(struct reader *r, size_t n)
{
	void *room = arena_alloc(r->arena, n ? n : 1);

	r->no_memory |= !room;
	return room;
}

/* A hyphen at which no line ends: a number stays in one piece. */
static void add_unbroken(struct buf *out, const char *value)
{
	for (; *value; value++) {
		if (*value == '-')
			buf_text(out, "\u2011");
		else
			buf_char(out, *value);
	}
}

/* Numbers keep their order among letters that run from the right only inside an isolate of their own. */
static void add_value(struct buf *out, const struct reader *r, const struct contact *c)
{
	bool isolate = text_is(r->out->notice.lang, "ar");

	buf_text(out, isolate ? "\u2066" : "");
	add_unbroken(out, c->value);
	buf_text(out, isolate ? "\u2069" : "");
}

static bool fill(struct buf *out, struct reader *r, int line, const char *source)
{
	while (*source) {
		size_t plain = strcspn(source, "{}"), name = 0;
		const struct contact *c;

		buf_add(out, source, plain);
		source += plain;
		if (!*source)
			break;
		if (*source == '{')
			name = strspn(source + 1, "abcdefghijklmnopqrstuvwxyz_");
		if (name == 0 || source[1 + name] != '}') {
			reader_error(r, line, "{ and } stand only around the name of a contact, as in {alarm}");
			return false;
		}
		c = contact_of(r->source->contacts, source + 1, name);
		if (!c) {
			reader_error(
			        r, line, "{%.*s} is no contact; write it into contacts.conf", (int)name, source + 1);
			return false;
		}
		add_value(out, r, c);
		source += name + 2;
	}
	return true;
}

/* NULL, or why a text may not hold this letter. */
static const char *why_not(uint32_t point)
{
	if (point < ' ' || point == 0x7f || (point >= 0x80 && point < 0xa0))
		return "holds a control character; retype the line";
	if (point == 0xfffd || point == 0xfeff)
		return "holds a letter that was broken on the way; retype it";
	if ((point >= 0x202a && point <= 0x202e) || (point >= 0x2028 && point <= 0x2029))
		return "holds a mark that turns the order of letters; use isolates (U+2066 to U+2069)";
	if ((point >= 0x660 && point <= 0x669) || (point >= 0x6f0 && point <= 0x6f9))
		return "has digits that are not Latin; write 0 to 9, as on the telephone";
	return NULL;
}

static void check_letters(struct reader *r, int line, const char *text)
{
	int open = 0;
	const char *why = NULL;
	uint32_t point;

	while (!why && (point = utf8_next(&text)) != 0) {
		why = why_not(point);
		if (point >= 0x2066 && point <= 0x2068)
			open++;
		if (point == 0x2069 && --open < 0)
			why = "closes an isolate that was not opened";
	}
	if (!why && open > 0)
		why = "opens an isolate and does not close it";
	if (why)
		reader_error(r, line, "this text %s", why);
}

const char *reader_text(struct reader *r, enum notice_role role, int line, const char *id, const char *source)
{
	struct notice_says *says = reader_room(r, sizeof *says);
	const char *text = NULL;
	AUTO_BUF filled;

	buf_init(&filled, 2 * NOTICE_TEXT_MAX);
	check_letters(r, line, source);
	if (strlen(source) > NOTICE_ITEM_BYTES) {
		reader_error(r, line, "this text has %zu bytes; at most %d fit", strlen(source), NOTICE_ITEM_BYTES);
		return "";
	}
	if (!fill(&filled, r, line, source))
		return "";
	if (buf_done(&filled) == 0)
		text = arena_text(r->arena, buf_str(&filled), filled.len);
	r->no_memory |= !text;
	if (r->no_memory || !says)
		return "";
	*says = (struct notice_says){.role = role, .line = line, .id = id, .text = text};
	says->source = arena_text(r->arena, source, strlen(source));
	r->no_memory |= !says->source;
	if (r->no_memory)
		return "";
	*r->says_end = says;
	r->says_end = (struct notice_says **)&says->next;
	return text;
}

/* The bytes are text that Markdown can be trusted with. */
static bool is_text(struct reader *r)
{
	const struct notice_source *s = r->source;

	if (s->n > NOTICE_TEXT_MAX)
		reader_error(r, 0, "has %zu bytes; a notice has at most %d", s->n, NOTICE_TEXT_MAX);
	else if (memchr(s->text, 0, s->n) || !utf8_valid(s->text, s->n))
		reader_error(r, 0, "is not text in UTF-8");
	else if (memchr(s->text, '\r', s->n) || memchr(s->text, '\t', s->n))
		reader_error(r, 0, "has tabs or carriage returns; save it with plain line ends and spaces");
	else if (s->n == 0 || s->text[s->n - 1] != '\n')
		reader_error(r, 0, "its last line has no end; press enter there");
	else
		return true;
	return false;
}

int notice_read(
        struct notice_reading *out, struct arena *a, const struct notice_source *source, struct notice_findings *f)
{
	struct notice_says *first = NULL;
	struct reader r = {.out = out, .arena = a, .source = source, .findings = f, .says_end = &first};
	struct notice_source whole = *source;
	int errors = f->errors;
	const char *body;

	*out = (struct notice_reading){.path = source->path,
	        .notice = {.approved_by = "", .reviewer = "", .title = "", .laws = "", .pack = ""}};
	if (!is_text(&r))
		return NOTICE_REFUSED;
	whole.text = arena_text(a, source->text, source->n);
	r.source = &whole;
	r.items = reader_room(&r, NOTICE_ITEMS_MAX * sizeof *r.items);
	r.questions = reader_room(&r, NOTICE_QUESTIONS_MAX * sizeof *r.questions);
	if (r.no_memory || !whole.text)
		return err_new(ENOMEM, "no memory for the notice %s", source->path);
	out->notice.items = r.items;
	out->notice.questions = r.questions;
	body = reader_front(&r);
	if (body)
		reader_body(&r, body);
	if (body && r.list)
		reader_complete(&r);
	if (r.no_memory)
		return err_new(ENOMEM, "no memory for the notice %s", source->path);
	out->says = first;
	return f->errors > errors ? NOTICE_REFUSED : 0;
}
