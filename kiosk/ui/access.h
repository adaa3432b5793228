#pragma once

/*
 * access - the tree that a screen reader, the voice and the tests read
 *
 * Every widget writes one node as it writes its marks, in reading order: what
 * can be seen can be found, told and pressed, and nothing else. Nodes point
 * into the frame's arena.
 */
#include "ui/box.h"
#include "ui/theme.h"

enum role {
	ROLE_HEADING,
	ROLE_TEXT,
	ROLE_ERROR,
	ROLE_BUTTON,
	ROLE_CHOICE, /* one of several */
	ROLE_CHECK, /* on or off by itself */
	ROLE_FIELD,
	ROLE_KEY, /* of the keyboard on screen */
	ROLE_IMAGE,
	ROLE_PROGRESS,
	ROLE_LINK,
};

enum { ID_MAX = 200, NODES_MAX = 400 };

struct node {
	const char *id; /* "" for what can only be read */
	enum role role;
	const char *label, *value; /* value: "" when there is none; masked answers show as dots */
	const char *spoken; /* what the voice says */
	bool enabled, focused, checked, pressed;
	bool touchable; /* reacts to a finger or the select key */
	struct box box;
};

struct access {
	struct node *all; /* NODES_MAX */
	int n;
};

const char *access_role_name(enum role role);
/* NULL when no node, or none that can be touched there, has it. The node written last lies on top. */
const struct node *access_at(const struct access *a, float x_mm, float y_mm);
const struct node *access_of(const struct access *a, const char *id);
