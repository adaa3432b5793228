#include "drivers/evemu.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sys/file.h"

struct line {
	const char *p, *end;
};

static void skip(struct line *l)
{
	while (l->p < l->end && (*l->p == ' ' || *l->p == '\t' || *l->p == '\r'))
		l->p++;
}

static bool at_end(struct line *l)
{
	skip(l);
	return l->p == l->end || *l->p == '#';
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
}

/* One number; false when there is none, or it is out of range. */
static bool number(struct line *l, int base, int64_t min, int64_t max, int64_t *out)
{
	const char *from;
	int64_t v = 0;
	bool minus;

	skip(l);
	minus = base == 10 && l->p < l->end && *l->p == '-';
	l->p += minus;
	from = l->p;
	while (l->p < l->end && digit_of(*l->p) < base) {
		v = v * base + digit_of(*l->p++);
		if (v > INT64_C(1) << 52)
			return false;
	}
	v = minus ? -v : v;
	*out = v;
	return l->p > from && v >= min && v <= max;
}

static bool hex(struct line *l, int64_t max, int64_t *out)
{
	return number(l, 16, 0, max, out);
}

static bool take_name(struct evdev_info *info, struct line *l)
{
	size_t n = 0;

	skip(l);
	for (; l->p < l->end && n + 1 < sizeof info->name; l->p++)
		info->name[n++] = *l->p < ' ' || *l->p > '~' ? '?' : *l->p;
	while (n > 0 && (info->name[n - 1] == ' ' || info->name[n - 1] == '?'))
		n--;
	info->name[n] = 0;
	return true;
}

static bool take_id(struct evdev_info *info, struct line *l)
{
	int64_t v[4];

	for (int i = 0; i < 4; i++)
		if (!hex(l, UINT16_MAX, &v[i]))
			return false;
	info->bus = (uint16_t)v[0];
	info->vendor = (uint16_t)v[1];
	info->product = (uint16_t)v[2];
	info->version = (uint16_t)v[3];
	return true;
}

/* Bytes go behind those of the lines before; a device with more bits than we know keeps the ones we know. */
static bool take_bytes(uint8_t *bits, size_t room, size_t *at, struct line *l)
{
	int64_t v;

	while (!at_end(l)) {
		if (!hex(l, UINT8_MAX, &v))
			return false;
		if (*at < room)
			bits[(*at)++] = (uint8_t)v;
	}
	return true;
}

struct reading {
	struct evdev_info *info;
	struct buf *events;
	size_t n_props, n_bits[EV_CNT];
	int64_t last_us;
};

static bool take_bits(struct reading *r, struct line *l)
{
	int64_t type;

	if (!hex(l, UINT8_MAX, &type))
		return false;
	if (type >= EV_CNT)
		return true;
	return take_bytes(r->info->bits[type], sizeof r->info->bits[type], &r->n_bits[type], l);
}

static bool take_axis(struct evdev_info *info, struct line *l)
{
	int64_t code, v[5] = {0};

	if (!hex(l, UINT16_MAX, &code))
		return false;
	for (int i = 0; i < 5 && (i < 2 || !at_end(l)); i++)
		if (!number(l, 10, INT32_MIN, INT32_MAX, &v[i]))
			return false;
	if (code < ABS_CNT)
		info->axis[code] = (struct evdev_axis){
		        true, (int32_t)v[0], (int32_t)v[1], (int32_t)v[2], (int32_t)v[3], (int32_t)v[4]};
	return true;
}

/* "12.000345": the digits behind the point are a fraction, however many there are. */
static bool moment(struct line *l, int64_t *out_us)
{
	int64_t s, us = 0;

	if (!number(l, 10, 0, INT64_C(1) << 40, &s) || l->p == l->end || *l->p != '.')
		return false;
	l->p++;
	for (int64_t unit = 100000; l->p < l->end && digit_of(*l->p) < 10; unit /= 10)
		us += digit_of(*l->p++) * unit;
	*out_us = s * 1000000 + us;
	return true;
}

