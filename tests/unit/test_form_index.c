#include <stdio.h>
#include <stdlib.h>

#include "form/model.h"
#include "form/row_index.h"
#include "form_kit.h"

/* A filter with an index, and the same one read row by row: position() in a filter has no index. */
#define BOTH(name, filter)                                                                                             \
	"<bind nodeset=\"/data/" name "\" calculate=\"join(',', instance('l')/root/item[" filter "]/name)\"/>"         \
	"<bind nodeset=\"/data/" name "_slow\" calculate=\"join(',', instance('l')/root/item[position() > 0][" filter  \
	"]/name)\"/>"
#define NODES(name) "<" name "/><" name "_slow/>"

enum { ROWS = 120, LIST_ROOM = 32768 };

/* Cells that are empty, missing, numbers, other ways to write the same number, and texts with white space. */
static void write_list(char *out, uint64_t *seed)
{
	static const char *const cells[] = {"<of/>", "", "<of>1</of>", "<of>1.0</of>", "<of> 1</of>", "<of>a</of>",
	        "<of>b</of>", "<of>2026-03-14</of>", "<of>true</of>", "<of>a b</of>"};
	size_t at = (size_t)sprintf(out, "<instance id=\"l\"><root>");

	for (int i = 0; i < ROWS; i++)
		at += (size_t)sprintf(out + at, "<item><name>r%d</name>%s<also>%u</also></item>", i,
		        cells[test_random(seed) % 10], test_random(seed) % 3);
	sprintf(out + at, "</root></instance>");
}

static const char *const names[] = {"text", "turned", "number", "truth", "both", "three", "day", "own", "pull"};

static void check_all(struct kit *k)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char fast[40], slow[40];

		sprintf(fast, "/data/%s", names[i]);
		sprintf(slow, "/data/%s_slow", names[i]);
		CHECK_TEXT(session_value(k->s, fast), session_value(k->s, slow));
	}
}

TEST(index, gives_what_reading_row_by_row_gives)
{
	static const char *const keys[] = {"", "1", "1.0", " 1", "a", "b", "a b", "2026-03-14", "true", "none"};
	char *model = malloc(LIST_ROOM + 8192), list[LIST_ROOM];
	size_t seen = 0;

	for (uint64_t seed = 1; seed <= 20; seed++) {
		uint64_t state = seed;
		struct kit k;

		write_list(list, &state);
		sprintf(model, "%s%s", list,
		        BOTH("text", "of = /data/key") BOTH("turned", "/data/key = of") BOTH(
		                "number", "of = number(/data/key)") BOTH("truth",
		                "of = boolean(/data/key)") BOTH("both", "also = 1 and of = /data/key") BOTH("three",
		                "of = /data/key and also != 2 and name != 'r3'") BOTH("day",
		                "of = date('2026-03-14')") BOTH("own",
		                "of = current()/../key") "<bind nodeset=\"/data/pull\" calculate=\"pulldata('l', 'name', 'of', /data/key)\"/>"
		                                         "<bind nodeset=\"/data/pull_slow\" calculate=\"pulldata('l', 'name', concat('o', 'f'), /data/key)\"/>");
		kit_form(&k,
		        "<key/>" NODES("text") NODES("turned") NODES("number") NODES("truth") NODES("both")
		                NODES("three") NODES("day") NODES("own") NODES("pull"),
		        model, "<input ref=\"/data/key\"><label>Key</label></input>");
		CHECK(k.form->indexes != NULL);
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
			CHECK_SET(&k, "/data/key", keys[i]);
			check_all(&k);
			seen += strlen(session_value(k.s, "/data/text")) > 0;
		}
		kit_close(&k);
	}
	CHECK(seen > 100);
	free(model);
}

static size_t count_indexes(const char *list, const char *filter)
{
	char model[2000];
	struct kit k;
	size_t n = 0;

	snprintf(model, sizeof model,
	        "<instance id=\"l\"><root>%s</root></instance>"
	        "<bind nodeset=\"/data/x\" calculate=\"count(instance('l')/root/item[%s])\"/>",
	        list, filter);
	kit_form(&k, "<key/><x/>", model, "<input ref=\"/data/key\"><label>Key</label></input>");
	for (const struct known_index *i = k.form->indexes; i; i = i->next)
		n++;
	kit_close(&k);
	return n;
}

TEST(index, is_made_only_where_the_key_is_the_same_for_every_row)
{
	static const char item[] = "<item><of>a</of><to>a</to></item>";

	CHECK_INT(count_indexes(item, "of = /data/key"), 1);
	CHECK_INT(count_indexes(item, "of = concat(/data/key, 'x')"), 1);
	CHECK_INT(count_indexes(item, "of = current()/../key"), 1);
	CHECK_INT(count_indexes(item, "of = to"), 0);
	CHECK_INT(count_indexes(item, "of = ../item/to"), 0);
	CHECK_INT(count_indexes(item, "of = string(position())"), 0);
	CHECK_INT(count_indexes(item, "of = /data/key and position() = 1"), 0);
	CHECK_INT(count_indexes(item, "of = uuid(4)"), 0);
	CHECK_INT(count_indexes(item, "of = random()"), 0);
	CHECK_INT(count_indexes(item, "of != /data/key"), 0);
	CHECK_INT(count_indexes(item, "of = /data/key or to = /data/key"), 0);
	CHECK_INT(count_indexes(item, "of = /data/key and 1"), 0);
	CHECK_INT(count_indexes(item, "../item/of = /data/key"), 0);
}

TEST(index, is_not_made_of_rows_with_a_cell_twice_or_with_cells_in_it)
{
	CHECK_INT(count_indexes("<item><of>a</of><of>b</of></item>", "of = /data/key"), 0);
	CHECK_INT(count_indexes("<item><of><part>a</part></of></item>", "of = /data/key"), 0);
	CHECK_INT(count_indexes("<item/><item><of>a</of></item>", "of = /data/key"), 1);
	CHECK_INT(count_indexes("", "of = /data/key"), 1);
}

TEST(index, stands_once_for_each_column)
{
	struct kit k;
	size_t n = 0;

	kit_form(&k, "<key/><x/><y/><z/>",
	        "<instance id=\"l\"><root><item><of>a</of><to>b</to></item></root></instance>"
	        "<bind nodeset=\"/data/x\" calculate=\"instance('l')/root/item[of = /data/key]/to\"/>"
	        "<bind nodeset=\"/data/y\" calculate=\"instance('l')/root/item[of = /data/x]/to\"/>"
	        "<bind nodeset=\"/data/z\" calculate=\"instance('l')/root/item[to = /data/key]/of\"/>",
	        "<input ref=\"/data/key\"><label>Key</label></input>");
	for (const struct known_index *i = k.form->indexes; i; i = i->next)
		n++;
	CHECK_INT(n, 2);
	CHECK_SET(&k, "/data/key", "a");
	CHECK_VALUE(&k, "/data/x", "b");
	CHECK_VALUE(&k, "/data/y", "");
	kit_close(&k);
}
