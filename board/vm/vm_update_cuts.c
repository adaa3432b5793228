/* vm_update_cuts - the power goes at 300 moments of an installation and the first start after it, from the log of blocks; 6 of them are switched on */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "board/vm/blockboot.h"
#include "board/vm/blockrun.h"
#include "board/vm/vm_disk.h"
#include "board/vm/vm_update.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

enum { CUTS = 300, BOOTS = 6, NEAR_MOST = 256, EACH = 6, BEFORE_INSTALL = 40 };

struct boot {
	char disk[VM_PATH];
	size_t at;
	const char *version; /* that comes up */
	struct vm_update_told told; /* what its journal held when the power went */
};

/* Shared with the process that replays. Its names are in the program itself, alike in both. */
struct vm_update_court {
	struct vm *v;
	struct vm_update own; /* with a folder of the judge's own: the second evening is judged at the same time */
	const struct vm_update *u;
	pid_t pid;
	char said[VM_PATH + 16]; /* what it said, for when it is done */
	int passed, failed;
	bool is_played;
	char files[4][VM_PATH + 64];
	struct blockboot boot;
	struct vm_place data;
	int64_t disk_bytes;
	int cuts; /* all of them */
	size_t near[NEAR_MOST], n_near, first;
	size_t *writes; /* of the first n entries: how many are of the data partition, and the last of them + 1 */
	struct blockjudge_verdict known; /* of the last data partition that was judged */
	size_t known_writes; /* it held so many writes, and none on its way; SIZE_MAX: not so */
	int judged; /* data partitions; the others were as the one before */
	int torn_state, no_state, second_try, bricks, version[BLOCKBOOT_IMAGES_MOST];
	struct boot boots[BOOTS];
	int n_boots;
};

static int find_places(struct vm_update_court *c)
{
	static const char *const names[] = {"env", "boot-a", "boot-b", "root-a", "root-b"};
	uint64_t *const at[] = {&c->boot.env, &c->boot.boot[0], &c->boot.boot[1], &c->boot.root[0], &c->boot.root[1]};
	struct vm_place p;
	int e = vm_disk_place(&c->data, c->u->before, "data");

	for (size_t i = 0; i < sizeof names / sizeof *names && e == 0; i++) {
		e = vm_disk_place(&p, c->u->before, names[i]);
		if (e == 0)
			*at[i] = (uint64_t)p.at;
	}
	if (e == 0)
		e = vm_disk_bytes(&c->disk_bytes, c->u->before);
	return err_up(e);
}

/* From shortly before the first byte that goes into the other slot; close behind each change of the boot state, several times each: what was
 * on its way differs. */
static int find_moments(struct vm_update_court *c)
{
	struct blocklog log;
	int e = blocklog_open(&log, c->u->log, (uint64_t)c->disk_bytes);

	if (e)
		return err_up(e);
	c->writes = calloc(2 * (log.n + 1), sizeof *c->writes);
	for (size_t i = 0; i < log.n && c->writes; i++) {
		const struct blocklog_entry *w = &log.entry[i];
		bool in_data = w->bytes && w->to + w->bytes > (uint64_t)c->data.at;
		bool in_slot = w->bytes && w->to < (uint64_t)c->data.at && w->to + w->bytes > c->boot.boot[0];
		bool in_env = w->bytes && w->to + w->bytes > c->boot.env && w->to < c->boot.boot[0];

		c->writes[2 * i + 2] = c->writes[2 * i] + in_data;
		c->writes[2 * i + 3] = in_data ? i + 1 : c->writes[2 * i + 1];
		if (in_slot && !c->first)
			c->first = i > BEFORE_INSTALL ? i - BEFORE_INSTALL : 1;
		for (int k = 0; in_env && c->first && k < EACH && c->n_near < NEAR_MOST; k++)
			c->near[c->n_near++] = i;
	}
	say("       %zu blocks were written, the installation begins at %zu; %zu changes of the boot state behind it",
	        log.n, c->first, c->n_near / EACH);
	blocklog_close(&log);
	if (!c->writes)
		return err_new(12, "no memory for the moments of power cuts");
	return c->first && c->n_near ? 0 : err_new(5, "nothing was installed while blocks were noted");
}

/* This one will be switched on. */
static int keep(struct vm_update_court *c, const struct blockrun_sum *s, const struct blockcut *cut, size_t at,
        const char *version)
{
	struct boot *b = &c->boots[c->n_boots];
	char folder[VM_PATH + 64];
	int e;

	if (c->n_boots == BOOTS || s->cuts != (2 * c->n_boots + 1) * c->cuts / (2 * BOOTS))
		return 0;
	(void)snprintf(b->disk, sizeof b->disk, "%.900s/cut-%d.img", c->v->dir, c->n_boots + 1);
	(void)snprintf(folder, sizeof folder, "%s/update", c->u->judge.dir);
	b->at = at;
	b->version = version;
	e = vm_update_read(&b->told, folder);
	if (e == 0)
		e = blockcut_copy(cut, 0, (uint64_t)c->disk_bytes, b->disk);
	c->n_boots += e == 0;
	return err_up(e);
}

