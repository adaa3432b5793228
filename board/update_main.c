/* update_main - loket-update: what is to be done, with this device's own world around it. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "board/update_content.h"
#include "board/update_inside.h"
#include "board/update_copy.h"
#include "board/update_next.h"
#include "sync/mains.h"
#include "sync/offer.h"
#include "sync/program.h"
#include "sync/stick_told.h"
#include "sys/errand.h"
#include "sys/file.h"
#include "sys/text.h"

#define LOG_MODULE "update"

struct settings {
	struct program_settings shared;
	char state[512], beacon[256], restart[256], errands[256], spool[512], stick[256], usb_list[256], station[256],
	        os_release[256], keyring[256], bus[256];
	bool json, when_idle;
	int64_t patience_s;
};

static const struct opt table[] = {
        OPT_TXT(struct settings, state, "state", "--state", "/data/update", "DIR", "floor and journal of updates"),
        OPT_TXT(struct settings, beacon, "beacon", "--beacon", BEACON_PATH, "FILE", "what the kiosk says of itself"),
        OPT_TXT(struct settings, restart, "restart", "--restart", "/run/loket-update/restart", "FILE",
                "appears when the device is to start anew"),
        OPT_TXT(struct settings, errands, "errands", "--errands", ERRAND_FOLDER, "DIR",
                "errand: where a technician's screen asks"),
        OPT_TXT(struct settings, spool, "spool", "--spool", "/data/station/ledger/updates", "DIR",
                "next: what was fetched from the hub"),
        OPT_TXT(struct settings, stick, "stick", "--stick", "usb:auto", "WHERE",
                "errand: the stick, when a technician asks for what is on it: usb:PORT, usb:auto or a folder"),
        OPT_TXT(struct settings, usb_list, "usb.list", NULL, "*/08", "LIST", "errand: where a stick may be plugged in"),
        OPT_TXT(struct settings, station, "station", "--station", "/data/station", "DIR",
                "content: whose packs are trusted here"),
        OPT_TXT(struct settings, os_release, "os_release", "--os-release", "/usr/lib/os-release", "FILE",
                "its IMAGE_VERSION is the version that runs"),
        OPT_TXT(struct settings, keyring, "keyring", "--keyring", "/etc/rauc/ca.cert.pem", "FILE",
                "RAUC's keyring, to say why a bundle was refused"),
        OPT_TXT(struct settings, bus, "bus", "--bus", "", "ADDRESS", "D-Bus address; empty: the system's bus"),
        OPT_NUM(struct settings, patience_s, "patience_s", "--patience", 0, 86400, "3600",
                "seconds to wait for nobody to be served"),
        OPT_BOOL(struct settings, when_idle, "when_idle", "--when-idle", "install: wait until nobody is served"),
        OPT_BOOL(struct settings, json, "json", "--json", "status: as one JSON object"),
        PROGRAM_ROWS(struct settings),
        {0},
};

static const struct program program = {"loket-update", "signed firmware for this device: installs, confirms, tells",
        "loket-update status | install FILE | confirm | next | errand | content",
        "loket-update install /media/stick/loket-0.5.0.raucb", table};

struct running {
	struct clock clock;
	struct log log;
	struct update_journal journal;
	struct update_world world;
	char boot[BEACON_BOOT_MAX + 1], version[UPDATE_VERSION_MAX + 1];
	int lock;
	char stick[512]; /* the folder that it became */
	struct errand_work asked;
	const struct errand_work *errand; /* whom to tell; NULL: nobody but standard output */
	int percent;
	bool ended; /* the errand was told to its end */
};

/* A line of progress begins with its percentage. */
static void say(void *me, const char *line)
{
	struct running *u = me;
	int percent;

	printf("loket-update: %s\n", line);
	(void)fflush(stdout);
	if (!u || !u->errand)
		return;
	if (sscanf(line, "%3d %%", &percent) == 1)
		u->percent = percent;
	if (errand_tell(u->errand, ERRAND_WORKING, u->percent, line))
		log_surprise(&u->log, LOG_MODULE, -EIO);
}

static void wait_ms(void *me, int64_t ms)
{
	struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};

	(void)me;
	(void)nanosleep(&t, NULL);
}

/* One at a time: the journal has one writer. Looking needs no lock. */
static int lock(struct running *u, const char *dir)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	char path[600];

	(void)snprintf(path, sizeof path, "%s/lock", dir);
	u->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (u->lock < 0)
		return err_new(
		        errno, "%s: %s; the folder must belong to the user of loket-update", path, strerror(errno));
	if (fcntl(u->lock, F_OFD_SETLK, &whole) < 0)
		return err_new(EBUSY, "another loket-update is at work; try again when it is done");
	return 0;
}

