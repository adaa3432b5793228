#pragma once

/*
 * sync_commission_kit - an office's stick and a device that is no station yet, as folders of the test
 */
#include "harness.h"
#include "sync/commission.h"
#include "sys/buf.h"

#define ON_STICK "stick/loket-station/"

struct stand {
	struct stick_disk disk;
	struct commission c;
	struct station s;
	bool keys_stay;
};

/* A file as vfat gives it: anybody's. Its folder is made. */
void put(const char *path, const char *text);
void read_text(struct buf *out, const char *path); /* the caller's to fini */
void office(const char *code); /* the stick, as loketctl init leaves it */
void device(struct stand *t);
int look(struct stand *t);
int take(struct stand *t);
void check_whole(const char *code); /* the device is that station, and can sign as it */
