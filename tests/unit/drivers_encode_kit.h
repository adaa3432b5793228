#pragma once

/*
 * drivers_encode_kit - the printer that the tests of the ESC/POS encoder write for
 */
#include "drivers/printer_profile.h"

/* Paper of 80 mm at 203 dpi, 120 rows a command, 15 mm to the cutter, which feeds and cuts partially. */
struct printer_profile encode_profile(int dots, enum profile_raster raster, bool left_margin);
