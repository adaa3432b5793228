#pragma once

/*
 * vm - the real image in QEMU, driven from outside as a person would: fingers on a touch screen, eyes on the screen, paper, the power key
 *
 * Nothing of it lies in the image. Touches come by a virtual multi-touch device, paper leaves by a USB-serial converter, the hub answers at the host's
 * loopback, and what is on the screen is seen by screendump. A kiosk beside it on this machine (the "shadow": the same program, headless, with its test
 * door) knows where on a screen a button lies; both get the same finger at the same place, and their pictures are held beside each other.
 *
 * One file a group (vm_boot.c, vm_visit.c, vm_stop.c ...): a function of struct vm that says what held by vm_check(). Groups run in the order of the table in
 * vm.c; each finds the machine as the one before left it and may start it anew.
 */
#include <jansson.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include "sys/err.h"

enum { VM_PATH = 1024, VM_WIDTH = 1280, VM_HEIGHT = 800, VM_MARKS = 16 };

struct door;
struct shadow;

/* A moment of a start, on this machine's clock, since QEMU was started. */
struct vm_mark {
	const char *what;
	int64_t at_us; /* 0: not yet */
	double kernel_s; /* the kernel's own time in that line; < 0: none */
};

struct vm {
	char build[VM_PATH], dir[VM_PATH]; /* where programs lie; where this run lives: BUILD/vm */
	char image[VM_PATH], disk[VM_PATH]; /* what was built; the copy that runs */
	char fill[VM_PATH]; /* what the data partition of a new card holds */
	char block_log[VM_PATH]; /* where each write to the disk is noted (board/vm/blocklog.h); "": nowhere */
	char stick[VM_PATH]; /* a stick that is plugged in, and starts before the disk does; "": none */
	char office[VM_PATH], hub_store[VM_PATH]; /* keys of this run's authority; sqlite:PATH */
	char paper[VM_PATH]; /* sheets of the printer's twin */
	char printer[64]; /* host:port of the twin */
	int hub_port;
	pid_t qemu, hub, twin;
	int qmp; /* -1: not connected */
	char heard[65536]; /* bytes of QMP that are no whole line yet */
	size_t n_heard;
	bool ended; /* QEMU said that the machine is off */
	int bites; /* of the watchdog, since the machine was switched on; counted whenever QEMU is asked something */
	int64_t started_us;
	struct vm_mark mark[VM_MARKS];
	int n_marks;
	long serial_at; /* what of the serial line was read */
	char line[4096];
	size_t n_line;
	struct shadow *shadow;
	int passed, failed;
	int shots;
};

/* ---- telling (vm.c) ---- */
/* One line; counts. Gives back ok. */
bool vm_check(struct vm *v, bool ok, const char *what, ...) PRINTF_LIKE(3, 4);
void vm_say(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* ---- the machine (vm_machine.c, vm_disk.c) ---- */
NODISCARD int vm_disk_new(struct vm *v); /* the image as flashed, its data partition holding what lies in fill */
NODISCARD int vm_start(struct vm *v); /* power on */
void vm_kill(struct vm *v); /* power off without a word */
void vm_listen(struct vm *v); /* reads the serial line and notes the moments of a start */
const struct vm_mark *vm_mark_of(const struct vm *v, const char *what);
NODISCARD int vm_wait_ended(struct vm *v, int wait_ms); /* until the machine switched itself off */
/* A file of the data partition, read offline (the machine is off), to DIR/name. */
NODISCARD int vm_disk_take(struct vm *v, const char *path, const char *name);
/* A file of this machine into the data partition, offline; its folders are made. */
NODISCARD int vm_disk_put(struct vm *v, const char *from, const char *path);
NODISCARD int vm_disk_drop(struct vm *v, const char *path);
/* As the board does at its start; whole: nothing is wrong with it afterwards. */
NODISCARD int vm_disk_mend(struct vm *v, bool *whole);

/* ---- QMP (vm_qmp.c) ---- */
NODISCARD int vm_qmp_open(struct vm *v);
NODISCARD int vm_qmp(struct vm *v, json_t **reply, const char *command, json_t *arguments); /* steals arguments */

/* ---- hands and eyes (vm_hands.c, vm_eyes.c) ---- */
NODISCARD int vm_tap(struct vm *v, int x, int y); /* dots */
struct picture {
	uint8_t *rgb;
	int width, height;
};
NODISCARD int vm_look(struct picture *out, struct vm *v);
void picture_free(struct picture *p);
NODISCARD int picture_read(struct picture *out, const char *png);
double picture_difference(
        const struct picture *a, const struct picture *b); /* share of dots, 0..1; 1 for other sizes */
double picture_black(const struct picture *p); /* share of dots that are black */
NODISCARD int vm_keep(
        struct vm *v, const char *name, char out[VM_PATH]); /* a screendump that stays: DIR/shots/NAME.png */

/* ---- the shadow (vm_shadow.c); while the machine is off it is alone: it gets the finger, and nothing is compared ---- */
NODISCARD int shadow_open(struct vm *v);
void shadow_close(struct vm *v);
struct door *shadow_door(struct vm *v);
NODISCARD int shadow_look(struct picture *out, struct vm *v);
/* The shadow anew, over what loket-update would have told it: the content of last.json. */
NODISCARD int shadow_tell(struct vm *v, const char *told);
/* So many visits by the kiosk alone, in a station's folder on this machine; the machine is switched off for it. */
NODISCARD int shadow_fill(struct vm *v, const char *data, int visits);
/* Both screens show the same (but for so many dots of a hundred) within the time. */
bool vm_same(struct vm *v, double per_cent, int wait_ms);
/* A finger on what the shadow calls id, or holds text, on both. */
NODISCARD int vm_both_tap(struct vm *v, const char *id);

/* ---- office, hub, printer (vm_office.c) ---- */
NODISCARD int vm_office_open(struct vm *v);
void vm_office_close(struct vm *v);
NODISCARD int vm_hub_stop(struct vm *v); /* nobody takes records, until it is there again at the same address */
NODISCARD int vm_hub_start(struct vm *v);
/* Opens every record at the hub; their number, or a surprise. */
NODISCARD int vm_records(struct vm *v, json_t **last);

/* A loss is reported by touches, to the receipt; same: how many screens were as beside the machine (vm_visit.c). */
NODISCARD int vm_walk(struct vm *v, int *same);

/* How often the board's own log, taken to DIR/kept/journal before, holds the text (vm_stop.c); -1: it can not be read. */
int vm_log_count(struct vm *v, const char *text);

/* ---- groups ---- */
void vm_boot(struct vm *v);
void vm_visit(struct vm *v);
void vm_cuts(struct vm *v);
void vm_stop(struct vm *v);
void vm_update(struct vm *v);
void vm_reset(struct vm *v); /* leaves a wiped card, switched off */
void vm_install(struct vm *v); /* leaves an installed disk, switched off */
