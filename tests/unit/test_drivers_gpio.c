/* One line of a gpio chip: what is asked of the kernel, byte by byte; what is told; what was lost; gone and back. */
#include <linux/gpio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "drivers/gpio.h"
#include "drivers/gpio_names.h"
#include "drivers_kernel_kit.h"
#include "harness.h"

#define CHIP "/dev/gpiochip0"
enum { F_LOW = 2, F_IN = 4, F_OUT = 8, F_EDGES = 48, F_DRAIN = 64, F_UP = 256, F_DOWN = 512, F_NONE = 1024 };

static struct fake_kernel k;
static struct gpio_change told[64];
static int n_told;

static void on_change(void *me, const struct gpio_change *change)
{
	CHECK(me == &k);
	CHECK(n_told < 64);
	told[n_told++] = *change;
}

static struct gpio *opened(const char *where, enum gpio_direction direction)
{
	struct gpio_setup setup = {.where = where,
	        .direction = direction,
	        .debounce_ms = 20,
	        .loop = k.loop,
	        .log = &k.log,
	        .kernel = &k.table,
	        .changed = on_change,
	        .me = &k};
	struct gpio *g = NULL;

	n_told = 0;
	CHECK_OK(gpio_open(&g, &setup));
	return g;
}

/* ---- the ABI ------------------------------------------------------------------------- */

/* What the kit takes for granted, against the headers of the kernel. */
TEST(gpio, structs_are_those_of_the_kernels_abi)
{
	CHECK_INT(GPIO_GET_CHIPINFO_IOCTL, 0x8044b401);
	CHECK_INT(GPIO_V2_GET_LINEINFO_IOCTL, 0xc100b405);
	CHECK_INT(GPIO_V2_GET_LINE_IOCTL, 0xc250b407);
	CHECK_INT(GPIO_V2_LINE_GET_VALUES_IOCTL, 0xc010b40e);
	CHECK_INT(GPIO_V2_LINE_SET_VALUES_IOCTL, 0xc010b40f);
	CHECK_INT(sizeof(struct gpio_v2_line_event), 48);
	CHECK_INT(offsetof(struct gpio_v2_line_request, config), 288);
	CHECK_INT(offsetof(struct gpio_v2_line_request, fd), 588);
	CHECK_INT(offsetof(struct gpio_v2_line_event, line_seqno), 20);
}

TEST(gpio, an_input_is_asked_for_with_edges_and_debounce)
{
	struct gpio *g;

	fake_init(&k);
	g = opened(CHIP ",3", GPIO_INPUT);
	CHECK_INT(k.lines[3].flags, F_IN | F_EDGES);
	CHECK_INT(k.lines[3].debounce_us, 20000);
	CHECK_TEXT(k.consumer, "loket");
	CHECK_INT(gpio_level(g), GPIO_INACTIVE);
	CHECK_TEXT(gpio_why(g), "");
	gpio_close(g);
	fake_fini(&k);
}

TEST(gpio, options_become_flags)
{
	static const struct {
		const char *where;
		enum gpio_direction direction;
		uint64_t flags;
		unsigned debounce_us;
	} all[] = {
	        {CHIP ",0,low,pull-up", GPIO_INPUT, F_IN | F_EDGES | F_LOW | F_UP, 20000},
	        {CHIP ",0,pull-down,debounce=0", GPIO_INPUT, F_IN | F_EDGES | F_DOWN, 0},
	        {CHIP ",0,no-pull,debounce=1000", GPIO_INPUT, F_IN | F_EDGES | F_NONE, 1000000},
	        {CHIP ",0", GPIO_OUTPUT, F_OUT, 0},
	        {CHIP ",0,low,open-drain", GPIO_OUTPUT, F_OUT | F_LOW | F_DRAIN, 0},
	};

	fake_init(&k);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct gpio *g = opened(all[i].where, all[i].direction);

		CHECK_INT(k.lines[0].flags, all[i].flags);
		CHECK_INT(k.lines[0].debounce_us, all[i].debounce_us);
		gpio_close(g);
	}
	fake_fini(&k);
}

