#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "harness.h"

enum { CASES_MOST = 512, NAME_MOST = 160 };

struct test_case {
	char name[NAME_MOST]; /* "topic/says_what_holds" */
	int limit_s;
	test_fn *fn;
};

/* What a case, in its own process, tells the one that started it. */
struct verdict {
	bool finished, skipped;
	char why[200];
};

static struct test_case cases[CASES_MOST];
static int n_cases;
static struct verdict *verdict; /* in memory that both processes share */
static char root[PATH_MAX], programs[PATH_MAX], shared[PATH_MAX + 16];
static char base[PATH_MAX], folder[PATH_MAX + 16],
        output[PATH_MAX + 32]; /* of all cases; of this one; what it printed */
static bool loud; /* cases were chosen by name: their output goes to the terminal */

void test_register(const char *topic, const char *name, int limit_s, test_fn *fn)
{
	if (n_cases == CASES_MOST) {
		fprintf(stderr, "harness: more than %d cases in one program\n", CASES_MOST);
		abort();
	}
	snprintf(cases[n_cases].name, NAME_MOST, "%s/%s", topic, name);
	cases[n_cases].limit_s = limit_s;
	cases[n_cases++].fn = fn;
}

/* ---- what a case says ---------------------------------------------------------- */

void test_fail(const char *file, int line, const char *fmt, ...)
{
	char why[2000];
	va_list args;

	va_start(args, fmt);
	vsnprintf(why, sizeof why, fmt, args);
	va_end(args);
	fprintf(stderr, "%s:%d: %s\n", file, line, why);
	fflush(NULL);
	_ck_assert_failed(file, line, "failed", "%s", why);
	_exit(1);
}

void test_check_ok(const char *file, int line, const char *what, int r)
{
	if (r < 0)
		test_fail(file, line, "%s gave %d: %s (%s)", what, r, err_why(), err_trace());
	if (r > 0)
		test_fail(file, line, "%s gave the answer %d", what, r);
}

void test_check_int(const char *file, int line, const char *what, long long got, long long want)
{
	if (got != want)
		test_fail(file, line, "%s is %lld, expected %lld", what, got, want);
}

void test_check_text(const char *file, int line, const char *what, const char *got, const char *want)
{
	if (got == want || (got && want && strcmp(got, want) == 0))
		return;
	test_fail(file, line, "%s is \"%s\", expected \"%s\"", what, got ? got : "(NULL)", want ? want : "(NULL)");
}

void test_check_bytes(const char *file, int line, const char *what, const void *got, const void *want, size_t n)
{
	const uint8_t *g = got, *w = want;
	size_t i = 0;

	while (i < n && g[i] == w[i])
		i++;
	if (i < n)
		test_fail(file, line, "%s differs at byte %zu of %zu: %02x, expected %02x", what, i, n, g[i], w[i]);
}

void test_check_has(const char *file, int line, const char *what, const char *text, const char *part)
{
	if (!text || !strstr(text, part))
		test_fail(file, line, "%s has no \"%s\" in it: \"%s\"", what, part, text ? text : "(NULL)");
}

void test_skip(const char *why)
{
	verdict->skipped = true;
	snprintf(verdict->why, sizeof verdict->why, "%s", why);
	fflush(NULL);
	_exit(0);
}

/* ---- where things are ------------------------------------------------------------ */

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

const char *test_shared(void)
{
	const char *named = getenv("LOKET_SHARED");

	if (named)
		snprintf(shared, sizeof shared, "%s", named);
	else
		snprintf(shared, sizeof shared, "%s/../shared", root);
	if (!is_folder(shared))
		test_skip("shared is absent");
	return shared;
}

const char *test_root(void)
{
	return root;
}

const char *test_folder(void)
{
	return folder;
}

const char *test_programs(void)
{
	return programs;
}

uint32_t test_random(uint64_t *state)
{
	uint64_t z = (*state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (uint32_t)((z ^ (z >> 31)) >> 32);
}

/* Walks up from a folder until the project's root is met. */
static bool find_root(const char *from)
{
	char probe[PATH_MAX + 24];
	char *slash;

	if (!realpath(from, root))
		return false;
	for (;;) {
		snprintf(probe, sizeof probe, "%s/drivers/sys/err.h", root);
		if (access(probe, R_OK) == 0)
			return true;
		slash = strrchr(root, '/');
		if (!slash || slash == root)
			return false;
		*slash = '\0';
	}
}

static void find_places(void)
{
	const char *named = getenv("LOKET_BUILD"), *tmp = getenv("TMPDIR");
	char self[PATH_MAX], pattern[PATH_MAX];

	if (!realpath("/proc/self/exe", self))
		snprintf(self, sizeof self, "/");
	for (int up = 0; up < 2 && strrchr(self, '/'); up++)
		*strrchr(self, '/') = '\0';
	if (!named || !realpath(named, programs))
		snprintf(programs, sizeof programs, "%s", self);
	if (!find_root(".") && !find_root(self)) {
		fprintf(stderr, "harness: start the tests inside the project's folder\n");
		exit(2);
	}
	snprintf(pattern, sizeof pattern, "%s/loket-test.XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(pattern) || !realpath(pattern, base)) {
		fprintf(stderr, "harness: no folder for the tests in %s: %s\n", pattern, strerror(errno));
		exit(2);
	}
}

/* ---- one case ----------------------------------------------------------------------- */

static int remove_entry(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)at;
	if (kind == FTW_DNR && chmod(path, 0700) != 0)
		return 0;
	return remove(path), 0;
}

