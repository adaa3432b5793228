#pragma once

/*
 * demo_answers - what the three visitors of the demonstration say
 *
 * By the question's name; lang NULL: in every language. None of it belongs to a
 * real person. The first row that fits counts.
 */
struct demo_answer {
	const char *lang, *name, *value;
};

static const struct demo_answer demo_answers[] = {
        {0, 0, 0},
};
