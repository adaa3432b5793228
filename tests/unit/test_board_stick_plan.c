/* What a stick's plan may say: every line's rule, at its edge and beyond. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/install/install.h"
#include "board_stick.h"
#include "harness.h"

#define H "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HEAD "loket-stick 1\nboard twin\nversion 0.5.0\nerases 0\ndata 6291456\nleast 41943040\npayload 5242880\n"
#define FIRST "piece 0 1048576 0 " H "\n"

static int reads(const char *text)
{
	struct install_plan p = {0};
	int r = install_plan_read(&p, (const uint8_t *)text, strlen(text));

	if (r == 0)
		install_plan_fini(&p);
	return r;
}

TEST(stick_plan, says_what_is_laid_where)
{
	static const char text[] = HEAD FIRST "piece 1048576 4096 1048576 " H "\nzero 2097152 3145728\n";
	struct install_plan p = {0};

	CHECK_OK(install_plan_read(&p, (const uint8_t *)text, sizeof text - 1));
	CHECK_TEXT(p.board, "twin");
	CHECK_TEXT(p.version, "0.5.0");
	CHECK(!p.erases);
	CHECK_INT(p.data, 6 * MIB);
	CHECK_INT(p.least, 40 * MIB);
	CHECK_INT(p.payload, 5 * MIB);
	CHECK_INT(p.n, 3);
	CHECK_INT(p.pieces[1].at, MIB);
	CHECK_INT(p.pieces[1].bytes, 4096);
	CHECK_INT(p.pieces[1].from, MIB);
	CHECK_INT(p.pieces[1].hash[0], 0x01);
	CHECK_INT(p.pieces[1].hash[31], 0xef);
	CHECK_INT(p.pieces[2].from, -1);
	CHECK_INT(p.pieces[2].bytes, 3 * MIB);
	install_plan_fini(&p);
}

TEST(stick_plan, written_and_read_it_is_the_same)
{
	struct install_plan p = {0}, again = {0};
	struct stick s;
	AUTO_BUF text;
	AUTO_BUF twice;

	buf_init(&text, PLAN_BYTES_MAX);
	buf_init(&twice, PLAN_BYTES_MAX);
	stick_new(&s, 7, true);
	install_plan_put(&text, &s.plan);
	CHECK_OK(buf_done(&text));
	CHECK_OK(install_plan_read(&p, text.data, text.len));
	CHECK(p.erases);
	CHECK_INT(p.n, s.plan.n);
	for (int i = 0; i < p.n; i++) {
		CHECK_INT(p.pieces[i].at, s.plan.pieces[i].at);
		CHECK_INT(p.pieces[i].from, s.plan.pieces[i].from);
		CHECK_INT(p.pieces[i].bytes, s.plan.pieces[i].bytes);
		CHECK_BYTES(p.pieces[i].hash, s.plan.pieces[i].hash, PLAN_HASH);
	}
	install_plan_put(&twice, &p);
	CHECK_TEXT(buf_str(&twice), buf_str(&text));
	/* one other byte anywhere is another installation */
	strstr((char *)text.data, "version ")[8]++;
	CHECK_OK(install_plan_read(&again, text.data, text.len));
	CHECK(memcmp(again.id, p.id, PLAN_ID) != 0);
	install_plan_fini(&again);
	install_plan_fini(&p);
	stick_free(&s);
}

TEST(stick_plan, a_head_that_is_not_ours_is_refused_with_its_line)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
	        {"", "no pieces"},
	        {"loket-stick 1\n", "no pieces"},
	        {HEAD, "no pieces"},
	        {"loket-stick 2\n", "line 1"},
	        {"loket 1\n", "line 1"},
	        {"loket-stick\n", "line 1"},
	        {"loket-stick 1\nversion 1\n", "line 2"},
	        {"loket-stick 1\nboard 12345678901234567890123456789012\n", "line 2"},
	        {"loket-stick 1\nboard twin\nversion 0.5.0\nerases 2\n", "line 4"},
	        {"loket-stick 1\nboard twin\nversion 0.5.0\nerases -1\n", "line 4"},
	        {"loket-stick 1\nboard twin\nversion 0.5.0\nerases 0\ndata 6291457\n", "line 5"},
	        {"loket-stick 1\nboard twin\nversion 0.5.0\nerases 0\ndata 4096\n", "line 5"},
	        {"loket-stick 1\nboard twin\nversion 0.5.0\nerases 0\ndata 6291456\nleast 39841792\n", "line 6"},
	        {"loket-stick 1\nboard twin\nversion 0.5.0\nerases 0\ndata 6291456\nleast 41943040\npayload 0\n",
	                "line 7"},
	        {"loket-stick 1\n\nboard twin\n", "line 2"},
	        {"loket-stick 1", "line 1"},
	        {"loket-stick 1\nboard a b c d e f\n", "line 2"},
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (reads(bad[i].text) == 0)
			test_fail(__FILE__, __LINE__, "this is read: %s", bad[i].text);
		CHECK_HAS(err_why(), bad[i].why);
	}
}

