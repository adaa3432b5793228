#pragma once

/*
 * session - one person's answers to one form
 *
 * Every answer, and all that is computed from answers (labels too), lives in
 * locked arenas and is wiped by session_free(). The session has no clock: the
 * caller gives the moment. After each change everything that depends on it is
 * recomputed at once, so what is read is never stale.
 *
 * A visit is a walk over questions (the form's controls; one in a repeat stands
 * there once for each instance). A question keeps its id for life; ids of
 * removed instances are not used again. REF is a node's absolute path with
 * 1-based positions on repeat instances: "/data/child[2]/name".
 * Text that is handed out is borrowed until the session next changes.
 */
#include <stdbool.h>
#include <stdint.h>
#include "form/form.h"
#include "form/question.h"

struct session;
struct zone;

/* Answers. After any of them but SESSION_FULL the session stands as before; after that one, what follows from the
 * change may not be worked out: the visit can only be ended. */
enum {
	SESSION_UNKNOWN = 1, /* no such question, node, repeat or instance */
	SESSION_FIXED, /* read-only, or the repeat's number of instances is the form's to say */
	SESSION_CLOSED, /* not relevant now */
	SESSION_TOO_LONG, /* over SESSION_MAX_VALUE bytes, or no UTF-8, or control characters */
	SESSION_NOT_OFFERED, /* a select or rank value that is not among the choices now, or a range value outside it */
	SESSION_FULL, /* the memory ceiling is reached, or an expression ran out of its bounds */
};
enum {
	SESSION_MAX_VALUE = 64 << 10,
	SESSION_MAX_INSTANCES = 1000, /* of one repeat under one parent */
};

struct session_env {
	int64_t now_ms; /* since 1970 UTC, when the visit begins */
	const struct zone *zone; /* borrowed for the session's life */
	void (*random)(void *me, void *out, size_t n); /* NULL: zeros, for tests only */
	void *random_me;
	const char *device_id, *username, *email, *phone; /* preloads; NULL = "" ; copied */
	int language; /* -1: the form's default */
	size_t ceiling; /* bytes for answers; 0 = 6 MiB, which systems let a process lock */
	bool asks_repeats; /* the walk stops behind each repeat that a person may let grow (QUESTION_REPEAT) */
};

NODISCARD int session_new(
        struct session **out, const struct form *form, const struct session_env *env); /* form borrowed */
void session_free(struct session *s); /* wipes; NULL is fine */

const struct form *session_form(const struct session *s);
bool session_is_locked(const struct session *s); /* false: the system refused to lock memory; log it once */

/* now() and today() follow from the next change on. */
void session_set_now(struct session *s, int64_t now_ms);
NODISCARD int session_set_language(struct session *s, int language); /* SESSION_UNKNOWN, SESSION_FULL */
int session_language(const struct session *s);

/* ---- the walk: 0 is no question --------------------------------------------- */
/* All questions in document order, relevant or not; borrowed until a repeat grows or shrinks. */
const uint32_t *session_questions(const struct session *s, size_t *n);
bool session_is_relevant(const struct session *s, uint32_t id);
uint32_t session_next(const struct session *s, uint32_t id); /* next relevant one; of 0: the first; 0 at the end */
uint32_t session_previous(const struct session *s, uint32_t id);
uint32_t session_find(const struct session *s, const char *ref); /* first question that shows this node */
/* The question as it is to be shown now. NULL for an unknown id, or when memory is full. */
const struct question *session_question(struct session *s, uint32_t id);
/* The first relevant question of the field-list that id stands in (within its repeat instance); id itself without one. */
uint32_t session_page(const struct session *s, uint32_t id);
/* Question number *at of *of relevant ones, notes included; *at is 0 when id is not among them. */
void session_progress(const struct session *s, uint32_t id, size_t *at, size_t *of);

/* ---- answering ---------------------------------------------------------------- */
/* Value as XForms writes it: names of choices separated by spaces, 2026-03-14, 450.5, "OK" of a trigger, "" = none.
 * What is no value of the type (letters in a number) is kept as typed; session_check() then says SESSION_BAD_TYPE. */
NODISCARD int session_set(struct session *s, uint32_t id, const char *value);
NODISCARD int session_set_ref(struct session *s, const char *ref, const char *value);
/* The value as stored; NULL for an unknown REF. */
const char *session_value(const struct session *s, const char *ref);

enum session_verdict {
	SESSION_GOOD,
	SESSION_MISSING, /* required and empty: say required_message */
	SESSION_BAD_TYPE, /* not a number, no such date ... : say so by type */
	SESSION_BROKEN_RULE /* the form's constraint: say constraint_message */
};
/* A question that is not relevant is good. */
enum session_verdict session_check(struct session *s, uint32_t id);
/* First relevant question that is not good, 0 = all good. verdict may be NULL. */
uint32_t session_check_all(struct session *s, enum session_verdict *verdict);
/* Number of relevant questions that are not good. */
size_t session_count_bad(struct session *s);

/* ---- repeats --------------------------------------------------------------------- */
/* ref: the repeat without its last position, "/data/house[1]/child". */
NODISCARD int session_add(struct session *s, const char *ref);
NODISCARD int session_remove(struct session *s, const char *ref, size_t index); /* index from 0 */
size_t session_instances(const struct session *s, const char *ref);
