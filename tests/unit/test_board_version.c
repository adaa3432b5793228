#include <stdio.h>

#include "board/update_version.h"
#include "harness.h"
#include "sys/file.h"

TEST(version, one_to_four_numbers)
{
	static const char *const good[] = {
	        "0", "1", "0.5", "0.5.0", "1.12.0", "1.2.3.4", "999999.999999.999999.999999", NULL};
	static const char *const bad[] = {"", ".", "1.", ".1", "1..2", "1.2.3.4.5", "01", "1.02", "-1", "+1", "1.0a",
	        "v1", " 1", "1 ", "1000000", "0.1000000", "1,2", "1.2-rc1", NULL};

	for (int i = 0; good[i]; i++)
		if (!update_version_is_valid(good[i]))
			test_fail(__FILE__, __LINE__, "'%s' is a version", good[i]);
	for (int i = 0; bad[i]; i++)
		if (update_version_is_valid(bad[i]))
			test_fail(__FILE__, __LINE__, "'%s' is no version", bad[i]);
	CHECK(!update_version_is_valid(NULL));
}

TEST(version, no_longer_than_its_room)
{
	char text[64];

	/* 31 bytes can not be reached by valid numbers: 27 is the longest; anything longer is refused before it is read. */
	(void)snprintf(text, sizeof text, "999999.999999.999999.999999");
	CHECK(update_version_is_valid(text));
	(void)snprintf(text, sizeof text, "999999.999999.999999.9999999");
	CHECK(!update_version_is_valid(text));
	memset(text, '1', 40);
	text[40] = 0;
	CHECK(!update_version_is_valid(text));
}

TEST(version, order_is_by_number_not_by_letter)
{
	static const char *const rising[] = {"0", "0.0.1", "0.0.9", "0.0.10", "0.1", "0.9.99", "0.10", "1", "1.0.0.1",
	        "1.2", "1.10", "2", "10", NULL};

	for (int i = 0; rising[i]; i++)
		for (int k = 0; rising[k]; k++) {
			int got = update_version_compare(rising[i], rising[k]);

			if ((got > 0) - (got < 0) != (i > k) - (i < k))
				test_fail(__FILE__, __LINE__, "%s against %s gave %d", rising[i], rising[k], got);
		}
}

TEST(version, missing_numbers_are_zero)
{
	CHECK_INT(update_version_compare("1", "1.0.0.0"), 0);
	CHECK_INT(update_version_compare("1.2", "1.2.0"), 0);
	CHECK(update_version_compare("1.2", "1.2.0.1") < 0);
}

static int read_release(char out[UPDATE_VERSION_MAX + 1], const char *text)
{
	char path[600];

	(void)snprintf(path, sizeof path, "%s/os-release", test_folder());
	CHECK_OK(file_replace(path, text, strlen(text), 0644));
	return update_version_of_image(out, path);
}

TEST(version, the_image_says_its_own)
{
	char v[UPDATE_VERSION_MAX + 1];

	CHECK_OK(read_release(v, "NAME=Loket\nIMAGE_VERSION=0.5.1\n"));
	CHECK_TEXT(v, "0.5.1");
	CHECK_OK(read_release(v, "IMAGE_VERSION=\"0.6\"\nNAME=x\n"));
	CHECK_TEXT(v, "0.6");
	CHECK_OK(read_release(v, "IMAGE_VERSION_OLD=9\nIMAGE_VERSION='7.1'"));
	CHECK_TEXT(v, "7.1");
}

TEST(version, an_image_that_says_none_is_a_surprise)
{
	char v[UPDATE_VERSION_MAX + 1] = "unchanged";

	CHECK(read_release(v, "NAME=Debian\n") < 0);
	CHECK_HAS(err_why(), "IMAGE_VERSION");
	CHECK(read_release(v, "IMAGE_VERSION=bookworm\n") < 0);
	CHECK(read_release(v, "IMAGE_VERSION=\n") < 0);
	CHECK(read_release(v, "# IMAGE_VERSION=1\n") < 0);
	CHECK(read_release(v, "IMAGE_VERSION=11111111111111111111111111111111111111111111\n") < 0);
	CHECK_TEXT(v, "unchanged");
}
