#pragma once

/*
 * soak - a day of desk life in some minutes: make soak
 *
 * Kiosk, loket-sync and loket-hub as three real processes (tests/demo starts them), a virtual printer, fingers and keys
 * through their fifos. The clock of the kiosk is moved, so that the visits fill 24 hours; paper runs out, covers are
 * opened, devices are unplugged, the hub and sync are killed and started anew. The kiosk is started once.
 *
 * Watched: memory, descriptors, threads, what it logs, its data folder. Counted at the end: every number that
 * a screen called saved is at the hub exactly once and opens; every sheet that was promised came out.
 */
#include "tests/demo/demo.h"
#include "tests/screen/walk_steps.h"

enum {
	SOAK_DAY_S = 24 * 3600,
	SOAK_MOST = 20000, /* visits */
	SOAK_SAMPLES = 64,
	SOAK_NUMBER = 64,
};

enum soak_kind {
	SOAK_WHOLE,
	SOAK_STOPPED,
	SOAK_AWAY,
	SOAK_RIGHTS,
	SOAK_FINGER,
	SOAK_OFFICER,
	SOAK_PRACTICE,
	SOAK_KINDS
};

struct soak_sample {
	int visits;
	double kiosk_kib, sync_kib; /* written by that process alone */
	double kiosk_pss_kib, sync_pss_kib;
	int kiosk_fds, sync_fds, threads;
	int64_t log_bytes, data_bytes;
};

struct soak {
	struct demo d;
	struct walk w; /* the same station, for scripts of tests/soak/NAME.walk */
	char root[DEMO_PATH], fingers[DEMO_PATH], keys[DEMO_PATH], shot[DEMO_PATH];
	int finger_fd, key_fd;
	int visits, done;
	int64_t day_ms; /* of the kiosk's clock, moved so far */
	pid_t kiosk; /* the process of the beginning */
	char (*number)[SOAK_NUMBER]; /* every one that a screen called saved */
	int n_numbers, papers;
	int of_kind[SOAK_KINDS];
	int paper_troubles, unplugged, hub_kills, sync_kills;
	int64_t old_logs; /* bytes of logs of programs that were killed */
	struct soak_sample sample[SOAK_SAMPLES];
	int n_samples;
	const char *break_once; /* SOAK_BREAK: what is spoilt on purpose, to see it found */
};

/* soak_visit.c: one visit from idle to idle, in one language. */
const char *soak_kind_name(enum soak_kind kind);
NODISCARD int soak_visit(struct soak *s, enum soak_kind kind, const char *lang);
NODISCARD int soak_script(struct soak *s, const char *name, const char *lang);
NODISCARD int soak_await_paper(struct soak *s);
NODISCARD int soak_advance(struct soak *s, int64_t ms);

/* soak_trouble.c: what happens to the station around a visit. */
NODISCARD int soak_before(struct soak *s, int visit, enum soak_kind kind);
/* While the visit's paper is wanted; *papers: whether it comes out. */
NODISCARD int soak_meanwhile(struct soak *s, bool *paper);
NODISCARD int soak_after(struct soak *s, int visit);
NODISCARD int soak_device(struct soak *s, const char *dev, const char *event);

/* soak_finger.c: struct input_event through the fifos. */
NODISCARD int soak_finger_describe(const struct soak *s); /* the panel; before the kiosk opens it */
NODISCARD int soak_finger_open(struct soak *s);
NODISCARD int soak_finger_tap(struct soak *s, const char *id);
NODISCARD int soak_finger_key(struct soak *s, unsigned code);

/* soak_watch.c */
NODISCARD int soak_watch(struct soak *s);
NODISCARD int soak_flat(const struct soak *s); /* prints the table; a surprise where something grows */

/* soak_count.c: drains, opens, counts. */
NODISCARD int soak_count(struct soak *s, int *records);
