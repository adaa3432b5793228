#include "board_device.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board_rauc.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { TRIES = 3, LOOPS_MOST = 40, SLOW_MS = 100 * 1000, DRAWS_MS = 4000 };

static void say(void *me, const char *line)
{
	struct device *d = me;
	size_t n = strlen(d->said);

	(void)snprintf(d->said + n, sizeof d->said - n, "%s\n", line);
}

static enum beacon_sense sense(bool well)
{
	return well ? BEACON_WELL : BEACON_SICK;
}

/* What the kiosk of this start says now. */
static void kiosk_says(struct device *d)
{
	enum device_manner manner = d->hw->slots[d->hw->booted].manner;
	int64_t now = clock_mono_ms(&d->clock), up = now - d->up_ms;
	struct beacon b = {.said_ms = now};

	if (!d->kiosk_runs || manner == MANNER_NO_PICTURE || up < (manner == MANNER_SLOW ? SLOW_MS : DRAWS_MS))
		return;
	if (d->served && d->served_until_ms && now >= d->served_until_ms) {
		d->served = false;
		d->up_ms = now;
	}
	b.idle_since_ms = d->served ? -1 : d->up_ms;
	(void)text_copy(b.boot, sizeof b.boot, d->boot);
	(void)text_copy(b.version, sizeof b.version, d->running);
	b.parts[BEACON_FRAME] = BEACON_WELL;
	b.parts[BEACON_STORE] = BEACON_WELL;
	b.parts[BEACON_TOUCH] = BEACON_WELL;
	b.parts[BEACON_PRINTER] = sense(manner != MANNER_NO_PRINTER && !d->printer_dead_before);
	fault_pause(true);
	CHECK_OK(beacon_write(&b, d->beacon));
	fault_pause(false);
}

static void wait_ms(void *me, int64_t ms)
{
	struct device *d = me;

	clock_advance(&d->clock, ms);
	kiosk_says(d);
}

struct device *device_new(const char *version)
{
	struct device *d = calloc(1, sizeof *d);

