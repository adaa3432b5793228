/* update_look - what install and confirm see of the kiosk, and how they tell. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "board/update_inside.h"
#include "sys/file.h"
#include "sys/log.h"

#define LOG_MODULE "update"

void update_say(const struct update_world *w, const char *fmt, ...)
{
	char line[400];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(line, sizeof line, fmt, args);
	va_end(args);
	if (w->say)
		w->say(w->me, line);
}

int update_tell(const struct update_world *w, enum update_outcome outcome, const char *version, const char *from,
        const char *fmt, ...)
{
	char why[UPDATE_WHY_MAX + 1];
	va_list args;
	int r;

	va_start(args, fmt);
	(void)vsnprintf(why, sizeof why, fmt, args);
	va_end(args);
	r = update_journal_end(w->journal, outcome, version, from, why);
	if (r)
		return err_up(r);
	log_info(w->log, "update %s: version '%s', from '%s': %s [%s]", update_outcome_name(outcome), version, from,
	        why, update_outcome_code(outcome));
	update_say(w, "%s: %s", update_outcome_name(outcome), why);
	r = update_journal_tell(w->journal, w->running);
	if (r)
		log_surprise(w->log, LOG_MODULE, r); /* made again at the next start */
	return outcome;
}

static bool read_beacon(struct beacon *b, const struct update_world *w)
{
	return beacon_read(b, w->beacon) == 0 && beacon_is_fresh(b, w->boot, clock_mono_ms(w->clock), UPDATE_BEACON_MS);
}

bool update_is_idle(const struct update_world *w)
{
	struct beacon b;

	if (!read_beacon(&b, w))
		return true;
	return b.idle_since_ms >= 0 && clock_mono_ms(w->clock) - b.idle_since_ms >= UPDATE_IDLE_MS;
}

int update_wait_idle(const struct update_world *w, int64_t patience_ms)
{
	int64_t until = clock_mono_ms(w->clock) + patience_ms;
	bool told = false;

	while (!update_is_idle(w)) {
		if (clock_mono_ms(w->clock) >= until)
			return UPDATE_BUSY;
		if (!told)
			update_say(w, "Somebody is being served: this waits until nobody is.");
		told = true;
		w->wait(w->me, UPDATE_LOOK_MS);
	}
	return 0;
}

unsigned update_well_parts(const struct update_world *w)
{
	struct beacon b;
	unsigned well = 0;

	if (!read_beacon(&b, w))
		return 0;
	for (int i = 0; i < BEACON_PARTS; i++)
		if (b.parts[i] == BEACON_WELL)
			well |= 1u << i;
	return well;
}

unsigned update_wait_well(const struct update_world *w, unsigned needs, int64_t most_ms)
{
	int64_t until = clock_mono_ms(w->clock) + most_ms;
	unsigned missing;

	while ((missing = needs & ~update_well_parts(w)) != 0 && clock_mono_ms(w->clock) < until)
		w->wait(w->me, UPDATE_LOOK_MS);
	return missing;
}

int update_restart(const struct update_world *w)
{
	static const char word[] = "update\n";

	log_info(w->log, "the machine is to start anew");
	update_say(w, "The device starts anew.");
	return err_up(file_replace(w->restart, word, sizeof word - 1, 0644));
}

enum update_outcome update_outcome_of_rauc(int answer)
{
	static const enum update_outcome of[] = {[RAUC_FOREIGN] = UPDATE_FOREIGN,
	        [RAUC_DAMAGED] = UPDATE_DAMAGED,
	        [RAUC_OTHER_DEVICE] = UPDATE_OTHER_DEVICE,
	        [RAUC_OLDER] = UPDATE_OLDER,
	        [RAUC_FORMAT] = UPDATE_UNREADABLE,
	        [RAUC_NO_SPACE] = UPDATE_NO_SPACE,
	        [RAUC_BUSY] = UPDATE_BUSY,
	        [RAUC_GONE] = UPDATE_NO_SERVICE,
	        [RAUC_FAILED] = UPDATE_FAILED};

	return answer > 0 && answer <= RAUC_FAILED ? of[answer] : UPDATE_FAILED;
}
