/* Lamp, presence and tamper switches: what they show, what they believe, what they never miss. */
#include <errno.h>
#include <string.h>

#include "drivers/light.h"
#include "drivers/presence.h"
#include "drivers/tamper.h"
#include "drivers_kernel_kit.h"
#include "harness.h"

#define CHIP "/dev/gpiochip0"

static struct fake_kernel k;

/* ---- light ------------------------------------------------------------------------------ */

static struct light *lamp(const char *uri)
{
	struct light_setup setup = {.uri = uri, .loop = k.loop, .log = &k.log, .kernel = &k.table};
	struct light *l = NULL;

	CHECK_OK(light_open(&l, &setup));
	return l;
}

TEST(light, each_state_has_its_own_lamps)
{
	for (int a = 0; a < LIGHT_STATES; a++)
		for (int b = a + 1; b < LIGHT_STATES; b++)
			CHECK(light_lamps((enum light_state)a) != light_lamps((enum light_state)b));
	CHECK_TEXT(light_state_name(LIGHT_TROUBLE), "trouble");
}

TEST(light, shows_each_state_on_its_lamps)
{
	struct light *l;

	fake_init(&k);
	l = lamp("gpio:green=" CHIP ",0;yellow=" CHIP ",1;red=" CHIP ",2,low");
	CHECK_INT(light_shown(l), LIGHT_OFF);
	CHECK(!k.lines[0].high && !k.lines[1].high && k.lines[2].high);
	light_show(l, LIGHT_READY);
	CHECK(k.lines[0].high && !k.lines[1].high && k.lines[2].high);
	light_show(l, LIGHT_BUSY);
	CHECK(k.lines[0].high && k.lines[1].high && k.lines[2].high);
	light_show(l, LIGHT_HELP);
	CHECK(!k.lines[0].high && k.lines[1].high && k.lines[2].high);
	light_show(l, LIGHT_TROUBLE);
	CHECK(!k.lines[0].high && !k.lines[1].high && !k.lines[2].high);
	light_close(l);
	CHECK(!k.lines[0].high && !k.lines[1].high && k.lines[2].high);
	fake_fini(&k);
}

TEST(light, one_lamp_calls_when_somebody_must_come)
{
	static const bool lit[LIGHT_STATES] = {[LIGHT_HELP] = true, [LIGHT_TROUBLE] = true};
	struct light *l;

	fake_init(&k);
	l = lamp("gpio:" CHIP ",4");
	for (int s = 0; s < LIGHT_STATES; s++) {
		light_show(l, (enum light_state)s);
		CHECK_INT(k.lines[4].high, lit[s]);
	}
	light_close(l);
	fake_fini(&k);
}

TEST(light, that_is_unplugged_shows_the_state_when_it_is_back)
{
	struct light *l;

	fake_init(&k);
	l = lamp("gpio:" CHIP ",4");
	fake_unplug(&k);
	light_show(l, LIGHT_TROUBLE);
	CHECK_INT(light_shown(l), LIGHT_TROUBLE);
	fake_plug(&k);
	fake_wait(&k, 5000);
	CHECK(k.lines[4].high);
	light_close(l);
	fake_fini(&k);
}

TEST(light, knows_its_kinds)
{
	static const char *const wrong[] = {"", "lamp", "gpio:", "gpio:blue=" CHIP ",1", "gpio:green=" CHIP,
	        "gpio:green=" CHIP ",1;green=" CHIP ",2", "none:", "twin:1"};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (light_check(wrong[i]) == 0)
			test_fail(__FILE__, __LINE__, "'%s' was taken", wrong[i]);
	CHECK_OK(light_check("none"));
	CHECK_OK(light_check("twin"));
	CHECK_OK(light_check("gpio:red=" CHIP ",1"));
	light_close(NULL);
}

/* ---- presence ------------------------------------------------------------------------------- */

static enum presence_seen seen;
static int times_seen;

static void on_seen(void *me, enum presence_seen now)
{
	CHECK(me == &k);
	seen = now;
	times_seen++;
}

static struct presence *sensor(const char *uri)
{
	struct presence_setup setup = {.uri = uri,
	        .loop = k.loop,
	        .clock = &k.clock,
	        .log = &k.log,
	        .kernel = &k.table,
	        .changed = on_seen,
	        .me = &k};
	struct presence *p = NULL;

	times_seen = 0;
	CHECK_OK(presence_open(&p, &setup));
	return p;
}

