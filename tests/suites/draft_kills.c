/*
 * draft_kills - the kiosk is killed at any moment of a visit, and nothing that was confirmed is lost
 *
 * A person walks through the loss report in real time; a second process kills the kiosk when its time comes. After the next
 * start an officer brings the visit back: it stands at the question where it stood, and every answer whose question
 * had been left a moment before is there.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "harness.h"
#include "sys/clock.h"
#include "sys/text.h"
#include "tests/screen/station.h"

#define BADGE "0123456789abcdef0123456789abcdef"

enum {
	ROUNDS = 10,
	LIMIT_S = 200,
	WITHIN_MS = 1800,
	PACE_MS = 220,
	KILL_MIN_MS = 600,
	KILL_MAX_MS = 6500,
	ID = 80,
	SAID_MOST = 80
};

/* What a round knows: what was said where, when its question was left, and the questions that were seen since. */
static struct {
	struct station s;
	struct said {
		char id[ID], text[24]; /* a choice has no text */
		int64_t left_ms; /* 0: not left */
	} said[SAID_MOST];
	int n_said;
	struct {
		char ref[ID];
		int64_t since_ms;
	} question[SAID_MOST];
	int n_questions;
} me;

static int64_t now_ms(void)
{
	return clock_measure_us() / 1000;
}

