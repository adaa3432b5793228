/* reset_main - loket-reset: orders the wiping of this station; the next start does it (board/start/start_reset.c). */
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "board/reset.h"
#include "board/update_floor.h"
#include "sync/program.h"
#include "sys/beacon.h"
#include "sys/clock.h"
#include "sys/errand.h"
#include "sys/file.h"
#include "sys/text.h"

struct settings {
	struct program_settings shared;
	char data[512], disk[256], errands[256], state[512], os_release[256];
};

static const struct opt table[] = {
        OPT_TXT(struct settings, data, "data", "--data", "/data/station", "DIR", "the station's data"),
        OPT_TXT(struct settings, disk, "disk", "--disk", "/dev/loket/data", "PATH", "the data partition"),
        OPT_TXT(struct settings, errands, "errands", "--errands", ERRAND_FOLDER, "DIR",
                "errand: where a technician's screen asks"),
        OPT_TXT(struct settings, state, "state", "--state", "/data/update", "DIR",
                "journal of updates: its floor stays"),
        OPT_TXT(struct settings, os_release, "os_release", "--os-release", "/usr/lib/os-release", "FILE",
                "its IMAGE_VERSION is the version that runs"),
        PROGRAM_ROWS(struct settings),
        {0},
};

static const struct program program = {"loket-reset", "orders that this station is wiped at its next start",
        "loket-reset order | errand", "loket-reset order --data /data/station --disk /dev/loket/data", table};

static const char ordered[] = "The keys are gone. The next start wipes all; leave the plug where it is.";

/* Asked after a surprise, whose sentence is to be told. */
static bool mark_stands(struct reset_disk *d)
{
	char why[ERRAND_TEXT_MAX + 1];
	bool found = false;

	(void)text_copy(why, sizeof why, err_why());
	if (reset_is_ordered(&found, d) < 0)
		found = false;
	(void)err_new(EIO, "%s", why);
	return found;
}

/* *stands: the mark is there, and the next start will wipe, whatever else was in the way. */
static int order(const struct settings *s, bool *stands)
{
	char boot[BEACON_BOOT_MAX + 1], floor[UPDATE_VERSION_MAX + 1];
	struct reset_disk disk;
	int r = reset_disk_open(&disk, s->disk);

	if (r < 0)
		return err_up(r);
	(void)boot_id_read(boot);
	update_floor(floor, s->state, s->os_release);
	r = reset_order_checked(&disk, s->data, boot, floor);
	*stands = r == 0 || (r < 0 && mark_stands(&disk));
	disk.close(disk.me);
	if (r == RESET_REFUSED)
		return err_new(EPERM,
		        "%s/reset.statement is not signed by this station in this start of the machine: "
		        "a technician asks for the reset on the screen",
		        s->data);
	if (r == 0)
		printf("loket-reset: %s\n", ordered);
	return err_up(r);
}

/* What the screen asked for; when it is ordered, the machine starts anew (loket-restart.path sees the word). */
static int run_errand(const struct settings *s)
{
	struct errand_work asked;
	struct errand restart;
	struct clock clock;
	const char *code;
	bool stands = false;
	int r = errand_take(&asked, s->errands, "reset"), told;

	if (r == ERRAND_NOTHING)
		return 0;
	if (r < 0)
		return err_up(r);
	if (errand_tell(&asked, ERRAND_WORKING, -1, "The keys are overwritten.") < 0)
		fprintf(stderr, "loket-reset: %s\n", err_why()); /* a screen that shows less; the work goes on */
	r = order(s, &stands);
	code = reset_told_code(r == 0        ? RESET_TOLD_ORDERED
	                       : stands      ? RESET_TOLD_HALF
	                       : r == -EPERM ? RESET_TOLD_REFUSED
	                                     : RESET_TOLD_NOTHING);
	(void)text_copy(asked.code, sizeof asked.code, code);
	printf("loket-reset: outcome %s\n", code);
	told = errand_tell(&asked, r < 0 ? ERRAND_FAILED : ERRAND_DONE, r < 0 ? -1 : 100, r < 0 ? err_why() : ordered);
	if (r < 0 || told < 0)
		fprintf(stderr, "loket-reset: %s\n", err_why());
	if (!stands)
		return r < 0 ? err_up(r) : 0;
	clock_real(&clock);
	return err_up(errand_ask(&restart, s->errands, "restart", "", clock_mono_ms(&clock)));
}

int reset_main(int argc, char *const *argv)
{
	struct settings settings = {0};
	struct options options = {0};
	const char *words[2];
	bool stands = false;
	size_t n = 0;
	int r = program_begin_with(&options, &program, &settings, argc, argv, words, 2, &n);

	options_fini(&options);
	if (r == PROGRAM_STOP)
		return 0;
	if (r == 0 && (n != 1 || (!text_is(words[0], "order") && !text_is(words[0], "errand"))))
		r = err_new(EINVAL, "say order or errand; --help shows how.");
	if (r < 0)
		return program_fail(&program, 2);
	if (sodium_init() < 0)
		return fputs("loket-reset: libsodium does not start on this machine.\n", stderr), 1;
	r = text_is(words[0], "order") ? order(&settings, &stands) : run_errand(&settings);
	return r < 0 ? program_fail(&program, 1) : 0;
}
