#pragma once

/*
 * visit_inside - the struct behind visit.h, for the files of this room only
 */
#include "paper/job.h"
#include "store/store.h"
#include "sys/arena.h"
#include "sys/clock.h"
#include "sys/loop.h"
#include "ui/font.h"
#include "visit/visit.h"
#include "visit/world.h"

#define LOG_MODULE "visit"

enum { SERVICES_MAX = 16, LANGUAGES_MAX = 16, SAID_MAX = 1024 };

struct visit {
	struct visit_world world;

	struct {
		const char *tag, *name; /* of the fixed list in visit_words.c */
		struct words *words;
	} language[LANGUAGES_MAX];
	int n_languages, chosen;

	struct {
		char name[64];
		struct form *form;
	} service[SERVICES_MAX];
	size_t n_services;
	bool services_loaded;
	uint64_t services_stamp; /* of the folder and its files, when they were loaded */
	int serving; /* index of the service begun, -1 */

	struct session *session;
	uint8_t record_id[RECORD_ID_BYTES]; /* the same through every try to save */
	struct store_kept kept;
	bool saved;

	struct fonts *paper_fonts; /* at the printer's dots per millimetre; opened for the first sheet */
	struct arena *paper_arena;
	struct job *job;
	bool print_wanted, print_broken;
	bool bell_failed;

	char said[SAID_MAX], date[128], why[400];
};

void visit_words_free(struct visit *v);
NODISCARD int visit_words_load(struct visit *v);
void visit_services_free(struct visit *v);
void visit_services_again(struct visit *v); /* loads them if the folder has changed since */
void visit_paper_end(struct visit *v);
/* Which language of a form matches the chosen one; its default when none does. */
int visit_form_language(const struct visit *v, const struct form *f);
