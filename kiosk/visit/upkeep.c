#include "visit/upkeep.h"

#include <jansson.h>
#include <stdlib.h>

#include "sys/file.h"
#include "sys/log.h"
#include "sys/loop.h"
#include "sys/text.h"
#include "sys/version.h"
#include "visit/duty_recover.h"
#include "visit/newcomer.h"
#include "visit/visit_inside.h"

enum { LOOK_MS = 500, NEWS_BYTES_MAX = 8192 };

struct upkeep {
	struct errand errands[UPKEEP_TASKS];
	struct check_list checks;
	uint64_t logged; /* what failed when it was last written into the log */
	int wake; /* draws again; 0 = nobody asked */
	int timer; /* looks whether a unit told something; 0 = none is under way */
};

/* The units' own names: board/units. */
static const char *const names[UPKEEP_TASKS] = {
        [UPKEEP_EXPORT] = "stick-export",
        [UPKEEP_IMPORT] = "stick-import",
        [UPKEEP_UPDATE] = "update",
        [UPKEEP_CONTENT] = "content",
        [UPKEEP_RESTART] = "restart",
        [UPKEEP_RESET] = "reset",
        [UPKEEP_COMMISSION_LOOK] = "commission-look",
        [UPKEEP_COMMISSION_TAKE] = "commission-take",
};

static struct upkeep *upkeep_of(struct visit *v)
{
	if (!v->upkeep)
		v->upkeep = calloc(1, sizeof *v->upkeep);
	return v->upkeep;
}

bool upkeep_may(const struct visit *v)
{
	return duty_may(v, ACTION_TECHNICIAN, 0);
}

/* What a stick brings is signed, and judged by who takes it: without an officer only that is asked for. */
static bool may_ask(const struct visit *v, enum upkeep_task task)
{
	if (task == UPKEEP_COMMISSION_LOOK || task == UPKEEP_COMMISSION_TAKE)
		return newcomer_is_offered(v);
	return upkeep_may(v) || (task == UPKEEP_IMPORT && duty_may_recover(v));
}

/* Also when it has just become a station, and the machine is about to start anew. */
static bool may_see(const struct visit *v, enum upkeep_task task)
{
	bool commissions = task == UPKEEP_COMMISSION_LOOK || task == UPKEEP_COMMISSION_TAKE;

	return commissions ? !v->world.station : may_ask(v, task);
}

bool upkeep_has_units(const struct visit *v)
{
	return v->world.errands && *v->world.errands && file_exists(v->world.errands);
}

static bool is_under_way(const struct errand *e)
{
	return e->state != ERRAND_NONE && !errand_is_over(e);
}

/* What a unit's work came to, with the page of the manual about it; its own sentence stands in its own log. */
static void log_end(const struct visit *v, const struct errand *e)
{
	static const char *const words[] = {[ERRAND_DONE] = "done", [ERRAND_FAILED] = "failed"};

	if (e->state == ERRAND_UNANSWERED)
		log_warn(v->world.log, "%s: nobody answers [%s]", e->name, UPKEEP_SILENT);
	else if (errand_is_over(e))
		log_info(v->world.log, "%s: %s [%s]", e->name, words[e->state], e->code);
}

static bool look(struct visit *v, enum upkeep_task task)
{
	bool moved = errand_look(&v->upkeep->errands[task], clock_mono_ms(v->world.clock));

	if (moved)
		log_end(v, &v->upkeep->errands[task]);
	return moved;
}

static int on_look(void *me)
{
	struct visit *v = me;
	bool moved = false;

	v->upkeep->timer = 0;
	for (int i = 0; i < UPKEEP_TASKS; i++)
		moved |= look(v, (enum upkeep_task)i);
	if (moved && v->world.changed)
		v->world.changed(v->world.me);
	if (upkeep_is_busy(v))
		v->upkeep->timer = loop_after(v->world.loop, LOOK_MS, on_look, v);
	return 0;
}

enum desk_answer upkeep_begin(struct visit *v, enum upkeep_task task)
{
	struct upkeep *u;
	int r;

