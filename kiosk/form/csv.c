#include "form/csv.h"

#include "sys/buf.h"

struct scan {
	const char *p, *end;
};

/* One cell into out; false when a quote is left open. */
static bool take_cell(struct scan *s, struct buf *out)
{
	buf_clear(out);
	if (s->p == s->end || *s->p != '"') {
		while (s->p < s->end && *s->p != ',' && *s->p != '\n' && *s->p != '\r')
			buf_char(out, *s->p++);
		return true;
	}
	for (s->p++; s->p < s->end; s->p++) {
		if (*s->p == '"') {
			if (++s->p == s->end || *s->p != '"')
				return true;
		}
		buf_char(out, *s->p);
	}
	return false;
}

static void end_line(struct scan *s)
{
	if (s->p < s->end && *s->p == '\r')
		s->p++;
	if (s->p < s->end && *s->p == '\n')
		s->p++;
}

static bool read_rows(struct scan *s, struct buf *out, bool (*cell)(void *, size_t, size_t, const char *), void *me)
{
	for (size_t row = 0; s->p < s->end; row++) {
		for (size_t column = 0;; column++) {
			if (!take_cell(s, out) || out->failed || !cell(me, row, column, buf_str(out)))
				return false;
			if (s->p == s->end || *s->p != ',')
				break;
			s->p++;
		}
		if (s->p < s->end && *s->p != '\r' && *s->p != '\n')
			return false;
		end_line(s);
	}
	return true;
}

bool csv_read(
        const char *bytes, size_t n, bool (*cell)(void *me, size_t row, size_t column, const char *text), void *me)
{
	struct scan s = {bytes, bytes + n};
	struct buf out;
	bool done;

	if (n >= 3 && (unsigned char)bytes[0] == 0xEF && (unsigned char)bytes[1] == 0xBB &&
	        (unsigned char)bytes[2] == 0xBF)
		s.p += 3;
	buf_init(&out, CSV_MAX_CELL);
	done = read_rows(&s, &out, cell, me);
	buf_fini(&out);
	return done;
}
