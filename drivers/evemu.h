#pragma once

/*
 * evemu - recordings of input devices as text, as evemu-describe and evemu-record write them
 *
 *     N: name      I: bus vendor product version (hex)      P: property bits      B: type(hex) bits, eight bytes a line
 *     A: axis(hex) min max fuzz flat [resolution]            E: seconds.microseconds type(hex) code(hex) value
 *
 * Numbers of A and E are decimal, also with zeros in front. `#` begins a comment; lines of other letters (L, S and
 * what is to come) are passed over. Pure: text in, structs out. A line that does not hold is a surprise that names it.
 */
#include "drivers/evdev.h"
#include "sys/buf.h"

enum { EVEMU_EVENTS_MAX = 400000, EVEMU_LINE_MAX = 1000, EVEMU_TEXT_MAX = 24 * 1024 * 1024 };

/* Adds to info what the text describes (info->described when it describes anything), and to events, as an array of
 * struct evdev_event, what it recorded; events may be NULL. Times never go back. `path` is for sentences. */
NODISCARD int evemu_parse(struct evdev_info *info, struct buf *events, const char *text, size_t n, const char *path);
/* A description file alone. */
NODISCARD int evemu_read(struct evdev_info *info, struct buf *events, const char *path);
/* One event as a line, for recorders; start_us is the recording's beginning. */
void evemu_print_event(struct buf *out, const struct evdev_event *e, int64_t start_us);
/* The description, from N to A. */
void evemu_print_info(struct buf *out, const struct evdev_info *info);
