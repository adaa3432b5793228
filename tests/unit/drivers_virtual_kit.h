#pragma once

/*
 * drivers_virtual_kit - a bench with a virtual printer on it, for tests
 *
 * Papers lie in out/, the log in log.txt, both in the case's own folder. Time stands still.
 */
#include "drivers/printer.h"
#include "drivers/printer_profile.h"
#include "harness.h"

struct bench {
	struct clock clock;
	struct loop *loop;
	struct log log;
	struct printer_profile profile;
	struct printer *printer;
	int calls;
};

/* A good printer of 576 dots with every sensor and answer, and a receive buffer of that many bytes. */
void bench_open(struct bench *b, int64_t buffer_bytes);
struct printer_profile bench_profile(void); /* that printer's, with 4096 bytes and 250 mm/s */
void bench_open_as(struct bench *b, const char *uri, const struct printer_profile *profile);
void bench_close(struct bench *b);
void on_room(void *me); /* counts its calls */
/* Sends as long as there is room and expects that result of the last call; gives how much went. */
size_t send_hex(struct bench *b, const char *hex, int want);
void whole_job(struct bench *b, const char *hex);
const char *text_of(const char *path);
int rows_of(const char *path);
