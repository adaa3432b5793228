#include "bench.h"

#include <dirent.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double bench_at(double *v, size_t n, double share)
{
	size_t i = (size_t)(share * (double)n);

	if (n == 0)
		return NAN;
	qsort(v, n, sizeof v[0], by_size);
	return v[i < n ? i : n - 1];
}

void bench_row(const char *figure, const char *ours, const char *beside, const char *ratio)
{
	printf("%s | %s | %s | %s\n", figure, *ours ? ours : "-", *beside ? beside : "-", *ratio ? ratio : "-");
	fflush(stdout);
}

/* Three digits that matter, whatever the size. */
static void number(char out[40], double v, const char *unit)
{
	int decimals = fabs(v) >= 100 ? 0 : fabs(v) >= 10 ? 1 : fabs(v) >= 1 ? 2 : 3;

	snprintf(out, 40, "%.*f%s%s", decimals, v, *unit ? " " : "", unit);
}

void bench_row_beside(const char *figure, double ours, double beside, const char *unit, const char *beside_name)
{
	char a[40], b[40] = "", c[120] = "", ratio[40] = "";

	number(a, ours, unit);
	if (beside >= 0) {
		number(b, beside, unit);
		snprintf(c, sizeof c, "%s (%s)", b, beside_name);
	}
	if (beside > 0)
		number(ratio, ours / beside, "");
	bench_row(figure, a, c, ratio);
}

void bench_say(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	fputs("  ", stderr);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
}

const char *bench_programs(void)
{
	const char *named = getenv("LOKET_BUILD");

	if (!named) {
		fprintf(stderr, "bench: LOKET_BUILD must name the folder with the programs; `make bench` does it\n");
		exit(2);
	}
	return named;
}

void bench_must(int r, const char *what)
{
	if (r == 0)
		return;
	fprintf(stderr, "bench: %s: %s\n", what, r < 0 ? err_why() : "refused");
	exit(1);
}

/* ---- /proc ------------------------------------------------------------------------- */

/* The number behind "key" in a file of "Key:  123 kB" lines; -1 when it is not there. */
static double number_in(const char *path, const char *key)
{
	char line[300];
	double found = -1;
	FILE *f = fopen(path, "r");

	while (f && found < 0 && fgets(line, sizeof line, f))
		if (strncmp(line, key, strlen(key)) == 0)
			found = strtod(line + strlen(key), NULL);
	if (f)
		fclose(f);
	return found;
}

double bench_pss_mib(pid_t pid)
{
	char path[64];
	double kib;

	snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
	kib = number_in(path, "Pss:");
	return kib < 0 ? -1 : kib / 1024;
}

/* What a file says of each thread, added up; -1 when the process is gone. */
static double over_threads(pid_t pid, const char *file, const char *key)
{
	char path[330];
	double sum = -1, one;
	const struct dirent *entry;
	DIR *d;

	snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
	d = opendir(path);
	while (d && (entry = readdir(d))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "/proc/%d/task/%s/%s", (int)pid, entry->d_name, file);
		one = number_in(path, key);
		if (one >= 0)
			sum = (sum < 0 ? 0 : sum) + one;
	}
	if (d)
		closedir(d);
	return sum;
}

/* schedstat begins with the nanoseconds on a processor; stat counts in hundredths of a second, too coarse for a visit. */
double bench_cpu_s(pid_t pid)
{
	double ns = over_threads(pid, "schedstat", "");

	return ns < 0 ? -1 : ns / 1e9;
}

double bench_switches(pid_t pid)
{
	return over_threads(pid, "status", "voluntary_ctxt_switches:");
}