TEST(presence, somebody_is_believed_at_once_and_nobody_after_a_while)
{
	struct presence *p;

	fake_init(&k);
	p = sensor("gpio:" CHIP ",0");
	CHECK_INT(presence_seen(p), PRESENCE_UNKNOWN);
	fake_wire(&k, 0, true);
	fake_turn(&k);
	CHECK_INT(seen, PRESENCE_SOMEBODY);
	fake_wire(&k, 0, false);
	fake_turn(&k);
	fake_wait(&k, PRESENCE_SETTLE_MS - 500);
	CHECK_INT(presence_seen(p), PRESENCE_SOMEBODY);
	CHECK_INT(presence_nobody_for_ms(p), 0);
	fake_wait(&k, 500);
	CHECK_INT(seen, PRESENCE_NOBODY);
	CHECK_INT(presence_nobody_for_ms(p), PRESENCE_SETTLE_MS);
	CHECK_INT(times_seen, 2);
	presence_close(p);
	fake_fini(&k);
}

TEST(presence, who_sits_still_and_moves_again_was_never_away)
{
	struct presence *p;

	fake_init(&k);
	p = sensor("gpio:" CHIP ",0");
	fake_wire(&k, 0, true);
	fake_turn(&k);
	for (int i = 0; i < 5; i++) {
		fake_wire(&k, 0, false);
		fake_turn(&k);
		fake_wait(&k, PRESENCE_SETTLE_MS - 1000);
		fake_wire(&k, 0, true);
		fake_turn(&k);
	}
	CHECK_INT(times_seen, 1);
	presence_close(p);
	fake_fini(&k);
}

TEST(presence, changes_that_were_lost_are_somebody)
{
	struct presence *p;

	fake_init(&k);
	p = sensor("gpio:" CHIP ",0");
	fake_wait(&k, PRESENCE_SETTLE_MS);
	CHECK_INT(presence_seen(p), PRESENCE_NOBODY);
	fake_wire_unseen(&k, 0, true);
	fake_wire(&k, 0, false);
	fake_turn(&k);
	CHECK_INT(times_seen, 2); /* nobody, somebody */
	CHECK_INT(seen, PRESENCE_SOMEBODY);
	presence_close(p);
	fake_fini(&k);
}

TEST(presence, a_sensor_that_is_gone_knows_nothing)
{
	struct presence *p;

	fake_init(&k);
	p = sensor("gpio:" CHIP ",0");
	fake_wait(&k, PRESENCE_SETTLE_MS);
	fake_unplug(&k);
	fake_turn(&k);
	CHECK_INT(seen, PRESENCE_UNKNOWN);
	fake_wait(&k, 60000);
	CHECK_INT(presence_seen(p), PRESENCE_UNKNOWN);
	presence_close(p);
	fake_fini(&k);
}

TEST(presence, twin_is_told)
{
	struct presence *p;

	fake_init(&k);
	p = sensor("twin");
	CHECK(presence_event(p, "somebody"));
	CHECK_INT(seen, PRESENCE_SOMEBODY);
	CHECK(presence_event(p, "nobody"));
	fake_wait(&k, PRESENCE_SETTLE_MS);
	CHECK_INT(seen, PRESENCE_NOBODY);
	CHECK(presence_event(p, "gone"));
	CHECK_INT(seen, PRESENCE_UNKNOWN);
	CHECK(!presence_event(p, "perhaps"));
	presence_close(p);
	p = sensor("none");
	CHECK(!presence_event(p, "somebody"));
	presence_close(p);
	CHECK(presence_check("gpio:") < 0 && presence_check("radar") < 0 && presence_check("twin:") < 0);
	fake_fini(&k);
}

/* ---- tamper ---------------------------------------------------------------------------------------- */

static struct {
	enum tamper_switch which;
	enum tamper_state state;
} said[64];
static int n_said;

static void on_tamper(void *me, enum tamper_switch which, enum tamper_state state)
{
	CHECK(me == &k);
	CHECK(n_said < 64);
	said[n_said].which = which;
	said[n_said++].state = state;
}

static struct tamper *switches(const char *uri)
{
	struct tamper_setup setup = {
	        .uri = uri, .loop = k.loop, .log = &k.log, .kernel = &k.table, .changed = on_tamper, .me = &k};
	struct tamper *t = NULL;

	n_said = 0;
	CHECK_OK(tamper_open(&t, &setup));
	CHECK_INT(n_said, 0);
	fake_turn(&k);
	return t;
}

#define THREE "gpio:cover=" CHIP ",0;printer=" CHIP ",1;case=" CHIP ",2"

TEST(tamper, each_switch_is_told_by_its_own_name)
{
	struct tamper *t;

	fake_init(&k);
	t = switches(THREE);
	CHECK(tamper_is_closed(t));
	for (int i = 0; i < TAMPER_SWITCHES; i++) {
		fake_wire(&k, i, true);
		fake_turn(&k);
		CHECK_INT(said[n_said - 1].which, i);
		CHECK_INT(said[n_said - 1].state, TAMPER_OPEN);
		CHECK(!tamper_is_closed(t));
		fake_wire(&k, i, false);
		fake_turn(&k);
		CHECK_INT(said[n_said - 1].state, TAMPER_CLOSED);
		CHECK(tamper_is_closed(t));
	}
	CHECK_INT(n_said, 6);
	CHECK_TEXT(tamper_switch_name(TAMPER_PRINTER), "printer");
	tamper_close(t);
	fake_fini(&k);
}

