#pragma once

/*
 * speech_ops - what one kind of voice must be able to do; the front (speech.c) keeps what was said
 *
 * One const table per kind. No call may block longer than it takes to queue a text.
 */
#include "drivers/speech.h"

struct speech_kind {
	const struct speech_ops *ops;
	const char *where; /* the URI behind "scheme:"; "" */
	const struct log *log;
	const struct clock *clock;
};

struct speech_manner {
	int speed, loudness; /* per cent */
	enum speech_ear ear;
};

struct speech_ops {
	const char *scheme;
	size_t size; /* zeroed bytes that the front allocates; begins with struct speech_kind */
	NODISCARD int (*open)(struct speech_kind *k); /* a surprise: there is no voice */
	void (*close)(struct speech_kind *k);
	bool (*speaks)(const struct speech_kind *k, const char *lang);
	/* Ends what is said, says this. */
	NODISCARD int (*say)(
	        struct speech_kind *k, const char *lang, const char *text, const struct speech_manner *manner);
	void (*hush)(struct speech_kind *k);
	bool (*is_busy)(const struct speech_kind *k);
};

extern const struct speech_ops speech_espeak, speech_log;
