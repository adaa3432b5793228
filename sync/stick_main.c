#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/mains.h"
#include "sync/program.h"
#include "sync/stick_inside.h"
#include "sync/stick_told.h"
#include "sys/errand.h"
#include "sys/file.h"
#include "sys/text.h"

struct settings {
	struct program_settings shared;
	char data[512], status[512], usb_list[512], errands[256];
};

static const struct opt table[] = {
        OPT_TXT(struct settings, data, "data", "--data", "/data/station", "DIR",
                "the station's data, as made by loketctl init"),
        OPT_TXT(struct settings, status, "status", "--status", "", "FILE",
                "the latest sentence is kept in this file, for a screen that shows it"),
        OPT_TXT(struct settings, errands, "errands", "--errands", ERRAND_FOLDER, "DIR",
                "errand: where a technician's screen asks"),
        OPT_TXT(struct settings, usb_list, "usb.list", "--usb-list", "/etc/loket/usb.list", "LIST",
                "where a stick may be plugged in, for usb:PORT: 1-1.2/08, or the file that holds it"),
        PROGRAM_ROWS(struct settings),
        {0},
};

static const struct program program = {"loket-stick", "carries sealed records and receipts on a USB stick",
        "loket-stick [--data DIR] export STICK | import STICK | errand   (STICK: a folder, usb:PORT or usb:auto)",
        "loket-stick --data /data/station export /media/stick", table};

struct job {
	struct settings settings;
	const char *where;
	bool is_export;
	char dir[512];
	struct clock clock;
	struct station station;
	struct key_secret *device;
	int lock;
	struct errand_work asked;
	const struct errand_work *errand; /* whom to tell; NULL: nobody but standard output */
	char last[ERRAND_TEXT_MAX + 1]; /* sentence that was said */
	enum stick_told told; /* what it came to */
};

static void say(void *me, const char *sentence)
{
	struct job *j = me;

	printf("loket-stick: %s\n", sentence);
	fflush(stdout);
	(void)text_copy(j->last, sizeof(j->last), sentence);
	if (j->errand && errand_tell(j->errand, ERRAND_WORKING, -1, sentence) < 0)
		fprintf(stderr, "loket-stick: %s\n", err_why());
	if (j->settings.status[0] && file_replace(j->settings.status, sentence, strlen(sentence), 0644) < 0)
		fprintf(stderr, "loket-stick: %s\n", err_why()); /* a screen that shows less; the work goes on */
}

/* Two at once would write over each other's unfinished files. */
static int take_lock(struct job *j)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	char ledger[600], path[700];
	int r = station_path(ledger, sizeof(ledger), j->settings.data, STATION_LEDGER);

	if (r < 0 || (r = dir_make(ledger, 02770)) < 0 || (r = path_join(path, sizeof(path), ledger, "stick.lock")) < 0)
		return err_up(r);
	j->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
	if (j->lock < 0)
		return err_new(errno, "%s: %s", path, strerror(errno));
	if (fcntl(j->lock, F_OFD_SETLK, &whole) < 0) {
		j->told = STICK_TOLD_BUSY;
		return err_new(errno, "Another loket-stick is at work at this station: wait until it is done.");
	}
	return 0;
}

static int start(struct job *j)
{
	char path[600];
	int r;

	clock_real(&j->clock);
	j->told = STICK_TOLD_NO_STATION;
	if ((r = station_read(&j->station, j->settings.data)) < 0 ||
	        (r = station_path(path, sizeof(path), j->settings.data, STATION_DEVICE_KEY)) < 0 ||
	        (r = key_read_secret(&j->device, path, KEY_DEVICE)) < 0)
		return err_up(r);
	return err_up(take_lock(j));
}

