/* device_check_sense - the bell, the sensor, the switches, the watchdog */
#include "drivers/bell.h"
#include "drivers/device_check.h"
#include "drivers/presence.h"
#include "drivers/tamper.h"
#include "drivers/watchdog.h"

void check_bell(struct check_list *l, struct bell *b)
{
	if (!b) {
		check_add(l, "bell.works", CHECK_UNKNOWN, "L00", "Set one: --bell gpio:WHERE.",
		        "this station has no bell");
		return;
	}
	bell_look(b);
	if (bell_works(b))
		check_add(l, "bell.works", CHECK_PASSED, "", "", "the bell answers");
	else
		check_add(l, "bell.works", CHECK_FAILED, "L01",
		        "Look at the relay's cable. Until it works, people are sent to the desk.",
		        "the bell does not answer");
}

void check_presence(struct check_list *l, const struct presence *p)
{
	enum presence_seen seen = p ? presence_seen(p) : PRESENCE_UNKNOWN;

	if (seen == PRESENCE_UNKNOWN)
		check_add(l, "presence.sensor", CHECK_UNKNOWN, "N01",
		        "Look at the sensor's cable; a station without one waits by the clock.",
		        "whether somebody is there is not known");
	else
		check_add(l, "presence.sensor", CHECK_PASSED, "", "",
		        seen == PRESENCE_SOMEBODY ? "somebody is there" : "nobody is there");
}

void check_tamper(struct check_list *l, const struct tamper *t)
{
	static const char *const rows[] = {
	        [TAMPER_COVER] = "tamper.cover", [TAMPER_PRINTER] = "tamper.printer", [TAMPER_CASE] = "tamper.case"};
	bool any = false;

	for (int i = 0; t && i < TAMPER_SWITCHES; i++) {
		enum tamper_state s = tamper_state(t, (enum tamper_switch)i);

		any = any || s != TAMPER_ABSENT;
		if (s == TAMPER_CLOSED)
			check_add(l, rows[i], CHECK_PASSED, "", "", "closed");
		else if (s == TAMPER_OPEN)
			check_add(l, rows[i], CHECK_FAILED, "X01", "Close it, and note who opened it.", "it is open");
		else if (s == TAMPER_UNREADABLE)
			check_add(l, rows[i], CHECK_FAILED, "X02", "Look at the wire: a cut one reads like this.",
			        "the switch can not be read");
	}
	if (!any)
		check_add(l, "tamper.cover", CHECK_UNKNOWN, "X00", "Set them: --tamper gpio:cover=WHERE.",
		        "this station has no switches");
}

void check_watchdog(struct check_list *l, const struct watchdog *w)
{
	struct watchdog_facts f = {0};

	if (!w || !watchdog_is_armed(w)) {
		check_add(l, "watchdog.armed", CHECK_UNKNOWN, "W00", "Set one: --watchdog dev:/dev/watchdog0.",
		        "nothing starts the machine anew when it hangs");
		return;
	}
	watchdog_facts(&f, w);
	check_add(l, "watchdog.armed", CHECK_PASSED, "", "", "%s, %d s, fed %u times", f.identity, f.timeout_s,
	        watchdog_fed(w));
	if (f.was_reset)
		check_add(l, "watchdog.start", CHECK_FAILED, "W01",
		        "Save the log and tell the maintainers: the program hung before this start.",
		        "this start came from the watchdog");
	if (f.was_hot)
		check_add(l, "watchdog.heat", CHECK_FAILED, "W02", "Free the vents; look at the fan.",
		        "the last stop came from heat");
	if (f.was_power)
		check_add(l, "watchdog.power", CHECK_FAILED, "W03", "Replace the power supply.",
		        "the last stop came from a power fault");
}
