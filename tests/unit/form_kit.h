#pragma once

/*
 * form_kit - forms of a few lines, and a visit to them, for the tests of kiosk/form
 *
 * Time stands at 2026-03-14T11:20:30+01:00 in Amsterdam; randomness counts up.
 */
#include "form/instance.h"
#include "form/session.h"
#include "form/trace.h"
#include "harness.h"
#include "sys/zone.h"

#define KIT_NOW 1773483630000LL

struct kit {
	struct zone *zone;
	struct form *form;
	struct session *s;
	struct findings findings;
	struct buf out;
	uint8_t random;
	const char *username; /* NULL: "desk" */
	bool still; /* randomness gives zeros always */
	char *xml;
};

/* Whole forms; ends the case when the form is refused. */
void kit_open(struct kit *k, const char *xml);
/* <data id="t" version="1"> INSTANCE </data> MODEL ... BODY. */
void kit_form(struct kit *k, const char *instance, const char *model, const char *body);
void kit_open_file(struct kit *k, const char *path);
void kit_close(struct kit *k);
/* The form is refused, and a finding holds this part. */
void kit_refused(const char *instance, const char *model, const char *body, const char *part);
void kit_refused_xml(const char *xml, size_t n, const char *part);

/* Starts the visit anew. */
void kit_again(struct kit *k, int language, size_t ceiling);
/* Borrowed until the next call. */
const char *kit_eval(struct kit *k, const char *expression, const char *ref);
const char *kit_json(struct kit *k);
const char *kit_xml(struct kit *k);
/* All states as one text: for comparing two moments. */
char *kit_states(struct kit *k);
const struct question *kit_question(struct kit *k, const char *ref);

#define CHECK_VALUE(k, ref, want) CHECK_TEXT(session_value((k)->s, (ref)), (want))
#define CHECK_SET(k, ref, value) CHECK_INT(session_set_ref((k)->s, (ref), (value)), 0)
#define CHECK_EVAL(k, expression, want) CHECK_TEXT(kit_eval((k), (expression), NULL), (want))
