#pragma once

/*
 * drivers_answer_kit - a printer on the network that says what a test wants it to say
 *
 * The profile is one that answers everything, until the test changes it before talk_open(). Time is real.
 */
#include <stdio.h>
#include "drivers/printer.h"
#include "drivers/printer_profile.h"
#include "harness.h"
#include "sys/loop.h"

enum { TALK_MOST = 256 * 1024 };

struct talk {
	struct clock clock;
	struct loop *loop;
	struct log log; /* into log.txt */
	struct printer_profile profile;
	struct printer *printer;
	int listener, fd; /* the printer's end */
	uint8_t got[TALK_MOST]; /* what came there */
	size_t n;
	bool deaf; /* it reads nothing */
	int calls, changes;
	uint8_t id[4]; /* of the latest mark */
};

struct talk *talk_new(void); /* until the process ends */
/* Opens, and waits until the connection stands. */
void talk_open(struct talk *t);
/* And until the greeting is over, its questions unanswered; what came is forgotten. */
void talk_open_quietly(struct talk *t);
void talk_close(struct talk *t);
/* Loop and peer take turns for that long. */
void talk_run(struct talk *t, int ms);
/* Until the printer heard these bytes. */
void talk_say(struct talk *t, const void *bytes, size_t n);
#define SAY(t, bytes) talk_say((t), (bytes), sizeof(bytes) - 1)
void talk_say_id(struct talk *t, const uint8_t id[4]);
/* Begins a job whose fn counts in t->calls. */
void talk_begin(struct talk *t);
/* A band of that many bytes with a mark behind it, all of it taken. Gives printer_mark()'s answer. */
int talk_band(struct talk *t, int band, int rows, size_t bytes);
void talk_end(struct talk *t);
/* How often these bytes came, from offset `from` on. */
int talk_count(const struct talk *t, size_t from, const void *bytes, size_t n);
struct printer_status talk_status(const struct talk *t);
