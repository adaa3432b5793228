#pragma once

/*
 * device_check - is this device well, and what to do when it is not
 *
 * Each row of the diagnostics screen, of loketdev and of acceptance is one
 * check: what was looked at, pass, fail or unknown, what was found, and one
 * sentence on how to mend it. A check never waits: it looks at what is known
 * now. "Unknown" is told as such: a sensor that is not there does not pass.
 * Sentences hold names of devices and ports, never what a person typed.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "sys/buf.h"

struct badge;
struct bell;
struct display;
struct jack;
struct keypad;
struct presence;
struct printer;
struct speech;
struct tamper;
struct touch;
struct usbdisk;
struct watchdog;

enum check_verdict { CHECK_UNKNOWN, CHECK_PASSED, CHECK_FAILED };
enum { CHECK_NAME_ROOM = 24, CHECK_CODE_ROOM = 8, CHECK_SENTENCE_ROOM = 200, CHECKS_MOST = 48 };

struct check {
	char name[CHECK_NAME_ROOM]; /* "printer.paper": stable, the key of its words on a screen */
	char code[CHECK_CODE_ROOM]; /* "P03": the page of the manual; "" when passed */
	enum check_verdict verdict;
	char found[CHECK_SENTENCE_ROOM]; /* "the paper is out" */
	char mend[CHECK_SENTENCE_ROOM]; /* "Lay in a new roll, thermal side up." "" when passed */
};

struct check_list {
	struct check rows[CHECKS_MOST];
	size_t n;
	size_t dropped; /* rows that did not fit: never silently */
};

const char *check_verdict_name(enum check_verdict v); /* "pass" "fail" "unknown" */
/* Adds a row. Code and mend are kept only when it did not pass. */
void check_add(struct check_list *l, const char *name, enum check_verdict v, const char *code, const char *mend,
        const char *found, ...) PRINTF_LIKE(6, 7);
/* Fail if one fails, else unknown if one is unknown, else pass. An empty list is unknown. */
enum check_verdict check_worst(const struct check_list *l);
/* One line a row: "pass  printer.link  usb:1-1.2 answers". */
void check_print(struct buf *out, const struct check_list *l);

/* What a driver that can not be opened says: the latest surprise becomes the row. */
void check_surprise(struct check_list *l, const char *name, const char *code, const char *mend);

/* device_check_paper.c and device_check_parts.c; NULL: this station has none of it, which is told as unknown. */
void check_printer(struct check_list *l, struct printer *p);
void check_touch(struct check_list *l, const struct touch *t);
void check_keypad(struct check_list *l, const struct keypad *k);
void check_badge(struct check_list *l, const struct badge *b);
void check_speech(struct check_list *l, const struct speech *s, const struct jack *j);
void check_display(struct check_list *l, const struct display *d);
void check_usbdisk(struct check_list *l, const struct usbdisk *u);
/* device_check_sense.c */
void check_bell(struct check_list *l, struct bell *b);
void check_presence(struct check_list *l, const struct presence *p);
void check_tamper(struct check_list *l, const struct tamper *t);
void check_watchdog(struct check_list *l, const struct watchdog *w);
/* device_check_host.c: the machine below root (""; a folder in tests): event nodes, a sound card, a watchdog, and USB devices
 * that are not on the list. */
void check_host(struct check_list *l, const char *root, const char *usb_list);
/* A data folder: there, writable, with at least least_bytes free. */
void check_folder(struct check_list *l, const char *name, const char *path, int64_t least_bytes);
