/* vm_cuts - visits on the board's own file system, every block of which is noted; then 200 power cuts in the middle of them, offline */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/blockrun.h"
#include "board/vm/vm.h"
#include "board/vm/vm_disk.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum {
	CUTS = 200,
	VISITS_MOST = 16,
	VISITS = 3,
	FIRST_MS = 240000,
	NEXT_MS = 60000,
	RUN_MS = 120000,
	RECORDS_MAX = 16 << 20
};

struct told {
	struct blockjudge_saved saved[VISITS_MOST];
	size_t behind[VISITS_MOST], first;
	int n, wanted, cuts;
	char before[VM_PATH + 16];
	struct vm_place data;
};

/* A card as it was flashed, and a copy of it; no hub, so that every record stays on it; both kiosks at their first screen. */
static int begin(struct vm *v, struct told *t)
{
	int status, e;

	vm_kill(v);
	shadow_close(v);
	if (v->hub > 0 && kill(v->hub, SIGTERM) == 0 && proc_wait(v->hub, RUN_MS, &status))
		return err_new(5, "the hub does not end");
	v->hub = 0;
	(void)snprintf(t->before, sizeof t->before, "%s/before.img", v->dir);
	(void)snprintf(v->block_log, sizeof v->block_log, "%.900s/block.log", v->dir);
	e = vm_disk_new(v);
	if (e == 0)
		e = vm_disk_place(&t->data, v->disk, "data");
	if (e == 0)
		e = proc_run((const char *const[]){"cp", "--sparse=always", v->disk, t->before, NULL}, NULL, RUN_MS);
	if (e == 0)
		e = file_replace(v->block_log, "", 0, 0600);
	if (e == 0)
		e = shadow_open(v);
	if (e == 0)
		e = vm_start(v);
	if (e == 0 && !vm_same(v, 1, FIRST_MS))
		e = err_new(5, "the first screen does not come");
	return e ? err_up(e) : err_up(blocklog_count(&t->first, v->block_log));
}

static int visits(struct vm *v, struct told *t)
{
	int e = 0;

	while (t->n < t->wanted && e == 0) {
		int same;

		e = vm_walk(v, &same);
		if (e == 0)
			e = blocklog_count(&t->behind[t->n], v->block_log);
		if (e)
			return err_up(e);
		say("       visit %d is saved behind entry %zu", t->n + 1, t->behind[t->n]);
		t->n++;
		e = vm_both_tap(v, "next");
		if (e == 0 && !vm_same(v, 2, NEXT_MS))
			e = err_new(5, "the screen behind the receipt does not come");
	}
	return err_up(e);
}

static void judge_of(struct blockjudge *j, const struct vm *v)
{
	*j = (struct blockjudge){.station = "/station"};
	(void)snprintf(j->loketctl, sizeof j->loketctl, "%.900s/loketctl", v->build);
	(void)snprintf(j->key, sizeof j->key, "%.900s/authority.key", v->office);
	(void)snprintf(j->dir, sizeof j->dir, "%.900s/judged", v->dir);
}

/* No picture can be read: the n-th visit's number is that of the n-th record on the card as the machine left it. */
static int numbers(struct vm *v, struct told *t, struct blockjudge *j)
{
	char ext4[VM_PATH + 16], records[BLOCKJUDGE_PATH + 16];
	struct blockjudge_verdict verdict;
	AUTO_BUF said;
	int n = 0, e;

	buf_init(&said, RECORDS_MAX);
	(void)snprintf(ext4, sizeof ext4, "%s/left.ext4", v->dir);
	(void)snprintf(records, sizeof records, "%s/records", j->dir);
	e = vm_disk_part(v->disk, &t->data, ext4);
	if (e == 0)
		e = blockjudge(&verdict, j, ext4, 0);
	if (e == 0 && verdict.why[0])
		e = err_new(5, "on the card as it was left: %s", verdict.why);
	if (e == 0)
		e = file_read(&said, records);
	for (const char *at = buf_str(&said); e == 0 && *at && n < t->n; at += strcspn(at, "\n"), at += *at == '\n') {
		json_t *one = json_loadb(at, strcspn(at, "\n"), 0, NULL);
		const char *number = json_string_value(json_object_get(one, "number"));

		if (number && text_copy(t->saved[n].number, sizeof t->saved[n].number, number))
			t->saved[n].behind = t->behind[n];
		n += number != NULL;
		json_decref(one);
	}
	(void)unlink(ext4);
	return e          ? err_up(e)
	       : n < t->n ? err_new(5, "%d visits were called saved, %d records are on the card", t->n, n)
	                  : 0;
}

static void cut(struct vm *v, const struct told *t, struct blockjudge *j, uint64_t disk_bytes)
{
	struct blockrun_sum s = {0};
	struct blockrun r = {.before = t->before,
	        .log = v->block_log,
	        .disk_bytes = disk_bytes,
	        .first = t->first,
	        .near = t->behind,
	        .n_near = (size_t)t->n,
	        .cuts = t->cuts,
	        .seed = 1,
	        .say = say};
	int e;

	j->saved = t->saved;
	j->n_saved = (size_t)t->n;
	e = blockrun_station(&s, &r, j, (uint64_t)t->data.at, (uint64_t)t->data.bytes);
	(void)vm_check(v, e == 0, "%d power cuts over %zu of %zu entries%s%s", s.cuts, s.entries - t->first, s.entries,
	        e ? ": " : "", e ? err_why() : "");
	say("       %d tore a write, %d asked for more than the journal; %.2f s a cut, at most %.2f s", s.torn,
	        s.mended, s.cuts ? s.seconds / s.cuts : 0, s.slowest);
	(void)vm_check(
	        v, e == 0 && s.lost == 0 && s.doubled == 0, "%d lost after 'saved', %d doubled", s.lost, s.doubled);
	(void)vm_check(v, e == 0 && s.beyond_repair == 0, "%d file systems beyond repair", s.beyond_repair);
	(void)vm_check(v, e == 0 && s.corrupt == 0, "%d databases or chains corrupt", s.corrupt);
}

/* More of them for a night, fewer for a look. */
static int asked(const char *name, int otherwise, int most)
{
	const char *said = getenv(name);
	int64_t n;

	return said && text_i64(said, 1, most, &n) ? (int)n : otherwise;
}

void vm_cuts(struct vm *v)
{
	static const char *const big[] = {"before.img", "block.log", "judged.ext4"};
	struct told t = {
	        .wanted = asked("VM_VISITS", VISITS, VISITS_MOST), .cuts = asked("VM_CUTS", CUTS, BLOCKRUN_CUTS_MOST)};
	struct blockjudge j;
	int64_t bytes = 0;
	int e = begin(v, &t);

	judge_of(&j, v);
	if (e == 0)
		e = visits(v, &t);
	vm_kill(v);
	(void)vm_check(
	        v, e == 0, "%d visits by touches on a disk that is noted%s%s", t.n, e ? ": " : "", e ? err_why() : "");
	if (t.n > 0) {
		e = vm_disk_bytes(&bytes, v->disk);
		if (e == 0)
			e = numbers(v, &t, &j);
		if (vm_check(v, e == 0, "every number is on the card%s%s", e ? ": " : "", e ? err_why() : ""))
			cut(v, &t, &j, (uint64_t)bytes);
	}
	v->block_log[0] = 0;
	for (size_t i = 0; i < sizeof big / sizeof *big; i++) {
		char path[VM_PATH + 16];

		(void)snprintf(path, sizeof path, "%s/%s", v->dir, big[i]);
		(void)unlink(path);
	}
}
