/* The twin's mouth: what it answers, how late, and which of it is a lie. */
#include <stdio.h>
#include <string.h>

#include "drivers/printer_twin_parts.h"

static uint32_t dice(struct printer_twin *t)
{
	t->random ^= t->random << 13;
	t->random ^= t->random >> 7;
	t->random ^= t->random << 17;
	return (uint32_t)(t->random >> 16);
}

/* An answer too many is lost, as in a printer whose host never reads. */
void twin_say(struct printer_twin *t, const uint8_t *bytes, size_t n)
{
	if (!n || t->setup.one_way || !t->powered || !t->linked || t->n_said == TWIN_MOST_SAID)
		return;
	struct twin_said *s = &t->said[t->n_said++];
	s->due = t->now + t->setup.answer_us * 1000;
	s->n = (uint8_t)n;
	memcpy(s->bytes, bytes, n);
}

size_t twin_answers(struct printer_twin *t, uint8_t *out, size_t room)
{
	size_t done = 0;

	while (t->n_said && t->said[0].due <= t->now && done < room) {
		const struct twin_said *s = &t->said[0];
		size_t n = s->n - t->said_at < room - done ? s->n - t->said_at : room - done;

		memcpy(out + done, s->bytes + t->said_at, n);
		done += n;
		t->said_at += n;
		if (t->said_at < s->n)
			break;
		t->said_at = 0;
		memmove(t->said, t->said + 1, (size_t)--t->n_said * sizeof(t->said[0]));
	}
	return done;
}

/* ---- status ---------------------------------------------------------------------------------- */

static bool says_zeros(const struct printer_twin *t)
{
	return t->setup.lies & TWIN_LIE_ZEROS;
}

static struct virtual_state shown(const struct printer_twin *t)
{
	return t->setup.lies & TWIN_LIE_CONSTANTS ? (struct virtual_state){0} : t->state;
}

static void say_status_or_zeros(struct printer_twin *t, uint8_t *out, size_t n)
{
	if (says_zeros(t))
		memset(out, 0, n);
	twin_say(t, out, n);
}

void twin_say_status(struct printer_twin *t, int which)
{
	uint8_t out[VIRTUAL_ANSWER_MOST];
	const struct virtual_state s = shown(t);

	if (which == 20 && t->setup.profile.presenter == PRESENTER_CUSTOM)
		twin_say_full(t);
	else
		say_status_or_zeros(t, out, virtual_answer_status(out, &s, &t->setup.profile, which));
}

void twin_say_auto(struct printer_twin *t)
{
	uint8_t out[VIRTUAL_ANSWER_MOST];
	const struct virtual_state s = shown(t);

	say_status_or_zeros(t, out, virtual_answer_auto(out, &s, &t->setup.profile));
}

void twin_say_full(struct printer_twin *t)
{
	uint8_t out[VIRTUAL_ANSWER_MOST];
	const struct virtual_state s = shown(t);
	bool spooling =
	        fifo_len(&t->received) > 3 /* the question itself */ || escpos_paper(t->decoder).n_rows > t->printed;
	bool ticket = t->ticket == TWIN_TICKET_WAITING && !(t->setup.lies & TWIN_LIE_CONSTANTS);

	say_status_or_zeros(t, out, virtual_answer_full(out, &s, &t->setup.profile, spooling, t->head_busy, ticket));
}

void twin_say_change(struct printer_twin *t)
{
	if (t->auto_status)
		twin_say_auto(t);
	if (t->auto_full)
		twin_say_full(t);
}

/* Bit 0 a ticket waits to be taken, bit 1 the last one was taken, bit 2 it was drawn back. */
void twin_say_presenter(struct printer_twin *t)
{
	static const uint8_t bits[] = {[TWIN_TICKET_NONE] = 0,
	        [TWIN_TICKET_WAITING] = 1,
	        [TWIN_TICKET_TAKEN] = 2,
	        [TWIN_TICKET_RETRACTED] = 4};
	uint8_t out = t->setup.lies & TWIN_LIE_CONSTANTS ? bits[TWIN_TICKET_TAKEN] : bits[t->ticket];

	say_status_or_zeros(t, &out, 1);
}