TEST(tamper, an_opening_too_short_to_be_seen_is_told)
{
	struct tamper *t;

	fake_init(&k);
	t = switches(THREE);
	fake_wire(&k, 0, true);
	fake_wire(&k, 0, false);
	fake_turn(&k);
	CHECK_INT(n_said, 2);
	CHECK_INT(said[0].state, TAMPER_OPEN);
	CHECK_INT(said[1].state, TAMPER_CLOSED);
	tamper_close(t);
	fake_fini(&k);
}

TEST(tamper, an_opening_that_the_kernel_lost_is_told)
{
	struct tamper *t;

	fake_init(&k);
	t = switches(THREE);
	fake_wire_unseen(&k, 0, true);
	fake_wire(&k, 0, false); /* all that is left says: closed */
	fake_turn(&k);
	CHECK_INT(said[0].state, TAMPER_OPEN);
	CHECK_INT(said[n_said - 1].state, TAMPER_CLOSED);
	CHECK(tamper_is_closed(t));
	tamper_close(t);
	fake_fini(&k);
}

TEST(tamper, what_is_open_from_the_beginning_is_told_in_the_first_turn)
{
	struct tamper *t;

	fake_init(&k);
	k.lines[2].high = true;
	t = switches(THREE);
	CHECK_INT(n_said, 1);
	CHECK_INT(said[0].which, TAMPER_CASE);
	CHECK_INT(tamper_state(t, TAMPER_CASE), TAMPER_OPEN);
	tamper_close(t);
	fake_fini(&k);
}

TEST(tamper, a_cut_wire_is_no_closed_door)
{
	struct tamper *t;

	fake_init(&k);
	t = switches("gpio:" CHIP ",0");
	CHECK_INT(tamper_state(t, TAMPER_CASE), TAMPER_ABSENT);
	fake_unplug(&k);
	fake_turn(&k);
	CHECK_INT(n_said, 0); /* it may be back in a moment */
	fake_wait(&k, 1000);
	CHECK_INT(n_said, 1);
	CHECK_INT(said[0].state, TAMPER_UNREADABLE);
	CHECK(!tamper_is_closed(t));
	fake_plug(&k);
	fake_wait(&k, 4000);
	CHECK_INT(said[1].state, TAMPER_CLOSED);
	CHECK(tamper_is_closed(t));
	tamper_close(t);
	fake_fini(&k);
}

TEST(tamper, a_chip_that_was_never_there_is_told)
{
	struct tamper *t;

	fake_init(&k);
	k.gone = ENOENT;
	t = switches("gpio:" CHIP ",0");
	CHECK(!tamper_is_closed(t));
	fake_wait(&k, 1000);
	CHECK_INT(said[0].state, TAMPER_UNREADABLE);
	tamper_close(t);
	fake_fini(&k);
}

TEST(tamper, twin_is_told)
{
	struct tamper *t;

	fake_init(&k);
	t = switches("twin");
	CHECK(tamper_event(t, NULL, "open"));
	CHECK_INT(said[0].which, TAMPER_COVER);
	CHECK(tamper_event(t, "case", "open"));
	CHECK(tamper_event(t, "cover", "closed"));
	CHECK(!tamper_is_closed(t));
	CHECK(tamper_event(t, "case", "closed"));
	CHECK(tamper_is_closed(t));
	CHECK(tamper_event(t, "printer", "gone"));
	fake_wait(&k, 1000);
	CHECK_INT(tamper_state(t, TAMPER_PRINTER), TAMPER_UNREADABLE);
	CHECK(!tamper_event(t, "lid", "open"));
	CHECK(!tamper_event(t, "cover", "ajar"));
	tamper_close(t);
	t = switches("none");
	CHECK(!tamper_event(t, NULL, "open"));
	CHECK(tamper_is_closed(t));
	tamper_close(t);
	fake_fini(&k);
}

TEST(senses, want_of_memory_is_told_and_leaves_nothing)
{
	FAULT_SWEEP(n)
	{
		struct tamper_setup setup = {.uri = THREE, .loop = NULL, .log = &k.log, .kernel = &k.table};
		struct tamper *t = NULL;
		int e;

		fake_init(&k);
		setup.loop = k.loop;
		e = tamper_open(&t, &setup);
		CHECK((e < 0) == fault_fired());
		CHECK((t == NULL) == fault_fired());
		tamper_close(t);
		fake_fini(&k);
	}
}
