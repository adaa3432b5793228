/* Whatever a technician can be told of an update, a stick, texts or a reset has a code of its own, and a page in both languages. */
#include <errno.h>
#include <stdio.h>

#include "board/reset.h"
#include "board/update_content.h"
#include "board/update_journal.h"
#include "harness.h"
#include "sync/stick_told.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { CODES_MOST = 100 };

static char seen[CODES_MOST][4];
static int n_seen;

/* The page is there, and begins with a title. */
static void has_page(const char *code, const char *lang)
{
	char path[4400];
	AUTO_BUF text;

	buf_init(&text, 8192);
	(void)snprintf(path, sizeof path, "%s/assets/manual/%s/%s.md", test_root(), lang, code);
	if (!file_exists(path))
		test_fail(__FILE__, __LINE__, "'%s' has no page: %s", code, path);
	CHECK_OK(file_read(&text, path));
	CHECK(text_starts(buf_str(&text), "# "));
}

static void told(const char *code, char letter)
{
	if (!code || strlen(code) != 3 || code[0] != letter)
		test_fail(__FILE__, __LINE__, "'%s' is no code of %c", code ? code : "(none)", letter);
	for (int i = 0; i < n_seen; i++)
		if (text_is(seen[i], code))
			test_fail(__FILE__, __LINE__, "%s stands for two things", code);
	CHECK(n_seen < CODES_MOST);
	(void)text_copy(seen[n_seen++], sizeof seen[0], code);
	has_page(code, "nl");
	has_page(code, "en");
}

TEST(codes, each_outcome_of_an_update_has_one_and_its_pages)
{
	CHECK_TEXT(update_outcome_code(UPDATE_NOTHING), "");
	for (int i = UPDATE_NOTHING + 1; i < UPDATE_OUTCOMES; i++)
		told(update_outcome_code((enum update_outcome)i), 'F');
	CHECK_INT(n_seen, UPDATE_OUTCOMES - 1);
}

TEST(codes, each_thing_told_of_a_stick_has_one_and_its_pages)
{
	for (int i = 0; i < STICK_TOLDS; i++)
		told(stick_told_code((enum stick_told)i), 'E');
}

TEST(codes, each_outcome_of_new_texts_has_one_and_its_pages)
{
	for (int i = 0; i < CONTENT_OUTCOMES; i++)
		told(content_outcome_code((enum content_outcome)i), 'C');
}

TEST(codes, each_thing_told_of_a_reset_has_one_and_its_pages)
{
	for (int i = 0; i < RESET_TOLDS; i++)
		told(reset_told_code((enum reset_told)i), 'Z');
}

TEST(codes, surprises_of_a_stick_are_told_apart)
{
	static const struct {
		int surprise;
		enum stick_told told;
	} rows[] = {{-ENODEV, STICK_TOLD_NO_STICK}, {-ENXIO, STICK_TOLD_NO_STICK}, {-ENOENT, STICK_TOLD_NO_STICK},
	        {-ENOTDIR, STICK_TOLD_NO_STICK}, {-EACCES, STICK_TOLD_REFUSED}, {-EMEDIUMTYPE, STICK_TOLD_FORMAT},
	        {-EROFS, STICK_TOLD_LOCKED}, {-E2BIG, STICK_TOLD_CROWDED}, {-ENOSPC, STICK_TOLD_FULL},
	        {-EPERM, STICK_TOLD_NO_STATION}, {-EBUSY, STICK_TOLD_BUSY}, {-EIO, STICK_TOLD_BROKEN},
	        {-EINVAL, STICK_TOLD_BROKEN}, {-1000, STICK_TOLD_BROKEN}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_INT(stick_told_of(rows[i].surprise), rows[i].told);
}
