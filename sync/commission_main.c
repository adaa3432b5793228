/* commission_main - loket-commission: what the screen of a device that is no station yet asks for. */
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sync/commission.h"
#include "sync/mains.h"
#include "sync/program.h"
#include "sys/clock.h"
#include "sys/errand.h"
#include "sys/text.h"

struct settings {
	struct program_settings shared;
	char data[512], stage[512], usb_list[512], errands[256], stick[256];
};

static const struct opt table[] = {
        OPT_TXT(struct settings, data, "data", "--data", "/data/station", "DIR", "what becomes a station"),
        OPT_TXT(struct settings, stage, "stage", "--stage", "/data/commission", "DIR",
                "where the stick's files lie until they are handed out"),
        OPT_TXT(struct settings, stick, "stick", "--stick", "usb:auto", "STICK", "a folder, usb:PORT or usb:auto"),
        OPT_TXT(struct settings, errands, "errands", "--errands", ERRAND_FOLDER, "DIR",
                "errand: where a technician's screen asks"),
        OPT_TXT(struct settings, usb_list, "usb.list", "--usb-list", "/etc/loket/usb.list", "LIST",
                "where a stick may be plugged in, for usb:PORT: 1-1.2/08, or the file that holds it"),
        PROGRAM_ROWS(struct settings),
        {0},
};

static const struct program program = {"loket-commission", "makes a station of this device, from the office's stick",
        "loket-commission look | take | errand", "loket-commission look --stick /media/stick", table};

struct job {
	struct settings settings;
	bool takes;
	char say[ERRAND_TEXT_MAX + 1];
};

static void tell_station(struct job *j, const struct station *s, bool keys_stay)
{
	char print[KEY_PRINT_CHARS + 1] = "none yet";

	if (s->n_authorities > 0)
		key_print(print, &s->authorities[0]);
	if (!j->takes)
		(void)snprintf(j->say, sizeof j->say, "Station %s, hub %.200s, authority %s.", s->code, s->hub, print);
	else
		(void)snprintf(j->say, sizeof j->say, "This is station %s now; the machine starts anew. %s", s->code,
		        keys_stay ? "The keys on the stick could NOT be erased: destroy the stick."
		                  : "The keys on the stick were erased: format it before it is used again.");
}

static int work(struct job *j, const char *stick)
{
	struct stick_disk disk;
	const struct commission c = {&disk, stick, j->settings.stage, j->settings.data};
	struct station s;
	bool keys_stay = false;
	int r;

	stick_disk_real(&disk);
	r = j->takes ? commission_take(&s, &keys_stay, &c) : commission_look(&s, &c);
	if (r == COMMISSION_THERE)
		return err_new(EEXIST, "This device is a station already; it stays as it is.");
	if (r == COMMISSION_NOTHING)
		return err_new(
		        ENOENT, "There is no folder %s on the stick: have the office make one.", COMMISSION_FOLDER);
	if (r == 0)
		tell_station(j, &s, keys_stay);
	return err_up(r);
}

/* The stick of a port is mounted, and we become the user whose folder of keys it is. */
static int run(struct job *j, const struct stick_place *place)
{
	char keys[600], dir[512], why[300];
	const struct stick_request request = {.where = j->settings.stick + strlen("usb:"),
	        .write = j->takes,
	        .usb_list = j->settings.usb_list,
	        .owner = keys,
	        .mount = "/run/loket-commission"};
	bool placed = text_starts(j->settings.stick, "usb:");
	int r, closed = 0;

	if (placed && !place)
		return err_new(EINVAL, "%.60s: give the folder where the stick is", j->settings.stick);
	r = station_path(keys, sizeof keys, j->settings.data, STATION_KEYS);
	if (r == 0 && placed)
		r = place->open(place->me, dir, sizeof dir, &request);
	else if (r == 0)
		(void)text_copy(dir, sizeof dir, j->settings.stick);
	if (r < 0)
		return err_up(r);
	r = work(j, dir);
	(void)snprintf(why, sizeof why, "%s", err_why());
	if (placed)
		closed = place->close(place->me, dir);
	return r < 0 ? err_new(-r, "%s", why) : j->takes ? 0 : err_up(closed);
}

static const struct {
	const char *name;
	bool takes;
} errands[] = {{"commission-look", false}, {"commission-take", true}};

static int run_errands(struct job *j, const struct stick_place *place)
{
	struct errand_work asked;
	struct errand restart;
	struct clock clock;

	for (size_t i = 0; i < sizeof errands / sizeof *errands; i++) {
		int r = errand_take(&asked, j->settings.errands, errands[i].name), told;

		if (r < 0)
			return err_up(r);
		if (r == ERRAND_NOTHING)
			continue;
		j->takes = errands[i].takes;
		r = run(j, place);
		told = errand_tell(
		        &asked, r < 0 ? ERRAND_FAILED : ERRAND_DONE, r < 0 ? -1 : 100, r < 0 ? err_why() : j->say);
		if (r < 0 || told < 0)
			return err_up(r < 0 ? r : told);
		clock_real(&clock);
		return j->takes
		               ? err_up(errand_ask(&restart, j->settings.errands, "restart", "", clock_mono_ms(&clock)))
		               : 0; /* privileges are given up: one errand, one start */
	}
	return 0;
}

int commission_main(int argc, char *const *argv, const struct stick_place *place)
{
	struct job job = {.takes = false};
	struct options options = {0};
	const char *words[2];
	bool errand;
	size_t n = 0;
	int r = program_begin_with(&options, &program, &job.settings, argc, argv, words, 2, &n);

	options_fini(&options);
	if (r == PROGRAM_STOP)
		return 0;
	if (r == 0 &&
	        (n != 1 || (!text_is(words[0], "look") && !text_is(words[0], "take") && !text_is(words[0], "errand"))))
		r = err_new(EINVAL, "say look, take or errand; --help shows how.");
	if (r < 0)
		return program_fail(&program, 2);
	if (sodium_init() < 0)
		return fputs("loket-commission: libsodium does not start on this machine.\n", stderr), 1;
	(void)umask(0027);
	errand = text_is(words[0], "errand");
	job.takes = text_is(words[0], "take");
	r = errand ? run_errands(&job, place) : run(&job, place);
	if (r == 0 && *job.say)
		printf("loket-commission: %s\n", job.say);
	return r < 0 ? program_fail(&program, 1) : 0;
}
