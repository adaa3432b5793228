#pragma once

/*
 * form - one ODK XForms form, read whole and never changed afterwards
 *
 * A form that uses anything this engine can not do is refused at load with the
 * name of the feature: nothing is ever silently left out. Findings stand as
 * lines "file:line: error: sentence" or "file:line: warning: sentence".
 * A loaded form holds no answers and may serve many sessions, one after the
 * other. What it hands out as text is borrowed and lives as long as the form.
 * What is supported, our own attributes, and the choices made where engines
 * differ stand in FORMAT.md.
 */
#include <stdarg.h>
#include "sys/buf.h"

struct form;

/* Answers. */
enum {
	FORM_REFUSED = 1, /* the findings hold at least one error */
};

/* Ceilings; one more is an error in the findings. */
enum {
	FORM_MAX_BYTES = 8 << 20,
	FORM_MAX_DEPTH = 64,
	FORM_MAX_NODES = 400000, /* elements in one file */
	FORM_MAX_FIELDS = 10000, /* nodes of the primary instance, namesakes counted once */
	FORM_MAX_CONTROLS = 10000,
	FORM_MAX_ACTIONS = 1000,
	FORM_MAX_PREFIXES = 64,
};

/* For whom a form is (loket:audience): what may be asked depends on it. */
enum form_audience { AUDIENCE_UNSAID, AUDIENCE_CITIZEN, AUDIENCE_STAFF, AUDIENCE_SUSPECT };

struct findings {
	struct buf text; /* one line a finding */
	size_t errors, warnings;
	bool dutch; /* sentences are written in Dutch; "error" and "warning" stay, for programs that read them */
};
void findings_init(struct findings *f);
void findings_fini(struct findings *f);
void findings_sort(struct findings *f); /* by file and line, each once */
void findings_add(struct findings *f, bool error, const char *file, int line, const char *fmt, ...) PRINTF_LIKE(5, 6);
void findings_addv(struct findings *f, bool error, const char *file, int line, const char *fmt, va_list args)
        PRINTF_LIKE(5, 0);

/* Reads the file, and CSV or XML lists named in it from the same folder. A file that can not be read is a surprise. */
NODISCARD int form_load(struct form **out, const char *path, struct findings *findings);
/* The same from memory. name: what findings call it; folder: where its lists lie, NULL = it may name none. */
NODISCARD int form_read(
        struct form **out, const char *xml, size_t n, const char *name, const char *folder, struct findings *findings);
void form_free(struct form *f); /* NULL is fine */

/* Can the kiosk's screens take every answer that the form requires? FORM_REFUSED names those that they can not:
 * required uploads, places on a map, barcodes. */
NODISCARD int form_fits_kiosk(const struct form *f, struct findings *findings);
/* What an author should mend: see FORMAT.md. Adds to the findings; errors as well as warnings. */
void form_lint(const struct form *f, struct findings *findings);

const char *form_id(const struct form *f);
const char *form_version(const struct form *f); /* "" when the form has none */
const char *form_title(const struct form *f);
enum form_audience form_audience(const struct form *f);

/* Languages in the form's own order, 0 .. n-1; 0 of them when the form is in one unnamed language. */
size_t form_languages(const struct form *f);
int form_language_default(const struct form *f); /* -1 when there are none */
const char *form_language_name(const struct form *f, int language); /* "Nederlands (nl)" */
const char *form_language_tag(const struct form *f, int language); /* "nl"; "" when the name holds no tag */
/* By BCP-47 tag: exact, else by its first part ("ar-SY" finds "ar"). -1 = none. */
int form_language_of_tag(const struct form *f, const char *tag);
int form_language_of_name(const struct form *f, const char *name);
