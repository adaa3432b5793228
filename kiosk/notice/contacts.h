#pragma once

/*
 * contacts - the numbers and addresses that notices name, each with the day on which somebody tried it
 *
 * Lines `name = value | yyyy-mm-dd | whose it is`; # comments. A notice says {name} and gets the value, so that a
 * number that changed is mended in one place. Texts lie in the arena.
 */
#include "sys/arena.h"
#include "notice/notice_findings.h"

enum {
	CONTACTS_MAX = 64,
	CONTACT_NAME_MAX = 31, /* a-z and _ */
	CONTACT_VALUE_MAX = 80,
	CONTACTS_FILE_MAX = 16384,
	CONTACT_OLD_DAYS = 180, /* older than this is told */
};

struct contact {
	const char *name, *value, *checked_on, *whose;
};

struct contacts {
	struct contact list[CONTACTS_MAX];
	int n;
};

/* path: how findings name it. What can not be meant is an error among the findings; a surprise only for want of memory. */
NODISCARD int contacts_read(
        struct contacts *out, struct arena *a, const char *path, const char *text, size_t n, struct notice_findings *f);
/* NULL when there is none of that name (n bytes). */
const struct contact *contact_of(const struct contacts *c, const char *name, size_t n);
/* A warning each for those that nobody checked within CONTACT_OLD_DAYS before today (yyyy-mm-dd). */
void contacts_check_age(const struct contacts *c, const char *path, const char *today, struct notice_findings *f);
