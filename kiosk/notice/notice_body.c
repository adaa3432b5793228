#include <stdio.h>
#include <string.h>
#include <cmark.h>

#include "sys/text.h"
#include "notice/notice_inside.h"

static int line_of(const struct reader *r, cmark_node *node)
{
	return r->line_before + cmark_node_get_start_line(node);
}

/* ---- inlines: plain text, or bold as a whole */

/* Adds the text of node's children; false (and an error) where there is other markup. */
static bool add_inlines(struct buf *out, struct reader *r, cmark_node *node, int line)
{
	for (cmark_node *in = cmark_node_first_child(node); in; in = cmark_node_next(in)) {
		switch (cmark_node_get_type(in)) {
		case CMARK_NODE_TEXT:
			buf_text(out, cmark_node_get_literal(in));
			break;
		case CMARK_NODE_SOFTBREAK:
			buf_char(out, ' ');
			break;
		case CMARK_NODE_LINEBREAK:
			reader_error(r, line, "ends a line with two spaces or \\; begin a new paragraph instead");
			return false;
		case CMARK_NODE_STRONG:
			reader_error(r, line, "bold is for a whole paragraph, not for a part of one");
			return false;
		default:
			reader_error(r, line,
			        "holds %s; a notice knows plain text, lists, and paragraphs that are bold",
			        cmark_node_get_type_string(in));
			return false;
		}
	}
	return true;
}

/* The text of a paragraph or heading; NULL when it is refused. Lives in the arena. */
static const char *text_of(struct reader *r, cmark_node *node, bool *strong)
{
	cmark_node *first = cmark_node_first_child(node);
	int line = line_of(r, node);
	const char *text = NULL;
	AUTO_BUF all;

	buf_init(&all, 2 * NOTICE_TEXT_MAX);
	if (strong && first && !cmark_node_next(first) && cmark_node_get_type(first) == CMARK_NODE_STRONG) {
		*strong = true;
		node = first;
	}
	if (!add_inlines(&all, r, node, line))
		return NULL;
	if (all.len == 0) {
		reader_error(r, line, "is empty");
		return NULL;
	}
	if (buf_done(&all) == 0)
		text = arena_text(r->arena, buf_str(&all), all.len);
	r->no_memory |= !text;
	return text;
}

/* ---- blocks of the introduction and of items */

static struct notice_item *item_now(struct reader *r)
{
	int n = r->out->notice.n_items;

	return n > 0 && !r->in_questions ? &r->items[n - 1] : NULL;
}

static void add_block(struct reader *r, cmark_node *node, enum notice_block_kind kind, int number)
{
	struct notice_item *item = item_now(r);
	int line = line_of(r, node);
	struct notice_block block = {.kind = kind, .number = number};
	enum notice_role role = item ? NOTICE_SAYS_BLOCK : NOTICE_SAYS_INTRO;
	const char *source = text_of(r, node, &block.strong);

	if (item && r->n_blocks == 0)
		role = NOTICE_SAYS_CORE;
	if (role == NOTICE_SAYS_CORE && kind != NOTICE_PARAGRAPH)
		reader_error(r, line, "an item begins with its core, one paragraph; this is a list");
	if (role == NOTICE_SAYS_INTRO && (kind != NOTICE_PARAGRAPH || r->n_blocks == NOTICE_INTRO_BLOCKS))
		reader_error(
		        r, line, "before the first heading stand at most %d short paragraphs", NOTICE_INTRO_BLOCKS);
	if (!source)
		return;
	block.text = reader_text(r, role, line, item ? item->id : "", source);
	r->block_bytes += (int)strlen(source);
	if (r->n_blocks < NOTICE_BLOCKS_MAX)
		r->blocks[r->n_blocks] = block;
	else if (r->n_blocks == NOTICE_BLOCKS_MAX)
		reader_error(r, line, "more than %d paragraphs and points in one item", NOTICE_BLOCKS_MAX);
	r->n_blocks++;
}

