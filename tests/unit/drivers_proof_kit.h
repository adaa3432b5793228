#pragma once

/*
 * drivers_proof_kit - a printed job's marks, for the tests of what proves it
 *
 * An ID is four bytes, of number 0 to 99; sixteen are held at a time, in memory of the process.
 */
#include "drivers/printer_proof.h"
#include "harness.h"

/* Microseconds; mm/s; more bytes than any job here has. */
enum { SECOND = 1000 * 1000, SPEED = 100, ROOMY = 1 << 28 };

extern const struct printer_status proof_fine; /* paper, cover and cutter well */

const uint8_t *proof_id_of(int i);
/* A job of n bands, 100 bytes and 10 mm each, and a cut; IDs first, first + 1 ... Everything left us at 0 s. */
void proof_job_of(struct proof *pr, int first, int n, bool ids);