static void pause_ms(int ms)
{
	(void)nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

/* ---- at the door: false when the kiosk is not there any more --------------------------------------- */

static bool tap(const char *id)
{
	return door_do(me.s.door, NULL, "{s:s,s:s}", "do", "tap", "id", id) == 0;
}

static bool await(const char *screen)
{
	return door_do(me.s.door, NULL, "{s:s,s:s,s:i}", "do", "wait", "screen", screen, "ms", 8000) == 0;
}

static bool badge(const char *token)
{
	return door_do(me.s.door, NULL, "{s:s,s:s}", "do", "badge", "token", token) == 0;
}

static bool type(const char *text)
{
	return door_do(me.s.door, NULL, "{s:s,s:s}", "do", "type", "text", text) == 0;
}

/* The REF of the question on the screen, by the first of its fields or choices; "" on other screens. */
static void ref_of(char out[ID], const json_t *tree)
{
	const json_t *node;
	size_t i;

	*out = 0;
	json_array_foreach(json_object_get(tree, "nodes"), i, node)
	{
		const char *id = node_text(node, "id"), *at = strchr(id, ':');

		if (!*out && at && (strncmp(id, "field:/", 7) == 0 || strncmp(id, "choice:/", 8) == 0))
			(void)snprintf(out, ID, "%.*s", (int)strcspn(at + 1, ":"), at + 1);
	}
}

/* True while the kiosk is there. A question that is new here is noted. */
static bool look(json_t **tree)
{
	char ref[ID];

	if (door_tree(me.s.door, tree) != 0)
		return false;
	ref_of(ref, *tree);
	if (*ref && me.n_questions < SAID_MOST &&
	        (me.n_questions == 0 || strcmp(me.question[me.n_questions - 1].ref, ref) != 0)) {
		(void)text_copy(me.question[me.n_questions].ref, ID, ref);
		me.question[me.n_questions++].since_ms = now_ms();
	}
	return true;
}

static bool ends_with(const char *text, const char *end)
{
	return strlen(text) > strlen(end) && strcmp(text + strlen(text) - strlen(end), end) == 0;
}

/* The choice that leads on through the whole form, else the first. */
static const char *choice_of(const json_t *tree)
{
	static const char *const on[] = {":no", ":lost", ":other", ":self", ":none"};
	const char *first = NULL;
	const json_t *node;
	size_t i;

	json_array_foreach(json_object_get(tree, "nodes"), i, node)
	{
		const char *id = node_text(node, "id");

		if (strncmp(id, "choice:/", 8) != 0)
			continue;
		first = first ? first : id;
		for (size_t k = 0; k < sizeof on / sizeof *on; k++)
			if (ends_with(id, on[k]))
				return id;
	}
	return first;
}

static void note(const char *id, const char *text)
{
	if (me.n_said == SAID_MOST)
		return;
	(void)text_copy(me.said[me.n_said].id, ID, id);
	(void)text_copy(me.said[me.n_said].text, sizeof me.said[0].text, text);
	me.said[me.n_said++].left_ms = 0;
}

static bool fill_in(const json_t *tree)
{
	static const char *const day[] = {"1", "4", "2024"};
	const char *text = tree_node(tree, "key:a") ? "een koffer" : "120";
	const json_t *node;
	size_t i, part = 0;

	json_array_foreach(json_object_get(tree, "nodes"), i, node)
	{
		const char *id = node_text(node, "id");
		bool split = ends_with(id, ":0") || ends_with(id, ":1") || ends_with(id, ":2");

		if (strncmp(id, "field:/", 7) != 0 || *node_text(node, "value"))
			continue;
		if (ends_with(id, "/postcode"))
			text = "3511 CE";
		if (split && part < 3)
			text = day[part++];
		if (!tap(id) || (tree_node(tree, "key:1") || tree_node(tree, "key:a") ? !type(text) : false))
			return false;
		note(id, tree_node(tree, "key:1") || tree_node(tree, "key:a") ? text : "");
	}
	return true;
}

/* One question answered and left; false when the kiosk is gone, or there is nothing more to answer. */
static bool answer(void)
{
	int before = me.n_said;
	json_t *tree = NULL;
	const char *choice;
	bool good = look(&tree) && strcmp(tree_screen(tree), "question") == 0;

	choice = good ? choice_of(tree) : NULL;
	if (choice) {
		good = tap(choice);
		note(choice, "");
	} else if (good) {
		good = fill_in(tree);
	}
	json_decref(tree);
	pause_ms(PACE_MS);
	if (!good || !tap("next") || !look(&tree))
		return false;
	json_decref(tree);
	for (int i = before; i < me.n_said; i++)
		me.said[i].left_ms = now_ms();
	pause_ms(PACE_MS);
	return true;
}

/* ---- a visit, and its end ------------------------------------------------------------------------------- */

static pid_t kill_in(int ms)
{
	pid_t child = fork();

	CHECK(child >= 0);
	if (child == 0) {
		pause_ms(ms);
		(void)kill(me.s.pid, SIGKILL);
		_exit(0);
	}
	return child;
}

static void begin(void)
{
	CHECK(tap("next") && await("language") && tap("lang:nl") && await("service"));
	CHECK(tap("service:loss_report") && await("question"));
}

/* Walks on until the kiosk is gone; gives the moment when it was. */
static int64_t walk_until_killed(int kill_ms)
{
	int64_t began = now_ms();
	pid_t killer = kill_in(kill_ms);

	me.n_said = me.n_questions = 0;
	while (answer())
		;
	CHECK(waitpid(killer, NULL, 0) == killer);
	station_kill(&me.s);
	return began + kill_ms;
}

/* ---- what came back ----------------------------------------------------------------------------------------- */

static void log_in(void)
{
	CHECK(badge(BADGE) && await("staff_login"));
	for (const char *p = "7391"; *p; p++) {
		char id[8];

		(void)snprintf(id, sizeof id, "key:%c", *p);
		CHECK(tap(id));
	}
	CHECK(await("staff_menu"));
}

static bool bring_back(void)
{
	log_in();
	for (int page = 0; page < 6 && !tap("work:drafts"); page++)
		(void)tap("more");
	CHECK(await("staff_drafts"));
	if (!tap("draft:0"))
		return false;
	CHECK(tap("reason:complete_with_citizen") && await("question"));
	CHECK(badge(""));
	return true;
}

static bool stands(const json_t *tree, const struct said *said)
{
	const json_t *node = tree_node(tree, said->id);

	if (!node)
		return false;
	return *said->text ? strcmp(node_text(node, "value"), said->text) == 0 : node_state(node, "checked") == 1;
}

/* Back to the first question; marks what was seen on the way as it was said. */
static void look_back(bool seen[SAID_MOST])
{
	for (int page = 0; page < SAID_MOST; page++) {
		json_t *tree = NULL;

		CHECK(door_tree(me.s.door, &tree) == 0);
		for (int i = 0; i < me.n_said; i++)
			seen[i] |= stands(tree, &me.said[i]);
		page = strcmp(tree_screen(tree), "question") == 0 ? page : SAID_MOST;
		json_decref(tree);
		(void)tap("back");
	}
}

static bool is_sure(const struct said *said, int64_t killed_ms)
{
	return said->left_ms && said->left_ms <= killed_ms - WITHIN_MS;
}

/* It was on the screen within the moment before; or it is the one that came up in the very moment of the end. */
static bool may_be(const char *question, int64_t killed_ms)
{
	for (int i = 0; i < me.n_questions; i++)
		if (strcmp(me.question[i].ref, question) == 0)
			return i + 1 == me.n_questions || me.question[i + 1].since_ms > killed_ms - WITHIN_MS;
	return me.question[me.n_questions - 1].since_ms <= killed_ms;
}

static void check_round(int round, int64_t killed_ms)
{
	bool seen[SAID_MOST] = {false}, back = bring_back();
	char question[ID] = "";
	json_t *tree = NULL;
	int sure = 0;

	if (back) {
		CHECK(door_tree(me.s.door, &tree) == 0);
		ref_of(question, tree);
		json_decref(tree);
		look_back(seen);
	}
	for (int i = 0; i < me.n_said; i++) {
		sure += is_sure(&me.said[i], killed_ms);
		if (is_sure(&me.said[i], killed_ms) && !seen[i])
			test_fail(__FILE__, __LINE__,
			        "round %d: %s was confirmed and is lost (a draft: %d, back at %s, %lld ms before, it was at %s)",
			        round, me.said[i].id, back, question, (long long)(killed_ms - me.said[i].left_ms),
			        me.question[me.n_questions - 1].ref);
	}
	if (back && *question && !may_be(question, killed_ms))
		test_fail(__FILE__, __LINE__, "round %d: it came back at %s, not at %s", round, question,
		        me.question[me.n_questions - 1].ref);
	fprintf(stderr, "round %d: %d things said, %d sure, %d questions, back at %s\n", round, me.n_said, sure,
	        me.n_questions, question);
}

/* Spread over a visit, each time the same. */
static int kill_after(int round)
{
	return KILL_MIN_MS + (int)((unsigned)(round + 1) * 2654435761U >> 8) % (KILL_MAX_MS - KILL_MIN_MS);
}

TEST_LIMIT(draft_kills, nothing_confirmed_is_lost_and_the_question_is_the_same, LIMIT_S)
{
	static const char *const options[] = {"real", NULL};
	const char *built = getenv("LOKET_BUILD");
	char pin[16] = "";
	json_t *tree = NULL;

	(void)signal(SIGPIPE, SIG_IGN); /* the kiosk goes while it is spoken to */
	CHECK_OK(station_make(&me.s, built ? built : "build", NULL));
	CHECK_OK(station_start(&me.s, options));
	CHECK(badge(BADGE) && await("enrol"));
	CHECK(door_do(me.s.door, NULL, "{s:s,s:s}", "do", "type", "text", "B-001") == 0 && tap("next"));
	CHECK(door_tree(me.s.door, &tree) == 0 && tree_node(tree, "pin"));
	(void)text_copy(pin, sizeof pin, node_text(tree_node(tree, "pin"), "label"));
	json_decref(tree);
	CHECK(tap("next"));
	for (const char *set[] = {pin, "7391", "7391"}, **p = set; p < set + 3; p++)
		for (const char *digit = *p; *digit; digit++) {
			char id[8];

			(void)snprintf(id, sizeof id, "key:%c", *digit);
			CHECK(tap(id));
		}
	CHECK(await("staff_menu") && tap("next") && badge(""));
	CHECK_OK(station_stop(&me.s));
	for (int round = 0; round < ROUNDS; round++) {
		int64_t killed;

		CHECK_OK(station_start(&me.s, options));
		CHECK(await("idle"));
		begin();
		killed = walk_until_killed(kill_after(round));
		CHECK_OK(station_start(&me.s, options));
		CHECK(await("idle"));
		check_round(round, killed);
		CHECK(tap("stop") && await("stopped")); /* nothing of it stays for the next round */
		CHECK_OK(station_stop(&me.s));
	}
	station_remove(&me.s);
}