	if (!may_ask(v, task))
		return DESK_DENIED;
	if (duty_is_practice(v))
		return DESK_PRACTICE;
	u = upkeep_of(v);
	if (!u || !upkeep_has_units(v))
		return DESK_TROUBLE;
	if (is_under_way(&u->errands[task]) || (task == UPKEEP_RESET && !*v->statement))
		return DESK_NOT_NOW;
	r = errand_ask(&u->errands[task], v->world.errands, names[task], "", clock_mono_ms(v->world.clock));
	if (r < 0) {
		log_surprise(v->world.log, LOG_MODULE, r);
		return DESK_TROUBLE;
	}
	log_info(v->world.log, "%s asked for %s", upkeep_may(v) ? "a technician" : "who has no session here",
	        names[task]);
	if (!u->timer)
		u->timer = loop_after(v->world.loop, LOOK_MS, on_look, v);
	return DESK_DONE;
}

const struct errand *upkeep_errand(struct visit *v, enum upkeep_task task)
{
	static const struct errand none = {.percent = -1};

	if (!v->upkeep || !may_see(v, task))
		return &none;
	(void)look(v, task);
	return &v->upkeep->errands[task];
}

bool upkeep_is_busy(const struct visit *v)
{
	for (int i = 0; v->upkeep && i < UPKEEP_TASKS; i++)
		if (is_under_way(&v->upkeep->errands[i]))
			return true;
	return false;
}

/* ---- a screen that counts ------------------------------------------------------------------ */

static int on_wake(void *me)
{
	struct visit *v = me;

	v->upkeep->wake = 0;
	if (v->world.changed)
		v->world.changed(v->world.me);
	return 0;
}

void upkeep_wake_in(struct visit *v, int ms)
{
	struct upkeep *u = upkeep_of(v);

	if (!u)
		return;
	loop_cancel(v->world.loop, u->wake);
	u->wake = loop_after(v->world.loop, ms, on_wake, v);
	if (u->wake < 0)
		u->wake = 0; /* it is drawn at the next touch */
}

const char *upkeep_version(void)
{
	return LOKET_VERSION;
}

int64_t upkeep_now_ms(const struct visit *v)
{
	return clock_mono_ms(v->world.clock);
}

/* ---- what the latest update came to -------------------------------------------------------- */

static void take_text(char *out, size_t room, const json_t *from, const char *key)
{
	const char *text = json_string_value(json_object_get(from, key));

	(void)text_copy(out, room, text ? text : "");
}

bool upkeep_news(struct upkeep_news *out, const struct visit *v)
{
	json_t *news = NULL;
	AUTO_BUF text;

	buf_init(&text, NEWS_BYTES_MAX);
	if (!duty_is_open(v) || !v->world.update_told || !file_exists(v->world.update_told) ||
	        file_read(&text, v->world.update_told) < 0)
		return false;
	news = json_loadb((const char *)text.data, text.len, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(news)) {
		json_decref(news);
		return false;
	}
	take_text(out->outcome, sizeof out->outcome, news, "outcome");
	take_text(out->code, sizeof out->code, news, "code");
	take_text(out->version, sizeof out->version, news, "version");
	take_text(out->from, sizeof out->from, news, "from");
	take_text(out->why, sizeof out->why, news, "why");
	json_decref(news);
	return *out->outcome != '\0';
}

/* ---- devices ------------------------------------------------------------------------------- */

/* What fails stands in the log whole and in English, once as long as it is the same: a screen may say less. */
static void log_failed(const struct visit *v, struct upkeep *u)
{
	uint64_t now = 1469598103934665603u; /* FNV-1a */

	for (size_t i = 0; i < u->checks.n; i++)
		for (const char *c = u->checks.rows[i].found; u->checks.rows[i].verdict == CHECK_FAILED && *c; c++)
			now = (now ^ (unsigned char)*c) * 1099511628211u;
	if (now == u->logged)
		return;
	u->logged = now;
	for (size_t i = 0; i < u->checks.n; i++)
		if (u->checks.rows[i].verdict == CHECK_FAILED)
			log_info(v->world.log, "check %s: %s [%s]", u->checks.rows[i].name, u->checks.rows[i].found,
			        u->checks.rows[i].code);
}

const struct check_list *upkeep_checks(struct visit *v)
{
	static const struct check_list none;
	struct upkeep *u = upkeep_may(v) ? upkeep_of(v) : NULL;

	if (!u)
		return &none;
	u->checks = (struct check_list){0};
	if (v->world.look)
		v->world.look(v->world.me, &u->checks);
	log_failed(v, u);
	return &u->checks;
}

void upkeep_free(struct visit *v)
{
	if (v->upkeep) {
		loop_cancel(v->world.loop, v->upkeep->timer);
		loop_cancel(v->world.loop, v->upkeep->wake);
	}
	free(v->upkeep);
	v->upkeep = NULL;
}
