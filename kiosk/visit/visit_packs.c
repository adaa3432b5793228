/* visit_packs - the notices of this station, loaded when somebody first needs one; and a notice that a citizen reads alone. */
#include <stdio.h>
#include <string.h>

#include "sys/log.h"
#include "sys/text.h"
#include "sys/zone.h"
#include "visit/duty_inside.h"

static int lowest(void *me, const char *pack)
{
	struct visit *v = me;
	int64_t n = 0;

	if (!v->world.desk ||
	        desk_number(&n, v->world.desk, 0, "SELECT version FROM pack_floor WHERE pack=?", "t", pack))
		return 0;
	return (int)n;
}

static void accepted(void *me, const char *pack, int version)
{
	struct visit *v = me;
	int r;

	if (!v->world.desk || lowest(v, pack) >= version)
		return;
	r = desk_run(v->world.desk,
	        "INSERT INTO pack_floor(pack,version) VALUES(?,?) ON CONFLICT(pack) DO UPDATE SET version=excluded.version",
	        "ti", pack, (int64_t)version);
	if (r)
		log_warn(v->world.log, "the version of a pack is not remembered (answer %d)", r);
}

void visit_today_text(const struct visit *v, char out[11])
{
	struct civil c = zone_civil(v->world.zone, clock_wall_ms(v->world.clock));

	(void)snprintf(
	        out, 11, "%04u-%02u-%02u", (unsigned)c.year % 10000, (unsigned)c.month % 100, (unsigned)c.day % 100);
}

void visit_packs_tell(struct visit *v, const struct buf *findings)
{
	const char *line = buf_str(findings);

	while (*line) {
		size_t n = strcspn(line, "\n");

		if (n)
			log_warn(v->world.log, "%.*s", (int)n, line);
		line += n + (line[n] == '\n');
	}
}

/* What packs are judged by here and today; only as long as use() runs. */
void visit_packs_world(struct visit *v, void (*use)(void *me, struct visit *v, const struct packs_world *w), void *me)
{
	char own[1200], shipped[1200], today[11];
	const char *folders[] = {own, shipped};
	struct packs_floor floor = {v, lowest, accepted};
	struct packs_world w = {.folders = folders, .n_folders = 2, .floor = &floor, .today = today};

	(void)snprintf(own, sizeof own, "%s/packs", v->world.data);
	(void)snprintf(shipped, sizeof shipped, "%s/notices", v->world.content);
	visit_today_text(v, today);
	w.keys = v->world.station->pack_keys;
	w.n_keys = (int)v->world.station->n_pack_keys;
	w.now_ms = clock_wall_ms(v->world.clock);
	if (v->world.desk &&
	        desk_table(v->world.desk,
	                "CREATE TABLE IF NOT EXISTS pack_floor(pack TEXT PRIMARY KEY, version INTEGER)") < 0)
		log_warn(v->world.log, "%s", err_why());
	use(me, v, &w);
}

static void open_packs(void *me, struct visit *v, const struct packs_world *w)
{
	struct buf *findings = me;
	int e = packs_open(&v->packs, w, findings);

	if (e)
		log_surprise(v->world.log, LOG_MODULE, e);
}

const struct packs *visit_packs(struct visit *v)
{
	AUTO_BUF findings;

	buf_init(&findings, 64 * 1024);
	if (v->packs || !v->world.station)
		return v->packs;
	visit_packs_world(v, open_packs, &findings);
	visit_packs_tell(v, &findings);
	return v->packs;
}

const struct notice *visit_notice(struct visit *v, const char *id, const char *lang)
{
	const struct packs *p = visit_packs(v);

	return p ? packs_find(p, id, lang) : NULL;
}

/* ---- a citizen reads alone ------------------------------------------------------------------ */

/* What everybody may read without a word to anyone. Nothing for suspects: that needs the moment and a colleague. */
static const char *const for_everybody[] = {
        "N-VIC", "N-WIT", "N-CMP", "N-DV", "N-PRV-W", "N-HLT", "N-EM", "N-FAM", NULL};

const char *visit_readable(struct visit *v, int i)
{
	int n = 0;

	for (const char *const *id = for_everybody; *id; id++)
		if (visit_notice(v, *id, "nl") && n++ == i)
			return *id;
	return NULL;
}

void visit_read(struct visit *v, const char *id)
{
	(void)text_copy(v->reading, sizeof v->reading, id);
}

const struct notice *visit_reading(struct visit *v)
{
	const struct notice *n = *v->reading ? visit_notice(v, v->reading, visit_language(v)) : NULL;

	return n || !*v->reading ? n : visit_notice(v, v->reading, "nl");
}
