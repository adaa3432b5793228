#include "breakout_kit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "harness.h"
#include "sys/file.h"
#include "sys/text.h"
#include "visitor.h"

enum { FDS_MOST = 96, TAKEN_MS = 60000, IDLE_MS = 15 * 60 * 1000 };

static const char panel_desc[] = "N: Made-up Panel\nI: 0003 0001 0001 0001\nP: 02\nB: 03 03 00 00 00 00 80 60 02\n"
                                 "A: 00 0 4095 0 0 0\nA: 01 0 4095 0 0 0\nA: 2f 0 9 0 0 0\nA: 35 0 4095 0 0 0\n"
                                 "A: 36 0 4095 0 0 0\nA: 39 0 65535 0 0 0\n";

static int count_in(const struct breakout *b, const char *what)
{
	char path[64];
	const struct dirent *entry;
	int n = 0;
	DIR *d;

	(void)snprintf(path, sizeof path, "/proc/%d/%s", (int)b->s.pid, what);
	d = opendir(path);
	CHECK(d != NULL);
	while ((entry = readdir(d)))
		n += entry->d_name[0] != '.';
	closedir(d);
	return n;
}

static void program_of(const struct breakout *b, char out[PATH_MAX])
{
	char path[64];
	ssize_t n;

	(void)snprintf(path, sizeof path, "/proc/%d/exe", (int)b->s.pid);
	n = readlink(path, out, PATH_MAX - 1);
	CHECK(n > 0);
	out[n] = '\0';
}

struct breakout *breakout_open(void)
{
	struct breakout *b = calloc(1, sizeof *b);
	char desc[STATION_PATH + 24], touch[STATION_PATH + 24], keypad[STATION_PATH + 24];

	CHECK(b != NULL);
	CHECK_OK(station_make(&b->s, test_programs(), NULL));
	(void)snprintf(b->panel, sizeof b->panel, "%s/panel", b->s.dir);
	(void)snprintf(b->keys, sizeof b->keys, "%s/keys", b->s.dir);
	(void)snprintf(desc, sizeof desc, "%s.desc", b->panel);
	CHECK_OK(file_replace(desc, panel_desc, strlen(panel_desc), 0600));
	(void)snprintf(touch, sizeof touch, "fifo:%s", b->panel);
	(void)snprintf(keypad, sizeof keypad, "fifo:%s", b->keys);
	CHECK_OK(station_start(&b->s, (const char *const[]){"--touch", touch, "--keypad", keypad, NULL}));
	await_screen(&b->s, "idle"); /* the door answers before everything is open */
	b->panel_fd = open(b->panel, O_WRONLY | O_CLOEXEC);
	b->keys_fd = open(b->keys, O_WRONLY | O_CLOEXEC);
	CHECK(b->panel_fd >= 0 && b->keys_fd >= 0);
	b->threads = count_in(b, "task");
	program_of(b, b->program);
	return b;
}

void breakout_close(struct breakout *b)
{
	(void)close(b->panel_fd);
	(void)close(b->keys_fd);
	CHECK_OK(station_stop(&b->s));
	station_remove(&b->s);
	free(b);
}

struct input_event breakout_event(unsigned type, unsigned code, int32_t value)
{
	return (struct input_event){.type = (uint16_t)type, .code = (uint16_t)code, .value = value};
}

void breakout_send(struct breakout *b, int fd, const struct input_event *events, size_t n)
{
	int left = 1, waited = 0;

	CHECK_OK(write_all(fd, events, n * sizeof *events));
	while (ioctl(fd, FIONREAD, &left) == 0 && left > 0 && waited++ < TAKEN_MS)
		(void)usleep(1000);
	CHECK_INT(left, 0);
	breakout_check_process(b);
}

void breakout_status(const struct breakout *b, const char *key, char *out, size_t room)
{
	char path[64];
	const char *at;
	AUTO_BUF text;

	buf_init(&text, 1 << 16);
	*out = '\0';
	(void)snprintf(path, sizeof path, "/proc/%d/status", (int)b->s.pid);
	CHECK_OK(file_read(&text, path));
	at = strstr(buf_str(&text), key);
	if (at)
		(void)snprintf(out, room, "%.*s", (int)strcspn(at + strlen(key), "\n"), at + strlen(key));
}

/* ---- what the kernel says of it ------------------------------------------------------------------- */

