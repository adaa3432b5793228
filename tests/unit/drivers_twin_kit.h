#pragma once

/*
 * drivers_twin_kit - a printer's twin on the bench: bytes in as hexadecimal, answers out likewise
 */
#include "drivers/printer_twin.h"
#include "drivers_decode_kit.h"

/* The printer of bench_profile(), at once and honest. */
struct twin_setup kit_setup(void);
struct printer_twin *kit_twin(const struct twin_setup *setup);
/* Sends as long as something is taken; how much went. */
size_t kit_feed(struct printer_twin *t, const char *hex);
/* The same while time goes on, until all is taken or `until_us` is reached. Gives the time it took. */
int64_t kit_send(struct printer_twin *t, struct kit_job job, int64_t from_us, int64_t until_us);
/* Time goes on until nothing will happen by itself. Gives the time. */
int64_t kit_rest(struct printer_twin *t, int64_t from_us);
/* What it said since the last call, "37 22 41 42 43 44 00"; borrowed until the next. */
const char *kit_said(struct printer_twin *t);
/* A raster band of so many rows of 8 dots, all ink, with room for the text after it. */
const char *kit_band(int rows);
