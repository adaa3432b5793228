#include <stdio.h>

#include "harness.h"
#include "notice_kit.h"

static const struct kit_notice two[] = {
        {.id = "N-EM", .lang = "nl"}, {.id = "N-EM", .lang = "en"}, {.id = "N-DV-N", .lang = "nl"}, {.id = NULL}};

/* What an author is told of the folder. */
static const char *told(const char *folder, struct buf *said)
{
	struct pack_source *source = NULL;
	struct pack_content *content = NULL;
	struct notice_findings f = {.text = said};

	buf_clear(said);
	if (pack_source_open(&source, folder, &f) == 0)
		CHECK(pack_judge(&content, &source->pack, PACK_LOOK_AUTHOR, "src/", "2026-06-01", &f) >= 0);
	pack_content_free(content);
	pack_source_free(source);
	return buf_str(said);
}

TEST(pack_source, tells_what_is_wrong_with_a_folder)
{
	static const struct {
		const char *file, *text, *says;
	} wrong[] = {
	        {"pack.conf", "pack = Loket\nversion = 1\n", "pack.conf:1: a line is 'pack = name'"},
	        {"pack.conf", "version = 1\n", "needs a line 'pack = ...'"},
	        {"pack.conf", "pack = p\nversion = 1000000\n", "pack.conf:2: a line is"},
	        {"N-ODD/nl.md", "x\n", "'N-ODD' is no notice"},
	        {"N-EM/es.md", "x\n", "'es.md' is in no language"},
	        {"N-EM/nl.md", "", "is empty"},
	        {"N-EM/nl.md", "x", "src/N-EM/nl.md: error: its last line has no end"},
	        {"contacts.conf", "alarm = 112\n", "src/contacts.conf:1: error: after the value"},
	};
	AUTO_BUF said, text;

	buf_init(&said, 1 << 16);
	buf_init(&text, 1000);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		kit_folder("src", "p", 1, two);
		buf_clear(&text);
		buf_text(&text, wrong[i].text);
		kit_write("src", wrong[i].file, &text);
		CHECK_HAS(told("src", &said), wrong[i].says);
	}
	CHECK_HAS(told("nowhere", &said), "nowhere");
}

TEST(pack_judge, tells_an_author_what_is_missing)
{
	static const struct kit_notice notices[] = {{.id = "N-EM", .lang = "nl"}, {.id = "N-EM", .lang = "en"},
	        {.id = "N-DV-N", .lang = "en"}, {.id = "N-WIT", .lang = "nl", .until = "2026-05-31"},
	        {.id = "N-FAM", .lang = "nl", .status = "sworn"}, {.id = NULL}};
	AUTO_BUF said;

	buf_init(&said, 1 << 16);
	kit_folder("src", "p", 1, notices);
	(void)told("src", &said);
	CHECK_HAS(buf_str(&said), "src/N-EM: warning: N-EM has no tr");
	CHECK(!strstr(buf_str(&said), "N-EM has no en"));
	CHECK_HAS(buf_str(&said), "src/N-DV-N/en.md: error: N-DV-N has no sound Dutch");
	CHECK_HAS(buf_str(&said), "src/N-WIT/nl.md:6: error: expired on 2026-05-31");
	CHECK_HAS(buf_str(&said), "src/N-FAM/nl.md:7: warning: says it is sworn; it stays a draft");
}

TEST(pack_judge, file_is_what_its_name_says)
{
	struct kit_notice em = {.id = "N-EM", .lang = "nl"};
	AUTO_BUF said, text;

	buf_init(&said, 1 << 16);
	buf_init(&text, NOTICE_TEXT_MAX);
	kit_folder("src", "p", 1, two);
	kit_notice(&text, &em);
	kit_write("src", "N-EM/de.md", &text);
	CHECK_HAS(told("src", &said), "src/N-EM/de.md:2: error: the front matter says N-EM in nl");
}

/* Each language is held against the Dutch; one that says something else is refused, and left out. */
TEST(pack_judge, translation_stands_beside_its_dutch)
{
	static const struct kit_notice differs[] = {
	        {.id = "N-EM", .lang = "nl"}, {.id = "N-EM", .lang = "de", .version = 2}, {.id = NULL}};
	AUTO_BUF said;

	buf_init(&said, 1 << 16);
	kit_folder("src", "p", 1, differs);
	CHECK_HAS(told("src", &said), "src/N-EM/de.md: error: is version 2, the Dutch is version 1");
}

TEST(pack_source, leaves_out_what_is_faulty_and_what_leans_on_it)
{
	struct pack_source *source;
	struct pack_content *content;
	AUTO_BUF said, text;
	struct notice_findings f = {.text = &said};

	buf_init(&said, 1 << 16);
	buf_init(&text, 100);
	buf_text(&text, "kapot\n");
	kit_folder("src", "p", 1, two);
	kit_write("src", "N-EM/nl.md", &text);
	CHECK_OK(pack_source_open(&source, "src", &f));
	CHECK_INT(pack_judge(&content, &source->pack, PACK_LOOK_AUTHOR, "", "2026-06-01", &f), PACK_REFUSED);
	CHECK_INT(content->n_notices, 1);
	pack_source_leave_out(source, content);
	CHECK_INT(source->pack.n_files, 2);
	CHECK_TEXT(source->pack.files[0].name, "N-DV-N/nl.md");
	CHECK_TEXT(source->pack.files[1].name, "contacts.conf");
	pack_content_free(content);
	pack_source_free(source);
}

/* What comes with the product: whatever is written by now holds together. */
TEST(pack_source, of_our_own_notices_is_sound)
{
	struct pack_source *source;
	struct pack_content *content;
	char folder[4200];
	AUTO_BUF said;
	struct notice_findings f = {.text = &said};

	buf_init(&said, 1 << 18);
	snprintf(folder, sizeof folder, "%s/assets/notices", test_root());
	if (pack_source_open(&source, folder, &f))
		test_fail(__FILE__, __LINE__, "%s", buf_str(&said));
	if (pack_judge(&content, &source->pack, PACK_LOOK_AUTHOR, "assets/notices/", "2026-11-22", &f)) {
		for (char *at = (char *)said.data; (at = strstr(at, ": warning:"));)
			*at = '-';
		test_fail(__FILE__, __LINE__, "%s", buf_str(&said));
	}
	for (int i = 0; i < content->n_notices; i++)
		CHECK_INT(content->notices[i].notice.status, NOTICE_DRAFT);
	pack_content_free(content);
	pack_source_free(source);
}
