/* "Stop" leaves nothing: what was typed before is nowhere in the memory that this process can write. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kiosk_memory.h"
#include "kiosk_world.h"
#include "sys/buf.h"
#include "sys/file.h"

static struct world w;

/* Stands before the word: the heap itself overwrites the first bytes of what was freed. */
static const char before_it[] = "een fiets met een heel lange naam, en dan ";

/* Typed letter by letter, as by a keyboard. The one letter in hand is no trace. */
static void type_word(void)
{
	world_type(&w, before_it);
	for (int i = 0; i < MEMORY_WORD; i++) {
		char one[2] = {(char)(memory_word[i] ^ MEMORY_TWIST), 0};

		world_type(&w, one);
		wipe(one, sizeof one);
	}
}

/* To the first question that has a field of text, which then has the focus. */
static void go_to_field(void)
{
	world_go(&w, SCREEN_QUESTION, "nl");
	for (int i = 0; i < 40 && !world_node(&w, "field:/data/brand"); i++) {
		(void)world_choose(&w);
		world_tap(&w, "next");
		world_see(&w, "question");
	}
	world_tap(&w, "field:/data/brand");
}

static void go_to_text(void)
{
	go_to_field();
	type_word();
	CHECK(world_node(&w, "field:/data/brand")->value[sizeof before_it - 1] == 'Z');
}

/* A sanitizer keeps freed memory apart, old bytes and all, and has more of its own than can be read: nothing to prove there. */
static void check_copies(bool some)
{
#ifdef __SANITIZE_ADDRESS__
	(void)some;
#else
	int n = memory_copies();

	CHECK(some ? n > 0 : n == 0);
#endif
}

TEST_LIMIT(memory, holds_the_word_while_it_stands_in_its_field, 60)
{
	world_open(&w, NULL);
	check_copies(false);
	go_to_text();
	check_copies(true); /* else the tests below prove nothing */
	world_close(&w);
}

TEST_LIMIT(memory, is_clean_after_stop, 60)
{
	world_open(&w, NULL);
	go_to_text();
	world_tap(&w, "stop");
	world_see(&w, "stopped");
	check_copies(false);
	world_close(&w);
}

TEST_LIMIT(memory, is_clean_after_stop_on_a_later_question, 60)
{
	world_open(&w, NULL);
	go_to_text();
	world_tap(&w, "next");
	world_tap(&w, "stop");
	check_copies(false);
	world_close(&w);
}

TEST_LIMIT(memory, is_clean_after_the_wipe_of_a_timeout, 60)
{
	world_open(&w, NULL);
	go_to_text();
	world_advance(&w, 165 * 1000);
	world_see(&w, "idle");
	check_copies(false);
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
	check_copies(false);
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
	check_copies(false);
	world_close(&w);
}

/* The other end of the test door, in a process of its own: only the kiosk's memory is looked at. */
static void client(void)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX, .sun_path = "door.sock"};
	static const char head[] = "{\"do\":\"type\",\"text\":\"", tail[] = "\"}\n", ask[] = "{\"do\":\"tree\"}\n";
	char line[200], reply[65536];
	size_t n = sizeof head - 1;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	memcpy(line, head, n);
	memcpy(line + n, before_it, sizeof before_it - 1);
	n += sizeof before_it - 1;
	for (int i = 0; i < MEMORY_WORD; i++)
		line[n++] = (char)(memory_word[i] ^ MEMORY_TWIST);
	memcpy(line + n, tail, sizeof tail - 1);
	n += sizeof tail - 1;
	if (connect(fd, (const struct sockaddr *)&at, sizeof at) < 0)
		_exit(1);
	for (int i = 0; i < 12; i++) /* often: what is left in one place may be overwritten by chance */
		if (write(fd, i % 3 ? line : ask, i % 3 ? n : sizeof ask - 1) < 0 || read(fd, reply, sizeof reply) <= 0)
			_exit(1);
	_exit(0);
}

TEST_LIMIT(memory, is_clean_of_what_came_through_the_test_door, 60)
{
	pid_t pid;
	int status = -1;

	world_open(&w, "--control door.sock");
	go_to_field();
	pid = fork();
	if (pid == 0)
		client();
	CHECK(pid > 0);
	for (int i = 0; i < 1000 && waitpid(pid, &status, WNOHANG) == 0; i++)
		CHECK_OK(loop_step(w.app.loop, 10));
	CHECK_INT(status, 0);
	check_copies(true);
	world_tap(&w, "stop");
	check_copies(false);
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