	d->hw = mmap(NULL, sizeof *d->hw, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	d->journal = calloc(1, sizeof *d->journal);
	*d->hw = (struct hardware){.booted = -1};
	for (int i = 0; i < 2; i++) {
		d->hw->slots[i] = (struct device_slot){.whole = true, .left = TRIES};
		(void)text_copy(d->hw->slots[i].version, sizeof d->hw->slots[i].version, version);
	}
	(void)snprintf(d->dir, sizeof d->dir, "%s", test_folder());
	(void)snprintf(d->state, sizeof d->state, "%s/update", d->dir);
	(void)snprintf(d->beacon, sizeof d->beacon, "%s/beacon", d->dir);
	(void)snprintf(d->restart, sizeof d->restart, "%s/restart", d->dir);
	(void)snprintf(d->os_release, sizeof d->os_release, "%s/os-release", d->dir);
	CHECK_OK(dir_make(d->state, 0755));
	clock_manual(&d->clock, INT64_C(1770000000000));
	d->log = (struct log){.fd = -1, .clock = &d->clock};
	(void)text_copy(d->trusted, sizeof d->trusted, "A");
	(void)text_copy(d->compatible, sizeof d->compatible, "loket-test");
	d->slot_bytes = 1 << 20;
	d->kiosk_runs = true;
	CHECK(device_start(d));
	CHECK_INT(device_live(d), 0);
	return d;
}

void device_free(struct device *d)
{
	(void)munmap(d->hw, sizeof *d->hw);
	free(d->journal);
	free(d);
}

void device_off(struct device *d)
{
	d->hw->booted = -1;
	(void)unlink(d->beacon);
	(void)unlink(d->restart);
}

/* As board/boot counts: -1 when it never comes up. */
static int boot_loader(struct hardware *hw)
{
	for (int loop = 0; loop < LOOPS_MOST; loop++) {
		int slot = hw->slots[hw->primary].left > 0    ? hw->primary
		           : hw->slots[!hw->primary].left > 0 ? !hw->primary
		                                              : -1;

		if (slot < 0) {
			hw->slots[0].left = hw->slots[1].left = TRIES;
			continue;
		}
		hw->slots[slot].left--;
		hw->starts++;
		if (hw->slots[slot].whole && hw->slots[slot].manner == MANNER_HANGS)
			hw->watchdog++;
		if (hw->slots[slot].whole && hw->slots[slot].manner != MANNER_NO_START &&
		        hw->slots[slot].manner != MANNER_HANGS)
			return slot;
	}
	hw->stuck = true;
	return -1;
}

bool device_start(struct device *d)
{
	char text[128];

	device_off(d);
	clock_advance(&d->clock, 20000);
	d->hw->booted = boot_loader(d->hw);
	if (d->hw->booted < 0)
		return false;
	(void)snprintf(d->boot, sizeof d->boot, "start-%d", d->hw->starts);
	(void)text_copy(d->running, sizeof d->running, d->hw->slots[d->hw->booted].version);
	(void)snprintf(text, sizeof text, "NAME=x\nIMAGE_VERSION=\"%s\"\n", d->running);
	CHECK_OK(file_replace(d->os_release, text, strlen(text), 0644));
	d->up_ms = clock_mono_ms(&d->clock);
	d->rauc_gone = d->rauc_busy = false;
	d->said[0] = 0;
	CHECK_OK(update_journal_open(d->journal, d->state, &d->clock));
	d->w = (struct update_world){.journal = d->journal,
	        .rauc = {&device_rauc, d},
	        .clock = &d->clock,
	        .log = &d->log,
	        .beacon = d->beacon,
	        .restart = d->restart,
	        .boot = d->boot,
	        .running = d->running,
	        .say = say,
	        .wait = wait_ms,
	        .me = d};
	return true;
}

int device_live(struct device *d)
{
	int r = 0;

	for (int i = 0; i < LOOPS_MOST; i++) {
		r = update_confirm(&d->w);
		wait_ms(d, 5000);
		if (r < 0 || !file_exists(d->restart))
			return r;
		if (!device_start(d))
			return -1;
	}
	return r;
}

/* ---- files ---------------------------------------------------------------------------------- */

const char *device_bundle(struct device *d, const struct bundle_of *b)
{
	char head[400];
	AUTO_BUF file;
	uint8_t size[8] = {0, 0, 0, 0, 0, 0, 1, 0}; /* a signature of 256 bytes */

	buf_init(&file, 1 << 22);
	(void)snprintf(head, sizeof head,
	        "hsqs signer=%s compatible=%s version=%s conf=%s manner=%d bytes=%d damaged=%d "
	        "plain=%d end",
	        b->signer, b->compatible, b->version, b->conf_version ? b->conf_version : b->version, (int)b->manner,
	        b->bytes, b->damaged, b->plain);
	buf_text(&file, head);
	buf_zero(&file, 8192 - file.len);
	buf_zero(&file, 256);
	buf_add(&file, size, sizeof size);
	CHECK_OK(buf_done(&file));
	(void)snprintf(d->bundle, sizeof d->bundle, "%s/loket-%s.raucb", d->dir, b->version);
	CHECK_OK(file_replace(d->bundle, file.data, file.len, 0644));
	return d->bundle;
}

const char *device_good(struct device *d, const char *version)
{
	const struct bundle_of b = {.signer = "A", .compatible = "loket-test", .version = version, .bytes = 1000};

	return device_bundle(d, &b);
}

void file_flip(const char *path, int64_t at)
{
	int fd = open(path, O_RDWR);
	uint8_t byte;

	CHECK(fd >= 0);
	CHECK(pread(fd, &byte, 1, at) == 1);
	byte ^= 1;
	CHECK(pwrite(fd, &byte, 1, at) == 1);
	(void)close(fd);
}

void file_cut(const char *path, int64_t size)
{
	CHECK(truncate(path, size) == 0);
}

int64_t file_size(const char *path)
{
	struct stat st;

	CHECK(stat(path, &st) == 0);
	return st.st_size;
}

const char *device_outcome(const struct device *d)
{
	const struct update_event *e = update_journal_last(d->journal);

	return e ? update_outcome_name(e->outcome) : "nothing";
}

void device_last_json(const struct device *d, char *out, size_t room)
{
	char path[700];
	AUTO_BUF text;

	buf_init(&text, 4096);
	(void)snprintf(path, sizeof path, "%s/last.json", d->state);
	CHECK_OK(file_read(&text, path));
	(void)text_copy(out, room, buf_str(&text));
}

int device_install(struct device *d, const char *file)
{
	return update_install(&d->w, file, UPDATE_AT_ONCE, 0);
}

void device_refused(struct device *d, int got, enum update_outcome want)
{
	char last[4096];

	CHECK_INT(got, want);
	CHECK_TEXT(device_outcome(d), update_outcome_name(want));
	CHECK(!d->journal->tried.on);
	CHECK(!file_exists(d->restart));
	CHECK_TEXT(d->hw->slots[1].version, "0.4.0");
	CHECK(d->hw->slots[1].whole);
	CHECK_HAS(d->said, update_outcome_name(want));
	device_last_json(d, last, sizeof last);
	CHECK_HAS(last, update_outcome_name(want));
	CHECK_OK(update_journal_open(d->journal, d->state, &d->clock));
	CHECK_TEXT(device_outcome(d), update_outcome_name(want));
}