TEST(gpio, a_name_finds_its_line_and_only_one)
{
	struct gpio *g;

	fake_init(&k);
	strcpy(k.lines[4].name, "COVER_SW");
	g = opened(CHIP ",COVER_SW", GPIO_INPUT);
	CHECK(k.lines[4].in >= 0);
	fake_wire(&k, 4, true);
	fake_turn(&k);
	CHECK_INT(gpio_level(g), GPIO_ACTIVE);
	gpio_close(g);
	strcpy(k.lines[1].name, "COVER_SW");
	g = opened(CHIP ",COVER_SW", GPIO_INPUT);
	CHECK_INT(gpio_level(g), GPIO_GONE);
	CHECK_HAS(gpio_why(g), "2 lines called");
	gpio_close(g);
	g = opened(CHIP ",NOBODY", GPIO_INPUT);
	CHECK_HAS(gpio_why(g), "no line called 'NOBODY'");
	gpio_close(g);
	fake_fini(&k);
}

/* ---- how it is written --------------------------------------------------------------------- */

TEST(gpio, what_can_not_be_meant_is_refused_with_the_way_it_is_written)
{
	static const char *const wrong[] = {"", "3", "gpiochip0,3", CHIP, CHIP ",", CHIP ",1024", CHIP ",99999999999",
	        CHIP ",3,", CHIP ",3,high", CHIP ",3,debounce=1001", CHIP ",3,debounce=-1",
	        CHIP ",3,debounce=", CHIP ",3,low,,pull-up", CHIP ",a-name-of-thirty-two-characters-."};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		if (gpio_check(wrong[i]) == 0)
			test_fail(__FILE__, __LINE__, "'%s' was taken", wrong[i]);
		CHECK_HAS(err_why(), "gpio");
	}
	CHECK_OK(gpio_check(CHIP ",1023,low,pull-up,debounce=1000"));
	CHECK_OK(gpio_check(CHIP ",a-name-of-thirty-one-characters"));
}

TEST(gpio, a_path_has_a_ceiling)
{
	char where[200];

	for (size_t n = GPIO_PATH_MAX - 1; n <= GPIO_PATH_MAX + 1; n++) {
		memset(where, 'x', n);
		where[0] = '/';
		strcpy(where + n, ",3");
		CHECK((gpio_check(where) == 0) == (n <= GPIO_PATH_MAX));
	}
}

TEST(gpio, names_find_their_lines)
{
	static const char *const names[] = {"cover", "printer", "case"};
	static const char *const wrong[] = {"", ";", "cover=", "lid=" CHIP ",1", "cover=" CHIP ",1;cover=" CHIP ",2",
	        "cover=" CHIP ",1;", CHIP ",1;" CHIP ",2", "cover=" CHIP ",1;case=gpiochip0,2"};
	char out[3][GPIO_WHERE_MAX];

	CHECK_OK(gpio_names(out, "case=" CHIP ",7,low;cover=" CHIP ",5", names, 3));
	CHECK_TEXT(out[0], CHIP ",5");
	CHECK_TEXT(out[1], "");
	CHECK_TEXT(out[2], CHIP ",7,low");
	CHECK_OK(gpio_names(out, CHIP ",9", names, 3));
	CHECK_TEXT(out[0], CHIP ",9");
	CHECK_TEXT(out[2], "");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		if (gpio_names(out, wrong[i], names, 3) == 0)
			test_fail(__FILE__, __LINE__, "'%s' was taken", wrong[i]);
		CHECK_TEXT(out[0], CHIP ",9"); /* untouched */
	}
}

/* ---- changes ---------------------------------------------------------------------------------- */

