#pragma once

/*
 * plant - office, hub, line and station, all of them the real programs, in the case's own folder
 *
 * The station calls the hub through a wiretap. Whatever can not be done fails
 * the case. Everything is written below test_folder(), the temporary folder of
 * the programs too.
 */
#include <stdbool.h>
#include "tests/screen/station.h"
#include "sys/buf.h"
#include "wiretap.h"

enum { PLANT_PATH = 300 };

struct plant {
	struct station s; /* start and stop it with station_start(), station_stop() */
	char office[PLANT_PATH], hub[PLANT_PATH], hub_log[PLANT_PATH], sync_log[PLANT_PATH], wire[PLANT_PATH];
	char hub_store[PLANT_PATH + 20]; /* sqlite:... */
	uint16_t hub_port;
	struct wiretap *line;
	pid_t hub_pid, sync_pid; /* 0: not running */
};

/* Keys, certificates, station.conf, the hub's list; nothing runs yet but the line, and it leads nowhere. */
void plant_make(struct plant *p);
void plant_end(struct plant *p); /* stops what runs; none of it may have ended badly */

void plant_hub_start(struct plant *p); /* on the same port again; the line leads to it */
void plant_hub_stop(struct plant *p);
void plant_sync_start(struct plant *p);
void plant_sync_stop(struct plant *p);
void plant_kiosk_start(struct plant *p, const char *const *options);
void plant_kiosk_stop(struct plant *p);

/* Runs loketctl; its words go to out (may be NULL). Gives the exit status. */
int plant_ctl(const struct plant *p, struct buf *out, const char *const *args);
/* The same with another program. */
int plant_run(const struct plant *p, const char *program, struct buf *out, const char *const *args);
/* What the office reads from the hub (or the station's waiting records) with its key: one line a record. Fails on any gap. */
void plant_open_hub(const struct plant *p, struct buf *out);
void plant_open_station(const struct plant *p, struct buf *out);
/* Waits until the hub holds so many records. */
void plant_await_hub(const struct plant *p, int records);
int count_lines(const struct buf *text);

/* Waits at most so long until the file holds the text; fails the case otherwise. */
void await_text(const char *file, const char *text, int limit_ms);
bool file_holds_text(const char *file, const char *text);
