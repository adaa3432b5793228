/* The file of an order, and the code that people read out to each other: whole, or not at all. */
#include <stdio.h>
#include <string.h>

#include "harness.h"
#include "staff/recovery_order.h"
#include "sys/file.h"

static int read_text(struct recovery_order *o, const char *text, size_t n)
{
	CHECK_OK(file_replace("order", text, n, 0600));
	return recovery_read(o, "order");
}

TEST(recover, its_file_is_read_whole_or_not_at_all)
{
	struct recovery_order o = {.until_ms = 7, .by = "Politie Oost"}, back;
	struct station station = {.has_recovery_key = true};
	struct key_secret *office;
	AUTO_BUF text;
	char more[RECOVERY_FILE_MAX + 200];

	buf_init(&text, RECOVERY_FILE_MAX);
	(void)recovery_code_take(o.code, "3f9a-1c77-e2b0-4d55");
	CHECK_OK(key_new(&office, KEY_RECOVERY, false));
	station.recovery_key = *key_public_part(office);
	recovery_sign(&o, office);
	key_free(office);
	CHECK_OK(recovery_put(&text, &o));
	CHECK_INT(read_text(&back, buf_str(&text), text.len), 0);
	CHECK(memcmp(&back.signature, &o.signature, sizeof o.signature) == 0);
	CHECK_INT(recovery_judge(&back, &station, o.code, o.until_ms), 0);
	/* Cut off anywhere it is no order, or still the whole one: only its last line end may be missing. */
	for (size_t n = 0; n + 1 < text.len; n++)
		CHECK_INT(read_text(&back, buf_str(&text), n), RECOVERY_MALFORMED);
	(void)snprintf(more, sizeof more, "%sby = Another\n", buf_str(&text));
	CHECK_INT(read_text(&back, more, strlen(more)), RECOVERY_MALFORMED);
	memset(more, '#', sizeof more);
	CHECK_INT(read_text(&back, more, sizeof more), RECOVERY_MALFORMED);
	CHECK_INT(recovery_read(&back, "no such file"), RECOVERY_NO_ORDER);
}

TEST(recover, a_code_is_typed_as_people_type)
{
	uint8_t code[RECOVERY_CODE_BYTES], back[RECOVERY_CODE_BYTES];
	char text[RECOVERY_CODE_TEXT + 1];

	CHECK(recovery_code_take(code, "3F9A 1c77-e2b04d55"));
	recovery_code_text(text, code);
	CHECK_TEXT(text, "3f9a-1c77-e2b0-4d55");
	CHECK(recovery_code_take(back, text) && memcmp(code, back, sizeof code) == 0);
	CHECK(!recovery_code_take(back, "3f9a-1c77-e2b0-4d5"));
	CHECK(!recovery_code_take(back, "3f9a-1c77-e2b0-4d555"));
	CHECK(!recovery_code_take(back, "3f9a-1c77-e2b0-4d5g"));
}

TEST(recover, in_whose_name_has_a_ceiling_and_plain_letters)
{
	char name[RECOVERY_BY_MAX + 2];

	memset(name, 'a', sizeof name);
	name[RECOVERY_BY_MAX - 1] = 0;
	CHECK(recovery_by_is_good(name));
	name[RECOVERY_BY_MAX - 1] = 'a';
	name[RECOVERY_BY_MAX] = 0;
	CHECK(recovery_by_is_good(name));
	name[RECOVERY_BY_MAX] = 'a';
	name[RECOVERY_BY_MAX + 1] = 0;
	CHECK(!recovery_by_is_good(name));
	CHECK(!recovery_by_is_good("") && !recovery_by_is_good(" a") && !recovery_by_is_good("a "));
	CHECK(!recovery_by_is_good("a\"b") && !recovery_by_is_good("a\nb") && !recovery_by_is_good("Café"));
}