TEST(gpio, every_change_is_told_however_short)
{
	struct gpio *g;

	fake_init(&k);
	g = opened(CHIP ",2", GPIO_INPUT);
	for (int i = 0; i < 20; i++) { /* more than one reading takes */
		fake_wire(&k, 2, true);
		fake_wire(&k, 2, false);
	}
	fake_turn(&k);
	CHECK_INT(n_told, 40);
	for (int i = 0; i < n_told; i++) {
		CHECK_INT(told[i].level, i % 2 ? GPIO_INACTIVE : GPIO_ACTIVE);
		CHECK_INT(told[i].lost, 0);
	}
	gpio_close(g);
	fake_fini(&k);
}

TEST(gpio, active_low_is_active_when_the_wire_is_low)
{
	struct gpio *g;

	fake_init(&k);
	k.lines[2].high = true;
	g = opened(CHIP ",2,low", GPIO_INPUT);
	CHECK_INT(gpio_level(g), GPIO_INACTIVE);
	fake_wire(&k, 2, false);
	fake_turn(&k);
	CHECK_INT(gpio_level(g), GPIO_ACTIVE);
	CHECK_INT(n_told, 1);
	gpio_close(g);
	k.lines[2].high = false;
	g = opened(CHIP ",2,low", GPIO_INPUT);
	CHECK_INT(gpio_level(g), GPIO_ACTIVE);
	gpio_close(g);
	fake_fini(&k);
}

TEST(gpio, lost_events_are_counted_and_the_level_is_read_anew)
{
	struct gpio *g;

	fake_init(&k);
	g = opened(CHIP ",2", GPIO_INPUT);
	fake_wire(&k, 2, true);
	fake_wire_unseen(&k, 2, false);
	fake_wire_unseen(&k, 2, true);
	fake_wire_unseen(&k, 2, false);
	fake_wire(&k, 2, true);
	fake_wire_unseen(&k, 2, false); /* the newest were dropped as well: no event says so */
	fake_turn(&k);
	CHECK_INT(n_told, 3);
	CHECK_INT(told[0].lost, 0);
	CHECK_INT(told[1].level, GPIO_ACTIVE);
	CHECK_INT(told[1].lost, 3);
	CHECK_INT(told[2].level, GPIO_INACTIVE); /* as it is */
	CHECK_INT(gpio_level(g), GPIO_INACTIVE);
	gpio_close(g);
	fake_fini(&k);
}

TEST(gpio, a_sequence_number_that_goes_back_counts_as_one_lost)
{
	struct gpio *g;

	fake_init(&k);
	g = opened(CHIP ",2", GPIO_INPUT);
	fake_wire(&k, 2, true);
	fake_turn(&k);
	k.lines[2].seqno = UINT32_MAX - 1; /* the next one is UINT32_MAX, far ahead or just behind */
	fake_wire(&k, 2, false);
	fake_turn(&k);
	CHECK_INT(told[n_told - 1].lost, 1);
	gpio_close(g);
	fake_fini(&k);
}

TEST(gpio, half_an_event_is_no_chip_of_this_kernel)
{
	struct gpio *g;

	fake_init(&k);
	g = opened(CHIP ",2", GPIO_INPUT);
	CHECK(write(k.lines[2].out, "half an event", 13) == 13);
	fake_turn(&k);
	CHECK_INT(gpio_level(g), GPIO_GONE);
	CHECK_HAS(gpio_why(g), "pieces of events");
	gpio_close(g);
	fake_fini(&k);
}

/* ---- gone and back ------------------------------------------------------------------------------- */

TEST(gpio, gone_is_told_once_and_back_with_its_level)
{
	struct gpio *g;

	fake_init(&k);
	g = opened(CHIP ",2", GPIO_INPUT);
	fake_unplug(&k);
	fake_turn(&k);
	CHECK_INT(n_told, 1);
	CHECK_INT(told[0].level, GPIO_GONE);
	CHECK_HAS(gpio_why(g), "gone");
	fake_wait(&k, 10000);
	CHECK_INT(n_told, 1);
	k.lines[2].high = true;
	fake_plug(&k);
	fake_wait(&k, 8000);
	CHECK_INT(n_told, 2);
	CHECK_INT(told[1].level, GPIO_ACTIVE);
	fake_wire(&k, 2, false);
	fake_turn(&k);
	CHECK_INT(told[2].level, GPIO_INACTIVE);
	gpio_close(g);
	fake_fini(&k);
}

