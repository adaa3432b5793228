/* Tamper switches: every opening is told, however short, lost or cut off. */
#include <errno.h>
#include <string.h>

#include "drivers/tamper.h"
#include "drivers_kernel_kit.h"
#include "harness.h"

#define CHIP "/dev/gpiochip0"

static struct fake_kernel k;

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
