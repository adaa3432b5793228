/* update_status - how this device stands, for a person and for machines. */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <time.h>

#include "board/update_inside.h"
#include "sys/buf.h"

enum { LATEST = 5 };

static void add_time(struct buf *out, int64_t at_ms)
{
	time_t s = (time_t)(at_ms / 1000);
	struct tm t;
	char text[32];

	if (gmtime_r(&s, &t) && strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &t) > 0)
		buf_text(out, text);
}

static void add_slots(struct buf *out, const struct rauc_status *s)
{
	buf_printf(out, "device    %s\n", s->compatible);
	for (int i = 0; i < s->n_slots; i++)
		buf_printf(out, "slot      %s%s%s%s%s%s\n", s->slots[i].name, *s->slots[i].version ? ", version " : "",
		        s->slots[i].version, s->slots[i].booted ? ", runs" : "",
		        s->slots[i].primary ? ", starts next" : "", s->slots[i].good ? ", good" : ", not good");
}

int update_status(struct buf *out, const struct update_world *w)
{
	const struct update_journal *j = w->journal;
	char why[RAUC_WHY_MAX + 1] = "";
	struct rauc_status s;
	int r = w->rauc.ops->status(w->rauc.me, &s, why);

	buf_printf(out, "running   %s\nfloor     %s\n", w->running, j->floor);
	if (r)
		buf_printf(out, "RAUC      does not answer: %s\n", why);
	else
		add_slots(out, &s);
	if (j->tried.on)
		buf_printf(out, "under way version %s into %s, %s\n", j->tried.version, j->tried.to_slot,
		        j->tried.written ? "written, not yet confirmed" : "being written");
	for (int i = j->n_events - 1; i >= 0 && i >= j->n_events - LATEST; i--) {
		add_time(out, j->events[i].at_ms);
		buf_printf(out, "  %s: %s\n", update_outcome_name(j->events[i].outcome), j->events[i].why);
	}
	return err_up(buf_done(out));
}

static json_t *slots_json(const struct rauc_status *s)
{
	json_t *list = json_array();

	for (int i = 0; i < s->n_slots; i++)
		(void)json_array_append_new(list,
		        json_pack("{s:s,s:s,s:b,s:b,s:b}", "name", s->slots[i].name, "version", s->slots[i].version,
		                "booted", s->slots[i].booted, "good", s->slots[i].good, "next", s->slots[i].primary));
	return list;
}

int update_status_json(struct buf *out, const struct update_world *w)
{
	const struct update_journal *j = w->journal;
	const struct update_event *e = update_journal_last(j);
	char why[RAUC_WHY_MAX + 1] = "";
	struct rauc_status s = {0};
	json_t *root;
	char *text;
	int r = w->rauc.ops->status(w->rauc.me, &s, why);

	root = json_pack("{s:s,s:s,s:b,s:s,s:o,s:s?,s:b,s:s,s:s,s:s,s:I}", "running", w->running, "floor", j->floor,
	        "rauc", r == 0, "device", s.compatible, "slots", slots_json(&s), "trying",
	        j->tried.on ? j->tried.version : NULL, "written", j->tried.on && j->tried.written, "outcome",
	        e ? update_outcome_name(e->outcome) : "nothing", "version", e ? e->version : "", "why", e ? e->why : "",
	        "n", (json_int_t)j->serial);
	text = root ? json_dumps(root, JSON_COMPACT) : NULL;
	json_decref(root);
	if (!text)
		return err_new(ENOMEM, "no memory to say how updates stand");
	buf_printf(out, "%s\n", text);
	free(text);
	return err_up(buf_done(out));
}
