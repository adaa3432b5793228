#include "board/install/install_plan.h"

#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/install/install.h"
#include "sys/text.h"

enum { LINE_MAX_BYTES = 160, WORDS = 5, HEAD_LINES = 7 };

struct reading {
	struct install_plan *p;
	int line;
	int64_t end; /* of the piece before */
};

static int bad(const struct reading *r, const char *what)
{
	return err_new(EINVAL, "line %d of the plan: %s", r->line, what);
}

/* A place or a size: a multiple of a block. */
static bool take_place(int64_t *out, const char *word, int64_t least)
{
	return text_i64(word, least, INT64_C(1) << 46, out) && *out % INSTALL_BLOCK == 0;
}

static int take_piece(struct reading *r, char *const *w, int n)
{
	struct install_plan *p = r->p;
	struct install_piece *piece;
	int64_t bytes = 0;
	bool zero = text_is(w[0], "zero");

	if (p->n == PLAN_PIECES_MAX)
		return bad(r, "more pieces than a stick holds");
	piece = &p->pieces[p->n];
	piece->from = -1;
	if (n != (zero ? 3 : 5) || !take_place(&piece->at, w[1], r->end) || !take_place(&bytes, w[2], INSTALL_BLOCK) ||
	        (!zero && bytes > INSTALL_PIECE) || bytes > UINT32_MAX)
		return bad(r, "a piece is 'piece AT BYTES FROM HASH' or 'zero AT BYTES', behind the one before");
	if (!zero && (!take_place(&piece->from, w[3], 0) || !hex_take(piece->hash, PLAN_HASH, w[4]) ||
	                     piece->from + bytes > p->payload))
		return bad(r, "this piece is not in the payload");
	if (p->n == 0 && (zero || piece->at || bytes != INSTALL_PIECE))
		return bad(r, "the first piece is the first MiB of the target");
	piece->bytes = (uint32_t)bytes;
	r->end = piece->at + bytes;
	p->n++;
	return r->end <= p->least ? 0 : bad(r, "this piece lies behind the smallest target");
}

/* The head's lines come in this order, each once. */
static int take_head(struct reading *r, char *const *w, int n)
{
	struct install_plan *p = r->p;
	int64_t erases = 0;
	bool ok = n == 2;

	switch (r->line) {
	case 1:
		ok = ok && text_is(w[0], "loket-stick") && text_is(w[1], "1");
		break;
	case 2:
		ok = ok && text_is(w[0], "board") && text_copy(p->board, sizeof p->board, w[1]);
		break;
	case 3:
		ok = ok && text_is(w[0], "version") && text_copy(p->version, sizeof p->version, w[1]);
		break;
	case 4:
		ok = ok && text_is(w[0], "erases") && text_i64(w[1], 0, 1, &erases);
		p->erases = erases != 0;
		break;
	case 5:
		ok = ok && text_is(w[0], "data") && take_place(&p->data, w[1], INSTALL_PIECE);
		break;
	case 6:
		ok = ok && text_is(w[0], "least") && take_place(&p->least, w[1], p->data + 2 * INSTALL_BEHIND);
		break;
	default:
		ok = ok && text_is(w[0], "payload") && take_place(&p->payload, w[1], INSTALL_PIECE);
	}
	return ok ? 0 : bad(r, "this is no plan of a stick of Loket");
}

static int take_line(struct reading *r, char *line)
{
	char *w[WORDS + 1] = {NULL}, *rest = NULL;
	int n = 0;

	r->line++;
	for (char *word = strtok_r(line, " ", &rest); word && n <= WORDS; word = strtok_r(NULL, " ", &rest))
		w[n++] = word;
	if (n < 2 || n > WORDS)
		return bad(r, "a line has two to five words");
	if (r->line <= HEAD_LINES)
		return take_head(r, w, n);
	return text_is(w[0], "piece") || text_is(w[0], "zero") ? take_piece(r, w, n) : bad(r, "not known");
}

static int take_all(struct reading *r, const uint8_t *text, size_t n)
{
	size_t at = 0;
	int e = 0;

	while (e == 0 && at < n) {
		const uint8_t *end = memchr(text + at, '\n', n - at);
		size_t len = end ? (size_t)(end - text) - at : 0;
		char line[LINE_MAX_BYTES];

		if (!end || len == 0 || len >= sizeof line || memchr(text + at, 0, len))
			return err_new(EINVAL, "line %d of the plan is cut off or too long", r->line + 1);
		memcpy(line, text + at, len);
		line[len] = 0;
		at += len + 1;
		e = take_line(r, line);
	}
	return e || r->p->n ? e : err_new(EINVAL, "the plan has no pieces");
}

int install_plan_read(struct install_plan *out, const uint8_t *text, size_t n)
{
	struct install_plan p = {0};
	struct reading r = {.p = &p};
	int e;

	if (n > PLAN_BYTES_MAX)
		return err_new(EFBIG, "the plan is longer than a stick's");
	p.pieces = calloc(PLAN_PIECES_MAX, sizeof *p.pieces);
	if (!p.pieces)
		return err_new(ENOMEM, "no memory for the plan");
	e = take_all(&r, text, n);
	if (e) {
		install_plan_fini(&p);
		return err_up(e);
	}
	uint8_t whole[PLAN_HASH];
	(void)crypto_generichash(whole, sizeof whole, text, n, NULL, 0);
	memcpy(p.id, whole, sizeof p.id);
	*out = p;
	return 0;
}

void install_plan_fini(struct install_plan *p)
{
	free(p->pieces);
	p->pieces = NULL;
}

void install_plan_put(struct buf *out, const struct install_plan *p)
{
	buf_printf(out,
	        "loket-stick 1\nboard %s\nversion %s\nerases %d\ndata %" PRId64 "\nleast %" PRId64 "\npayload %" PRId64
	        "\n",
	        p->board, p->version, p->erases, p->data, p->least, p->payload);
	for (int i = 0; i < p->n; i++) {
		const struct install_piece *piece = &p->pieces[i];
		char hash[2 * PLAN_HASH + 1];

		hex_put(hash, piece->hash, PLAN_HASH);
		if (piece->from < 0)
			buf_printf(out, "zero %" PRId64 " %u\n", piece->at, piece->bytes);
		else
			buf_printf(out, "piece %" PRId64 " %u %" PRId64 " %s\n", piece->at, piece->bytes, piece->from,
			        hash);
	}
}
