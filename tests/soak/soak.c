#include "soak.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

/* soak PROGRAMS [VISITS] - see soak.h; a sample in `make test` ends with the line that run_tests counts. */

static const char *const languages[] = {"nl", "en", "ar", "uk", "pl", "tr", "nl", "de", "fr", "nl-easy"};
enum { LANGUAGES = sizeof languages / sizeof *languages };

/* In twenty visits: eleven whole, two stopped, two walked away, two rights, one by finger, one officer, one practice. */
static const enum soak_kind mix[20] = {SOAK_WHOLE, SOAK_STOPPED, SOAK_WHOLE, SOAK_WHOLE, SOAK_OFFICER, SOAK_WHOLE,
        SOAK_FINGER, SOAK_RIGHTS, SOAK_WHOLE, SOAK_AWAY, SOAK_WHOLE, SOAK_WHOLE, SOAK_STOPPED, SOAK_WHOLE,
        SOAK_PRACTICE, SOAK_WHOLE, SOAK_AWAY, SOAK_WHOLE, SOAK_RIGHTS, SOAK_WHOLE};

static int make_ready(struct soak *s)
{
	char touch[DEMO_PATH + 8], keypad[DEMO_PATH + 8];
	int e = dir_remove(s->d.dir);

	(void)snprintf(s->fingers, sizeof s->fingers, "%.480s/fingers", s->d.dir);
	(void)snprintf(s->keys, sizeof s->keys, "%.480s/keys", s->d.dir);
	(void)snprintf(s->shot, sizeof s->shot, "%.480s/failed.png", s->d.dir);
	(void)snprintf(touch, sizeof touch, "fifo:%s", s->fingers);
	(void)snprintf(keypad, sizeof keypad, "fifo:%s", s->keys);
	if (e == 0)
		e = demo_setup(&s->d);
	if (e == 0)
		e = demo_start_hub(&s->d);
	if (e == 0)
		e = demo_start_sync(&s->d);
	if (e == 0)
		e = soak_finger_describe(s);
	if (e == 0)
		e = demo_start_kiosk(&s->d, (const char *const[]){"--headless", "--clock", "manual", "--speech", "none",
		                                    "--touch", touch, "--keypad", keypad, NULL});
	s->kiosk = s->d.kiosk_pid;
	if (e == 0)
		e = demo_await(&s->d, "idle"); /* the door answers before everything is open */
	if (e == 0)
		e = soak_finger_open(s);
	if (e == 0)
		e = soak_script(s, "enrol", "nl");
	return e ? err_up(e) : err_up(soak_advance(s, 400 * 1000));
}

/* What the screen showed when it went wrong. */
static void show(const struct soak *s)
{
	json_t *tree = NULL;

	if (!s->d.door || door_tree(s->d.door, &tree))
		return;
	tree_show(tree, stderr);
	json_decref(tree);
	if (door_do(s->d.door, NULL, "{s:s,s:s}", "do", "shot", "path", s->shot) == 0)
		(void)fprintf(stderr, "soak: its picture is %s\n", s->shot);
}

/* The day is opened and closed once, by an officer, early and late. */
static int desk_day(struct soak *s, int visit)
{
	bool opens = visit == s->visits / 20, closes = visit == s->visits * 2 / 5;
	int e;

	if (!opens && !closes)
		return 0;
	e = soak_script(s, opens ? "day_open" : "day_close", "nl");
	if (e == 0 && closes)
		e = soak_await_paper(s);
	return e ? err_up(e) : err_up(soak_advance(s, 400 * 1000));
}

static int live(struct soak *s)
{
	int every = s->visits >= 400 ? 50 : s->visits / 5 + 1, e = soak_watch(s);

	for (int i = 0; i < s->visits && e == 0; i++) {
		enum soak_kind kind = mix[i % 20];

		s->done = i;
		if ((e = desk_day(s, i)) == 0 && (e = soak_before(s, i, kind)) == 0)
			e = soak_visit(s, kind, languages[(i + i / 20) % LANGUAGES]);
		if (e) {
			(void)fprintf(stderr, "soak: visit %d, %s in %s: %s\n", i, soak_kind_name(kind),
			        languages[(i + i / 20) % LANGUAGES], err_why());
			show(s);
		}
		if (e == 0)
			e = soak_after(s, i);
		s->done = i + 1;
		if (e == 0 && ((i + 1) % every == 0 || i + 1 == s->visits))
			e = soak_watch(s);
	}
	if (e == 0 && waitpid(s->kiosk, NULL, WNOHANG) != 0)
		e = err_new(ECHILD, "the kiosk has ended");
	return err_up(e);
}

static void tell(const struct soak *s, double seconds)
{
	(void)printf("%d visits in %.1f s, %.1f hours of the kiosk's clock:", s->visits, seconds,
	        (double)s->day_ms / 3600000);
	for (int i = 0; i < SOAK_KINDS; i++)
		(void)printf(" %d %s%s", s->of_kind[i], soak_kind_name(i), i + 1 < SOAK_KINDS ? "," : "\n");
	(void)printf("%d times paper or cover, %d times unplugged, hub killed %d times, sync killed %d times\n",
	        s->paper_troubles, s->unplugged, s->hub_kills, s->sync_kills);
}

static int run(struct soak *s, int *records)
{
	int64_t from = clock_measure_us();
	int e = make_ready(s), flat = 0;

	if (e == 0)
		e = live(s);
	tell(s, (double)(clock_measure_us() - from) / 1e6);
	if (e == 0 && (flat = soak_flat(s)))
		(void)fprintf(stderr, "soak: %s\n", err_why());
	if (e == 0)
		e = soak_count(s, records);
	return e ? err_up(e) : flat;
}

int main(int argc, char **argv)
{
	const char *root = getenv("LOKET_ROOT"), *broken = getenv("SOAK_BREAK");
	struct soak *s = calloc(1, sizeof *s);
	int64_t visits = 1000;
	int e, records = 0;
	bool sample = argc == 4;

	if (!s || argc < 2 || (argc > 2 && !text_i64(argv[2], 20, SOAK_MOST, &visits))) {
		(void)fprintf(stderr, "soak: called by make soak as PROGRAMS [VISITS from 20 to %d]\n", SOAK_MOST);
		free(s);
		return 2;
	}
	s->visits = (int)visits;
	s->break_once = broken ? broken : "";
	s->number = calloc((size_t)visits + 1, sizeof *s->number);
	(void)snprintf(s->root, sizeof s->root, "%s", root ? root : ".");
	s->d.quiet = true;
	s->d.n_shots = DEMO_SHOTS;
	s->w.programs = argv[1];
	s->w.made = true;
	e = s->number ? demo_lay_out(&s->d, argv[1], sample ? "soak-sample" : "soak") : err_new(ENOMEM, "no memory");
	if (e == 0)
		e = run(s, &records);
	demo_stop(&s->d);
	if (e)
		(void)fprintf(stderr, "soak: %s\n", err_why());
	else
		(void)printf("soak: %d visits, %d records, 0 lost, 0 doubled, 0 restarts\n", s->visits, records);
	if (sample)
		(void)printf("soak: %d passed, %d failed\n", e == 0, e != 0);
	free(s->number);
	free(s);
	return e ? 1 : 0;
}
