#pragma once

/* form_say - a form of ours, told what somebody says: NAME is a question's place below /data, "child[2]/child_age" */
#include "form_walk.h"

/* In that language, with an officer's pseudonym ("" = nobody's). */
void say_open(struct walker *w, const char *form, const char *officer, int language);
/* The case ends where it is not taken. */
void say(struct walker *w, const char *name, const char *value);
/* Many: name and value in turn, NULL at the end. */
void say_all(struct walker *w, const char *const (*rows)[2], size_t n);
const char *say_value(struct walker *w, const char *name);
uint32_t say_question(struct walker *w, const char *name);
bool say_asks(struct walker *w, const char *name);
bool say_holds(struct walker *w, const char *name, const char *value); /* said, and its rules hold */
size_t say_rows(struct walker *w, const char *repeat);
void say_add(struct walker *w, const char *repeat);
