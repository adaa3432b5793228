#pragma once

/*
 * grid - options beside and below each other, as high as the tallest of their row
 */
#include "screens/screens.h"
#include "ui/flow.h"
#include "ui/widgets.h"

enum { GRID_MAX = 24 };

/* n <= GRID_MAX options in that many columns (fewer where words would be parted); gives the one that was pressed, or -1. */
int grid_options(struct scene *s, struct flow *f, const struct option *o, int n, int columns);
/* The same; page (NULL: nobody asks): the page of the flow on which each of them stands. */
int grid_options_on(struct scene *s, struct flow *f, const struct option *o, int n, int columns, int *page);
/* A row of buttons, from where reading begins, more rows where they do not fit; the one pressed, or -1. */
int grid_buttons(struct scene *s, struct flow *f, const struct button *b, int n);
/* A label above what follows, in small strong letters. */
void grid_label(struct scene *s, struct flow *f, const char *text);