/* What was read since the last heading goes to its item, or is the introduction. */
static void close_blocks(struct reader *r)
{
	struct notice_item *item = item_now(r);
	int n = r->n_blocks < NOTICE_BLOCKS_MAX ? r->n_blocks : NOTICE_BLOCKS_MAX;
	struct notice_block *blocks = reader_room(r, (size_t)n * sizeof *blocks);

	if (r->in_questions || !blocks)
		return;
	memcpy(blocks, r->blocks, (size_t)n * sizeof *blocks);
	if (item) {
		item->blocks = blocks;
		item->n_blocks = n;
		if (n == 0)
			reader_error(r, r->block_line, "[%s] says nothing; its core is one paragraph", item->id);
	} else {
		r->out->notice.intro = blocks;
		r->out->notice.n_intro = n;
	}
	if (r->block_bytes > NOTICE_ITEM_BYTES)
		reader_error(r, r->block_line, "%s has %d bytes; at most %d fit, say it shorter",
		        item ? item->id : "the introduction", r->block_bytes, NOTICE_ITEM_BYTES);
	r->n_blocks = r->block_bytes = 0;
}

/* ---- the teach-back */

/* "I don't know" as its last option says it; more than one where a language has more. */
static bool is_unsure(const char *lang, const char *label)
{
	static const struct {
		const char *lang, *label;
	} unsure[] = {{"nl", "Ik weet het niet"}, {"nl-easy", "Ik weet het niet"}, {"en", "I don't know"},
	        {"en", "I don\u2019t know"}, {"en", "I do not know"}, {"de", "Ich weiß es nicht"},
	        {"de", "Ich weiß nicht"}, {"de", "Das weiß ich nicht"}, {"fr", "Je ne sais pas"}, {"ar", "لا أعرف"},
	        {"ar", "لا أدري"}, {"ar", "لا أعلم"}, {"uk", "Я не знаю"}, {"uk", "Не знаю"}, {"pl", "Nie wiem"},
	        {"tr", "Bilmiyorum"}};

	for (size_t i = 0; i < sizeof unsure / sizeof *unsure; i++)
		if (text_is(unsure[i].lang, lang) && text_is(unsure[i].label, label))
			return true;
	return false;
}

static void add_option(struct reader *r, cmark_node *node)
{
	struct notice_question *q = &r->questions[r->out->notice.n_questions - 1];
	int line = line_of(r, node);
	const char *source = text_of(r, node, NULL);
	bool right = source && text_starts(source, "[x] ");

	if (!source)
		return;
	if ((!right && !text_starts(source, "[ ] ")) || !source[4]) {
		reader_error(r, line, "an answer is '- [ ] text', the right one '- [x] text'");
		return;
	}
	if (q->n_options == NOTICE_OPTIONS_MAX) {
		reader_error(r, line, "more than %d answers", NOTICE_OPTIONS_MAX);
		return;
	}
	if (strlen(source + 4) > NOTICE_LINE_BYTES)
		reader_error(r, line, "an answer has at most %d bytes", NOTICE_LINE_BYTES);
	q->options[q->n_options] = (struct notice_option){.right = right,
	        .label = reader_text(r, NOTICE_SAYS_OPTION, line, q->id, source + 4),
	        .unsure = is_unsure(r->out->notice.lang, source + 4)};
	q->n_options++;
}

static void close_question(struct reader *r)
{
	struct notice *n = &r->out->notice;
	const struct notice_question *q = n->n_questions ? &r->questions[n->n_questions - 1] : NULL;
	int right = 0;

	if (!q)
		return;
	for (int i = 0; i < q->n_options; i++) {
		right += q->options[i].right;
		if (q->options[i].unsure != (i == q->n_options - 1))
			reader_error(r, r->block_line,
			        "%s: the last answer, and only that, is \"I don't know\" (in Dutch: Ik weet het niet)",
			        q->id);
		if (q->options[i].unsure && q->options[i].right)
			reader_error(r, r->block_line, "%s: \"I don't know\" is not the right answer", q->id);
	}
	if (q->n_options < 3)
		reader_error(r, r->block_line, "%s needs at least two answers and \"I don't know\"", q->id);
	if (right != 1)
		reader_error(r, r->block_line, "%s has %d right answers; exactly one gets [x]", q->id, right);
}

/* ---- headings and lists */

/* "[ID] text" in its parts; NULL when it is none. The id lies in the arena. */
static const char *heading_of(struct reader *r, const char *text, const char **rest)
{
	size_t n = text && *text == '[' ? strcspn(text + 1, "]") : 0;
	const char *id;

	if (n == 0 || n > NOTICE_ID_MAX || text[1 + n] != ']' || text[2 + n] != ' ' || !text[3 + n])
		return NULL;
	id = arena_text(r->arena, text + 1, n);
	r->no_memory |= !id;
	*rest = text + n + 3;
	return id;
}

