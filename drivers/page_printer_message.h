#pragma once

/*
 * page_printer_message - questions to a printer and its answers, as bytes of IPP (RFC 8010)
 *
 * Pure. Writing: page_ask_begin(), attributes, page_ask_end(); a document may follow. Reading walks over bytes that
 * somebody else wrote: nothing is copied or allocated, every length is checked before it is believed, collections are
 * stepped over without recursion.
 */
#include <stdbool.h>
#include <stdint.h>
#include "sys/buf.h"

enum page_operation {
	PAGE_CREATE_JOB = 0x0005,
	PAGE_SEND_DOCUMENT = 0x0006,
	PAGE_CANCEL_JOB = 0x0008,
	PAGE_GET_JOB = 0x0009,
	PAGE_GET_PRINTER = 0x000b,
};
enum page_group { PAGE_GROUP_OPERATION = 1, PAGE_GROUP_JOB = 2, PAGE_GROUP_END = 3, PAGE_GROUP_PRINTER = 4 };
enum page_tag {
	PAGE_TAG_INTEGER = 0x21,
	PAGE_TAG_BOOLEAN = 0x22,
	PAGE_TAG_ENUM = 0x23,
	PAGE_TAG_RESOLUTION = 0x32,
	PAGE_TAG_COLLECTION = 0x34,
	PAGE_TAG_COLLECTION_END = 0x37,
	PAGE_TAG_NAME = 0x42,
	PAGE_TAG_KEYWORD = 0x44,
	PAGE_TAG_URI = 0x45,
	PAGE_TAG_CHARSET = 0x47,
	PAGE_TAG_LANGUAGE = 0x48,
	PAGE_TAG_MIME = 0x49,
};

/* Version, operation, id, and the attributes that every question begins with. */
void page_ask_begin(struct buf *out, enum page_operation operation, int32_t id, const char *printer_uri);
void page_ask_group(struct buf *out, enum page_group group);
/* name "": one more value of the attribute before. At most 1023 bytes of text. */
void page_ask_text(struct buf *out, enum page_tag tag, const char *name, const char *value);
void page_ask_number(struct buf *out, enum page_tag tag, const char *name, int32_t value);
void page_ask_bool(struct buf *out, const char *name, bool value);
void page_ask_end(struct buf *out);

struct page_answer {
	const uint8_t *bytes; /* borrowed */
	size_t n, at;
	int32_t id;
	int status; /* 0..2: it went well */
	int group; /* of the attribute read last */
	const char *name; /* likewise, for its further values */
	size_t name_n;
};
/* One value of one attribute; all borrowed from the answer's bytes. */
struct page_value {
	int group, tag;
	const char *name;
	size_t name_n;
	const uint8_t *bytes;
	size_t n;
};
/* Reads the head. False: this is no answer in IPP 1 or 2. */
bool page_answer_begin(struct page_answer *out, const void *bytes, size_t n);
/* 1 = *out is the next value, 0 = that was the last, -1 = broken. */
int page_answer_next(struct page_value *out, struct page_answer *a);

bool page_value_is(const struct page_value *v, const char *name);
bool page_value_says(const struct page_value *v, const char *text);
/* Integer, enum or boolean; false when it is none. */
bool page_value_number(int32_t *out, const struct page_value *v);
/* Dots an inch, the same both ways. */
bool page_value_dpi(int *out, const struct page_value *v);