static int start(struct running *u, const struct settings *s, bool looks_only)
{
	int r;

	clock_real(&u->clock);
	u->log = (struct log){STDERR_FILENO, LOG_INFO, &u->clock};
	(void)boot_id_read(u->boot);
	if ((r = update_version_of_image(u->version, s->os_release)) < 0 ||
	        (!looks_only && ((r = dir_make(s->state, 0755)) < 0 || (r = lock(u, s->state)) < 0)) ||
	        (r = update_journal_open(&u->journal, s->state, &u->clock)) < 0)
		return err_up(r);
	u->world = (struct update_world){.journal = &u->journal,
	        .clock = &u->clock,
	        .log = &u->log,
	        .beacon = s->beacon,
	        .restart = s->restart,
	        .boot = u->boot,
	        .running = u->version,
	        .say = say,
	        .wait = wait_ms,
	        .me = u};
	if (u->journal.was_damaged)
		log_warn(&u->log, "the journal of updates was damaged and begins anew");
	return err_up(rauc_bus_open(&u->world.rauc, *s->bus ? s->bus : NULL, s->keyring));
}

static void stop(struct running *u)
{
	rauc_close(&u->world.rauc);
	if (u->lock >= 0)
		(void)close(u->lock);
}

/* The outcome's sentence becomes the program's: exit status 1 stands for it. */
static int refused(const struct running *u)
{
	const struct update_event *e = update_journal_last(&u->journal);

	return err_new(
	        EPERM, "not installed (%s): %s", e ? update_outcome_name(e->outcome) : "nothing", e ? e->why : "");
}

static int install(struct running *u, const char *file, enum update_wish wish, int64_t patience_ms)
{
	char whole[PATH_MAX];
	const char *path = realpath(file, whole) ? whole : file;
	int r = update_install(&u->world, path, wish, patience_ms);

	return r < 0 ? err_up(r) : r > 0 ? refused(u) : 0;
}

static void on_copied(void *me, int percent)
{
	struct running *u = me;
	char line[64];

	if (percent % 10 || percent == u->percent)
		return;
	(void)snprintf(line, sizeof line, "%3d %% copied from the stick", percent);
	u->percent = percent;
	say(u, line);
	u->percent = 0; /* the installation counts anew */
}

/* The newest bundle on the stick, copied to where it stays: 0, or an outcome that stands in the journal. */
static int fetch(struct running *u, char file[UPDATE_PATH_MAX + 1], const struct settings *s)
{
	char from[UPDATE_PATH_MAX + 1], why[UPDATE_COPY_WHY_MAX + 1];
	int r;

	(void)snprintf(file, UPDATE_PATH_MAX + 1, "%s/incoming.raucb", s->state);
	if (update_next_newest(from, u->stick))
		return update_tell(&u->world, UPDATE_UNREADABLE, "", u->version,
		        "there is no file NAME-VERSION.raucb in the stick's main folder");
	r = update_copy(file, from, on_copied, u, why);
	if (r > 0)
		r = update_tell(&u->world, (enum update_outcome)r, "", u->version, "%s", why);
	return r < 0 ? err_up(r) : r;
}

/* What a technician asked for, told to their screen as it goes and as it ends. */
static int asked(struct running *u, const struct settings *s)
{
	char file[UPDATE_PATH_MAX + 1];
	const struct update_event *e;
	bool copied = !*u->asked.arg;
	int r = 0, told;

	u->errand = &u->asked;
	(void)text_copy(file, sizeof file, u->asked.arg);
	if (copied)
		r = fetch(u, file, s);
	if (r == 0)
		r = update_install(&u->world, file, UPDATE_AT_ONCE, 0);
	if (copied)
		update_copy_drop(file);
	u->errand = NULL;
	e = update_journal_last(&u->journal);
	u->ended = true;
	(void)text_copy(
	        u->asked.code, sizeof u->asked.code, update_outcome_code(r < 0 || !e ? UPDATE_FAILED : e->outcome));
	told = errand_tell(&u->asked, r ? ERRAND_FAILED : ERRAND_DONE, r ? -1 : 100,
	        r < 0 ? err_why()
	        : e   ? e->why
	              : "");
	return r < 0 ? err_up(r) : told ? err_up(told) : r > 0 ? refused(u) : 0;
}

/* What is refused is noted, and the next best is looked at: until one is in, or nothing is left. */
static int next(struct running *u, const struct settings *s)
{
	char file[UPDATE_PATH_MAX + 1];
	int r = 0, found = 0;

	while ((r = update_next_offered(file, &u->world, s->spool)) == 0 && found++ < OFFERS_MAX) {
		int noted;

		r = update_install(&u->world, file, UPDATE_WHEN_IDLE, s->patience_s * 1000);
		if (r < 0)
			return err_up(r);
		noted = update_next_done(&u->world, file, r);
		if (noted)
			return err_up(noted);
		if (r == 0 || r == UPDATE_BUSY || r == UPDATE_NO_SERVICE)
			break;
	}
	if (found == 0)
		say(u, "Nothing waits to be installed.");
	return r < 0 ? err_up(r) : found && r > 0 ? refused(u) : 0;
}

static int confirm(struct running *u)
{
	int r = update_confirm(&u->world);

	return r == UPDATE_SICK ? err_new(EIO, "this start is not well; see the lines before") : r < 0 ? err_up(r) : 0;
}

