/* soak_visit - one visit of each kind, from the welcome back to the welcome. */
#include <errno.h>
#include <linux/input-event-codes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "soak.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"

enum { PAPER_MS = 30000, LOCK_MS = 400 * 1000 };

static const char *const names[SOAK_KINDS] = {
        "whole", "stopped", "walked away", "rights", "by finger and key", "officer", "practice"};

const char *soak_kind_name(enum soak_kind kind)
{
	return names[kind];
}

int soak_advance(struct soak *s, int64_t ms)
{
	int r = door_do(s->d.door, NULL, "{s:s, s:I}", "do", "clock", "advance_ms", (json_int_t)ms);

	s->day_ms += ms;
	return r > 0 ? err_new(EPROTO, "the clock can not be moved: %s", door_why(s->d.door)) : err_up(r);
}

int soak_script(struct soak *s, const char *name, const char *lang)
{
	struct walk_script *script = NULL;
	char path[DEMO_PATH + 64];
	int e;

	(void)snprintf(path, sizeof path, "%s/tests/soak/%s.walk", s->root, name);
	e = walk_script_load(&script, path);
	s->w.lang = lang;
	s->w.taps = 0;
	s->w.station.door = s->d.door;
	s->w.station.pid = s->d.kiosk_pid;
	for (int i = 0; e == 0 && i < script->n; i++)
		if (!walk_step(&s->w, &script->instruction[i]))
			e = err_new(EPROTO, "%s:%d: %s: %s", path, script->instruction[i].line,
			        script->instruction[i].word[0], s->w.why);
	walk_script_free(script);
	return err_up(e);
}

/* The next sheet lies in the tray. */
int soak_await_paper(struct soak *s)
{
	int64_t until = clock_measure_us() + PAPER_MS * 1000LL;
	char path[DEMO_PATH + 16];

	(void)snprintf(path, sizeof path, "%s/%06d.png", s->d.papers, s->papers + 1);
	while (!file_exists(path)) {
		if (clock_measure_us() > until)
			return err_new(ETIMEDOUT, "no paper came: %s is missing", path);
		(void)usleep(2000);
	}
	s->papers++;
	return 0;
}

/* What the screen calls saved is held to. */
static int keep_number(struct soak *s)
{
	json_t *tree = NULL;
	const char *at = NULL;
	const json_t *node;
	size_t i;
	int e = door_tree(s->d.door, &tree);

	if (e)
		return err_up(e);
	json_array_foreach(json_object_get(tree, "nodes"), i, node)
	{
		const char *value = strstr(node_text(node, "value"), "DEMO-01-"),
		           *label = strstr(node_text(node, "label"), "DEMO-01-");

		at = at ? at : value ? value : label;
	}
	if (at)
		(void)snprintf(s->number[s->n_numbers++], SOAK_NUMBER, "%.*s",
		        (int)strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef0123456789-"), at);
	else
		e = err_new(EPROTO, "the screen %s calls no number saved", tree_screen(tree));
	json_decref(tree);
	return err_up(e);
}

/* ---- citizens ------------------------------------------------------------------------------------- */

static int whole(struct soak *s, const char *lang)
{
	bool paper = true;
	int e = demo_begin(&s->d, lang);

	if (e == 0)
		e = demo_reach(&s->d, "service:loss_report");
	if (e == 0)
		e = demo_questions(&s->d, lang, DEMO_ASKED);
	if (e == 0)
		e = demo_save(&s->d, lang);
	if (e == 0)
		e = keep_number(s);
	if (e == 0)
		e = soak_meanwhile(s, &paper);
	if (e == 0 && paper)
		e = soak_await_paper(s);
	return e ? err_up(e) : err_up(demo_reach(&s->d, "next"));
}

/* Begins, answers some, and either stops or is gone. */
static int begun(struct soak *s, const char *lang, bool stops)
{
	int e = demo_begin(&s->d, lang);

	if (e == 0)
		e = demo_reach(&s->d, "service:loss_report");
	if (e == 0)
		e = demo_questions(&s->d, lang, 1 + s->done % 14);
	if (e == 0 && stops)
		e = demo_tap(&s->d, "stop");
	if (e == 0 && stops)
		e = demo_await(&s->d, "stopped");
	if (e == 0 && !stops)
		e = soak_advance(s, 120 * 1000);
	if (e == 0 && !stops)
		e = demo_await(&s->d, "timeout");
	return e ? err_up(e) : err_up(soak_advance(s, 46 * 1000));
}

static int rights(struct soak *s, const char *lang)
{
	bool paper = true;
	int e = soak_script(s, "rights", lang);

	if (e == 0)
		e = soak_meanwhile(s, &paper);
	if (e == 0 && paper)
		e = soak_await_paper(s);
	if (e == 0)
		e = soak_script(s, "rights_end", lang);
	return e ? err_up(e) : err_up(soak_advance(s, 30 * 1000));
}

/* The panel is pulled out and put back, then a real finger chooses, then keys. */
static int by_finger(struct soak *s, const char *lang)
{
	char id[16];
	int e = demo_await(&s->d, "idle");

	(void)snprintf(id, sizeof id, "lang:%s", lang);
	if (e == 0)
		e = soak_finger_tap(s, "next");
	if (e == 0)
		e = demo_await(&s->d, "language");
	if (e == 0)
		e = soak_finger_key(s, KEY_TAB);
	if (e == 0)
		e = soak_finger_key(s, KEY_F1);
	if (e == 0)
		e = demo_await(&s->d, "help");
	if (e == 0)
		e = soak_finger_key(s, KEY_ESC);
	if (e == 0)
		e = demo_await(&s->d, "language");
	if (e == 0)
		e = demo_reach(&s->d, id);
	if (e == 0)
		e = demo_await(&s->d, "service");
	if (e == 0)
		e = soak_finger_tap(s, "stop");
	if (e == 0)
		e = demo_await(&s->d, "stopped");
	return e ? err_up(e) : err_up(soak_advance(s, 30 * 1000));
}

/* ---- officers --------------------------------------------------------------------------------------- */

static int officer(struct soak *s, const char *lang)
{
	bool paper = true;
	int e = soak_script(s, "officer", lang);

	if (e == 0)
		e = soak_meanwhile(s, &paper);
	if (e == 0)
		e = soak_await_paper(s);
	if (e == 0)
		e = soak_script(s, "officer_attest", lang);
	if (e == 0)
		e = keep_number(s);
	if (e == 0)
		e = soak_script(s, "badge_away", lang);
	return e ? err_up(e) : err_up(soak_advance(s, LOCK_MS));
}

static int practice(struct soak *s, const char *lang)
{
	int e = soak_script(s, "practice", lang);

	return e ? err_up(e) : err_up(soak_advance(s, LOCK_MS));
}

int soak_visit(struct soak *s, enum soak_kind kind, const char *lang)
{
	int e = 0;

	switch (kind) {
	case SOAK_WHOLE:
		e = whole(s, lang);
		break;
	case SOAK_STOPPED:
	case SOAK_AWAY:
		e = begun(s, lang, kind == SOAK_STOPPED);
		break;
	case SOAK_RIGHTS:
		e = rights(s, lang);
		break;
	case SOAK_FINGER:
		e = by_finger(s, lang);
		break;
	case SOAK_OFFICER:
		e = officer(s, lang);
		break;
	default:
		e = practice(s, lang);
		break;
	}
	if (e == 0)
		e = demo_await(&s->d, "idle");
	if (e)
		return err_up(e);
	s->of_kind[kind]++;
	return 0;
}