static void check_no_child(const struct breakout *b, const char *thread)
{
	char path[300];
	AUTO_BUF children;

	buf_init(&children, 4096);
	(void)snprintf(path, sizeof path, "/proc/%d/task/%.20s/children", (int)b->s.pid, thread);
	CHECK_OK(file_read(&children, path));
	CHECK_TEXT(buf_str(&children), "");
}

static void check_no_children(const struct breakout *b)
{
	char path[64];
	const struct dirent *entry;
	DIR *d;

	(void)snprintf(path, sizeof path, "/proc/%d/task", (int)b->s.pid);
	d = opendir(path);
	CHECK(d != NULL);
	while ((entry = readdir(d)))
		if (entry->d_name[0] != '.')
			check_no_child(b, entry->d_name);
	closedir(d);
}

/* Its sockets are of the Unix kind, and the one that listens is the test door. */
static void check_socket(const struct breakout *b, const char *inode, const struct buf *unix_table)
{
	const char *row = buf_str(unix_table);
	char want[40];

	(void)snprintf(want, sizeof want, " %.30s", inode);
	for (; *row; row += strcspn(row, "\n"), row += *row == '\n') {
		char line[400];
		unsigned flags = 0;
		const char *found;

		(void)snprintf(line, sizeof line, "%.*s", (int)strcspn(row, "\n"), row);
		found = strstr(line, want);
		if (!found || (found[strlen(want)] != '\0' && found[strlen(want)] != ' '))
			continue;
		CHECK_INT(sscanf(line, "%*s %*x %*x %x", &flags), 1);
		if (flags & 0x10000) /* accepts connections */
			CHECK_HAS(line, b->s.socket);
		return;
	}
	test_fail(__FILE__, __LINE__, "socket %s is of another kind than Unix", inode);
}

/* The places that a kiosk reads and writes; anything else in its hands is a surprise. */
static void check_file(const struct breakout *b, const char *what)
{
	const char *const known[] = {"/usr/share/fonts/", b->s.dir, b->s.programs, "anon_inode:[eventpoll]",
	        "anon_inode:[timerfd]", "anon_inode:[signalfd]", "anon_inode:[eventfd]", "pipe:[", "/dev/null",
	        "/dev/urandom", "/memfd:"};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (text_starts(what, known[i]))
			return;
	test_fail(__FILE__, __LINE__, "the kiosk has %s open", what);
}

static void check_descriptors(const struct breakout *b)
{
	char path[300], what[PATH_MAX];
	const struct dirent *entry;
	AUTO_BUF table;
	DIR *d;

	buf_init(&table, 4 << 20);
	CHECK_OK(file_read(&table, "/proc/net/unix"));
	(void)snprintf(path, sizeof path, "/proc/%d/fd", (int)b->s.pid);
	d = opendir(path);
	CHECK(d != NULL);
	while ((entry = readdir(d))) {
		ssize_t n;

		(void)snprintf(path, sizeof path, "/proc/%d/fd/%s", (int)b->s.pid, entry->d_name);
		if (entry->d_name[0] == '.' || atoi(entry->d_name) <= 2 ||
		        (n = readlink(path, what, sizeof what - 1)) <= 0)
			continue;
		what[n] = '\0';
		if (text_starts(what, "socket:[")) {
			what[strcspn(what, "]")] = '\0';
			check_socket(b, what + strlen("socket:["), &table);
		} else {
			check_file(b, what);
		}
	}
	closedir(d);
	CHECK(count_in(b, "fd") <= FDS_MOST);
}

void breakout_check_process(const struct breakout *b)
{
	char program[PATH_MAX], state[40];

	breakout_status(b, "State:\t", state, sizeof state);
	CHECK(state[0] == 'S' || state[0] == 'R' || state[0] == 'D');
	program_of(b, program);
	CHECK_TEXT(program, b->program);
	CHECK_INT(count_in(b, "task"), b->threads);
	check_no_children(b);
	check_descriptors(b);
}

void breakout_check(const struct breakout *b)
{
	breakout_check_process(b);
	advance(&b->s, IDLE_MS);
	await_screen(&b->s, "idle");
	turn_to(&b->s, "next");
	tap(&b->s, "next");
	await_screen(&b->s, "language");
	tap(&b->s, "stop");
	await_screen(&b->s, "stopped");
	advance(&b->s, IDLE_MS);
	await_screen(&b->s, "idle");
}