TEST(gpio, is_looked_for_ever_more_seldom)
{
	struct gpio *g;
	int asked[4] = {0};

	fake_init(&k);
	k.lines[1].busy = true;
	g = opened(CHIP ",1", GPIO_INPUT);
	CHECK_INT(gpio_level(g), GPIO_GONE);
	CHECK_HAS(gpio_why(g), "in use already");
	for (int minute = 0; minute < 4; minute++) {
		int before = k.opens;

		fake_wait(&k, 60000);
		asked[minute] = k.opens - before;
	}
	CHECK(asked[0] >= 5 && asked[0] <= 7); /* 1 2 4 8 16 30 s */
	CHECK_INT(asked[1], 2);
	CHECK_INT(asked[3], 2);
	k.lines[1].busy = false;
	fake_wait(&k, 30000);
	CHECK_INT(gpio_level(g), GPIO_INACTIVE);
	gpio_close(g);
	fake_fini(&k);
}

TEST(gpio, a_line_over_the_chips_number_is_told_with_what_there_is)
{
	struct gpio *g;

	fake_init(&k);
	g = opened(CHIP ",5", GPIO_INPUT);
	CHECK_TEXT(gpio_why(g), "");
	gpio_close(g);
	g = opened(CHIP ",6", GPIO_INPUT);
	CHECK_HAS(gpio_why(g), "lines 0..5");
	gpio_close(g);
	fake_fini(&k);
}

/* ---- outputs --------------------------------------------------------------------------------------- */

TEST(gpio, an_output_switches_proves_it_and_ends_inactive)
{
	struct gpio *g;

	fake_init(&k);
	g = opened(CHIP ",0,low", GPIO_OUTPUT);
	CHECK(k.lines[0].high);
	CHECK_OK(gpio_set(g, true));
	CHECK(!k.lines[0].high);
	CHECK_INT(gpio_level(g), GPIO_ACTIVE);
	gpio_close(g);
	CHECK(k.lines[0].high);
	fake_fini(&k);
}

TEST(gpio, an_output_that_does_not_follow_is_a_surprise)
{
	struct gpio *g;

	fake_init(&k);
	k.lines[0].stuck = true;
	g = opened(CHIP ",0", GPIO_OUTPUT);
	CHECK(gpio_set(g, true) < 0);
	CHECK_HAS(err_why(), "does not switch");
	gpio_close(g);
	g = opened(CHIP ",0,open-drain", GPIO_OUTPUT);
	CHECK_OK(gpio_set(g, true)); /* somebody else may hold it */
	gpio_close(g);
	fake_fini(&k);
}

TEST(gpio, an_output_that_comes_back_is_as_it_was_wanted)
{
	struct gpio *g;

	fake_init(&k);
	g = opened(CHIP ",0", GPIO_OUTPUT);
	fake_unplug(&k);
	CHECK(gpio_set(g, true) < 0);
	CHECK_INT(gpio_level(g), GPIO_GONE);
	fake_plug(&k);
	fake_wait(&k, 5000);
	CHECK_INT(gpio_level(g), GPIO_ACTIVE);
	CHECK(k.lines[0].high);
	gpio_close(g);
	fake_fini(&k);
}

TEST(gpio, memory_that_is_not_there_is_told)
{
	struct gpio_setup setup = {.where = CHIP ",0", .loop = NULL, .log = &k.log, .kernel = &k.table};
	struct gpio *g = NULL;

	fake_init(&k);
	setup.loop = k.loop;
	fault_arm(1);
	CHECK(gpio_open(&g, &setup) < 0);
	CHECK(g == NULL);
	fault_arm(0);
	fake_fini(&k);
}