static int tell_export(const struct stick_exported *done, int r, struct job *me)
{
	char text[300];

	me->told = r == STICK_FULL                           ? STICK_TOLD_FULL
	           : done->records + done->records_there > 0 ? STICK_TOLD_WRITTEN
	                                                     : STICK_TOLD_NOTHING_WAITS;
	(void)snprintf(text, sizeof(text),
	        "%" PRIu32 " records in %" PRIu32 " files written, %" PRIu32 " records were there, %" PRIu32
	        " delivered files removed. %s",
	        done->records, done->files, done->records_there, done->files_removed,
	        done->records + done->records_there > 0 ? "Bring the stick to the office."
	                                                : "Nothing waits for the office.");
	say(me, text);
	return r == STICK_FULL ? err_new(ENOSPC, "The stick is full; take another one for the rest.") : 0;
}

/* What asks for most stands first. */
static enum stick_told import_told(const struct stick_imported *done)
{
	return done->ahead > 0     ? STICK_TOLD_AHEAD
	       : done->refused > 0 ? STICK_TOLD_BAD_RECEIPTS
	       : done->orders > 0  ? STICK_TOLD_ORDER
	       : done->taken > 0   ? STICK_TOLD_RECEIPTS
	       : done->known > 0   ? STICK_TOLD_KNOWN
	       : done->others > 0  ? STICK_TOLD_OTHERS
	                           : STICK_TOLD_NO_RECEIPTS;
}

static int tell_import(const struct stick_imported *done, struct job *me)
{
	char text[300];

	me->told = import_told(done);
	if (done->orders > 0 && done->taken + done->known + done->others + done->refused == 0) {
		say(me, "An order for the staff register lies ready: go on at the screen.");
		return 0;
	}
	(void)snprintf(text, sizeof(text),
	        "%" PRIu32 " receipts taken up, %" PRIu32 " known already, %" PRIu32 " for other stations, %" PRIu32
	        " refused.",
	        done->taken, done->known, done->others, done->refused);
	say(me, text);
	return done->refused > 0
	               ? err_new(EBADMSG, "%" PRIu32 " receipts were refused; their names stand above.", done->refused)
	               : 0;
}

/* Our own side is looked at first: what goes wrong afterwards is the stick's. */
static int look_at_store(struct job *j, const struct stick_station *s)
{
	struct stick_reader own;
	int r = stick_reader_open(&own, s);

	j->told = STICK_TOLD_STORE;
	if (r < 0)
		return err_up(r);
	stick_reader_close(&own);
	return 0;
}

static int work(struct job *j)
{
	struct stick_disk disk;
	struct stick_world world = {.disk = &disk, .dir = j->dir, .clock = &j->clock, .say = say, .me = j};
	struct stick_station s = {.data = j->settings.data, .station = &j->station, .device = j->device};
	struct stick_exported exported = {0};
	struct stick_imported imported = {0};
	int r = look_at_store(j, &s);

	if (r < 0)
		return err_up(r);
	stick_disk_real(&disk);
	r = j->is_export ? stick_export(&exported, &world, &s) : stick_import(&imported, &world, &s);
	if (r < 0) {
		j->told = !j->is_export && !j->station.has_hub_key ? STICK_TOLD_NO_HUB_KEY : stick_told_of(r);
		return err_up(r);
	}
	return err_up(j->is_export ? tell_export(&exported, r, j) : tell_import(&imported, j));
}

static int find_place(struct job *j, const struct stick_place *place)
{
	char keys[600];
	const struct stick_request request = {.where = j->where + strlen("usb:"),
	        .write = j->is_export,
	        .usb_list = j->settings.usb_list,
	        .owner = keys,
	        .mount = "/run/loket-stick"};
	struct stat st;

	if (text_starts(j->where, "usb:")) {
		if (!place)
			return err_new(EINVAL, "%.60s: give the folder where the stick is", j->where);
		/* the station's keys are read by one user alone: that one does the work */
		if (station_path(keys, sizeof(keys), j->settings.data, STATION_KEYS) < 0)
			return err_new(ENAMETOOLONG, "the name of the station's folder is too long");
		return err_up(place->open(place->me, j->dir, sizeof(j->dir), &request));
	}
	if (!text_copy(j->dir, sizeof(j->dir), j->where))
		return err_new(ENAMETOOLONG, "the name of the stick's folder is longer than %zu", sizeof(j->dir) - 1);
	if (stat(j->dir, &st) < 0)
		return err_new(errno, "The stick %s: %s. Is it plugged in?", j->dir, strerror(errno));
	return S_ISDIR(st.st_mode) ? 0 : err_new(ENOTDIR, "The stick %s is no folder.", j->dir);
}

