/* reset_main - loket-reset: orders the wiping of this station, and does it at the next start. */
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "board/reset.h"
#include "sync/program.h"
#include "sys/beacon.h"
#include "sys/file.h"
#include "sys/text.h"

struct settings {
	struct program_settings shared;
	char data[512], disk[256], report[256];
};

static const struct opt table[] = {
        OPT_TXT(struct settings, data, "data", "--data", "/data/station", "DIR", "order: the station's data"),
        OPT_TXT(struct settings, disk, "disk", "--disk", "/dev/disk/by-partlabel/data", "PATH", "the data partition"),
        OPT_TXT(struct settings, report, "report", "--report", "", "FILE", "run: what was read back, as JSON"),
        PROGRAM_ROWS(struct settings),
        {0},
};

static const struct program program = {"loket-reset", "wipes a station, provably", "loket-reset order | run",
        "loket-reset order --data /data/station --disk /dev/disk/by-partlabel/data", table};

static void on_progress(void *me, int percent)
{
	int *said = me;

	if (percent == *said || percent % 10)
		return;
	*said = percent;
	printf("loket-reset: %d %%\n", percent);
	(void)fflush(stdout);
}

static int order(struct reset_disk *d, const struct settings *s)
{
	char boot[BEACON_BOOT_MAX + 1];
	int r;

	(void)boot_id_read(boot);
	r = reset_order_checked(d, s->data, boot);
	if (r == RESET_REFUSED)
		return err_new(EPERM,
		        "%s/reset.statement is not signed by this station in this start of the machine: "
		        "a technician asks for the reset on the screen",
		        s->data);
	if (r == 0)
		puts("loket-reset: ordered; the keys are gone, the next start wipes all");
	return err_up(r);
}

static int report(const struct reset_report *r, const char *path)
{
	char text[400];

	(void)snprintf(text, sizeof text,
	        "{\"statement\":\"%s\",\"bytes\":%lld,\"not_zero\":%lld,\"discarded\":%s,\"starts\":%u}\n",
	        r->statement, (long long)r->bytes, (long long)r->not_zero, r->discarded ? "true" : "false", r->starts);
	printf("loket-reset: %s", text);
	return *path ? err_up(file_replace(path, text, strlen(text), 0644)) : 0;
}

static int run(struct reset_disk *d, const struct settings *s)
{
	struct reset_report what;
	int said = -1, r = reset_run(&what, d, on_progress, &said), told;

	if (r == RESET_NONE)
		return 0;
	if (r < 0)
		return err_up(r);
	told = report(&what, s->report);
	if (r == RESET_LEFT)
		return err_new(
		        EIO, "%lld bytes were not wiped: the card is broken, destroy it", (long long)what.not_zero);
	return err_up(told);
}

int reset_main(int argc, char *const *argv)
{
	struct settings settings = {0};
	struct options options = {0};
	struct reset_disk disk;
	const char *words[2];
	size_t n = 0;
	int r = program_begin_with(&options, &program, &settings, argc, argv, words, 2, &n);

	options_fini(&options);
	if (r == PROGRAM_STOP)
		return 0;
	if (r == 0 && (n != 1 || (!text_is(words[0], "order") && !text_is(words[0], "run"))))
		r = err_new(EINVAL, "say order or run; --help shows how.");
	if (r < 0)
		return program_fail(&program, 2);
	if (sodium_init() < 0)
		return fputs("loket-reset: libsodium does not start on this machine.\n", stderr), 1;
	r = reset_disk_open(&disk, settings.disk);
	if (r == 0) {
		r = text_is(words[0], "order") ? order(&disk, &settings) : run(&disk, &settings);
		disk.close(disk.me);
	}
	return r < 0 ? program_fail(&program, 1) : 0;
}
