/* soak_watch - what the kernel says of the two programs, and the disk of what they keep. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "soak.h"
#include "sys/file.h"

/*
 * Flat: after the first fifth of the day, the line of least squares through the samples rises by at most so much in a
 * thousand visits. SQLite keeps up to 512 KiB of pages of each database (SQL_CACHE), full by noon; a leak of 2 KiB a
 * visit is well above it.
 */
enum {
	KIOSK_KIB_PER_1000 = 1024,
	SYNC_KIB_PER_1000 = 768,
	LOG_BYTES_PER_VISIT = 2000,
	DATA_BYTES_PER_VISIT = 16384,
	FLAT_FROM_VISITS = 200, /* a shorter run is all warm-up */
};

/* PSS divides pages that other programs map too by how many they are: it moves when one of these starts or ends.
 * What is judged is what this process alone has written. */
static void memory(pid_t pid, double *pss_kib, double *own_kib)
{
	char path[64];
	const char *pss, *own;
	AUTO_BUF text;

	buf_init(&text, 16384);
	*pss_kib = *own_kib = 0;
	(void)snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
	if (pid <= 0 || file_read(&text, path))
		return;
	pss = strstr(buf_str(&text), "\nPss:");
	own = strstr(buf_str(&text), "\nPrivate_Dirty:");
	*pss_kib = pss ? strtod(pss + strlen("\nPss:"), NULL) : 0;
	*own_kib = own ? strtod(own + strlen("\nPrivate_Dirty:"), NULL) : 0;
}

static int entries(pid_t pid, const char *what)
{
	char path[64];
	const struct dirent *entry;
	DIR *d;
	int n = 0;

	(void)snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, what);
	d = opendir(path);
	while (d && (entry = readdir(d)))
		n += entry->d_name[0] != '.';
	if (d)
		closedir(d);
	return n;
}

static int64_t folder_bytes(const char *folder)
{
	DIR *d = opendir(folder);
	const struct dirent *entry;
	int64_t bytes = 0;

	while (d && (entry = readdir(d))) {
		char at[PATH_MAX];
		struct stat st;

		if (entry->d_name[0] == '.' || path_join(at, sizeof at, folder, entry->d_name) || lstat(at, &st))
			continue;
		bytes += S_ISDIR(st.st_mode) ? folder_bytes(at) : st.st_size;
	}
	if (d)
		closedir(d);
	return bytes;
}

static int64_t log_bytes(const struct soak *s)
{
	static const char *const logs[] = {"loket", "loket-sync"};
	int64_t bytes = 0;

	for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
		char path[DEMO_PATH + 32];
		struct stat st;

		(void)snprintf(path, sizeof path, "%s/%s.log", s->d.dir, logs[i]);
		bytes += stat(path, &st) == 0 ? st.st_size : 0;
	}
	return bytes + s->old_logs;
}

int soak_watch(struct soak *s)
{
	struct soak_sample *now = &s->sample[s->n_samples];
	pid_t k = s->d.kiosk_pid, y = s->d.sync_pid;

	if (s->n_samples == SOAK_SAMPLES)
		return 0;
	*now = (struct soak_sample){.visits = s->done,
	        .kiosk_fds = entries(k, "fd"),
	        .sync_fds = entries(y, "fd"),
	        .threads = entries(k, "task"),
	        .log_bytes = log_bytes(s),
	        .data_bytes = folder_bytes(s->d.station)};
	memory(k, &now->kiosk_pss_kib, &now->kiosk_kib);
	memory(y, &now->sync_pss_kib, &now->sync_kib);
	if (k != s->kiosk || now->kiosk_fds == 0)
		return err_new(ECHILD, "the kiosk is not the process it was; see %s/loket.log", s->d.dir);
	s->n_samples++;
	(void)printf(
	        "  %5d visits, %4.1f h: kiosk %5.0f KiB (PSS %5.0f) %d fds %d threads, sync %5.0f KiB (PSS %5.0f) %d fds, "
	        "logs %lld KiB, data %lld KiB\n",
	        now->visits, (double)s->day_ms / 3600000, now->kiosk_kib, now->kiosk_pss_kib, now->kiosk_fds,
	        now->threads, now->sync_kib, now->sync_pss_kib, now->sync_fds, (long long)now->log_bytes / 1024,
	        (long long)now->data_bytes / 1024);
	(void)fflush(stdout);
	return 0;
}

/* KiB a thousand visits, after the warm-up. sync starts anew with its kills: its samples are compared all the same. */
static double slope(const struct soak *s, bool sync)
{
	double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;

	for (int i = 0; i < s->n_samples; i++) {
		double x = s->sample[i].visits, y = sync ? s->sample[i].sync_kib : s->sample[i].kiosk_kib;

		if (s->sample[i].visits * 5 < s->visits || y == 0)
			continue;
		n++;
		sx += x;
		sy += y;
		sxx += x * x;
		sxy += x * y;
	}
	return n < 3 ? 0 : (n * sxy - sx * sy) / (n * sxx - sx * sx) * 1000;
}

/* The row of a figure; true when it is within its bound. */
static bool row(const char *figure, double got, double most, const char *unit)
{
	(void)printf("%-44s | %10.1f | %10.1f | %s%s\n", figure, got, most, unit, got > most ? "  <- too much" : "");
	return got <= most;
}

int soak_flat(const struct soak *s)
{
	const struct soak_sample *first = &s->sample[0], *last = &s->sample[s->n_samples - 1];
	double visits = s->visits;
	int most_fds = 0, least_fds = 1 << 20;
	bool good = true, timed = s->visits >= FLAT_FROM_VISITS;

	for (int i = 1; i < s->n_samples; i++) {
		if (s->sample[i].visits * 5 < s->visits) /* faces of fonts are opened when first wanted */
			continue;
		most_fds = s->sample[i].kiosk_fds > most_fds ? s->sample[i].kiosk_fds : most_fds;
		least_fds = s->sample[i].kiosk_fds < least_fds ? s->sample[i].kiosk_fds : least_fds;
	}
	(void)printf("%-44s | %10s | %10s | unit\n", "figure", "measured", "at most");
	if (timed) {
		good &= row(
		        "kiosk: memory, rise", slope(s, false), KIOSK_KIB_PER_1000, "KiB of its own in 1,000 visits");
		good &= row("loket-sync: memory, rise", slope(s, true), SYNC_KIB_PER_1000,
		        "KiB of its own in 1,000 visits");
	} else {
		(void)printf("(memory is judged from %d visits on: fewer are all warm-up)\n", FLAT_FROM_VISITS);
	}
	good &= row("kiosk: descriptors, most less least", most_fds - least_fds, 3, "");
	good &= row("kiosk: threads at the end less at first", last->threads - first->threads, 0, "");
	good &= row(
	        "logs", (double)(last->log_bytes - first->log_bytes) / visits, LOG_BYTES_PER_VISIT, "bytes a visit");
	good &= row("data folder", (double)(last->data_bytes - first->data_bytes) / visits,
	        DATA_BYTES_PER_VISIT + (timed ? 0 : 65536), "bytes a visit");
	return good ? 0 : err_new(EOVERFLOW, "something grows with the day; the table says what");
}
