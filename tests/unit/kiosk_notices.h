#pragma once

/*
 * kiosk_notices - the kiosk of kiosk_world with every language and every notice of assets/, approved as an example
 */
#include "kiosk_desk.h"
#include "notice/notice.h"

/* As world_open(); the pack is signed with a key that is made here. */
void notices_open(struct world *w, const char *more);
/* The key of that pack: key_free(). */
struct key_secret *notices_key(void);
/* Headings and blocks in their order: of so many that were seen before this page, so many were seen with it. */
int notices_seen(const struct world *w, const struct notice *n, int seen);
int notices_parts(const struct notice *n); /* all there are */