/* A case may take rights away from its own folders: they are given back before the second round. */
static int give_rights(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)at;
	if (kind == FTW_D || kind == FTW_DNR)
		chmod(path, 0700);
	return 0;
}

static void remove_tree(const char *path)
{
	nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	if (!is_folder(path))
		return;
	nftw(path, give_rights, 16, FTW_PHYS);
	nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static void take_output(void)
{
	int fd = open(output, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	close(fd);
}

START_TEST(one_case)
{
	if (chdir(folder) != 0)
		test_fail(__FILE__, __LINE__, "chdir %s: %s", folder, strerror(errno));
	if (!loud)
		take_output();
	cases[_i].fn();
	verdict->finished = true;
}
END_TEST

/* What the case printed, indented, once it is known to have failed. */
static void show_output(void)
{
	char line[1000];
	FILE *f = fopen(output, "r");
	int shown = 0;

	if (!f)
		return;
	while (shown++ < 120 && fgets(line, sizeof line, f))
		printf("    %s%s", line, strchr(line, '\n') ? "" : "\n");
	fclose(f);
}

/* Check's own verdict, made stricter: a case that left by exit(0) half-way has not passed. */
static bool passed(SRunner *runner, int i, char *why, size_t room)
{
	TestResult **results = srunner_results(runner);
	bool good = srunner_ntests_failed(runner) == 0 && srunner_ntests_run(runner) == 1;

	if (!good && results && results[0])
		snprintf(why, room, "%s:%d: %s", tr_lfile(results[0]), tr_lno(results[0]), tr_msg(results[0]));
	free(results);
	if (good && !verdict->finished && !verdict->skipped) {
		snprintf(why, room, "%s left the process before its end", cases[i].name);
		good = false;
	}
	return good;
}

enum outcome { PASSED, FAILED, SKIPPED, OUTCOMES };

static enum outcome run_case(int i)
{
	const struct test_case *c = &cases[i];
	Suite *suite = suite_create("loket");
	TCase *tcase = tcase_create(c->name);
	SRunner *runner;
	char why[2200] = "";
	enum outcome outcome;

	memset(verdict, 0, sizeof *verdict);
	snprintf(folder, sizeof folder, "%s/%d", base, i + 1);
	snprintf(output, sizeof output, "%s.out", folder);
	if (mkdir(folder, 0700) != 0)
		printf("    mkdir %s: %s\n", folder, strerror(errno));
	tcase_set_timeout(tcase, c->limit_s);
	tcase_add_loop_test(tcase, one_case, i, i + 1);
	suite_add_tcase(suite, tcase);
	runner = srunner_create(suite);
	fflush(NULL);
	srunner_run_all(runner, CK_SILENT);
	outcome = !passed(runner, i, why, sizeof why) ? FAILED : verdict->skipped ? SKIPPED : PASSED;
	srunner_free(runner);
	if (outcome == FAILED) {
		printf("not ok - %s: %s\n", c->name, why);
		show_output();
		printf("    left in %s\n", folder);
	} else {
		printf(outcome == SKIPPED ? "ok - %s # SKIP %s\n" : "ok - %s\n", c->name, verdict->why);
		remove_tree(folder);
		unlink(output);
	}
	fflush(stdout);
	return outcome;
}

static bool is_wanted(const char *name, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strstr(name, argv[i]))
			return true;
	return argc < 2;
}

/* Present only where the address checker is linked in; cases are slower there. */
extern void __asan_init(void) __attribute__((weak));

int main(int argc, char **argv)
{
	const char *program = strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0];
	int count[OUTCOMES] = {0};

	verdict = mmap(NULL, sizeof *verdict, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (verdict == MAP_FAILED)
		return 2;
	find_places();
	loud = argc > 1;
	if (__asan_init)
		setenv("CK_TIMEOUT_MULTIPLIER", "4", 0);
	for (int i = 0; i < n_cases; i++)
		if (is_wanted(cases[i].name, argc, argv))
			count[run_case(i)]++;
	if (count[FAILED] == 0)
		remove_tree(base);
	printf("%s: %d passed, %d failed, %d skipped\n", program, count[PASSED], count[FAILED], count[SKIPPED]);
	return count[FAILED] > 0;
}
