#pragma once

/*
 * code_page - from a code on a screen to its page of the manual, and back
 */
#include "screens/screens.h"
#include "ui/flow.h"

/* A button "Lees hoe: E07", where there is such a page and this officer may read it. id NULL: "page:E07". True when pressed. */
bool code_page_button(struct scene *s, struct flow *f, const char *id, const char *code);
/* The page that was pressed, or NULL, kept while the rest of the screen is drawn: opens it, its "back" leads to from. */
enum screen_id code_page_open(struct scene *s, const char *code, enum screen_id from);
/* "E07  De stick is vol": its code and title, or NULL without such a page. Lives in the frame. */
const char *code_page_title(struct scene *s, const char *code);