static int run(struct job *j, const struct stick_place *place)
{
	bool placed = place && text_starts(j->where, "usb:");
	char why[300];
	int r = find_place(j, place), closed;

	j->told = stick_told_of(r);
	if (r < 0)
		return err_up(r);
	if ((r = start(j)) == 0)
		r = work(j);
	(void)snprintf(why, sizeof(why), "%s", err_why());
	closed = placed ? place->close(place->me, j->dir) : 0;
	key_free(j->device);
	if (j->lock >= 0)
		(void)close(j->lock);
	if (r < 0)
		return err_new(-r, "%s", why);
	if (closed < 0)
		j->told = STICK_TOLD_BROKEN;
	return err_up(closed);
}

static const struct {
	const char *name;
	bool is_export;
} errands[] = {{"stick-export", true}, {"stick-import", false}};

/* What a screen asked for, and how it went. 0 also when nothing was asked. */
static int run_errands(struct job *j, const struct stick_place *place)
{
	char folder[sizeof(j->settings.errands)];

	(void)text_copy(folder, sizeof(folder), j->settings.errands);
	for (size_t i = 0; i < sizeof(errands) / sizeof(*errands); i++) {
		int r = errand_take(&j->asked, folder, errands[i].name), told;

		if (r < 0)
			return err_up(r);
		if (r == ERRAND_NOTHING)
			continue;
		j->errand = &j->asked;
		j->where = j->asked.arg[0] ? j->asked.arg : "usb:auto";
		j->is_export = errands[i].is_export;
		r = run(j, place);
		(void)text_copy(j->asked.code, sizeof(j->asked.code), stick_told_code(j->told));
		printf("loket-stick: outcome %s\n", j->asked.code);
		told = errand_tell(
		        &j->asked, r < 0 ? ERRAND_FAILED : ERRAND_DONE, r < 0 ? -1 : 100, r < 0 ? err_why() : j->last);
		if (r < 0 || told < 0)
			return err_up(r < 0 ? r : told);
		return 0; /* privileges are given up: one errand, one start */
	}
	return 0;
}

/* "export DIR", "import DIR", "errand", in any place among the options. */
static int read_words(struct job *j, const char *const *rest, size_t n)
{
	if (n == 1 && text_is(rest[0], "errand"))
		return 0;
	if (n != 2 || !(text_is(rest[0], "export") || text_is(rest[0], "import")))
		return err_new(EINVAL, "say export STICK or import STICK; --help shows an example.");
	j->is_export = text_is(rest[0], "export");
	j->where = rest[1];
	return 0;
}

int stick_main(int argc, char *const *argv, const struct stick_place *place)
{
	struct job job = {.lock = -1};
	struct options options = {0};
	const char *rest[3] = {NULL};
	size_t n = 0;
	int r = program_begin_with(&options, &program, &job.settings, argc, argv, rest, 3, &n);

	options_fini(&options);
	if (r == PROGRAM_STOP)
		return 0;
	if (r == 0)
		r = read_words(&job, rest, n);
	if (r < 0)
		return program_fail(&program, 2);
	if (sodium_init() < 0)
		return fputs("loket-stick: libsodium does not start on this machine.\n", stderr), 1;
	signal(SIGPIPE, SIG_IGN);
	umask(0007);
	r = job.where ? run(&job, place) : run_errands(&job, place);
	return r < 0 ? program_fail(&program, 1) : 0;
}
