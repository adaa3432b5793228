#pragma once

/*
 * commission - a device that is no station yet becomes one, from a stick that the office made
 *
 * On the stick lies a folder loket-station, as `loketctl init --data STICK/loket-station` makes it (the hub knows the station by
 * `loketctl device add --station-dir`), and in it, where the site has its own, site/loket.conf and site/usb.list.
 *
 *   look   copies what is needed into a folder of this device (STAGE), and judges it there: a person compares and says yes
 *   take   lays keys and station.conf into DATA, station.conf last, and erases the secret keys on the stick
 *
 * TLS and site files stay in STAGE: they belong to others than the kiosk's user, and loket-setup hands them out at the next start
 * (board/setup/setup.h). Only these names are read, only plain files, each with its ceiling. A cut anywhere leaves a device that is
 * no station yet, or a whole one. The same stick makes no second station: its keys are gone.
 */
#include "store/station.h"
#include "sync/stick_disk.h"

#define COMMISSION_FOLDER "loket-station"
enum { COMMISSION_FILE_MOST = 65536 };

/* Answers. */
enum {
	COMMISSION_NOTHING = 1, /* look: no such folder on the stick; take: nothing was looked at */
	COMMISSION_THERE, /* this device is a station already */
};

struct commission {
	const struct stick_disk *disk;
	const char *stick; /* its folder */
	const char *stage, *data; /* folders of this device */
};

/* What is found out is sound: keys fit, production refuses demonstration keys. A surprise says what to mend on the stick. */
NODISCARD int commission_look(struct station *out, const struct commission *c);
/* *keys_stay: the keys on the stick could not be erased; the station stands all the same. */
NODISCARD int commission_take(struct station *out, bool *keys_stay, const struct commission *c);
