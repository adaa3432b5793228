#pragma once

/*
 * door - talks to a kiosk through its control socket (the contract's section 4)
 *
 * One request, one reply. Used by the walks, the bench and other tests; built on
 * the C library, drivers/sys and jansson, never linked into the product.
 *
 * Answers of door_do(): DOOR_REFUSED when the kiosk said ok:false; its
 * sentence is then in door_why() until the next call.
 */
#include <jansson.h>
#include <stdio.h>
#include "sys/err.h"

struct door;

enum { DOOR_REFUSED = 1 };

/* Waits up to wait_ms for the socket to accept: a kiosk that is still starting. */
NODISCARD int door_open(struct door **out, const char *path, int wait_ms);
void door_close(struct door *c); /* NULL is fine */

/* Sends a request (jansson's json_pack format, arguments behind it) and waits for its reply.
 * *reply may be NULL; else the caller gives it back with json_decref(). */
NODISCARD int door_do(struct door *c, json_t **reply, const char *format, ...);
/* One raw line as it stands, for tests of garbage. */
NODISCARD int door_raw(struct door *c, json_t **reply, const char *line, size_t n);
const char *door_why(const struct door *c);

/* ---- the tree ------------------------------------------------------------------- */

NODISCARD int door_tree(struct door *c, json_t **tree);
const char *tree_screen(const json_t *tree);
/* The node with that id, or NULL. Borrowed from the tree. */
const json_t *tree_node(const json_t *tree, const char *id);
/* The first node whose label or value holds the text, or NULL. */
const json_t *tree_find(const json_t *tree, const char *text);
/* A text of a node ("label", "value", "role", "spoken"); "" when it has none. */
const char *node_text(const json_t *node, const char *key);
/* "enabled", "focused", "checked", "pressed"; -1 when the node says nothing of it. */
int node_state(const json_t *node, const char *key);
/* A line a node, for people: role, id, label, value, what is not usual about its state. */
void tree_show(const json_t *tree, FILE *to);