static int judge_boot(struct vm_update_court *c, const char **version, size_t at)
{
	struct blockboot_verdict v;
	int e = blockboot_look(&v, &c->boot, c->u->before);

	if (e)
		return err_up(e);
	*version = blockboot_version(&v, &c->boot);
	c->torn_state += !v.whole[0] || !v.whole[1];
	c->no_state += !v.whole[0] && !v.whole[1];
	c->second_try += v.image < 0 && v.other >= 0;
	c->bricks += !*version;
	for (int i = 0; i < c->boot.n_images && *version; i++)
		c->version[i] += text_is(*version, c->boot.image[i].version);
	if (v.image < 0)
		say("       behind block %zu: slot %c is tried (%d left) and holds no whole image; %s", at,
		        'A' + v.slot, v.left[v.slot], *version ? "the other comes up" : "nothing comes up");
	return 0;
}

/* The data partition, on a copy. As long as nothing was written to it and nothing is on its way, it is the one judged before. */
static int judge_data(struct vm_update_court *c, struct blockjudge_verdict *v, const struct blockrun_sum *s,
        const struct blockcut *cut, size_t at)
{
	char part[VM_PATH + 16];
	bool quiet = c->writes[2 * at + 1] <= s->cut.durable;
	int e;

	*v = c->known;
	if (quiet && c->known_writes == c->writes[2 * at])
		return 0;
	(void)snprintf(part, sizeof part, "%s.ext4", c->u->judge.dir);
	e = blockcut_copy(cut, (uint64_t)c->data.at, (uint64_t)c->data.bytes, part);
	if (e == 0)
		e = blockjudge(v, &c->u->judge, part, at);
	c->known = *v;
	c->known_writes = quiet && e == 0 ? c->writes[2 * at] : SIZE_MAX;
	c->judged++;
	return err_up(e);
}

static int judge(void *self, struct blockrun_sum *s, const struct blockcut *cut, size_t at)
{
	struct vm_update_court *c = self;
	struct blockjudge_verdict v = {0};
	const char *version = NULL;
	int e = judge_boot(c, &version, at);

	if (e == 0)
		e = judge_data(c, &v, s, cut, at);
	if (e == 0 && version)
		e = keep(c, s, cut, at, version);
	if (e)
		return err_up(e);
	blockrun_add(s, &v);
	if (v.why[0])
		say("       behind block %zu: %s", at, v.why);
	return 0;
}

static bool replay(struct vm_update_court *c)
{
	struct blockrun_sum s = {0};
	struct blockrun r = {.before = c->u->before,
	        .log = c->u->log,
	        .disk_bytes = (uint64_t)c->disk_bytes,
	        .first = c->first,
	        .near = c->near,
	        .n_near = c->n_near,
	        .cuts = c->cuts,
	        .seed = 1,
	        .say = say};
	int e = blockrun(&s, &r, judge, c);

	(void)vm_check(c->v, e == 0 && s.cuts == c->cuts, "the power goes at %d moments of %zu blocks%s%s", s.cuts,
	        s.entries - c->first, e ? ": " : "", e ? err_why() : "");
	say("       %d tore a write, %d different data partitions, %d asked for more than their journal; %.2f s a cut, at most %.2f s",
	        s.torn, c->judged, s.mended, s.cuts ? s.seconds / s.cuts : 0, s.slowest);
	/* U-Boot gives the disk no flush between the two; but all that differs lies in the first 512 bytes of a copy, which no card tears. */
	(void)vm_check(c->v, e == 0 && c->no_state == 0,
	        "a boot state is there each time; one of its two copies was torn %d times", c->torn_state);
	(void)vm_check(c->v, e == 0 && c->bricks == 0 && c->second_try == 0,
	        "one whole system each time: %d the one before, %d the new one, %d only by falling back, %d none",
	        c->version[0], c->version[1], c->second_try, c->bricks);
	(void)vm_check(c->v, e == 0 && s.lost == 0 && s.doubled == 0,
	        "every record is there each time: %d lost, %d doubled", s.lost, s.doubled);
	(void)vm_check(c->v, e == 0 && s.corrupt == 0 && s.beyond_repair == 0,
	        "%d stores corrupt, %d file systems beyond repair", s.corrupt, s.beyond_repair);
	return e == 0;
}

/* What this board has to tell when it comes up. */
static void foresee(struct vm_update_told *t, const struct boot *b)
{
	*t = b->told;
	if (!*t->tried)
		return;
	vm_update_add(t, text_is(t->tried, b->version) ? "confirmed" : t->written ? "fell_back" : "cut_off", t->tried);
}