static int status(struct running *u, bool json)
{
	AUTO_BUF text;
	int r;

	buf_init(&text, 65536);
	r = json ? update_status_json(&text, &u->world) : update_status(&text, &u->world);
	if (r == 0)
		(void)fputs(buf_str(&text), stdout);
	return err_up(r);
}

/*
 * The first thing when a technician asked: mounting needs a right that is given up in the same call, and what is written
 * afterwards belongs to this program's own user. ERRAND_NOTHING, or 0.
 */
static int take_errand(struct running *u, const struct settings *s, const struct stick_place *place)
{
	const struct stick_request request = {.where = text_starts(s->stick, "usb:") ? s->stick + 4 : s->stick,
	        .usb_list = s->usb_list,
	        .mount = "/run/loket-update-stick",
	        .owner = s->state};
	int r = errand_take(&u->asked, s->errands, UPDATE_ERRAND);

	if (r)
		return r < 0 ? err_up(r) : r;
	if (!place)
		return text_copy(u->stick, sizeof u->stick, s->stick) ? 0
		                                                      : err_new(ENAMETOOLONG, "--stick is too long");
	if (*u->asked.arg)
		return err_new(EINVAL, "on this device only what lies on a stick can be asked for");
	r = place->open(place->me, u->stick, sizeof u->stick, &request);
	if (r < 0)
		(void)text_copy(u->asked.code, sizeof u->asked.code, stick_told_code(stick_told_of(r)));
	return err_up(r);
}

/* A screen that asked is answered, whatever was in the way before the work began. */
static int tell_surprise(struct running *u, int r)
{
	int told;

	if (!*u->asked.code)
		(void)text_copy(u->asked.code, sizeof u->asked.code,
		        update_outcome_code(r == -EBUSY ? UPDATE_BUSY : UPDATE_FAILED));
	told = *u->asked.id && !u->ended ? errand_tell(&u->asked, ERRAND_FAILED, -1, err_why()) : 0;
	return told ? err_up(told) : err_up(r);
}

static int do_word(struct running *u, const struct settings *s, const char *const *words)
{
	int64_t patience_ms = s->patience_s * 1000;

	if (text_is(words[0], "install"))
		return err_up(install(u, words[1], s->when_idle ? UPDATE_WHEN_IDLE : UPDATE_AT_ONCE, patience_ms));
	if (text_is(words[0], "status"))
		return err_up(status(u, s->json));
	if (text_is(words[0], "next"))
		return err_up(next(u, s));
	if (text_is(words[0], "errand"))
		return err_up(asked(u, s));
	return err_up(confirm(u));
}

/* Before anything of this device is read: whoever mistyped a name is told so, and nothing else. */
static int look_for_file(const char *const *words)
{
	if (text_is(words[0], "install") && access(words[1], F_OK) < 0)
		return err_new(errno, "%s: %s; say where the bundle lies", words[1], strerror(errno));
	return 0;
}

static int run(const struct settings *s, const char *const *words, const struct stick_place *place)
{
	struct running *u = calloc(1, sizeof *u);
	bool is_errand = text_is(words[0], "errand"), is_open;
	int r, shut = 0;

	if (!u)
		return err_new(ENOMEM, "no memory to begin");
	u->lock = -1;
	r = is_errand ? take_errand(u, s, place) : look_for_file(words);
	is_open = is_errand && place && r == 0;
	if (r == 0)
		r = start(u, s, text_is(words[0], "status"));
	if (r == 0)
		r = do_word(u, s, words);
	if (r < 0)
		r = tell_surprise(u, r);
	if (is_open)
		shut = place->close(place->me, u->stick);
	stop(u);
	free(u);
	return r < 0 ? err_up(r) : err_up(shut);
}

/* Packs need no RAUC, no journal and no lock: each is laid whole or not at all. */
static int content(const struct settings *s, const struct stick_place *place)
{
	const struct content_place at = {s->errands, s->stick, s->usb_list, s->state, s->station};

	return err_up(update_content_errand(&at, place));
}

static bool is_meant(const char *const *words, size_t n)
{
	static const char *const alone[] = {"status", "confirm", "next", "errand", "content", NULL};

	if (n == 2)
		return text_is(words[0], "install");
	for (int i = 0; n == 1 && alone[i]; i++)
		if (text_is(words[0], alone[i]))
			return true;
	return false;
}

int update_main(int argc, char *const *argv, const struct stick_place *place)
{
	struct settings settings = {0};
	struct options options = {0};
	const char *words[3];
	size_t n = 0;
	int r = program_begin_with(&options, &program, &settings, argc, argv, words, 3, &n);

	options_fini(&options);
	if (r == PROGRAM_STOP)
		return 0;
	if (r == 0 && !is_meant(words, n))
		r = err_new(EINVAL,
		        "say one of: status, install FILE, confirm, next (what the hub sent), errand (what a technician asked for), content (packs from a stick); --help shows how.");
	if (r < 0)
		return program_fail(&program, 2);
	if (sodium_init() < 0)
		return fputs("loket-update: libsodium does not start on this machine.\n", stderr), 1;
	r = text_is(words[0], "content") ? content(&settings, place) : run(&settings, words, place);
	return r < 0 ? program_fail(&program, 1) : 0;
}
