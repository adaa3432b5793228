#pragma once

/*
 * edit - a text that a person is typing, and where the caret stands
 *
 * The bytes belong to whoever made the edit, in locked memory of the visit.
 * Text is always whole UTF-8 without control characters; what does not fit is
 * not taken (the field says so), never cut in the middle of a letter.
 */
#include <stdbool.h>
#include <stddef.h>

struct edit {
	char *text; /* room bytes, always ends with NUL; borrowed */
	size_t room, caret; /* caret: byte place */
	size_t max_points; /* most letters; 0 = as many as room holds */
	bool multiline;
	bool full; /* the latest insert did not fit */
};

void edit_init(struct edit *e, char *text, size_t room);
void edit_replace(struct edit *e, const char *text);
/* Control characters are left out; a newline is kept where the field has many lines, else it is a space. */
void edit_insert(struct edit *e, const char *text);
void edit_backspace(struct edit *e);
void edit_delete(struct edit *e);
void edit_left(struct edit *e);
void edit_right(struct edit *e);
