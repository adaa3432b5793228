#pragma once

/*
 * sizes - how large letters are and which colours stand there: a row for each
 *
 * Shown where a person may need it before anything else can be read (EN 301 549,
 * 5.2: turning a feature on must not need the feature), so each button shows
 * what it does.
 */
#include "screens/screens.h"
#include "ui/flow.h"

void sizes_row(struct scene *s, struct flow *f);
/* A heading with the four beside it, small: where a panel is low. */
void sizes_beside(struct scene *s, struct flow *f, const char *heading);
/* Takes effect at once; a theme file that can not be read leaves the colours as they are. */
void themes_row(struct scene *s, struct flow *f);