static bool take_event(struct reading *r, struct line *l)
{
	int64_t us, type, code, value;
	struct evdev_event e;

	if (!moment(l, &us) || !hex(l, UINT16_MAX, &type) || !hex(l, UINT16_MAX, &code) ||
	        !number(l, 10, INT32_MIN, INT32_MAX, &value))
		return false;
	r->last_us = us > r->last_us ? us : r->last_us;
	e = (struct evdev_event){r->last_us, (uint16_t)type, (uint16_t)code, (int32_t)value};
	if (r->events)
		buf_add(r->events, &e, sizeof e);
	return true;
}

static bool take_line(struct reading *r, char letter, struct line *l)
{
	switch (letter) {
	case 'N':
		return take_name(r->info, l);
	case 'I':
		return take_id(r->info, l);
	case 'P':
		return take_bytes(r->info->props, sizeof r->info->props, &r->n_props, l);
	case 'B':
		return take_bits(r, l);
	case 'A':
		return take_axis(r->info, l);
	case 'E':
		return take_event(r, l);
	default:
		return true;
	}
}

int evemu_parse(struct evdev_info *info, struct buf *events, const char *text, size_t n, const char *path)
{
	struct reading r = {.info = info, .events = events};
	const char *end = text + n, *next;
	int number_of = 1;

	for (const char *p = text; p < end; p = next, number_of++) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		struct line l = {p + 2, stop ? stop : end};

		next = stop ? stop + 1 : end;
		if (l.end - p > EVEMU_LINE_MAX)
			return err_new(EFBIG, "%s:%d: a line of more than %d letters", path, number_of, EVEMU_LINE_MAX);
		if (l.end - p < 2 || p[1] != ':')
			continue;
		if (!take_line(&r, *p, &l))
			return err_new(EILSEQ, "%s:%d: this %c: line does not hold", path, number_of, *p);
		info->described = info->described || (*p != 'E' && strchr("NIPBA", *p));
		if (events && events->len > (size_t)EVEMU_EVENTS_MAX * sizeof(struct evdev_event))
			return err_new(EFBIG, "%s: more than %d events", path, EVEMU_EVENTS_MAX);
	}
	return events ? err_up(buf_done(events)) : 0;
}

int evemu_read(struct evdev_info *info, struct buf *events, const char *path)
{
	AUTO_BUF text;
	int e;

	buf_init(&text, EVEMU_TEXT_MAX);
	e = file_read(&text, path);
	return e ? err_up(e) : err_up(evemu_parse(info, events, buf_str(&text), text.len, path));
}

void evemu_print_event(struct buf *out, const struct evdev_event *e, int64_t start_us)
{
	int64_t us = e->at_us > start_us ? e->at_us - start_us : 0;

	buf_printf(out, "E: %lld.%06lld %04x %04x %04d\n", (long long)(us / 1000000), (long long)(us % 1000000),
	        (unsigned)e->type, (unsigned)e->code, e->value);
}

static void print_bits(struct buf *out, unsigned type, const uint8_t *bits, size_t n)
{
	for (size_t i = 0; i < n; i += 8) {
		buf_printf(out, "B: %02x", type);
		for (size_t k = i; k < i + 8; k++)
			buf_printf(out, " %02x", k < n ? bits[k] : 0u);
		buf_char(out, '\n');
	}
}

void evemu_print_info(struct buf *out, const struct evdev_info *info)
{
	buf_printf(out, "N: %s\nI: %04x %04x %04x %04x\nP:", info->name, (unsigned)info->bus, (unsigned)info->vendor,
	        (unsigned)info->product, (unsigned)info->version);
	for (size_t i = 0; i < 8; i++)
		buf_printf(out, " %02x", i < sizeof info->props ? info->props[i] : 0u);
	buf_char(out, '\n');
	print_bits(out, EV_SYN, info->bits[EV_SYN], 8);
	print_bits(out, EV_KEY, info->bits[EV_KEY], KEY_CNT / 8);
	print_bits(out, EV_REL, info->bits[EV_REL], 8);
	print_bits(out, EV_ABS, info->bits[EV_ABS], 8);
	for (unsigned i = 0; i < ABS_CNT; i++)
		if (info->axis[i].there)
			buf_printf(out, "A: %02x %d %d %d %d %d\n", i, info->axis[i].min, info->axis[i].max,
			        info->axis[i].fuzz, info->axis[i].flat, info->axis[i].resolution);
}
