#include <stdio.h>
#include <stdlib.h>
#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/zone.h"
#include "sys/zone_parts.h"

static void put32(struct buf *b, uint32_t v)
{
	uint8_t be[4] = {(uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v};

	buf_add(b, be, 4);
}

/* A file of the second version with so many changes and kinds, and that footer. */
static void make_file(struct buf *b, uint32_t changes, uint32_t kinds, const char *footer)
{
	for (int block = 0; block < 2; block++) {
		uint32_t n = block ? changes : 0, k = block ? kinds : 1;

		buf_add(b, "TZif2", 5);
		buf_zero(b, 15 + 4 * 3);
		put32(b, n);
		put32(b, k);
		put32(b, 1);
		for (uint32_t i = 0; i < n; i++) {
			put32(b, 0);
			put32(b, i * 1000);
		}
		for (uint32_t i = 0; i < n; i++)
			buf_char(b, (char)(i % k));
		for (uint32_t i = 0; i < k; i++) {
			put32(b, i * 60);
			buf_zero(b, 2);
		}
		buf_zero(b, 1);
	}
	buf_printf(b, "\n%s\n", footer);
}

static int parse(struct buf *b)
{
	struct zone *z = calloc(1, sizeof *z);
	int e = zone_parse(z, b->data, b->len, "Test/Zone");

	if (e == 0) /* whatever was taken can be used */
		for (int64_t t = -4000; t < 4000; t += 500)
			(void)zone_local_to_utc_s(z, t + zone_offset_s(z, t));
	free(z);
	return e;
}

static int parse_made(uint32_t changes, uint32_t kinds, const char *footer)
{
	struct buf b;
	int e;

	buf_init(&b, 1 << 20);
	make_file(&b, changes, kinds, footer);
	CHECK_OK(buf_done(&b));
	e = parse(&b);
	buf_fini(&b);
	return e;
}

TEST(file, ceilings_hold_at_one_below_at_and_one_above)
{
	char footer[ZONE_FOOTER_MOST + 2];

	CHECK_OK(parse_made(ZONE_CHANGES_MOST - 1, 2, ""));
	CHECK_OK(parse_made(ZONE_CHANGES_MOST, 2, "CET-1"));
	CHECK(parse_made(ZONE_CHANGES_MOST + 1, 2, "") < 0);
	CHECK_HAS(err_why(), "at most 2048");
	CHECK_OK(parse_made(3, ZONE_TYPES_MOST - 1, ""));
	CHECK_OK(parse_made(3, ZONE_TYPES_MOST, "CET-1"));
	CHECK(parse_made(3, ZONE_TYPES_MOST + 1, "") < 0);
	CHECK_HAS(err_why(), "at most 64");
	for (int n = ZONE_FOOTER_MOST - 1; n <= ZONE_FOOTER_MOST + 1; n++) {
		memset(footer, 'A', sizeof footer);
		snprintf(footer + n - 2, 3, "-1");
		CHECK((parse_made(1, 1, footer) == 0) == (n <= ZONE_FOOTER_MOST));
	}
	CHECK_HAS(err_why(), "at most 127");
}

TEST(file, every_cut_is_refused)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	make_file(&b, 3, 2, "CET-1CEST,M3.5.0,M10.5.0/3");
	for (size_t whole = b.len, n = 0; n <= whole; n++) {
		uint8_t *copy = malloc(n ? n : 1); /* an exact piece, so that one byte too far is seen */
		struct buf part = {.data = copy, .len = n};

		memcpy(copy, b.data, n);
		CHECK((parse(&part) == 0) == (n == whole));
		free(copy);
	}
	buf_fini(&b);
}

static int with_byte(size_t at, uint8_t value)
{
	struct buf b;
	int e;

	buf_init(&b, 1 << 20);
	make_file(&b, 3, 2, "CET-1");
	b.data[at] = value;
	e = parse(&b);
	buf_fini(&b);
	return e;
}

TEST(file, contradictions_are_refused_by_name)
{
	const size_t second = 44 + 6 + 1, data = second + 44;

	CHECK(with_byte(0, 'X') < 0);
	CHECK_HAS(err_why(), "Test/Zone");
	CHECK_HAS(err_why(), "no time zone file");
	CHECK(with_byte(4, 0) < 0);
	CHECK_HAS(err_why(), "first version");
	CHECK(with_byte(second + 31, 1) < 0);
	CHECK_HAS(err_why(), "leap seconds");
	CHECK(with_byte(second + 23, 3) < 0); /* more marks than kinds */
	CHECK_HAS(err_why(), "contradicts");
	CHECK(with_byte(second + 39, 0) < 0); /* no kind at all: the counts no longer add up */
	CHECK(with_byte(data + 8, 0x80) < 0); /* the second change before the first */
	CHECK_HAS(err_why(), "out of order");
	CHECK(with_byte(data + 24, 2) < 0); /* a kind that is not there */
	CHECK_HAS(err_why(), "out of order");
	CHECK(with_byte(data + 27, 0x7f) < 0);
	CHECK_HAS(err_why(), "more than a day");
	CHECK(parse_made(1, 1, "nonsense") < 0);
	CHECK_HAS(err_why(), "rule");
}

TEST(file, names_that_lead_elsewhere_are_refused)
{
	static const char *const bad[] = {"", "/etc/passwd", "../../etc/passwd", "Europe/../../x", "Europe//Amsterdam",
	        "Europe/", "Europe/Amster dam", "Europe/Amsterdam\n", "."};
	char longest[ZONE_NAME_MOST + 2];
	struct zone *z = NULL;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		CHECK(zone_load(&z, NULL, bad[i]) < 0);
		CHECK_HAS(err_why(), "a name like Europe/Amsterdam");
	}
	memset(longest, 'a', sizeof longest);
	longest[ZONE_NAME_MOST + 1] = '\0';
	CHECK(zone_load(&z, NULL, longest) < 0);
	CHECK_HAS(err_why(), "a name like");
	longest[ZONE_NAME_MOST] = '\0';
	CHECK(zone_load(&z, NULL, longest) < 0);
	CHECK_HAS(err_why(), "not on this machine");
	CHECK(zone_load(&z, NULL, "Europe/Atlantis") < 0);
	CHECK_HAS(err_why(), "tzdata");
	CHECK(z == NULL);
}

TEST(file, a_folder_of_ones_own_is_read)
{
	struct buf b;
	struct zone *z = NULL;

	buf_init(&b, 1 << 20);
	make_file(&b, 2, 2, "CET-1");
	CHECK_OK(file_replace("Here", b.data, b.len, 0600));
	CHECK_OK(zone_load(&z, test_folder(), "Here"));
	CHECK_INT(zone_offset_s(z, -1), 0);
	CHECK_INT(zone_offset_s(z, 0), 0);
	CHECK_INT(zone_offset_s(z, 999), 0);
	CHECK_INT(zone_offset_s(z, 1000), 3600); /* from the last change on the rule holds */
	zone_free(z);
	buf_zero(&b, ZONE_FILE_MOST);
	CHECK_OK(file_replace("Big", b.data, b.len, 0600));
	CHECK(zone_load(&z, test_folder(), "Big") < 0);
	buf_fini(&b);
}
