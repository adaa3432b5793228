/* The technician's tool as it is called: the real program. */
#include <fcntl.h>
#include <linux/input.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

struct tool {
	struct buf out, err;
	int fds[2];
	pid_t pid;
};

static void tool_start(struct tool *t, const char *const *args)
{
	static char program[4200], printers[4200];
	const char *argv[20] = {program, "--printers", printers};
	struct proc_spec spec = {.argv = argv, .in = -1};

	CHECK_OK(path_join(program, sizeof program, test_programs(), "loketdev"));
	CHECK_OK(path_join(printers, sizeof printers, test_root(), "assets/printers"));
	if (!file_exists(program))
		test_skip("loketdev is not built");
	for (int i = 0; args[i]; i++)
		argv[i + 3] = args[i];
	buf_init(&t->out, 1 << 20);
	buf_init(&t->err, 1 << 20);
	t->fds[0] = open("out", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	t->fds[1] = open("err", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	spec.out = t->fds[0];
	spec.err = t->fds[1];
	CHECK_OK(proc_start(&t->pid, &spec));
}

static int tool_end(struct tool *t)
{
	int status;

	CHECK_OK(proc_wait(t->pid, 20000, &status));
	close(t->fds[0]);
	close(t->fds[1]);
	CHECK_OK(file_read(&t->out, "out"));
	CHECK_OK(file_read(&t->err, "err"));
	return status;
}

static int tool(struct tool *t, const char *const *args)
{
	tool_start(t, args);
	return tool_end(t);
}

static void tool_fini(struct tool *t)
{
	buf_fini(&t->out);
	buf_fini(&t->err);
}

#define ARGS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void refused(const char *const *args, int status, const char *part)
{
	struct tool t;

	CHECK_INT(tool(&t, args), status);
	CHECK_HAS(buf_str(&t.err), part);
	CHECK(strchr(buf_str(&t.err), '\n') == buf_str(&t.err) + t.err.len - 1); /* one line */
	tool_fini(&t);
}

TEST(loketdev, wrong_calls_end_in_one_sentence_and_two)
{
	refused(ARGS("dance"), 2, "say list, check");
	refused(ARGS("watch"), 2, "watch DEV");
	refused(ARGS("print", "usb:auto"), 2, "print DEV FILE");
	refused(ARGS("list", "more"), 2, "say: loketdev list");
	refused(ARGS("--nonsense", "1", "list"), 2, "no such option");
	refused(ARGS("watch", "nonsense"), 1, "is no device");
	refused(ARGS("watch", "touch=none-such"), 1, "none-such");
	refused(ARGS("print", "printer=none-such:", "x"), 1, "x");
}

TEST(loketdev, help_has_an_example_and_version_a_number)
{
	struct tool t;

	CHECK_INT(tool(&t, ARGS("--help")), 0);
	CHECK_HAS(buf_str(&t.out), "Example: loketdev");
	tool_fini(&t);
	CHECK_INT(tool(&t, ARGS("--version")), 0);
	CHECK_HAS(buf_str(&t.out), "loketdev ");
	tool_fini(&t);
}

TEST(loketdev, list_never_fails)
{
	struct tool t;

	CHECK_INT(tool(&t, ARGS("list")), 0);
	CHECK_TEXT(buf_str(&t.err), "");
	tool_fini(&t);
}

TEST(loketdev, prints_a_file_as_it_is_and_says_how_far_it_got)
{
	char bytes[5000];
	struct tool t;
	AUTO_BUF paper;

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i % 251);
	buf_init(&paper, 1 << 20);
	CHECK_OK(file_replace("slip.bin", bytes, sizeof bytes, 0600));
	CHECK_INT(tool(&t, ARGS("print", "file:papers", "slip.bin")), 0);
	CHECK_HAS(buf_str(&t.out), "print: 5000 bytes are gone over the wire");
	CHECK_OK(file_read(&paper, "papers/000001.bin"));
	CHECK_INT(paper.len, sizeof bytes);
	CHECK_BYTES(paper.data, bytes, sizeof bytes);
	tool_fini(&t);
}

TEST(loketdev, a_printer_that_is_not_there_fails_in_words)
{
	CHECK_OK(file_replace("slip.bin", "x", 1, 0600));
	refused(ARGS("--seconds", "1", "print", "usb:/dev/usb/lp-none", "slip.bin"), 1, "lp-none");
}

static void send(int fd, uint16_t type, uint16_t code, int value)
{
	struct input_event e = {.type = type, .code = code, .value = value};

	CHECK(write(fd, &e, sizeof e) == sizeof e);
}

static void wait_for(const char *part)
{
	for (int i = 0; i < 200; i++) {
		AUTO_BUF out;

		buf_init(&out, 1 << 20);
		if (file_read(&out, "out") == 0 && strstr(buf_str(&out), part))
			return;
		usleep(20000);
	}
	test_fail(__FILE__, __LINE__, "it never said '%s'", part);
}

TEST(loketdev, watches_fingers_in_millimetres)
{
	struct tool t;
	int fd;

	CHECK(mkfifo("panel", 0600) == 0);
	tool_start(&t, ARGS("--panel", "1000x500@200x100", "watch", "touch=fifo:panel"));
	CHECK((fd = open("panel", O_RDWR | O_CLOEXEC)) >= 0);
	send(fd, EV_ABS, ABS_MT_TRACKING_ID, 1);
	send(fd, EV_ABS, ABS_MT_POSITION_X, 500);
	send(fd, EV_ABS, ABS_MT_POSITION_Y, 250);
	send(fd, EV_SYN, SYN_REPORT, 0);
	wait_for("down finger");
	wait_for("100.");
	CHECK(kill(t.pid, SIGTERM) == 0);
	CHECK_INT(tool_end(&t), 0);
	CHECK_HAS(buf_str(&t.out), "watch: ");
	tool_fini(&t);
	close(fd);
}

TEST(loketdev, records_what_replay_plays_again)
{
	struct tool t;
	AUTO_BUF text;
	int fd;

	buf_init(&text, 1 << 20);
	CHECK(mkfifo("panel", 0600) == 0);
	tool_start(&t, ARGS("record", "input=fifo:panel", "made.events"));
	CHECK((fd = open("panel", O_RDWR | O_CLOEXEC)) >= 0);
	wait_for("recording");
	send(fd, EV_KEY, KEY_ENTER, 1);
	send(fd, EV_SYN, SYN_REPORT, 0);
	send(fd, EV_KEY, KEY_ENTER, 0);
	send(fd, EV_SYN, SYN_REPORT, 0);
	usleep(300000);
	CHECK(kill(t.pid, SIGTERM) == 0);
	CHECK_INT(tool_end(&t), 0);
	CHECK_HAS(buf_str(&t.out), "record: 4 events in made.events");
	tool_fini(&t);
	CHECK_OK(file_read(&text, "made.events"));
	CHECK_HAS(buf_str(&text), "E: ");
	CHECK_INT(tool(&t, ARGS("--seconds", "5", "watch", "input=replay:made.events,fast")), 0);
	CHECK_HAS(buf_str(&t.out), "type 01 code 01c value 1");
	CHECK_HAS(buf_str(&t.out), "watch: 4 events");
	tool_fini(&t);
	close(fd);
}

TEST(loketdev, a_card_reader_is_never_recorded)
{
	refused(ARGS("record", "badge=hid:auto", "made.events"), 1, "would hold the card");
	CHECK(!file_exists("made.events"));
}

TEST(loketdev, an_empty_recording_is_none)
{
	CHECK(mkfifo("panel", 0600) == 0);
	refused(ARGS("--seconds", "1", "record", "/dev/input/event-none", "made.events"), 1, "");
	CHECK(!file_exists("made.events"));
}

/* Taps at the crosses, of a panel whose sensor counts 0..1000 and 0..500. */
static void tap(int fd, int id, int x, int y)
{
	send(fd, EV_ABS, ABS_MT_TRACKING_ID, id);
	send(fd, EV_ABS, ABS_MT_POSITION_X, x);
	send(fd, EV_ABS, ABS_MT_POSITION_Y, y);
	send(fd, EV_SYN, SYN_REPORT, 0);
	usleep(60000);
	send(fd, EV_ABS, ABS_MT_TRACKING_ID, -1);
	send(fd, EV_SYN, SYN_REPORT, 0);
	usleep(60000);
}

TEST(loketdev, calibrates_by_places_that_it_names)
{
	struct tool t;
	int fd;

	CHECK(mkfifo("panel", 0600) == 0);
	tool_start(&t, ARGS("--panel", "1000x500@200x100", "--out", "made.conf", "calibrate", "touch=fifo:panel"));
	CHECK((fd = open("panel", O_RDWR | O_CLOEXEC)) >= 0);
	for (int i = 1; i <= 5; i++) {
		char ask[32];
		double x, y;
		AUTO_BUF out;
		const char *line;

		(void)snprintf(ask, sizeof ask, "%d of 5: touch", i);
		wait_for(ask);
		buf_init(&out, 1 << 20);
		CHECK_OK(file_read(&out, "out"));
		CHECK((line = strstr(buf_str(&out), ask)) != NULL);
		CHECK(sscanf(line + strlen(ask), " the place %lf mm from the left and %lf", &x, &y) == 2);
		tap(fd, i, (int)(x * 5), (int)(y * 5));
	}
	CHECK_INT(tool_end(&t), 0);
	CHECK_HAS(buf_str(&t.out), "written to made.conf");
	CHECK(file_exists("made.conf"));
	tool_fini(&t);
	close(fd);
}

TEST(loketdev, too_few_taps_write_nothing)
{
	refused(ARGS("--seconds", "1", "--out", "made.conf", "calibrate", "touch=fifo:panel"), 1, "0 of 5");
	CHECK(!file_exists("made.conf"));
}

TEST(loketdev, checks_devices_and_exits_by_what_failed)
{
	struct tool t;

	CHECK_INT(tool(&t, ARGS("check", "printer=file:papers", "jack=twin")), 0);
	CHECK_HAS(buf_str(&t.out), "pass     printer.link");
	CHECK_HAS(buf_str(&t.out), "pass     speech.headphones");
	tool_fini(&t);
	CHECK_INT(tool(&t, ARGS("check", "printer=usb:/dev/usb/lp-none")), 1);
	CHECK_HAS(buf_str(&t.out), "fail     printer.link");
	CHECK_HAS(buf_str(&t.out), "[P01]");
	CHECK_HAS(buf_str(&t.out), "check: fail\n");
	tool_fini(&t);
}

TEST(loketdev, soaks_and_tells_what_broke)
{
	struct tool t;

	CHECK_INT(tool(&t, ARGS("--seconds", "3", "soak", "printer=virtual:papers")), 0);
	CHECK_HAS(buf_str(&t.out), "0 failed");
	CHECK_HAS(buf_str(&t.out), "0 breaks");
	tool_fini(&t);
	CHECK_INT(tool(&t, ARGS("--seconds", "3", "soak", "printer=usb:/dev/usb/lp-none")), 1);
	CHECK_HAS(buf_str(&t.out), "FAILED printer.link");
	CHECK_HAS(buf_str(&t.out), "1 breaks");
	tool_fini(&t);
}
