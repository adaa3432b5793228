/* canary_staff - an officer's handover: what is typed, the badge and the PIN are nowhere but in the sealed record. */
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "harness.h"
#include "needles.h"
#include "visitor.h"

enum { LIMIT_S = 120, FIELDS_MOST = 60, TEXT = 40 };

struct officer {
	struct station s;
	struct needles needles;
	char badge[33], name[TEXT], phone[TEXT];
	int typed;
};

static void done(const struct station *s, json_t **reply, const char *what, const char *key, const char *value)
{
	int r = door_do(s->door, reply, "{s:s, s:s}", "do", what, key, value);

	if (r)
		test_fail(__FILE__, __LINE__, "%s %s: %s", what, value, r > 0 ? door_why(s->door) : err_why());
}

static json_t *tree_of(const struct station *s)
{
	json_t *tree = NULL;

	CHECK_OK(door_tree(s->door, &tree));
	return tree;
}

static void pin(const struct station *s, const char *digits)
{
	char id[8];

	for (; *digits; digits++) {
		(void)snprintf(id, sizeof id, "key:%c", *digits);
		tap(s, id);
	}
}

/* The first administrator; the PIN that was given is read off the screen. */
static void enrol(struct officer *o)
{
	char given[12];
	json_t *tree;

	done(&o->s, NULL, "badge", "token", o->badge);
	done(&o->s, NULL, "type", "text", "B-001");
	tap(&o->s, "next");
	tree = tree_of(&o->s);
	CHECK(tree_node(tree, "pin") != NULL);
	(void)snprintf(given, sizeof given, "%s", node_text(tree_node(tree, "pin"), "label"));
	json_decref(tree);
	tap(&o->s, "next");
	pin(&o->s, given);
	pin(&o->s, "7391");
	pin(&o->s, "7391");
	await_screen(&o->s, "staff_menu");
}

/* The first node of the screen whose id begins so; "" when there is none. */
static void first_of(const json_t *tree, const char *begin, char *out, size_t room)
{
	const json_t *nodes = json_object_get(tree, "nodes");

	out[0] = 0;
	for (size_t i = 0; i < json_array_size(nodes) && !*out; i++) {
		const char *id = node_text(json_array_get(nodes, i), "id");

		if (strncmp(id, begin, strlen(begin)) == 0)
			(void)snprintf(out, room, "%s", id);
	}
}

/* One field: the first answer, this very moment, or words of our own. */
static void answer(struct officer *o)
{
	json_t *tree = tree_of(&o->s);
	char id[120];

	first_of(tree, "choice:", id, sizeof id);
	if (*id) {
		tap(&o->s, id);
	} else if (tree_node(tree, "step:now")) {
		tap(&o->s, "next");
	} else {
		if (tree_node(tree, "type"))
			tap(&o->s, "type");
		done(&o->s, NULL, "type", "text", o->typed++ ? o->phone : o->name);
		tap(&o->s, "next");
	}
	json_decref(tree);
}

/* An arrested adult: the record asks whom to inform, and who waits for it types a name and a number. */
static void handover(struct officer *o)
{
	char screen[40] = "", next[60] = "";

	tap(&o->s, "situation:arrested");
	await_screen(&o->s, "notice_pick");
	tap(&o->s, "age:18");
	tap(&o->s, "lang:nl");
	await_screen(&o->s, "notice_show");
	tap(&o->s, "attest");
	await_screen(&o->s, "notice_handover");
	for (int i = 0; i < FIELDS_MOST && strcmp(next, "Klaar") != 0; i++) {
		json_t *tree = tree_of(&o->s);

		(void)snprintf(screen, sizeof screen, "%s", tree_screen(tree));
		(void)snprintf(next, sizeof next, "%s", node_text(tree_node(tree, "next"), "label"));
		json_decref(tree);
		if (strcmp(screen, "handover_field") == 0)
			answer(o);
		else if (strcmp(screen, "printing") == 0)
			await_screen(&o->s, "notice_handover");
		else if (strcmp(next, "Klaar") != 0)
			tap(&o->s, "next");
	}
	await_sight(&o->s, "De uitreiking is opgeslagen", 20000);
}

static void make(struct officer *o)
{
	uint8_t random[16];

	randombytes_buf(random, sizeof random);
	(void)sodium_bin2hex(o->badge, sizeof o->badge, random, sizeof random);
	(void)snprintf(o->name, sizeof o->name, "Kwikstaart-%08x-Zilvermeeuw", randombytes_random());
	(void)snprintf(o->phone, sizeof o->phone, "06%08u", randombytes_random() % 90000000 + 10000000);
	needles_init(&o->needles);
	needles_add(&o->needles, "the badge", o->badge);
	needles_add(&o->needles, "the name", o->name);
	needles_add(&o->needles, "the number", o->phone);
	CHECK_OK(station_make(&o->s, test_programs(), NULL));
	CHECK_OK(station_start(&o->s, NULL));
}

TEST_LIMIT(staff, what_an_officer_types_and_shows_is_nowhere_else, LIMIT_S)
{
	struct officer *o = calloc(1, sizeof *o);

	CHECK(o != NULL && sodium_init() >= 0);
	make(o);
	enrol(o);
	handover(o);
	CHECK(o->typed >= 1);
	o->needles.quiet = true; /* the search finds what is still on the screen */
	CHECK(needles_in_process(&o->needles, o->s.pid, "loket") > 0);
	o->needles.quiet = false;
	CHECK_INT(needles_in_folder(&o->needles, o->s.dir, 0), 0);
	done(&o->s, NULL, "badge", "token", "");
	advance(&o->s, 320 * 1000);
	await_screen(&o->s, "idle");
	CHECK_INT(needles_in_process(&o->needles, o->s.pid, "loket"), 0);
	CHECK_OK(station_stop(&o->s));
	CHECK_INT(needles_in_folder(&o->needles, o->s.dir, 0), 0);
	station_remove(&o->s);
	free(o);
}
