#pragma once

/*
 * display_card - what the display asks of a graphics card and of the console, behind tables that a twin replaces
 *
 * One call here is one call of the kernel: no decisions. A surprise keeps the errno (-EACCES: not master).
 */
#include "drivers/display_mode.h"

enum { CARD_MODES_MAX = 128, CARD_CONNECTORS_MAX = 16, CARD_CLIPS_MAX = 64 };

struct card_connector {
	uint32_t id;
	char name[32];
	bool connected;
	int told_width_mm, told_height_mm;
	struct display_mode modes[CARD_MODES_MAX];
	int n_modes;
};

struct card_buffer {
	uint32_t handle, fb;
	struct display_target target; /* mapped, zeroed */
	uint64_t size;
};

struct card_ops {
	NODISCARD int (*open)(void **card, void *me, const char *path);
	void (*close)(void *card);
	/* 1: yes, 0: somebody else draws. Asks for it where it can be had. */
	int (*be_master)(void *card);
	NODISCARD int (*limits)(struct display_limits *out, void *card);
	/* The ids of its connectors, at most CARD_CONNECTORS_MAX; a card that only computes has none. */
	NODISCARD int (*connectors)(uint32_t *ids, int *n, void *card);
	/* probe: asks the cable itself, which takes long; else what the kernel knows. */
	NODISCARD int (*look)(struct card_connector *out, void *card, uint32_t id, bool probe);
	NODISCARD int (*buffer_new)(struct card_buffer *out, void *card, int width, int height);
	void (*buffer_free)(void *card, struct card_buffer *b);
	/* Lights the connector with its mode of that index. Remembers, the first time, what was there before. */
	NODISCARD int (*show)(void *card, uint32_t connector, int mode, const struct card_buffer *b);
	void (*restore)(void *card); /* what was there before the first show() */
	void (*dark)(void *card); /* nothing is scanned out any more */
	/* -ENOSYS: this card needs no telling. */
	NODISCARD int (*dirty)(void *card, const struct card_buffer *b, const struct display_rect *rects, int n);
	NODISCARD int (*power)(void *card, uint32_t connector, bool on);
};

/* The text console under the picture. */
struct console_ops {
	/* Hides it and takes the keyboard from it. No console there: 0 and *console NULL. What could not be done: its
	 * sentence in *missing, else NULL; the rest is done all the same. */
	NODISCARD int (*hide)(void **console, const char **missing, void *me);
	void (*restore)(void *console); /* NULL is fine */
};

struct display_world {
	const struct card_ops *card;
	const struct console_ops *console;
	void *card_me, *console_me; /* handed to open() and hide() */
	const char *cards; /* the folder of "drm:auto": /dev/dri */
};

/* The calls of console_vt, for its test; NULL as its `me`: the kernel's own. */
struct console_calls {
	int (*open)(void *me, const char *path); /* as open(): a descriptor, or -1 and errno */
	int (*control)(void *me, int fd, unsigned long request, void *arg); /* as ioctl() */
	void (*close)(void *me, int fd);
	void *me;
};

extern const struct card_ops card_drm;
extern const struct console_ops console_vt;
