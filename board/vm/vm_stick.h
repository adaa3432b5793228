#pragma once

/*
 * vm_stick - what the parts of the group "stick" share: sticks as files, the port they go into, and a technician at both kiosks
 *
 * Sticks are made and read on this machine by mtools, mkfs and exfat.h; nothing is mounted here. At the technician's desk the kiosk beside the machine has
 * a folder of errands in which this test plays the unit: it is told what the machine's own unit is expected to say, and the pictures are compared.
 */
#include <stdint.h>
#include "board/vm/vm.h"

/* ---- sticks (vm_stick_make.c, vm_stick_break.c) ---- */
enum vm_stick_kind {
	VM_STICK_FAT32, /* a table of partitions, as Windows makes it */
	VM_STICK_FAT32_WHOLE, /* no table */
	VM_STICK_EXFAT,
	VM_STICK_EXT4,
	VM_STICK_EXT4_LARGE, /* blocks of 64 KiB, which this kernel does not read */
	VM_STICK_NOTHING, /* zeros */
};
struct vm_stick {
	char path[VM_PATH];
	enum vm_stick_kind kind;
	uint64_t at; /* where the file system begins */
};
NODISCARD int vm_stick_make(struct vm_stick *out, const struct vm *v, const char *name, enum vm_stick_kind kind);
/* A file (FAT: or a folder with all below it) into the main folder. */
NODISCARD int vm_stick_put(const struct vm_stick *s, const char *from);
/* What a station or an office writes, to a folder of this machine. */
NODISCARD int vm_stick_take(const struct vm_stick *s, const char *folder);
NODISCARD int vm_stick_check(const struct vm_stick *s); /* by the file system's own fsck; a surprise: it is not whole */

enum vm_stick_fault {
	VM_STICK_NOISE, /* FAT, exFAT: random bytes for a table */
	VM_STICK_RING, /* FAT, exFAT: the main folder's clusters lead back to the first, and none of it is free */
	VM_STICK_ENDLESS, /* FAT: `endless.receipt` of 4 GiB, whose one cluster leads to itself */
	VM_STICK_PANIC, /* ext4: a main folder of noise, and "panic" is what is to be done about it */
};
NODISCARD int vm_stick_break(struct vm_stick *s, const struct vm *v, enum vm_stick_fault fault);

/* ---- the port (vm_stick_desk.c) ---- */
/* Until the machine has looked at it, or well long enough when it does not look. */
NODISCARD int vm_stick_plug(struct vm *v, const struct vm_stick *s, const char *port);
NODISCARD int vm_stick_pull(struct vm *v); /* what the machine wrote is in the file then */

/* ---- the desk (vm_stick_desk.c) ---- */
struct vm_stick_desk {
	char data[VM_PATH], errands[VM_PATH]; /* of the kiosk beside the machine */
};
/* A badge of eight digits, and a PIN, at both; off: at the kiosk beside the machine alone. */
NODISCARD int vm_stick_badge(struct vm *v, const char *token);
NODISCARD int vm_stick_pin(struct vm *v, const char *pin);
/* On both, turning the pages until it is there. */
NODISCARD int vm_stick_tap(struct vm *v, const char *id);
/* What is told on a screen that waits for a unit. */
struct vm_stick_errand {
	const char *what; /* for the check; NULL: `say` */
	const char *id, *name; /* the button; the errand's name */
	bool good;
	const char *code; /* what it came to, a page of the manual: its title is what the screen shows */
	const char *say; /* the unit's last sentence; NULL: a unit beside the machine is to say it (`run`) */
	int (*run)(struct vm *v, const struct vm_stick_desk *d);
};
/* Asked for on both; the machine then shows what the kiosk beside it shows when told so. */
bool vm_stick_errand(struct vm *v, const struct vm_stick_desk *d, const struct vm_stick_errand *x);
/* The same with a stick: in, asked for, out. */
void vm_stick_with(struct vm *v, const struct vm_stick_desk *d, const struct vm_stick *s, const char *port,
        const struct vm_stick_errand *x);
/* The button brings the same screen on both. */
bool vm_stick_go(struct vm *v, const char *id);

/* ---- what a stick brings: receipts, notices, firmware (vm_stick_bring.c); at the screen of sticks, and left at that of updates ---- */
void vm_stick_bring(struct vm *v, const struct vm_stick_desk *d, const struct vm_stick *fat,
        const struct vm_stick *exfat, const char *receipts);

/* A device that is no station yet becomes one from the office's stick; leaves the machine off. (vm_stick_new.c) */
void vm_stick_new(struct vm *v);
