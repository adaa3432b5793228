/* handover_json - the record's text. Written by hand into a buf: what stands in it is wiped, also halfway. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "notice/handover_inside.h"
#include "sys/text.h"

static void quoted(struct buf *out, const char *text)
{
	buf_char(out, '"');
	for (; *text; text++) {
		/* Control characters never come this far (handover_write); in a pack's own words they become a space. */
		if (*text == '"' || *text == '\\')
			buf_char(out, '\\');
		buf_char(out, (unsigned char)*text < 0x20 ? ' ' : *text);
	}
	buf_char(out, '"');
}

static void key(struct buf *out, const char *name)
{
	if (out->len && out->data[out->len - 1] != '{')
		buf_char(out, ',');
	quoted(out, name);
	buf_char(out, ':');
}

static void text_member(struct buf *out, const char *name, const char *text)
{
	if (!*text)
		return;
	key(out, name);
	quoted(out, text);
}

static void number_member(struct buf *out, const char *name, int v)
{
	key(out, name);
	buf_printf(out, "%d", v);
}

static void bool_member(struct buf *out, const char *name, bool v)
{
	key(out, name);
	buf_text(out, v ? "true" : "false");
}

/* RFC 3339 with the offset of that place at that moment. */
static void time_member(struct buf *out, const struct handover *h, const char *name, int64_t at_ms)
{
	struct civil c = zone_civil(h->start.zone, at_ms);
	int minutes = abs(c.offset_s) / 60;

	key(out, name);
	buf_printf(out, "\"%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d\"", c.year, c.month, c.day, c.hour, c.minute,
	        c.second, c.offset_s < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static void hash_member(struct buf *out, const struct notice *n)
{
	char hex[2 * sizeof n->hash + 1];

	hex_put(hex, n->hash, sizeof n->hash);
	text_member(out, "hash", hex);
}

static void one_text(struct buf *out, const struct notice *n)
{
	text_member(out, "lang", n->lang);
	number_member(out, "version", n->version);
	hash_member(out, n);
	text_member(out, "status", notice_status_name(n->status));
	if (n->example)
		bool_member(out, "example", true);
}

static void notice_members(struct buf *out, const struct handover *h)
{
	static const char *const formats[] = {"roll", "large", "card", "a4", "reserve"};
	const struct notice *n = h->start.notice;

	key(out, "notice");
	buf_char(out, '{');
	text_member(out, "id", n->id);
	one_text(out, n);
	if (h->start.beside) {
		key(out, "beside");
		buf_char(out, '{');
		one_text(out, h->start.beside);
		buf_char(out, '}');
	}
	text_member(out, "format", formats[h->start.format]);
	text_member(out, "pack", n->pack ? n->pack : "");
	number_member(out, "pack_version", n->pack_version);
	text_member(out, "rule", rule_id(h->start.why));
	buf_char(out, '}');
}

static void field_member(struct buf *out, const struct handover *h, enum handover_field_no no, const char *staff)
{
	const struct handover_field *f = handover_field(no);
	enum handover_need need = handover_need(h, no);

	if (need == HANDOVER_NOT_ASKED || need == HANDOVER_PROHIBITED)
		return;
	if (!handover_is_answered(h, no)) {
		/* Unless a colleague is named, it was the one who attests. */
		if (no == HF_EXPLAINED_BY || no == HF_PARENT_INFORMED_BY)
			text_member(out, f->name, staff);
		return;
	}
	switch (f->type) {
	case HANDOVER_CHOICE:
		text_member(out, f->name, f->options[handover_choice(h, no) - 1].name);
		break;
	case HANDOVER_TIME:
		time_member(out, h, f->name, handover_at_ms(h, no));
		break;
	case HANDOVER_TEXT:
		text_member(out, f->name, handover_text(h, no));
		break;
	}
	if (no == HF_SIGNATURE && handover_choice(h, no) == SIGNATURE_GIVEN)
		text_member(out, "signature_path", h->signature);
}

static void reexplained_member(struct buf *out, const struct handover *h)
{
	if (!h->n_reexplained)
		return;
	key(out, "reexplained_items");
	for (int i = 0; i < h->n_reexplained; i++) {
		buf_char(out, i ? ',' : '[');
		quoted(out, h->reexplained[i]);
	}
	buf_char(out, ']');
}

static void print_member(struct buf *out, const struct handover *h)
{
	char level[3] = {'L', (char)('0' + h->level), '\0'};

	if (!*h->job)
		return;
	key(out, "print");
	buf_char(out, '{');
	text_member(out, "job", h->job);
	bool_member(out, "done", h->printed);
	text_member(out, "level", level);
	number_member(out, "copies", h->copies);
	buf_char(out, '}');
}

static bool is_token(const char *s)
{
	size_t n = strlen(s);

	return n && n <= 64 && strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == n;
}

int handover_json(struct buf *out, const struct handover *h, const char *staff_token)
{
	assert(h->attested_ms && is_token(staff_token));
	buf_char(out, '{');
	notice_members(out, h);
	text_member(out, "situation", situation_name(h->start.situation));
	for (int i = 0; i < HANDOVER_FIELDS; i++)
		field_member(out, h, (enum handover_field_no)i, staff_token);
	reexplained_member(out, h);
	print_member(out, h);
	if (h->reprint_no) {
		number_member(out, "reprint_no", h->reprint_no);
		text_member(out, "reprint_of", h->reprint_of);
	}
	time_member(out, h, "attested_at", h->attested_ms);
	text_member(out, "attested_by", staff_token);
	text_member(out, "clock", clock_state_name(h->start.clock));
	bool_member(out, "counts", handover_counts(h));
	bool_member(out, "fulfils", handover_fulfils(h));
	bool_member(out, "practice", h->start.practice);
	buf_char(out, '}');
	return err_up(buf_done(out));
}
