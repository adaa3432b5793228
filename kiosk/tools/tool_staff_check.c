/* tool_staff_check - who allowed that a staff register was begun anew: each such entry against the owner's own public key. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "staff/recovery_order.h"
#include "sys/file.h"
#include "sys/text.h"
#include "tools/tool_staff.h"

enum { OPENED_MOST = 1 << 30 };

struct check {
	struct key_public key;
	int entries, wrong;
};

static const char *text_of(const json_t *from, const char *key)
{
	const char *text = json_string_value(json_object_get(from, key));

	return text ? text : "";
}

/* NULL: it holds; else what is wrong with it. */
static const char *fault_of(const struct check *c, const json_t *record, const json_t *entry)
{
	struct recovery_order o = {0};
	const json_t *until = json_object_get(entry, "until");

	if (!hex_take(o.device, sizeof o.device, text_of(entry, "device")) ||
	        !hex_take(o.code, sizeof o.code, text_of(entry, "code")) ||
	        !hex_take(o.signature, sizeof o.signature, text_of(entry, "signature")) || !json_is_integer(until) ||
	        !text_copy(o.by, sizeof o.by, text_of(entry, "by")))
		return "is not a whole entry";
	o.until_ms = json_integer_value(until);
	if (!text_is(text_of(entry, "device"), text_of(record, "device")))
		return "carries an order for another station";
	if (!recovery_is_signed(&o, &c->key))
		return "carries an order that this key did not sign";
	return json_integer_value(json_object_get(entry, "at")) > o.until_ms ? "was taken after its time" : NULL;
}

static void take_record(struct check *c, const json_t *record)
{
	const json_t *entry = json_object_get(record, "answers");
	const char *fault;

	if (!text_is(text_of(record, "type"), "staff_entry") || !text_is(text_of(entry, "entry"), "recover"))
		return;
	fault = fault_of(c, record, entry);
	c->entries++;
	c->wrong += fault != NULL;
	printf("%s: the staff register was begun anew at %s by leave of '%s': %s\n", text_of(record, "number"),
	        text_of(record, "created"), recovery_by_is_good(text_of(entry, "by")) ? text_of(entry, "by") : "?",
	        fault ? fault : "the order holds");
}

int tool_staff_check(const char *key, const char *opened)
{
	struct check c = {.entries = 0};
	AUTO_BUF all;
	int r;

	buf_init(&all, OPENED_MOST);
	r = key_read_public(&c.key, key, KEY_RECOVERY);
	if (r == 0)
		r = file_read(&all, opened);
	if (r) {
		fprintf(stderr, "loketctl staff: %s\n", err_why());
		return 1;
	}
	for (const char *at = buf_str(&all); *at; at += strcspn(at, "\n"), at += *at == '\n') {
		json_t *record = json_loadb(at, strcspn(at, "\n"), JSON_REJECT_DUPLICATES, NULL);

		take_record(&c, record);
		json_decref(record);
	}
	printf("staff check: %d recoveries, %d not as they should be\n", c.entries, c.wrong);
	return c.wrong ? 1 : 0;
}
