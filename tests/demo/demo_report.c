/* demo_report - the records on the owner's desk, and the figures. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "demo.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { HUB_MS = 20000 };

static int open_record(const struct demo *d, const char *number, struct buf *out)
{
	char program[DEMO_PATH + 16], key[DEMO_PATH + 20];
	const char *argv[] = {program, "open", "--key", key, "--hub", d->hub_store, "--number", number, NULL};

	(void)snprintf(program, sizeof program, "%s/loketctl", d->programs);
	(void)snprintf(key, sizeof key, "%s/authority.key", d->office);
	return err_up(proc_run(argv, out, 20000));
}

/* Asks the hub's own store until the record with this number is there, opened and receipted. */
static int await_record(const struct demo *d, const char *number, struct buf *out)
{
	int64_t until = clock_measure_us() + HUB_MS * 1000LL;

	while (clock_measure_us() < until) {
		buf_clear(out);
		if (open_record(d, number, out) == 0 && out->len && strstr(buf_str(out), number))
			return 0;
		(void)usleep(100000);
	}
	return err_new(ETIMEDOUT, "the record %s did not reach the hub; see %s/loket-sync.log", number, d->dir);
}

int demo_await_hub(struct demo *d, int *records)
{
	*records = 0;
	say("The owner of the data opens what arrived at the hub, with a key that only the owner has:");
	for (int i = 0; i < d->n_visits; i++) {
		AUTO_BUF out;
		int e;

		buf_init(&out, 1024 * 1024);
		e = await_record(d, d->visit[i].number, &out);
		if (e)
			return err_up(e);
		(void)printf("  %s", buf_str(&out));
		(*records)++;
	}
	return 0;
}

static double number_in(const char *text, const char *key)
{
	const char *at = strstr(text, key);

	return at ? strtod(at + strlen(key), NULL) : 0;
}

/* CPU seconds and proportional memory of the kiosk, from the kernel's account. */
int demo_figures(struct demo *d)
{
	char path[64];
	AUTO_BUF rollup;
	AUTO_BUF stat;
	long ticks = sysconf(_SC_CLK_TCK);
	unsigned long user = 0, sys = 0;
	const char *at;
	int e;

	buf_init(&rollup, 16384);
	buf_init(&stat, 4096);
	(void)snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)d->kiosk_pid);
	e = file_read(&rollup, path);
	(void)snprintf(path, sizeof path, "/proc/%d/stat", (int)d->kiosk_pid);
	if (e == 0)
		e = file_read(&stat, path);
	if (e)
		return err_up(e);
	at = strrchr(buf_str(&stat), ')');
	if (at && sscanf(at + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &sys) != 2)
		return err_new(EPROTO, "%s is not understood", path);
	say("Figures of the kiosk: %.1f MiB of memory (PSS), %.2f CPU seconds for its start and %d visits",
	        number_in(buf_str(&rollup), "Pss:") / 1024, (double)(user + sys) / (double)ticks, d->n_visits);
	return 0;
}

static void list(const char *name, const char *const *paths, int n)
{
	(void)printf("\"%s\":[", name);
	for (int i = 0; i < n; i++)
		(void)printf("%s\"%s\"", i ? "," : "", paths[i]);
	(void)printf("],");
}

void demo_last_line(const struct demo *d, int records, double seconds)
{
	const char *papers[DEMO_VISITS] = {0}, *shots[DEMO_SHOTS] = {0};

	for (int i = 0; i < d->n_visits; i++)
		papers[i] = d->visit[i].paper;
	for (int i = 0; i < d->n_shots; i++)
		shots[i] = d->shot[i];
	(void)printf("{\"visits\":%d,\"records\":%d,\"hub\":\"%s\",\"key\":\"%s/authority.key\",", d->n_visits, records,
	        d->hub_store, d->office);
	list("papers", papers, d->n_visits);
	list("shots", shots, d->n_shots);
	(void)printf("\"seconds\":%.1f}\n", seconds);
}
