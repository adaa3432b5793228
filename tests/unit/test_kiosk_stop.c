/*
 * "Stop" leaves nothing: what was typed before is nowhere in the memory that this process can write.
 *
 * The test keeps its word twisted (XOR), so that its own copy is not found, and
 * reads /proc/self/mem over every writable map.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "kiosk_world.h"
#include "sys/buf.h"
#include "sys/file.h"

enum { TWIST = 0x5a, WORD = 12, CHUNK = 1 << 20 };

static struct world w;

/* "Zq7canaryXw4", twisted. */
static const unsigned char twisted[WORD] = {'Z' ^ TWIST, 'q' ^ TWIST, '7' ^ TWIST, 'c' ^ TWIST, 'a' ^ TWIST,
        'n' ^ TWIST, 'a' ^ TWIST, 'r' ^ TWIST, 'y' ^ TWIST, 'X' ^ TWIST, 'w' ^ TWIST, '4' ^ TWIST};

static bool is_word(const unsigned char *at)
{
	for (int i = 0; i < WORD; i++)
		if ((at[i] ^ TWIST) != twisted[i])
			return false;
	return true;
}

/* Places in [from, to) that hold the word; the window itself is not looked at. */
static int found_in(int mem, size_t from, size_t to, unsigned char *window, const char *map)
{
	int n = 0;

	for (size_t at = from; at < to; at += CHUNK - WORD) {
		size_t want = to - at < CHUNK ? to - at : CHUNK;
		ssize_t got = pread(mem, window, want, (off_t)at);

		for (ssize_t i = 0; i + WORD <= got; i++) {
			size_t place = at + (size_t)i;

			if (window[i] != ('Z') || !is_word(window + i))
				continue;
			if (place >= (size_t)window && place < (size_t)window + CHUNK)
				continue;
			fprintf(stderr, "found at %zx of %s", place, map);
			n++;
		}
		wipe(window, CHUNK);
	}
	return n;
}

static int copies_in_memory(void)
{
	unsigned char *window = malloc(CHUNK);
	FILE *maps = fopen("/proc/self/maps", "re");
	int mem = open("/proc/self/mem", O_RDONLY | O_CLOEXEC), n = 0;
	char line[512];

	CHECK(maps && mem >= 0 && window);
	wipe(window, CHUNK);
	while (fgets(line, sizeof line, maps)) {
		size_t from, to;
		char mode[8];

		if (sscanf(line, "%zx-%zx %7s", &from, &to, mode) == 3 && mode[0] == 'r' && mode[1] == 'w')
			n += found_in(mem, from, to, window, line);
	}
	(void)fclose(maps);
	(void)close(mem);
	free(window);
	return n;
}

/* Typed letter by letter, as by a keyboard. The one letter in hand is no trace. */
static void type_word(void)
{
	for (int i = 0; i < WORD; i++) {
		char one[2] = {(char)(twisted[i] ^ TWIST), 0};

		world_type(&w, one);
		wipe(one, sizeof one);
	}
}

/* To the first question that has a field of text, which then has the focus. */
static void go_to_text(void)
{
	world_go(&w, SCREEN_QUESTION, "nl");
	for (int i = 0; i < 40; i++) {
		const struct access *a = ui_access(w.app.ui);
		char id[ID_MAX] = "";

		for (int j = 0; j < a->n; j++) {
			if (a->all[j].role == ROLE_FIELD) {
				snprintf(id, sizeof id, "%s", a->all[j].id);
				world_tap(&w, id);
				type_word();
				if (world_node(&w, id)->value[0] == 'Z')
					return;
				break; /* a field of numbers or dates */
			}
		}
		(void)world_choose(&w);
		world_tap(&w, "next");
		world_see(&w, "question");
	}
	test_fail(__FILE__, __LINE__, "no question takes text");
}

static bool sanitized(void)
{
#ifdef __SANITIZE_ADDRESS__
	return true; /* keeps freed memory apart, so that old bytes stay by design */
#else
	return false;
#endif
}

