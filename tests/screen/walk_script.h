#pragma once

/*
 * walk_script - a visit as plain text: NAME.walk, one instruction a line
 *
 * Words are separated by spaces; "quoted" words may hold spaces and \" \\ \n.
 * What follows a # that begins a word is a comment. tests/README.md lists the instructions.
 */
#include "sys/err.h"

enum { WALK_WORDS_MOST = 24, WALK_LINES_MOST = 1000, WALK_FILE_MOST = 64 * 1024 };

struct instruction {
	int line;
	int n; /* words */
	const char *word[WALK_WORDS_MOST + 1]; /* ends with NULL; into the script's own memory */
};

struct walk_script {
	char *text;
	int n;
	struct instruction instruction[WALK_LINES_MOST];
};

/* A surprise names the file and the line. */
NODISCARD int walk_script_load(struct walk_script **out, const char *path);
NODISCARD int walk_script_parse(struct walk_script **out, const char *text, const char *path);
void walk_script_free(struct walk_script *s);
