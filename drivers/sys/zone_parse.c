#include "sys/zone_parts.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { HEADER = 44 };

/* A TZif block's six counts, in the order in which they stand (RFC 8536, 3.1). */
struct counts {
	uint32_t isut, isstd, leap, time, type, chars;
};

struct reader {
	const uint8_t *at;
	size_t left;
	const char *name;
};

static int too_short(const struct reader *r)
{
	return err_new(EINVAL, "time zone %s: the file ends too soon; reinstall the package tzdata", r->name);
}

static uint32_t u32_at(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t i64_at(const uint8_t *p)
{
	return (int64_t)((uint64_t)u32_at(p) << 32 | u32_at(p + 4));
}

static void step(struct reader *r, size_t n)
{
	r->at += n;
	r->left -= n;
}

static int header(struct reader *r, struct counts *c)
{
	const uint8_t *p = r->at;

	if (r->left < HEADER)
		return too_short(r);
	if (memcmp(p, "TZif", 4) != 0)
		return err_new(EINVAL, "time zone %s: this is no time zone file", r->name);
	if (p[4] < '2')
		return err_new(EINVAL, "time zone %s: the file is of the first version, which ends in 2037", r->name);
	*c = (struct counts){
	        u32_at(p + 20), u32_at(p + 24), u32_at(p + 28), u32_at(p + 32), u32_at(p + 36), u32_at(p + 40)};
	if (c->time > ZONE_CHANGES_MOST)
		return err_new(
		        E2BIG, "time zone %s: %u changes, at most %d are read", r->name, c->time, ZONE_CHANGES_MOST);
	if (c->type > ZONE_TYPES_MOST)
		return err_new(E2BIG, "time zone %s: %u kinds of local time, at most %d are read", r->name, c->type,
		        ZONE_TYPES_MOST);
	if (c->leap > 0)
		return err_new(EINVAL,
		        "time zone %s: the file counts leap seconds; take the zone of that name outside right/",
		        r->name);
	if (c->isut > c->type || c->isstd > c->type || c->chars > ZONE_FILE_MOST)
		return err_new(EINVAL, "time zone %s: the file contradicts itself", r->name);
	step(r, HEADER);
	return 0;
}

static size_t body_bytes(const struct counts *c, size_t time_bytes)
{
	return c->time * (time_bytes + 1) + c->type * 6 + c->chars + c->isstd + c->isut;
}

static int body(struct zone *z, struct reader *r, const struct counts *c)
{
	const uint8_t *kinds = r->at + c->time * 8, *types = kinds + c->time;

	if (r->left < body_bytes(c, 8))
		return too_short(r);
	if (c->type == 0)
		return err_new(EINVAL, "time zone %s: the file names no local time", r->name);
	for (uint32_t i = 0; i < c->type; i++) {
		int32_t s = (int32_t)u32_at(types + i * 6);

		if (s > ZONE_OFFSET_MOST || s < -ZONE_OFFSET_MOST)
			return err_new(ERANGE, "time zone %s: a local time is more than a day away from UTC", r->name);
		z->offset_s[z->n_types++] = s;
	}
	for (uint32_t i = 0; i < c->time; i++) {
		z->changes[i] = i64_at(r->at + i * 8);
		z->kind[i] = kinds[i];
		if (kinds[i] >= c->type || (i > 0 && z->changes[i] <= z->changes[i - 1]))
			return err_new(EINVAL, "time zone %s: change %u is out of order", r->name, i + 1);
		z->n_changes++;
	}
	step(r, body_bytes(c, 8));
	return 0;
}

/* Between two line feeds; empty means that the last kind of local time goes on for ever. */
static int footer(struct zone *z, const struct reader *r)
{
	char text[ZONE_FOOTER_MOST + 1];
	const uint8_t *end;
	size_t n;

	if (r->left < 2 || r->at[0] != '\n')
		return too_short(r);
	end = memchr(r->at + 1, '\n', r->left - 1);
	if (!end)
		return too_short(r);
	n = (size_t)(end - r->at) - 1;
	if (n > ZONE_FOOTER_MOST)
		return err_new(E2BIG, "time zone %s: the rule has %zu bytes, at most %d are read", r->name, n,
		        ZONE_FOOTER_MOST);
	if (n == 0)
		return 0;
	memcpy(text, r->at + 1, n);
	text[n] = '\0';
	z->has_rule = true;
	return err_up(zone_rule_parse(&z->rule, text));
}

int zone_parse(struct zone *z, const uint8_t *bytes, size_t n, const char *name)
{
	struct reader r = {bytes, n, name};
	struct counts old, now;
	int e;

	/* The first block repeats the zone in 32 bits for old programs: stepped over. */
	if ((e = header(&r, &old)) != 0)
		return err_up(e);
	if (r.left < body_bytes(&old, 4))
		return too_short(&r);
	step(&r, body_bytes(&old, 4));
	if ((e = header(&r, &now)) != 0 || (e = body(z, &r, &now)) != 0 || (e = footer(z, &r)) != 0)
		return err_up(e);
	return 0;
}
