#include <stdio.h>

#include "harness.h"
#include "notice_kit.h"

static const char *contacts_of(const char *text, struct contacts *c, struct arena *a, struct buf *said)
{
	struct notice_findings f = {.text = said};
	int r;

	buf_clear(said);
	r = contacts_read(c, a, "c", text, strlen(text), &f);
	CHECK_INT(r, f.errors ? NOTICE_REFUSED : 0);
	return buf_str(said);
}

TEST(contacts, are_read_and_refused_by_line)
{
	static const struct {
		const char *text, *says;
	} wrong[] = {
	        {"a = 1 | 2026-06-01\n", "c:1: error: the line ends with '| whose it is'"},
	        {"a = 1 | 2026-06-31 | x\n", "c:1: error: after the value comes"},
	        {"a = 1\n", "after the value comes"},
	        {"# x\nA = 1 | 2026-06-01 | x\n", "c:2: error: a contact's name has"},
	        {"a = {b} | 2026-06-01 | x\n", "a contact's value has"},
	        {"a = | 2026-06-01 | x\n", "a contact's value has"},
	        {"a = 1 | 2026-06-01 | x | y\n", "the line ends with"},
	        {"a = 1 | 2026-06-01 | x\na = 2 | 2026-06-01 | x\n",
	                "c:2: error: this contact stands here a second time"},
	        {"zomaar\n", "a line is 'name = value"},
	};
	struct contacts c;
	struct arena *a;
	AUTO_BUF said;

	CHECK_OK(arena_new(&a, 1 << 20, false));
	buf_init(&said, 1 << 16);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK_HAS(contacts_of(wrong[i].text, &c, a, &said), wrong[i].says);
	CHECK_TEXT(contacts_of("a_b = Postbus 1, Den Haag|2026-06-01 | het huis\n", &c, a, &said), "");
	CHECK_TEXT(contact_of(&c, "a_b", 3)->value, "Postbus 1, Den Haag");
	CHECK_TEXT(contact_of(&c, "a_b", 3)->whose, "het huis");
	CHECK(!contact_of(&c, "a_b", 2) && !contact_of(&c, "a_bc", 4));
	arena_free(a);
}

TEST(contacts, hold_their_ceilings)
{
	struct contacts c;
	struct arena *a;
	AUTO_BUF said, text;

	CHECK_OK(arena_new(&a, 4 << 20, false));
	buf_init(&said, 1 << 20);
	buf_init(&text, 2 * CONTACTS_FILE_MAX);
	for (int over = -1; over <= 1; over++) {
		buf_clear(&text);
		for (int i = 0; i < CONTACTS_MAX + over; i++)
			buf_printf(&text, "a%c%c = 1 | 2026-06-01 | x\n", 'a' + i / 26, 'a' + i % 26);
		CHECK_INT(*contacts_of(buf_str(&text), &c, a, &said) != 0, over > 0);
		buf_clear(&text);
		buf_printf(&text, "%.*s = 1 | 2026-06-01 | x\n", CONTACT_NAME_MAX + over,
		        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
		CHECK_INT(*contacts_of(buf_str(&text), &c, a, &said) != 0, over > 0);
		buf_clear(&text);
		buf_text(&text, "a = ");
		for (int i = 0; i < CONTACT_VALUE_MAX + over; i++)
			buf_char(&text, '1');
		buf_text(&text, " | 2026-06-01 | x\n");
		CHECK_INT(*contacts_of(buf_str(&text), &c, a, &said) != 0, over > 0);
		buf_clear(&text);
		while (text.len < CONTACTS_FILE_MAX - 1 + (size_t)(over + 1))
			buf_char(&text, '#');
		CHECK_INT(*contacts_of(buf_str(&text), &c, a, &said) != 0, over > 0);
	}
	arena_free(a);
}

/* On the 180th day after the check all is well, on the 181st it is told. */
TEST(contacts, that_nobody_checked_lately_are_told)
{
	struct kit k;

	kit_init(&k);
	contacts_check_age(&k.contacts, "c", "2026-11-28", &k.findings);
	CHECK_INT(k.findings.warnings, 0);
	contacts_check_age(&k.contacts, "c", "2026-11-29", &k.findings);
	CHECK_INT(k.findings.warnings, 2);
	CHECK_HAS(buf_str(&k.said), "c: warning: alarm (alarmnummer) was last checked on 2026-06-01");
	CHECK_INT(k.findings.errors, 0);
	kit_fini(&k);
}
