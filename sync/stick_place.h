#pragma once

/*
 * stick_place - the privileged way from a port to a folder: the program's own first step
 *
 * For programs that a unit starts with CAP_SYS_ADMIN, CAP_SETUID and CAP_SETGID: looks for the stick at a listed port,
 * mounts it in a namespace of its own (drivers/usbdisk_mount.h), and becomes the user whose folder `owner` is. What is
 * mounted nobody else sees, and it goes with the program.
 */
#include "sync/mains.h"

void stick_place_real(struct stick_place *out);