static void switch_on(struct vm_update_court *c, const struct boot *b, int which)
{
	struct vm *v = c->v;
	struct blockjudge_verdict verdict = {0};
	struct vm_update_told t, after = {0};
	char name[64], folder[VM_PATH + 16], disk[VM_PATH];
	bool shows;
	int e;

	foresee(&t, b);
	(void)snprintf(name, sizeof name, "cut %d, behind block %zu, %s comes up: %s", which, b->at, b->version,
	        t.n ? t.event[t.n - 1].outcome : "nothing to tell");
	(void)text_copy(disk, sizeof disk, v->disk);
	(void)text_copy(v->disk, sizeof v->disk, b->disk);
	e = vm_start(v);
	shows = e == 0 && vm_update_shows(v, &t, name);
	say("       %6.1f s", (double)(clock_measure_us() - v->started_us) / 1e6);
	vm_kill(v);
	(void)snprintf(folder, sizeof folder, "%s/update", c->u->judge.dir);
	if (e == 0)
		e = vm_update_judge(&verdict, v, &c->u->judge);
	if (e == 0)
		e = vm_update_read(&after, folder);
	(void)vm_check(v,
	        e == 0 && shows && !verdict.why[0] && verdict.lost == 0 && after.n >= t.n &&
	                (t.n == 0 || text_is(after.event[t.n - 1].outcome, t.event[t.n - 1].outcome)),
	        "cut %d: its journal tells it too, and %d of %zu records are there%s%s", which,
	        (int)c->u->judge.n_saved - verdict.lost, c->u->judge.n_saved, e || verdict.why[0] ? ": " : "",
	        e ? err_why() : verdict.why);
	(void)text_copy(v->disk, sizeof v->disk, disk);
	(void)unlink(b->disk);
}

/* More of them for a night, fewer for a look. */
static int cuts_asked(void)
{
	const char *said = getenv("VM_UPDATE_CUTS");
	int64_t n;

	return said && text_i64(said, BOOTS, BLOCKRUN_CUTS_MOST, &n) ? (int)n : CUTS;
}

static void replay_all(struct vm_update_court *c)
{
	int e = find_places(c);

	if (e == 0)
		e = find_moments(c);
	if (e)
		(void)vm_check(c->v, false, "%s", err_why());
	c->is_played = e == 0 && replay(c);
	free(c->writes);
	c->writes = NULL;
}

/* In the new process: nothing of the machine is its own but the card of before and the log of blocks. */
static void be_the_court(struct vm_update_court *c)
{
	int passed = c->v->passed, failed = c->v->failed;

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!freopen(c->said, "w", stdout))
		_exit(1);
	replay_all(c);
	c->passed = c->v->passed - passed;
	c->failed = c->v->failed - failed;
	(void)fflush(stdout);
	_exit(0);
}

struct vm_update_court *vm_update_court_open(struct vm *v, const struct vm_update *u)
{
	struct vm_update_court *c = mmap(NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pid;

	if (c == MAP_FAILED)
		return NULL;
	*c = (struct vm_update_court){.v = v, .own = *u, .cuts = cuts_asked(), .known_writes = SIZE_MAX};
	c->u = &c->own;
	c->own.judge.saved = c->own.saved;
	(void)snprintf(c->own.judge.dir, sizeof c->own.judge.dir, "%.900s/judged-cuts", v->dir);
	(void)snprintf(c->said, sizeof c->said, "%.900s/cuts.said", v->dir);
	for (int i = 0; i < 4; i++)
		(void)snprintf(c->files[i], sizeof c->files[i], "%.*s/%s%s", (int)(strrchr(v->image, '/') - v->image),
		        v->image, i / 2 ? "bundles/good/" : "", i % 2 ? "slot.img" : "root.img");
	c->boot.image[0] = (struct blockboot_image){"the one before", c->files[0], c->files[1]};
	c->boot.image[1] = (struct blockboot_image){VM_UPDATE_GOOD, c->files[2], c->files[3]};
	c->boot.n_images = 2;
	(void)fflush(stdout);
	pid = fork();
	if (pid == 0)
		be_the_court(c);
	c->pid = pid;
	if (pid > 0)
		return c;
	(void)munmap(c, sizeof *c);
	return NULL;
}

void vm_update_court_close(struct vm_update_court *c, struct vm *v)
{
	int status = -1;
	AUTO_BUF said;

	buf_init(&said, 1 << 20);
	if (!c) {
		(void)vm_check(v, false, "no process for power cuts");
		return;
	}
	if (waitpid(c->pid, &status, 0) != c->pid || status || file_read(&said, c->said))
		(void)vm_check(v, false, "the power cuts were not judged to their end (status %d)", status);
	(void)fputs(buf_str(&said), stdout);
	v->passed += c->passed;
	v->failed += c->failed;
	for (int i = 0; i < c->n_boots && c->is_played; i++)
		switch_on(c, &c->boots[i], i + 1);
	(void)unlink(c->said);
	(void)munmap(c, sizeof *c);
}
