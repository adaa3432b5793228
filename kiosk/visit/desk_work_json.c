/*
 * desk_work_json - a record's answers, flat, without a copy that is not wiped
 *
 * A JSON library keeps strings on the heap and frees them as they are: answers would stay in memory. This reads what our
 * own kiosk wrote (checked by its signature) straight into the arena. Objects in objects give a group,
 * items of a list come one by one under the list's name.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sys/text.h"
#include "visit/desk_work_inside.h"

enum { DEPTH_MOST = 8 };

struct reader {
	struct arena *arena;
	const char *at, *end;
	desk_leaf *leaf;
	void *me;
};

static int bad(void)
{
	return err_new(EBADMSG, "a record's answers are no JSON that this kiosk writes");
}

static int no_room(void)
{
	return err_new(ENOMEM, "the answers of a record do not fit into the memory for reading");
}

static void skip_space(struct reader *r)
{
	while (r->at < r->end && strchr(" \t\r\n", *r->at) && *r->at)
		r->at++;
}

static bool take(struct reader *r, char c)
{
	skip_space(r);
	if (r->at >= r->end || *r->at != c)
		return false;
	r->at++;
	return true;
}

/* Four hexadecimal digits. */
static bool take_hex(uint32_t *out, struct reader *r)
{
	char digits[5] = "";
	uint8_t bytes[2];

	if (r->end - r->at < 4)
		return false;
	memcpy(digits, r->at, 4);
	r->at += 4;
	if (!hex_take(bytes, 2, digits))
		return false;
	*out = (uint32_t)bytes[0] << 8 | bytes[1];
	return true;
}

static bool take_point(uint32_t *out, struct reader *r)
{
	uint32_t low;

	if (!take_hex(out, r))
		return false;
	if (*out < 0xd800 || *out > 0xdfff)
		return *out != 0;
	if (*out > 0xdbff || r->end - r->at < 2 || r->at[0] != '\\' || r->at[1] != 'u')
		return false;
	r->at += 2;
	if (!take_hex(&low, r) || low < 0xdc00 || low > 0xdfff)
		return false;
	*out = 0x10000 + ((*out - 0xd800) << 10) + (low - 0xdc00);
	return true;
}

/* Behind the backslash; gives how many bytes it became, 0 for what is none. */
static size_t take_escape(char out[4], struct reader *r)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/ \n\n \t";
	const char *known;
	uint32_t point;

	if (r->at >= r->end)
		return 0;
	if (*r->at == 'u') {
		r->at++;
		return take_point(&point, r) ? utf8_put(out, point) : 0;
	}
	known = *r->at ? strchr(from, *r->at) : NULL;
	if (!known)
		return 0;
	r->at++;
	out[0] = to[known - from];
	return 1;
}

/* What is read is never longer than what it is read from. */
static int take_string(const char **out, struct reader *r)
{
	const char *close = r->at;
	char *text;
	size_t n = 0;

	while (close < r->end && *close != '"')
		close += *close == '\\' ? 2 : 1;
	if (close >= r->end)
		return bad();
	text = arena_alloc(r->arena, (size_t)(close - r->at) + 1);
	if (!text)
		return no_room();
	while (r->at < close) {
		size_t one = 1;

		if ((unsigned char)*r->at < 0x20)
			return bad();
		if (*r->at != '\\') {
			text[n++] = *r->at++;
			continue;
		}
		r->at++;
		one = take_escape(text + n, r);
		if (!one || r->at > close)
			return bad();
		n += one;
	}
	r->at = close + 1;
	*out = text;
	return utf8_valid(text, n) ? 0 : bad();
}

/* A number, true, false, null: as it stands. */
static int take_word(const char **out, struct reader *r)
{
	const char *from = r->at;

	while (r->at < r->end && *r->at && strchr("+-.0123456789abcdefghijklmnopqrstuvwxyzE", *r->at))
		r->at++;
	if (r->at == from)
		return bad();
	*out = arena_text(r->arena, from, (size_t)(r->at - from));
	return *out ? 0 : no_room();
}

static int take_value(struct reader *r, const char *group, const char *name, int depth);

static int take_object(struct reader *r, const char *group, const char *name, int depth)
{
	const char *inner = !*name ? group : !*group ? name : arena_printf(r->arena, "%s/%s", group, name);
	const char *key;
	int e;

	if (!inner)
		return no_room();
	if (take(r, '}'))
		return 0;
	do {
		if (!take(r, '"'))
			return bad();
		e = take_string(&key, r);
		if (e == 0 && !take(r, ':'))
			e = bad();
		if (e == 0)
			e = take_value(r, inner, key, depth + 1);
		if (e)
			return err_up(e);
	} while (take(r, ','));
	return take(r, '}') ? 0 : bad();
}

static int take_list(struct reader *r, const char *group, const char *name, int depth)
{
	if (take(r, ']'))
		return 0;
	do {
		int e = take_value(r, group, name, depth + 1);

		if (e)
			return err_up(e);
	} while (take(r, ','));
	return take(r, ']') ? 0 : bad();
}

static int take_value(struct reader *r, const char *group, const char *name, int depth)
{
	const char *text = "";
	int e;

	if (depth > DEPTH_MOST)
		return bad();
	if (take(r, '{'))
		return err_up(take_object(r, group, name, depth));
	if (take(r, '['))
		return err_up(take_list(r, group, name, depth));
	e = take(r, '"') ? take_string(&text, r) : take_word(&text, r);
	if (e == 0)
		e = r->leaf(r->me, group, name, text);
	return err_up(e);
}

int desk_json_each(struct arena *arena, const char *json, size_t n, desk_leaf *leaf, void *me)
{
	struct reader r = {arena, json, json + n, leaf, me};
	int e;

	if (!take(&r, '{'))
		return bad();
	e = take_object(&r, "", "", 0);
	skip_space(&r);
	return e ? err_up(e) : r.at == r.end ? 0 : bad();
}
