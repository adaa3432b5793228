#include "drivers/page_printer_message.h"

#include <assert.h>
#include <string.h>

enum { TEXT_MOST = 1023, EXTENSION = 0x7f, FIRST_VALUE = 0x10, PER_INCH = 3 };

/* ---- asking: all numbers high byte first --------------------------------------------------- */

static void put16(struct buf *out, size_t v)
{
	buf_char(out, (char)(v >> 8));
	buf_char(out, (char)v);
}

static void put32(struct buf *out, uint32_t v)
{
	put16(out, v >> 16);
	put16(out, v & 0xffff);
}

static void put_value(struct buf *out, enum page_tag tag, const char *name, const void *bytes, size_t n)
{
	assert(n <= TEXT_MOST);
	buf_char(out, (char)tag);
	put16(out, strlen(name));
	buf_text(out, name);
	put16(out, n);
	buf_add(out, bytes, n);
}

void page_ask_begin(struct buf *out, enum page_operation operation, int32_t id, const char *printer_uri)
{
	buf_char(out, 2);
	buf_char(out, 0);
	put16(out, operation);
	put32(out, (uint32_t)id);
	page_ask_group(out, PAGE_GROUP_OPERATION);
	page_ask_text(out, PAGE_TAG_CHARSET, "attributes-charset", "utf-8");
	page_ask_text(out, PAGE_TAG_LANGUAGE, "attributes-natural-language", "en");
	page_ask_text(out, PAGE_TAG_URI, "printer-uri", printer_uri);
}

void page_ask_group(struct buf *out, enum page_group group)
{
	buf_char(out, (char)group);
}

void page_ask_text(struct buf *out, enum page_tag tag, const char *name, const char *value)
{
	put_value(out, tag, name, value, strlen(value));
}

void page_ask_number(struct buf *out, enum page_tag tag, const char *name, int32_t value)
{
	const uint32_t v = (uint32_t)value;
	const uint8_t bytes[4] = {(uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v};

	put_value(out, tag, name, bytes, sizeof bytes);
}

void page_ask_bool(struct buf *out, const char *name, bool value)
{
	const uint8_t byte = value;

	put_value(out, PAGE_TAG_BOOLEAN, name, &byte, 1);
}

void page_ask_end(struct buf *out)
{
	buf_char(out, PAGE_GROUP_END);
}

/* ---- reading --------------------------------------------------------------------------------- */

static unsigned get16(const uint8_t *b)
{
	return (unsigned)b[0] << 8 | b[1];
}

static int32_t get32(const uint8_t *b)
{
	return (int32_t)((uint32_t)get16(b) << 16 | get16(b + 2));
}

bool page_answer_begin(struct page_answer *out, const void *bytes, size_t n)
{
	const uint8_t *b = bytes;

	if (n < 9 || (b[0] != 1 && b[0] != 2))
		return false;
	*out = (struct page_answer){
	        .bytes = b, .n = n, .at = 8, .status = (int)get16(b + 2), .id = get32(b + 4), .name = ""};
	return true;
}

/* n bytes behind a length of two; false when they are not there. */
static bool take(const uint8_t **bytes, size_t *n, struct page_answer *a)
{
	if (a->n - a->at < 2)
		return false;
	*n = get16(a->bytes + a->at);
	if (a->n - a->at - 2 < *n)
		return false;
	*bytes = a->bytes + a->at + 2;
	a->at += 2 + *n;
	return true;
}

int page_answer_next(struct page_value *out, struct page_answer *a)
{
	size_t depth = 0;

	while (a->at < a->n) {
		int tag = a->bytes[a->at++];
		const uint8_t *name, *value;
		size_t name_n, value_n;

		if (tag == PAGE_GROUP_END)
			return depth ? -1 : 0;
		if (tag < FIRST_VALUE) {
			if (depth)
				return -1;
			a->group = tag;
			a->name_n = 0;
			continue;
		}
		if (tag == EXTENSION || !take(&name, &name_n, a) || !take(&value, &value_n, a))
			return -1;
		if (depth || tag == PAGE_TAG_COLLECTION || tag == PAGE_TAG_COLLECTION_END) {
			if (tag == PAGE_TAG_COLLECTION_END && depth == 0)
				return -1;
			depth += tag == PAGE_TAG_COLLECTION;
			depth -= tag == PAGE_TAG_COLLECTION_END;
			continue; /* none of what is asked here is a collection */
		}
		if (name_n) {
			a->name = (const char *)name;
			a->name_n = name_n;
		}
		*out = (struct page_value){a->group, tag, a->name, a->name_n, value, value_n};
		return 1;
	}
	return -1; /* no end */
}

static bool same(const void *bytes, size_t n, const char *text)
{
	return n == strlen(text) && memcmp(bytes, text, n) == 0;
}

bool page_value_is(const struct page_value *v, const char *name)
{
	return same(v->name, v->name_n, name);
}

bool page_value_says(const struct page_value *v, const char *text)
{
	return same(v->bytes, v->n, text);
}

bool page_value_number(int32_t *out, const struct page_value *v)
{
	if (v->tag == PAGE_TAG_BOOLEAN && v->n == 1)
		*out = v->bytes[0] != 0;
	else if ((v->tag == PAGE_TAG_INTEGER || v->tag == PAGE_TAG_ENUM) && v->n == 4)
		*out = get32(v->bytes);
	else
		return false;
	return true;
}

bool page_value_dpi(int *out, const struct page_value *v)
{
	if (v->tag != PAGE_TAG_RESOLUTION || v->n != 9 || v->bytes[8] != PER_INCH)
		return false;
	if (get32(v->bytes) != get32(v->bytes + 4))
		return false;
	*out = get32(v->bytes);
	return true;
}
