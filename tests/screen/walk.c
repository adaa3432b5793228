#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sys/clock.h"
#include "sys/file.h"
#include "walk_steps.h"

/*
 * walk [NAME-PART...] - plays tests/screen/NAME.walk, each on a station of its own
 *
 * On a failure it prints the screen as text and keeps a picture of it. Last line: "walk: N passed, F failed".
 */

/* The last lines of the kiosk's log: a sanitizer's report, a surprise. */
static void show_log(const struct station *s)
{
	struct buf log;
	const char *from;
	int lines = 0;

	buf_init(&log, 16 << 20);
	if (file_read(&log, s->log) == 0 && log.len > 0) {
		for (from = buf_str(&log) + log.len - 1; from > (char *)log.data && lines < 25; from--)
			lines += from[-1] == '\n';
		printf("    log: ...\n%s\n", from);
	}
	buf_fini(&log);
}

static void describe(const char *name, struct walk *w, const struct instruction *in)
{
	json_t *tree = NULL;
	char shot[PATH_MAX + 64];

	printf("not ok - screen/%s: tests/screen/%.*s.walk:%d: %s: %s\n", name, (int)strcspn(name, "-"), name, in->line,
	        in->word[0], w->why);
	show_log(&w->station);
	if (!w->station.door)
		return;
	if (door_tree(w->station.door, &tree) == 0) {
		tree_show(tree, stdout);
		json_decref(tree);
	}
	snprintf(shot, sizeof shot, "%s/failed.png", w->shots);
	if (door_do(w->station.door, NULL, "{s:s,s:s}", "do", "shot", "path", shot) == 0)
		printf("    picture: %s\n", shot);
}

/* One round of it, on a station of its own. name: of the walk, with its language. */
static bool play(const struct walk_script *script, const char *name, const char *lang, const char *programs)
{
	char shots[PATH_MAX + 16];
	struct walk *w = calloc(1, sizeof *w);
	int64_t began = clock_measure_us();
	bool good = true;

	snprintf(shots, sizeof shots, "%s/walk/%s", programs, name);
	if (!w || dir_make(shots, 0755) < 0) {
		printf("not ok - screen/%s: %s\n", name, err_why());
		free(w);
		return false;
	}
	w->programs = programs;
	w->shots = shots;
	w->lang = lang;
	for (int i = *lang ? 1 : 0; good && i < script->n; i++) {
		good = walk_step(w, &script->instruction[i]);
		if (!good)
			describe(name, w, &script->instruction[i]);
	}
	if (good && w->station.pid && station_stop(&w->station) < 0) {
		printf("not ok - screen/%s: at the end: %s\n", name, err_why());
		show_log(&w->station);
		good = false;
	}
	if (good)
		printf("ok - screen/%s (%d instructions, %lld ms)\n", name, script->n,
		        (long long)(clock_measure_us() - began) / 1000);
	fflush(stdout);
	if (w->made && (good || !getenv("LOKET_KEEP")))
		station_remove(&w->station);
	free(w);
	return good;
}

/* Once, or once in each language that `langs` names at its head. Gives how many rounds failed. */
static int play_all(const char *path, const char *base, const char *programs, int *passed)
{
	struct walk_script *script = NULL;
	const struct instruction *first;
	int failed = 0;
	char name[300];

	if (walk_script_load(&script, path) < 0 || script->n == 0) {
		printf("not ok - screen/%s: %s\n", base, script ? "it is empty" : err_why());
		walk_script_free(script);
		return 1;
	}
	first = &script->instruction[0];
	if (strcmp(first->word[0], "langs") != 0)
		failed = !play(script, base, "", programs);
	for (int i = 1; strcmp(first->word[0], "langs") == 0 && i < first->n; i++) {
		(void)snprintf(name, sizeof name, "%s-%s", base, first->word[i]);
		if (play(script, name, first->word[i], programs))
			++*passed;
		else
			failed++;
	}
	*passed += strcmp(first->word[0], "langs") != 0 && !failed;
	walk_script_free(script);
	return failed;
}

static bool is_wanted(const char *name, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strstr(name, argv[i]))
			return true;
	return argc < 2;
}

int main(int argc, char **argv)
{
	const char *root = getenv("LOKET_ROOT"), *programs = getenv("LOKET_BUILD");
	char pattern[PATH_MAX], name[256];
	int passed = 0, failed = 0;
	glob_t found = {0};

	snprintf(pattern, sizeof pattern, "%s/tests/screen/*.walk", root ? root : ".");
	if (!programs) {
		fprintf(stderr, "walk: LOKET_BUILD must name the folder with the programs; `make visits` does it\n");
		return 2;
	}
	if (glob(pattern, 0, NULL, &found) != 0) {
		fprintf(stderr, "walk: no %s\n", pattern);
		return 2;
	}
	for (size_t i = 0; i < found.gl_pathc; i++) {
		const char *base = strrchr(found.gl_pathv[i], '/') + 1;

		snprintf(name, sizeof name, "%.*s", (int)(strlen(base) - strlen(".walk")), base);
		if (!is_wanted(name, argc, argv))
			continue;
		failed += play_all(found.gl_pathv[i], name, programs, &passed);
	}
	globfree(&found);
	printf("walk: %d passed, %d failed\n", passed, failed);
	return failed > 0 || passed == 0;
}
