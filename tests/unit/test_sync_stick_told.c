/* What loket-stick tells the screen that asked: each end with its code, which is a page of the technician's manual. */
#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/mains.h"
#include "sync/stick_told.h"
#include "sync_stick_kit.h"
#include "sys/errand.h"
#include "sys/file.h"
#include "sys/text.h"

static struct stick_kit kit;
static int place_says; /* what stands between a port and a folder */

static int place_open(void *me, char *dir, size_t room, const struct stick_request *request)
{
	(void)me;
	(void)request;
	if (place_says)
		return err_new(-place_says, "what the place says");
	return text_copy(dir, room, "stick") ? 0 : err_new(E2BIG, "too long");
}

static int place_close(void *me, const char *dir)
{
	(void)me;
	(void)dir;
	return 0;
}

static const struct stick_place place = {place_open, place_close, NULL};

static int program(int argc, char *const *argv)
{
	return stick_main(argc, argv, &place);
}

static void begin(int records)
{
	stick_kit_open(&kit, records, 100);
	hub_store_close(&kit.devices);
	hub_store_close(&kit.store);
	CHECK_OK(dir_make("stick", 0700));
	CHECK_OK(dir_make("er/ask", 0700));
	CHECK_OK(dir_make("er/told", 0700));
}

/* The errand ends so, and with that code. */
static void ends(const char *name, enum errand_state state, enum stick_told told)
{
	const char *argv[] = {"loket-stick", "--data", kit.w.data, "--errands", "er", "errand", NULL};
	struct errand e;

	CHECK_OK(errand_ask(&e, "er", name, "", 1));
	(void)sync_world_wait(sync_world_start(program, argv, -1));
	CHECK(errand_look(&e, 2));
	CHECK_INT(e.state, state);
	if (!text_is(e.code, stick_told_code(told)))
		test_fail(__FILE__, __LINE__, "%s is told as '%s' and not as %s: %s", name, e.code,
		        stick_told_code(told), e.say);
}

TEST_LIMIT(stick_told, records_that_went_and_records_that_did_not_wait, 60)
{
	begin(3);
	ends("stick-export", ERRAND_DONE, STICK_TOLD_WRITTEN);
	ends("stick-export", ERRAND_DONE, STICK_TOLD_WRITTEN); /* they are there */
}

TEST_LIMIT(stick_told, nothing_waits, 60)
{
	begin(0);
	ends("stick-export", ERRAND_DONE, STICK_TOLD_NOTHING_WAITS);
}

TEST_LIMIT(stick_told, what_stands_before_a_stick_is_told_apart, 60)
{
	static const struct {
		int says;
		enum stick_told told;
	} rows[] = {{-ENODEV, STICK_TOLD_NO_STICK}, {-EACCES, STICK_TOLD_REFUSED}, {-EMEDIUMTYPE, STICK_TOLD_FORMAT},
	        {-EROFS, STICK_TOLD_LOCKED}, {-EIO, STICK_TOLD_BROKEN}, {-EPERM, STICK_TOLD_NO_STATION}};

	begin(1);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		place_says = rows[i].says;
		ends("stick-export", ERRAND_FAILED, rows[i].told);
		ends("stick-import", ERRAND_FAILED, rows[i].told);
	}
}

TEST_LIMIT(stick_told, the_office_did_not_read_it_yet, 60)
{
	begin(1);
	ends("stick-import", ERRAND_DONE, STICK_TOLD_NO_RECEIPTS);
}

TEST_LIMIT(stick_told, a_receipt_that_is_none_is_refused, 60)
{
	begin(1);
	CHECK_OK(file_replace("stick/x.receipt", "no receipt", 10, 0600));
	ends("stick-import", ERRAND_FAILED, STICK_TOLD_BAD_RECEIPTS);
}

TEST_LIMIT(stick_told, an_order_for_the_register, 60)
{
	begin(0);
	CHECK_OK(file_replace("stick/" STICK_ORDER, "an order", 8, 0600));
	ends("stick-import", ERRAND_DONE, STICK_TOLD_ORDER);
}

TEST_LIMIT(stick_told, a_station_without_its_settings, 60)
{
	char path[700];

	begin(1);
	(void)snprintf(path, sizeof path, "%s/station.conf", kit.w.data);
	CHECK(unlink(path) == 0);
	ends("stick-export", ERRAND_FAILED, STICK_TOLD_NO_STATION);
}

TEST_LIMIT(stick_told, a_store_that_can_not_be_read_is_not_the_sticks_fault, 60)
{
	char path[700];

	begin(1);
	sync_world_close_store(&kit.w);
	(void)snprintf(path, sizeof path, "%s/store/store.db", kit.w.data);
	CHECK_OK(file_replace(path, "no database at all, but long enough to be read as one", 53, 0600));
	ends("stick-export", ERRAND_FAILED, STICK_TOLD_STORE);
}

TEST_LIMIT(stick_told, another_one_at_work, 60)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	char path[700];
	int lock;

	begin(1);
	(void)snprintf(path, sizeof path, "%s/ledger", kit.w.data);
	CHECK_OK(dir_make(path, 02770));
	(void)snprintf(path, sizeof path, "%s/ledger/stick.lock", kit.w.data);
	lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
	CHECK(lock >= 0 && fcntl(lock, F_OFD_SETLK, &whole) == 0);
	ends("stick-export", ERRAND_FAILED, STICK_TOLD_BUSY);
	CHECK(close(lock) == 0);
}

TEST_LIMIT(stick_told, a_station_that_knows_no_hub_believes_no_receipt, 60)
{
	char path[700];
	AUTO_BUF text, less;
	const char *line, *end;

	begin(1);
	buf_init(&text, 65536);
	buf_init(&less, 65536);
	(void)snprintf(path, sizeof path, "%s/station.conf", kit.w.data);
	CHECK_OK(file_read(&text, path));
	for (line = buf_str(&text); *line; line = end) {
		end = line + strcspn(line, "\n");
		end += *end == '\n';
		if (!text_starts(line, "hub_key"))
			buf_add(&less, line, (size_t)(end - line));
	}
	CHECK_OK(file_replace(path, less.data, less.len, 0600));
	ends("stick-import", ERRAND_FAILED, STICK_TOLD_NO_HUB_KEY);
}

TEST_LIMIT(stick_told, a_stick_full_of_others_files, 120)
{
	char path[40];

	begin(1);
	for (int i = 0; i <= STICK_ENTRIES_MOST; i++) {
		int fd;

		(void)snprintf(path, sizeof path, "stick/f%d", i);
		fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		CHECK(fd >= 0 && close(fd) == 0);
	}
	ends("stick-export", ERRAND_FAILED, STICK_TOLD_CROWDED);
}