static void open_item(struct reader *r, const char *id, const char *heading, int line)
{
	struct notice *n = &r->out->notice;

	if (n->n_items == NOTICE_ITEMS_MAX) {
		reader_error(r, line, "more than %d items", NOTICE_ITEMS_MAX);
		return;
	}
	r->items[n->n_items].id = id;
	r->items[n->n_items].heading = reader_text(r, NOTICE_SAYS_HEADING, line, id, heading);
	n->n_items++;
	r->block_bytes = (int)strlen(heading);
}

static void open_question(struct reader *r, const char *id, const char *text, int line)
{
	struct notice *n = &r->out->notice;
	const struct checklist_question *asked = r->list ? checklist_question(r->list, id) : NULL;

	if (n->n_questions == NOTICE_QUESTIONS_MAX) {
		reader_error(r, line, "more than %d questions", NOTICE_QUESTIONS_MAX);
		return;
	}
	r->questions[n->n_questions] = (struct notice_question){.id = id,
	        .item = asked ? asked->item : "",
	        .text = reader_text(r, NOTICE_SAYS_QUESTION, line, id, text)};
	n->n_questions++;
}

static void take_heading(struct reader *r, cmark_node *node)
{
	int line = line_of(r, node), level = cmark_node_get_heading_level(node);
	const char *text = text_of(r, node, NULL), *rest = "", *id;

	if (r->in_questions)
		close_question(r);
	else
		close_blocks(r);
	r->block_line = line;
	if (level == 1 && text_is(text, "?")) {
		if (r->in_questions)
			reader_error(r, line, "'# ?' stands here a second time");
		r->in_questions = true;
		return;
	}
	id = level == 2 ? heading_of(r, text, &rest) : NULL;
	if (!id) {
		reader_error(r, line, "a heading is '## [ID] text', or '# ?' before the questions");
		return;
	}
	if (strlen(rest) > NOTICE_LINE_BYTES)
		reader_error(r, line, "a heading or question has at most %d bytes", NOTICE_LINE_BYTES);
	if (r->in_questions)
		open_question(r, id, rest, line);
	else
		open_item(r, id, rest, line);
}

static void take_list(struct reader *r, cmark_node *list)
{
	bool numbered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
	int number = numbered ? cmark_node_get_list_start(list) : 0;

	for (cmark_node *point = cmark_node_first_child(list); point; point = cmark_node_next(point)) {
		cmark_node *only = cmark_node_first_child(point);

		if (!only || cmark_node_next(only) || cmark_node_get_type(only) != CMARK_NODE_PARAGRAPH)
			reader_error(r, line_of(r, point), "a point of a list is one paragraph, nothing else");
		else if (!r->in_questions)
			add_block(r, only, NOTICE_POINT, number);
		else if (numbered || r->out->notice.n_questions == 0)
			reader_error(r, line_of(r, point), "answers stand below their question, each '- [ ] text'");
		else
			add_option(r, only);
		number += numbered;
	}
}

void reader_body(struct reader *r, const char *body)
{
	cmark_node *document;

	/* "[x]: y" is a definition in Markdown: it would vanish from the paper without a word. */
	if (strstr(body, "]:")) {
		reader_error(
		        r, r->line_before, "']:' stands in the text; Markdown swallows such lines, write it otherwise");
		return;
	}
	document = cmark_parse_document(body, strlen(body), CMARK_OPT_DEFAULT);
	for (cmark_node *node = cmark_node_first_child(document); node; node = cmark_node_next(node)) {
		switch (cmark_node_get_type(node)) {
		case CMARK_NODE_HEADING:
			take_heading(r, node);
			break;
		case CMARK_NODE_LIST:
			take_list(r, node);
			break;
		case CMARK_NODE_PARAGRAPH:
			if (r->in_questions)
				reader_error(r, line_of(r, node), "below '# ?' stand only questions and their answers");
			else
				add_block(r, node, NOTICE_PARAGRAPH, 0);
			break;
		default:
			reader_error(r, line_of(r, node), "holds %s; a notice knows paragraphs, lists and ## headings",
			        cmark_node_get_type_string(node));
		}
	}
	if (r->in_questions)
		close_question(r);
	else
		close_blocks(r);
	cmark_node_free(document);
}
