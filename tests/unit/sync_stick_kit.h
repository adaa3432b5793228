#pragma once

/* sync_stick_kit - a station, a stick and an office in one test */
#include "sync/hub.h"
#include "sync/stick.h"
#include "sync_stick_twin.h"
#include "sync_world.h"

struct stick_kit {
	struct sync_world w;
	struct stick_twin twin;
	struct stick_disk disk;
	struct stick_world world;
	struct stick_station station;
	struct stick_office office;
	struct hub_store store; /* the office's, open for writing */
	struct hub_store devices; /* the same, for reading */
	struct hub hub;
	struct buf said; /* everything that was said, a line each */
	struct stick_exported exported;
	struct stick_imported imported;
	struct stick_taken taken;
};

/* Records waiting; the stick is the twin. */
void stick_kit_open(struct stick_kit *k, int records, int bytes);
void stick_kit_close(struct stick_kit *k);
/* The real file system instead: the folder "stick". */
void stick_kit_real(struct stick_kit *k);

int kit_export(struct stick_kit *k);
int kit_import(struct stick_kit *k);
int kit_take(struct stick_kit *k);
/* loket-sync takes the inbox up; how many counted. */
size_t kit_inbox(struct stick_kit *k);
/* Records of the station's first epoch that the hub holds, in its store. */
int64_t kit_held(const struct stick_kit *k);
/* Every batch on the stick is whole, and no record stands on it twice; how many there are. */
int kit_on_stick(struct stick_kit *k);
/* The ith name on the stick that ends so, in no order. */
const char *kit_name(struct stick_kit *k, const char *ending, size_t i);
void kit_hear_nothing(struct stick_kit *k);
