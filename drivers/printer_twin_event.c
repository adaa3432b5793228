/* What happens to a printer, now or at a byte, row or cut that was planned. */
#include <string.h>

#include "drivers/printer_twin_parts.h"
#include "sys/text.h"

void twin_note(struct printer_twin *t, const char *what)
{
	if (t->n_notes < TWIN_MOST_NOTES)
		t->notes[t->n_notes++] = (struct twin_note){.what = what, .row = t->strip.rows};
}

void twin_ticket_is(struct printer_twin *t, enum twin_ticket ticket)
{
	t->ticket = t->strip.ticket = ticket;
	if (ticket == TWIN_TICKET_TAKEN && t->strip.cuts && !t->setup.one_way)
		t->strip.level = PROOF_TAKEN;
	if (ticket == TWIN_TICKET_RETRACTED)
		twin_note(t, "ticket_retracted");
	twin_say_change(t);
}

static void lose_power(struct printer_twin *t)
{
	t->strip.lost_bytes += fifo_len(&t->wire);
	fifo_take(&t->wire, fifo_len(&t->wire));
	t->coming = 0;
	t->strip.power_cuts++;
	t->powered = t->linked = false;
	t->auto_status = 0;
	t->auto_full = false;
	t->state.hot = false;
	t->watch = (struct escpos_realtime){0};
	t->n_said = 0;
	t->said_at = 0;
	twin_lose_buffers(t, true);
}

/* What it received it keeps and prints; what was on the way is gone. */
static void lose_link(struct printer_twin *t)
{
	t->strip.lost_bytes += fifo_len(&t->wire);
	fifo_take(&t->wire, fifo_len(&t->wire));
	t->coming = 0;
	t->strip.link_cuts++;
	t->linked = false;
	t->confused = true;
	t->n_said = 0;
	t->said_at = 0;
}

/* Words that are no state of a sensor. */
static const char *other_happening(struct printer_twin *t, const char *what)
{
	static const char *const words[] = {
	        "power_cut", "link_cut", "one_way", "liar", "honest", "ticket_taken", "ticket_back"};
	size_t i = 0;

	while (i < sizeof(words) / sizeof(*words) && !text_is(what, words[i]))
		i++;
	switch (i) {
	case 0:
		lose_power(t);
		break;
	case 1:
		lose_link(t);
		break;
	case 2:
		t->setup.one_way = true;
		break;
	case 3:
		t->setup.lies |= TWIN_LIE_CONSTANTS | TWIN_LIE_IDS;
		break;
	case 4:
		t->setup.lies = 0;
		t->setup.one_way = false;
		break;
	case 5:
	case 6:
		if (t->ticket == TWIN_TICKET_WAITING)
			twin_ticket_is(t, i == 5 ? TWIN_TICKET_TAKEN : TWIN_TICKET_RETRACTED);
		break;
	default:
		return NULL;
	}
	return words[i];
}

static void after_sensor(struct printer_twin *t, const struct virtual_state *before)
{
	if (t->state.paper_out && !before->paper_out) {
		if (t->setup.paper_end != TWIN_PAPER_KEEP)
			twin_lose_buffers(t, t->setup.paper_end == TWIN_PAPER_LOSE);
	}
	if (before->paper_out && !t->state.paper_out)
		t->strip.roll_rows = 0;
	if (t->state.hot && !before->hot && t->setup.hot_us)
		t->cool_at = t->now + t->setup.hot_us * 1000;
	if (virtual_is_offline(before) && !virtual_is_offline(&t->state))
		t->idle_since = t->now;
	twin_say_change(t);
}

/* The fixed word, NULL for one that is none. */
static const char *act(struct printer_twin *t, const char *what)
{
	struct virtual_state before = t->state;
	const char *word = virtual_happens(&t->state, what);

	if (word) {
		twin_note(t, word);
		if (text_is(word, "paper_in"))
			t->strip.roll_rows = 0;
		after_sensor(t, &before);
		return word;
	}
	word = other_happening(t, what);
	if (word)
		twin_note(t, word);
	return word;
}

int twin_happens(struct printer_twin *t, const char *what)
{
	if (!act(t, what))
		return TWIN_NO_SUCH;
	return err_up(twin_run(t, t->now / 1000));
}

static bool is_word(const char *what)
{
	static const char *const others[] = {
	        "power_cut", "link_cut", "one_way", "liar", "honest", "ticket_taken", "ticket_back"};
	struct virtual_state nobody = {0};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (text_is(what, others[i]))
			return true;
	return virtual_happens(&nobody, what) != NULL;
}

int twin_plan(struct printer_twin *t, const char *what, enum twin_trigger when, uint64_t n)
{
	if (!is_word(what))
		return TWIN_NO_SUCH;
	if (t->n_plans == TWIN_MOST_PLANS)
		return TWIN_FULL;
	t->plans[t->n_plans++] = (struct twin_happening){.what = what, .when = when, .n = n};
	if (when == TWIN_AT_ROW)
		(void)twin_plans_due(t, when, t->rows_ever);
	return 0;
}

bool twin_plans_due(struct printer_twin *t, enum twin_trigger when, uint64_t n)
{
	bool fired = false;

	for (int i = 0; i < t->n_plans;) {
		struct twin_happening h = t->plans[i];

		if (h.when != when || h.n > n) {
			i++;
			continue;
		}
		t->plans[i] = t->plans[--t->n_plans];
		(void)act(t, h.what);
		fired = true;
		i = 0;
	}
	return fired;
}

int twin_notes(const struct printer_twin *t, const struct twin_note **out)
{
	*out = t->notes;
	return t->n_notes;
}
