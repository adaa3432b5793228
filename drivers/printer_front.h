#pragma once

/*
 * printer_front - what the files share that stand in front of all kinds of printers
 *
 *   printer.c       there or gone          printer_talk.c  what we say of our own: greeting, questions, recovery
 *   printer_turn.c  one job's turn         printer_hear.c  what it answers, and what that proves
 *   printer_tick.c  the one timer of all of these; off when nothing is under way
 *
 * Private to those; kinds of printers see only printer_ops.h.
 */
#include "drivers/printer_answer.h"
#include "drivers/printer_answer_sense.h"
#include "drivers/printer_identify.h"
#include "drivers/printer_ops.h"
#include "drivers/printer_proof.h"
#include "sys/buf.h"

enum { PRINTER_RETRY_FIRST_MS = 500, PRINTER_RETRY_MOST_MS = 8000, PRINTER_WHY_ROOM = 240 };
/* No answer within that: the question is given up; nothing moved: the status is asked; nothing is proved: it is mute. */
enum { PRINTER_ASK_MS = 1000, PRINTER_STALL_MS = 2000, PRINTER_MUTE_MS = 5000, PRINTER_PAUSE_MS = 500 };

/* Questions, in the order in which they are put; one waits for its answer at a time. */
enum question {
	ASK_EOT_1, /* to 4: DLE EOT n */
	ASK_EOT_4 = 3,
	ASK_FULL, /* Custom's 10 04 14 */
	ASK_MAKER, /* GS I and the like wait behind data: only between jobs */
	ASK_MODEL,
	ASK_FIRMWARE,
	ASK_SERIAL,
	ASK_METRES,
	ASK_NOTHING,
};
enum { ASK_STATUS = 0x1f, ASK_IDENTITY = 0x1e0, ASK_AT_ONCE = ASK_STATUS };

struct front_talk { /* with this printer, since it is there */
	struct buf out; /* our own bytes that wait; out_sent of them went */
	size_t out_sent;
	bool out_now; /* also where a command of the job is cut in two */
	bool greeting; /* the greeting is among them */
	unsigned wanted; /* 1 << question */
	enum question asked;
	int64_t asked_us, round_us; /* when the question was put; when the last round of status began */
	bool for_cut; /* this round began behind the answer to the mark behind the cut */
	bool silent; /* it gave no status when it was asked */

	struct answer_parser parser;
	struct sense sense;
	struct printer_identity identity;
	int64_t heard_us, moved_us; /* the latest answer; the latest byte taken or mark proved */
	int64_t stream; /* bytes taken since it was opened */
	bool xoff;
	bool mute; /* it answered no mark while nothing hindered it, or can not answer at all */
	bool deaf; /* this port has no way back */
};

struct printer_front {
	struct loop *loop;
	char *uri;
	enum printer_link link;
	bool absent; /* printer "none" */
	bool held_gone; /* an event said "gone"; only "back" ends it */
	char why[PRINTER_WHY_ROOM];
	int retry_timer;
	int64_t retry_ms;

	struct watch *watch;
	int room_fd; /* for kinds without a descriptor: an eventfd that always has room; else -1 */
	int tick_fd; /* a timerfd: devices keep real time, also when the kiosk's clock is held */
	int tick_ms; /* 0 = off */
	struct watch *tick_watch;

	printer_fn *status_fn, *job_fn;
	void *status_me, *job_me;
	struct {
		printer_fn *fn;
		void *me;
	} waiters[PRINTER_WAITERS];
	bool taken, want_room, ended, lost, unsure;
	bool paused; /* send() takes nothing for now, see again_ms() */
	bool news; /* the job has something to look at */
	bool auto_status; /* GS a was sent in this job */
	int64_t job_bytes;
	enum printer_proof level; /* of the transport */
	struct proof proof; /* for as long as the printer is open for us: a liar stays one */
	struct front_talk talk;
};

/* Watches for what is needed now: answers always, room only while someone wants it. */
NODISCARD int front_set_watch(struct printer *p);
/* Closes after a surprise, keeps its sentence, and tries again later. */
void front_lose(struct printer *p);
void front_tell_job(struct printer *p);
/* Someone may begin now. */
void front_tell_waiters(struct printer *p);
bool front_look_drained(struct printer *p); /* true when the transport was not empty, and is now */

/* printer_tick.c: sets the timer to what is needed now. A timer that can not be had loses the printer. */
void front_tick(struct printer *p);
void front_tick_stop(struct printer_front *f);
int64_t front_now_us(void);

/* printer_talk.c */
bool front_answers(const struct printer *p); /* this printer may answer anything at all */
void front_greet(struct printer *p);
unsigned front_status_questions(const struct printer *p);
void front_ask(struct printer *p, unsigned questions);
void front_ask_next(struct printer *p);
void front_ask_timeout(struct printer *p);
bool front_has_words(const struct printer *p); /* our own bytes wait and may go now */
/* Sends of them what there is room for. A surprise: lost, front_lose() is the caller's. */
NODISCARD int front_say(struct printer *p);
/* Not all was taken, though the descriptor may be writable: a kind that says so is tried again later. */
NODISCARD int front_pause(struct printer *p);
void front_talk_end(struct printer_front *f);

/* printer_hear.c: looks at status, marks and lies, and notes news for the job. */
void front_judge(struct printer *p);
bool front_status_known(const struct printer *p);
