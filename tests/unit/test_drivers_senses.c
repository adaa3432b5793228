/* Lamp and presence sensor: what they show, what they believe. */
#include <string.h>

#include "drivers/light.h"
#include "drivers/presence.h"
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