void twin_say_sensor(struct printer_twin *t, int which)
{
	uint8_t out[VIRTUAL_ANSWER_MOST];
	const struct virtual_state s = shown(t);

	say_status_or_zeros(t, out, virtual_answer_sensor(out, &s, &t->setup.profile, which));
}

/* ---- who it is, and what it counted --------------------------------------------------------------- */

void twin_say_identity(struct printer_twin *t, int which)
{
	uint8_t out[VIRTUAL_ANSWER_MOST];

	twin_say(t, out, virtual_answer_identity(out, &t->setup.profile, which));
}

static void say_number(struct printer_twin *t, const char *unit, uint64_t n)
{
	uint8_t out[VIRTUAL_ANSWER_MOST];
	int len = snprintf((char *)out + 1, sizeof(out) - 2, "%llu%s", (unsigned long long)n, unit);

	out[0] = 0x5f;
	twin_say(t, out, (size_t)len + 2);
}

/* Lines fed are told in rows of dots here. */
void twin_say_counter(struct printer_twin *t, int which)
{
	if (which == 20 || which == 148)
		say_number(t, "", t->rows_ever);
	else if (which == 50 || which == 178)
		say_number(t, "", (uint64_t)t->cuts_ever);
	else
		say_number(t, "", 0);
}

/* Plain text: "510cm". A new roll is taken to be 80 m. */
void twin_say_metres(struct printer_twin *t)
{
	char out[24];
	int64_t cm = 8000 - (int64_t)((double)t->strip.roll_rows * 2.54 / (double)t->setup.profile.dpi);
	int n = snprintf(out, sizeof(out), "%lldcm", (long long)(cm > 0 ? cm : 0));

	twin_say(t, (const uint8_t *)out, (size_t)n);
}

/* Epson: 3B 30 00 when the power comes. */
void twin_say_power_on(struct printer_twin *t)
{
	static const uint8_t notice[] = {0x3b, 0x30, 0x00};

	if (t->setup.profile.asb)
		twin_say(t, notice, sizeof(notice));
}

/* ---- process IDs, and lies ---------------------------------------------------------------------------- */

void twin_say_id(struct printer_twin *t, const uint8_t id[4])
{
	uint8_t out[VIRTUAL_ANSWER_MOST], said[4];

	memcpy(said, id, sizeof(said));
	if (t->setup.lies & TWIN_LIE_WRONG_IDS)
		said[3] = said[3] == 0x7e ? 0x20 : (uint8_t)(said[3] + 1);
	size_t n = virtual_answer_process_id(out, said);
	twin_say(t, out, n);
	if (t->setup.lies & TWIN_LIE_TWICE)
		twin_say(t, out, n);
}

bool twin_has_reached(const struct printer_twin *t, const uint8_t id[4])
{
	uint64_t n = t->ids_ever < TWIN_MOST_REACHED ? t->ids_ever : TWIN_MOST_REACHED;

	for (uint64_t i = 0; i < n; i++)
		if (memcmp(t->reached[i], id, 4) == 0)
			return true;
	return false;
}

void twin_say_unasked(struct printer_twin *t)
{
	static const uint8_t fine[] = {0x10, 0, 0, 0};
	uint8_t out[8];
	uint32_t x = dice(t);

	if (t->setup.lies & TWIN_LIE_NOISE) {
		for (size_t i = 0; i < sizeof(out); i++)
			out[i] = (uint8_t)dice(t);
		twin_say(t, out, 1 + x % sizeof(out));
	}
	if (!(t->setup.lies & TWIN_LIE_UNASKED))
		return;
	for (size_t i = 0; i < 4; i++)
		out[i] = (uint8_t)('0' + dice(t) % 10);
	switch (x % 4) {
	case 0:
		twin_say_id(t, out);
		break;
	case 1:
		twin_say(t, (const uint8_t[]){0x00}, 1);
		break;
	case 2:
		twin_say(t, (const uint8_t[]){0x12}, 1);
		break;
	default:
		twin_say(t, fine, sizeof(fine));
		break;
	}
}
