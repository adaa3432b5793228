#pragma once

/*
 * update_guard - the last word on the floor, asked by RAUC itself
 *
 * RAUC's pre-install handler (system.conf, [handlers]): called as root by RAUC's
 * service when the bundle's signature is checked and its content mounted through dm-verity, before
 * any slot is touched. Whoever asked RAUC to install, by whatever way: below the
 * floor nothing is written.
 *
 * In the bundle lies loket.conf with `version = 0.5.0`, the same as in its manifest. Missing or not to be
 * understood: refused. RAUC gives the folder in RAUC_BUNDLE_MOUNT_POINT and
 * hands our line "<< error SENTENCE" back to who asked.
 */
#include "sys/err.h"

#define UPDATE_GUARD_CONF "loket.conf"

enum { UPDATE_GUARD_REFUSED = 1, UPDATE_GUARD_WHY_MAX = 199 };

/* 0 or UPDATE_GUARD_REFUSED with a sentence. bundle: its mounted folder; state: where the journal lies. */
NODISCARD int update_guard(
        char why[UPDATE_GUARD_WHY_MAX + 1], const char *bundle, const char *state, const char *os_release);
/* The program; gives its exit status. With a bundle it judges, whatever else it is called with. */
int update_guard_main(int argc, char *const *argv);
