/* cuts - cuts BUILD [CUTS [VISITS [SEED]]]; the last line is "cuts: N cuts, 0 lost, 0 doubled, 0 corrupt, 0 beyond repair" */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "cuts.h"
#include "sys/file.h"
#include "sys/text.h"

static const char *const langs[] = {"nl", "en", "ar"};

static int lay_out(struct cuts *c, const char *build)
{
	const struct {
		char *out;
		const char *name;
	} at[] = {{c->before, "before.img"}, {c->disk, "disk.img"}, {c->log, "log"}, {c->offered, "offered"},
	        {c->mount, "data"}};
	int e = demo_lay_out(&c->d, build, "cuts");

	c->d.quiet = true;
	c->is_broken = getenv("CUTS_BREAK") != NULL;
	if (e == 0)
		e = dir_remove(c->d.dir);
	if (e == 0)
		e = demo_setup(&c->d);
	for (size_t i = 0; i < sizeof at / sizeof *at && e == 0; i++)
		e = path_join(at[i].out, DEMO_PATH, c->d.dir, at[i].name);
	if (e == 0)
		e = dir_make(c->d.shots, 0755);
	return err_up(e);
}

/* One visit after the other; each number with the place of the log where the screen had called it saved. */
static int play(struct cuts *c, int visits)
{
	int e = demo_start_kiosk(&c->d, (const char *const[]){"--headless", "--speech", "none", NULL});

	if (e == 0)
		e = demo_await(&c->d, "idle");
	if (e == 0)
		e = blocklog_count(&c->first, c->log);
	for (int i = 0; i < visits && e == 0; i++) {
		const char *lang = langs[i % 3];
		struct blockjudge_saved *s = &c->saved[c->n_saved];

		c->d.n_shots = DEMO_SHOTS; /* no pictures */
		e = demo_begin(&c->d, lang);
		if (e == 0)
			e = demo_tap(&c->d, "service:loss_report");
		if (e == 0)
			e = demo_questions(&c->d, lang, DEMO_ASKED);
		if (e == 0)
			e = demo_save(&c->d, lang);
		if (e == 0)
			e = blocklog_count(&s->behind, c->log);
		if (e == 0)
			e = demo_tap(&c->d, "next");
		(void)text_copy(s->number, sizeof s->number, c->d.visit[0].number);
		c->n_saved++;
	}
	return err_up(e);
}

static int replay(struct blockrun_sum *out, const struct cuts *c, int cuts, int seed)
{
	struct blockjudge j = {.station = "/station", .saved = c->saved, .n_saved = c->n_saved};
	size_t near[CUTS_VISITS_MOST];
	struct blockrun r = {.before = c->before,
	        .log = c->log,
	        .disk_bytes = CUTS_DISK_BYTES,
	        .first = c->first,
	        .near = near,
	        .n_near = c->n_saved,
	        .cuts = cuts,
	        .seed = (uint64_t)seed,
	        .say = say};

	for (size_t i = 0; i < c->n_saved; i++)
		near[i] = c->saved[i].behind;
	(void)snprintf(j.loketctl, sizeof j.loketctl, "%s/loketctl", c->d.programs);
	(void)snprintf(j.key, sizeof j.key, "%s/authority.key", c->d.office);
	(void)snprintf(j.dir, sizeof j.dir, "%s/judged", c->d.dir);
	return err_up(blockrun_station(out, &r, &j, 0, CUTS_DISK_BYTES));
}

static int tell(const struct cuts *c, const struct blockrun_sum *s)
{
	say("%zu visits, %zu entries in the log, %zu of them since the first visit", c->n_saved, s->entries,
	        s->entries - c->first);
	say("%d cuts tore a write, %d asked for more than the journal; %.2f s a cut, at most %.2f s", s->torn,
	        s->mended, s->cuts ? s->seconds / s->cuts : 0, s->slowest);
	say("cuts: %d cuts, %d lost, %d doubled, %d corrupt, %d beyond repair", s->cuts, s->lost, s->doubled,
	        s->corrupt, s->beyond_repair);
	return !blockrun_is_good(s);
}

static int number(int argc, char **argv, int i, int otherwise, int most)
{
	int64_t v;

	return argc > i && text_i64(argv[i], 1, most, &v) ? (int)v : otherwise;
}

int main(int argc, char **argv)
{
	static struct cuts c;
	struct blockrun_sum s = {0};
	int e;

	if (argc < 2) {
		(void)fputs("cuts: takes BUILD, and how many cuts, visits, and a seed\n", stderr);
		return 2;
	}
	e = lay_out(&c, argv[1]);
	if (e == 0)
		e = cuts_disk_open(&c);
	if (e == 0)
		e = play(&c, number(argc, argv, 3, 6, CUTS_VISITS_MOST));
	door_close(c.d.door);
	c.d.door = NULL;
	demo_end(&c.d.kiosk_pid, SIGKILL);
	cuts_disk_close(&c);
	if (e > 0) {
		say("cuts: skipped: needs root, /dev/fuse, a loop device and qemu-storage-daemon");
		return 0;
	}
	if (e == 0)
		e = replay(&s, &c, number(argc, argv, 2, 200, BLOCKRUN_CUTS_MOST), number(argc, argv, 4, 1, 1 << 30));
	if (e) {
		(void)fprintf(stderr, "cuts: %s (%s)\n", err_why(), err_trace());
		return 1;
	}
	return tell(&c, &s);
}
