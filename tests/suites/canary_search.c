/* canary_search - the search itself: a suite that finds nothing must be one that can find. */
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "harness.h"
#include "needles.h"
#include "sys/file.h"

static const char *const words[] = {"Vergadering-Zonnebloem-71", "شمسطقرغفكتبظنمهجدو", "491827364", "7392 QK"};

static int found_in(struct needles *n, const char *text, const void *bytes, size_t len)
{
	needles_init(n);
	needles_add(n, "the word", text);
	CHECK_OK(file_replace("hay/file", bytes, len, 0600));
	return needles_in_folder(n, "hay", 0);
}

static void check_found(struct needles *n, const char *text, const char *written)
{
	char bytes[900];
	int len = snprintf(bytes, sizeof bytes, "%300s%s%300s", "", written, "");

	if (found_in(n, text, bytes, (size_t)len) == 0)
		test_fail(__FILE__, __LINE__, "%s was not found in %s", text, written);
}

TEST(search, finds_every_spelling_in_a_file)
{
	struct needles *n = calloc(1, sizeof *n);
	char other[400], behind[200];

	CHECK(n != NULL);
	CHECK_OK(dir_make("hay", 0700));
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const uint8_t *w = (const uint8_t *)words[i];

		check_found(n, words[i], words[i]);
		sodium_bin2hex(other, sizeof other, w, strlen(words[i]));
		check_found(n, words[i], other);
		for (int before = 0; before < 3; before++) {
			snprintf(behind, sizeof behind, "%.*s%s", before, "~~~", words[i]);
			sodium_bin2base64(other, sizeof other, (const uint8_t *)behind, strlen(behind),
			        sodium_base64_VARIANT_ORIGINAL);
			check_found(n, words[i], other);
		}
	}
	check_found(n, words[1], "\\u0634\\u0645\\u0633\\u0637\\u0642\\u0631\\u063a\\u0641");
	check_found(n, words[3], "7392%20QK");
	CHECK_INT(found_in(n, words[0], "V\0e\0r\0g\0a\0d\0e\0r\0", 16), 1);
	CHECK(found_in(n, words[0], "xy\0V\0e\0r\0g\0a\0d\0e\0r", 18) > 0);
	CHECK_INT(found_in(n, words[0], "V\0\0\0e\0\0\0r\0\0\0g\0\0\0a\0\0\0d\0\0\0e\0\0\0r\0\0\0", 32), 1);
	free(n);
}

TEST(search, finds_what_is_left_of_a_text_and_nothing_else)
{
	struct needles *n = calloc(1, sizeof *n);

	CHECK(n != NULL);
	CHECK_OK(dir_make("hay", 0700));
	CHECK_INT(found_in(n, words[0], "??????g-Zonnebloem-71", 21), 1);
	CHECK_INT(found_in(n, words[0], "Vergader", 8), 1);
	CHECK_INT(found_in(n, words[0], "vergadering-zonnebloem-7", 24), 0);
	CHECK_INT(found_in(n, words[0], "", 0), 0);
	CHECK_INT(found_in(n, words[2], &(double){491827364.0}, sizeof(double)), 1);
	CHECK(rename("hay/file", "hay/Vergadering") == 0);
	needles_init(n);
	needles_add(n, "the word", words[0]);
	CHECK_INT(needles_in_folder(n, "hay", 0), 1);
	CHECK_INT(needles_in_folder(n, "hay", 1L << 40), 0);
	free(n);
}

TEST(search, finds_a_text_in_live_memory)
{
	struct needles *n = calloc(1, sizeof *n);
	char *mine = malloc(100);
	pid_t pid;

	CHECK(n && mine);
	pid = fork(); /* before there are needles, which it would have in its own memory */
	CHECK(pid >= 0);
	if (pid == 0) {
		snprintf(mine, 100, "%s", words[0]);
		pause();
		_exit(0);
	}
	needles_init(n);
	needles_add(n, "the word", words[0]);
	while (needles_in_process(n, pid, "the child") < 1)
		usleep(10000);
	CHECK(kill(pid, SIGKILL) == 0);
	free(mine);
	free(n);
}