TEST(stick_plan, a_piece_that_can_not_be_meant_is_refused)
{
	static const char *const bad[] = {
	        HEAD "zero 0 1048576\n", /* the first one holds the table */
	        HEAD "piece 0 4096 0 " H "\n",
	        HEAD "piece 4096 1048576 0 " H "\n",
	        HEAD FIRST "piece 1044480 4096 0 " H "\n", /* over the one before */
	        HEAD FIRST "piece 0 1048576 0 " H "\n",
	        HEAD FIRST "piece 1048577 4096 0 " H "\n",
	        HEAD FIRST "piece 1048576 4095 0 " H "\n",
	        HEAD FIRST "piece 1048576 0 0 " H "\n",
	        HEAD FIRST "piece 1048576 1052672 0 " H "\n", /* more than a MiB */
	        HEAD FIRST "piece 1048576 4096 5242880 " H "\n", /* behind the payload */
	        HEAD FIRST "piece 1048576 8192 5238784 " H "\n",
	        HEAD FIRST "piece 1048576 4096 -4096 " H "\n",
	        HEAD FIRST "piece 1048576 4096 0 0123\n",
	        HEAD FIRST "piece 1048576 4096 0 " H "00\n",
	        HEAD FIRST "piece 1048576 4096 0\n",
	        HEAD FIRST "zero 1048576\n",
	        HEAD FIRST "zero 1048576 4096 0\n",
	        HEAD FIRST "zero 1048576 4294967296\n",
	        HEAD FIRST "zero 41938944 8192\n", /* behind the smallest target */
	        HEAD FIRST "hole 1048576 4096\n",
	        HEAD FIRST "zero 99999999999999999999 4096\n",
	        HEAD FIRST "zero 0x100000 4096\n",
	        HEAD FIRST "zero 1048576 4096 \n\n",
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (reads(bad[i]) == 0)
			test_fail(__FILE__, __LINE__, "this is read: %s", bad[i] + strlen(HEAD));
}

TEST(stick_plan, at_the_edge_a_piece_is_taken)
{
	CHECK_OK(reads(HEAD FIRST));
	CHECK_OK(reads(HEAD FIRST "piece 1048576 1048576 4194304 " H "\n"));
	CHECK_OK(reads(HEAD FIRST "zero 41938944 4096\n"));
	CHECK_OK(reads(HEAD FIRST "piece 1048576 4096 5238784 " H "\n"));
}

TEST(stick_plan, bytes_that_are_no_text_are_refused)
{
	char text[] = HEAD FIRST;

	text[20] = 0;
	CHECK(install_plan_read(&(struct install_plan){0}, (const uint8_t *)text, sizeof text - 1) < 0);
	CHECK_HAS(err_why(), "cut off");
}

static char *many(int pieces, size_t *n)
{
	size_t room = 400 + (size_t)pieces * 24;
	char *text = malloc(room);
	size_t at = (size_t)snprintf(text, room,
	        "loket-stick 1\nboard twin\nversion 1\nerases 0\ndata 6291456\nleast 41943040000\npayload 5242880\n" FIRST);

	for (int i = 1; i < pieces; i++)
		at += (size_t)snprintf(text + at, room - at, "zero %d 4096\n", MIB + i * 4096);
	*n = at;
	return text;
}

TEST(stick_plan, has_at_most_so_many_pieces)
{
	for (int i = -1; i <= 1; i++) {
		struct install_plan p = {0};
		size_t n;
		char *text = many(PLAN_PIECES_MAX + i, &n);
		int r = install_plan_read(&p, (const uint8_t *)text, n);

		CHECK_INT(r<0, i> 0);
		if (r == 0) {
			CHECK_INT(p.n, PLAN_PIECES_MAX + i);
			install_plan_fini(&p);
		} else
			CHECK_HAS(err_why(), "more pieces");
		free(text);
	}
}

TEST(stick_plan, is_at_most_so_long)
{
	uint8_t *text = calloc(1, PLAN_BYTES_MAX + 1);

	CHECK(install_plan_read(&(struct install_plan){0}, text, PLAN_BYTES_MAX + 1) < 0);
	CHECK_HAS(err_why(), "longer");
	CHECK(install_plan_read(&(struct install_plan){0}, text, PLAN_BYTES_MAX) < 0);
	CHECK_HAS(err_why(), "line 1");
	free(text);
}

TEST(stick_plan, a_line_is_at_most_so_long)
{
	char text[400];

	(void)snprintf(text, sizeof text, "loket-stick 1\nboard %0200d\n", 1);
	CHECK(reads(text) < 0);
	CHECK_HAS(err_why(), "too long");
}