TEST_LIMIT(memory, holds_the_word_while_it_stands_in_its_field, 60)
{
	world_open(&w, NULL);
	CHECK_INT(copies_in_memory(), 0);
	go_to_text();
	CHECK(copies_in_memory() > 0); /* else the tests below prove nothing */
	world_close(&w);
}

TEST_LIMIT(memory, is_clean_after_stop, 60)
{
	world_open(&w, NULL);
	go_to_text();
	world_tap(&w, "stop");
	world_see(&w, "stopped");
	if (!sanitized())
		CHECK_INT(copies_in_memory(), 0);
	world_close(&w);
}

TEST_LIMIT(memory, is_clean_after_stop_on_a_later_question, 60)
{
	world_open(&w, NULL);
	go_to_text();
	world_tap(&w, "next");
	world_tap(&w, "stop");
	if (!sanitized())
		CHECK_INT(copies_in_memory(), 0);
	world_close(&w);
}

TEST_LIMIT(memory, is_clean_after_the_wipe_of_a_timeout, 60)
{
	world_open(&w, NULL);
	go_to_text();
	world_advance(&w, 165 * 1000);
	world_see(&w, "idle");
	if (!sanitized())
		CHECK_INT(copies_in_memory(), 0);
	world_close(&w);
}

TEST_LIMIT(memory, is_clean_after_going_back_to_the_services_and_stopping, 60)
{
	world_open(&w, NULL);
	go_to_text();
	world_tap(&w, "help");
	world_tap(&w, "size:XL");
	world_tap(&w, "next");
	world_tap(&w, "stop");
	if (!sanitized())
		CHECK_INT(copies_in_memory(), 0);
	world_close(&w);
}

/* Saved, shown, printed, and then stopped: record, sheet and paper leave nothing either. */
TEST_LIMIT(memory, is_clean_after_a_whole_visit, 60)
{
	char paper[700], printer[760];

	snprintf(paper, sizeof paper, "%s/paper", test_folder());
	CHECK_OK(dir_make(paper, 0700));
	snprintf(printer, sizeof printer, "--printer virtual:%s --printer-profile tm-t88", paper);
	world_open(&w, printer);
	go_to_text();
	for (int i = 0; i < 40 && w.app.screen == SCREEN_QUESTION; i++) {
		world_tap(&w, "next");
		if (w.app.screen == SCREEN_QUESTION)
			world_answer(&w);
	}
	world_see(&w, "review");
	world_tap(&w, "next");
	world_see(&w, "confirm");
	world_tap(&w, "next");
	world_see(&w, "receipt");
	CHECK(visit_is_saved(w.app.visit));
	for (int i = 0; i < 50; i++) {
		CHECK_OK(loop_step(w.app.loop, 20));
		world_advance(&w, 100);
	}
	CHECK(visit_paper(w.app.visit) == PAPER_SENT || visit_paper(w.app.visit) == PAPER_PRINTED);
	world_tap(&w, "stop");
	if (!sanitized())
		CHECK_INT(copies_in_memory(), 0);
	world_close(&w);
}

/* The pixels too: the frame after stop is painted whole. */
TEST(screen, shows_nothing_of_before)
{
	struct canvas before, after;
	struct px_rect r;
	struct box all = {0, 0, 217, 136};
	size_t n;

	world_open(&w, NULL);
	go_to_text();
	world_tap(&w, "stop");
	CHECK_OK(w.app.window_ops->canvas(w.app.window, &after));
	n = (size_t)after.width * (size_t)after.height;
	before = after;
	before.pixels = calloc(n, 4);
	CHECK_OK(paint_frame(w.app.painter, &before, w.app.ui, &all, 1, &r));
	for (size_t i = 0; i < n; i++)
		CHECK((before.pixels[i] & 0xffffff) == (after.pixels[i] & 0xffffff));
	free(before.pixels);
	world_close(&w);
}
