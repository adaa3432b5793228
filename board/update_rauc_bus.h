#pragma once

/* update_rauc_bus - shared by the files that speak D-Bus with RAUC (interface: rauc-installer.xml of RAUC 1.8) */
#include <systemd/sd-bus.h>

#include "board/update_rauc.h"

#define RAUC_NAME "de.pengutronix.rauc"
#define RAUC_PATH "/"
#define RAUC_INTERFACE "de.pengutronix.rauc.Installer"

struct rauc_bus {
	char address[256]; /* "" = the system's bus */
	char keyring[256];
	sd_bus *bus; /* NULL: not connected */

	/* while it installs */
	sd_bus_slot *installed, *left, *moved;
	bool done, gone;
	int result; /* of the signal Completed */
	int percent;
	char what[80]; /* that it is about, in RAUC's words */
	rauc_progress_fn *progress;
	void *progress_me;
};

NODISCARD int rauc_bus_connect(struct rauc_bus *b, char why[RAUC_WHY_MAX + 1]); /* 0, RAUC_GONE */
void rauc_bus_drop(struct rauc_bus *b);
/* RAUC's sentence into why, and its kind. */
int rauc_bus_said(char why[RAUC_WHY_MAX + 1], const sd_bus_error *error, int r);

int rauc_bus_install(
        void *me, const char *file, rauc_progress_fn *progress, void *progress_me, char why[RAUC_WHY_MAX + 1]);
int rauc_bus_status(void *me, struct rauc_status *out, char why[RAUC_WHY_MAX + 1]);
