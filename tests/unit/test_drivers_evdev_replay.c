/* A recording as a device: at its own pace by the kiosk's clock, or at once; described by the file beside it. */
#include <stdio.h>
#include <unistd.h>

#include "drivers_evdev_kit.h"
#include "sys/file.h"

static struct port p;

static void keep(const char *path, const char *text)
{
	CHECK_OK(file_replace(path, text, strlen(text), 0600));
}

static const char *const three = "E: 0.100000 0001 001e 1\nE: 0.100000 0000 0000 0\nE: 0.350000 0001 001e 0\n"
                                 "E: 0.350000 0000 0000 0\nE: 2.000000 0001 001f 1\n";

TEST(evdev_replay, keeps_its_pace_by_the_clock)
{
	keep("k.events", three);
	port_open(&p, "replay:k.events");
	CHECK(evdev_is_here(p.device));
	port_pass(&p, 99);
	CHECK_INT(p.n, 0);
	port_pass(&p, 1);
	CHECK_INT(p.n, 2);
	port_pass(&p, 249);
	CHECK_INT(p.n, 2);
	port_pass(&p, 1);
	CHECK_INT(p.n, 4);
	port_pass(&p, 1700);
	CHECK_INT(p.n, 5);
	CHECK_INT(p.ended, 1);
	CHECK_INT(p.gone, 0);
	CHECK(evdev_is_here(p.device));
	port_pass(&p, 5000);
	CHECK_INT(p.ended, 1);
	port_close(&p);
}

/* However late one wakes, each report counts at its own moment. */
TEST(evdev_replay, counts_by_its_own_moments_when_one_wakes_late)
{
	int64_t start;

	keep("k.events", three);
	port_open(&p, "replay:k.events");
	start = clock_mono_ms(&p.clock);
	clock_advance(&p.clock, 60000);
	port_turn(&p);
	CHECK_INT(p.n, 5);
	CHECK_INT(p.at_ms[0] - start, 100);
	CHECK_INT(p.at_ms[2] - start, 350);
	CHECK_INT(p.at_ms[4] - start, 2000);
	CHECK_INT(p.calls, 3);
	port_close(&p);
}

TEST(evdev_replay, fast_hands_everything_over_with_its_own_moments)
{
	int64_t start;

	keep("k.events", three);
	port_open(&p, "replay:k.events,fast");
	start = clock_mono_ms(&p.clock);
	port_turn(&p);
	CHECK_INT(p.n, 5);
	CHECK_INT(p.ended, 1);
	CHECK_INT(p.at_ms[4] - start, 2000);
	port_close(&p);
}

TEST(evdev_replay, dates_count_from_the_first_event)
{
	keep("k.events", "E: 1352020794.138597 1 1e 1\nE: 1352020794.638597 1 1e 0\n");
	port_open(&p, "replay:k.events");
	CHECK_INT(p.n, 1);
	port_pass(&p, 499);
	CHECK_INT(p.n, 1);
	port_pass(&p, 1);
	CHECK_INT(p.n, 2);
	port_close(&p);
}

TEST(evdev_replay, may_be_described_in_its_own_file)
{
	keep("k.desc", "N: Other\n");
	keep("k.events", "N: Own\nA: 00 0 799 0 0\nE: 0.0 3 0 5\n");
	port_open(&p, "replay:k.events");
	CHECK_TEXT(p.info.name, "Own");
	port_close(&p);
}

TEST(evdev_replay, is_described_by_the_longest_name_that_begins_its_own)
{
	CHECK_OK(dir_make("Maker, Ltd", 0700));
	keep("Maker, Ltd/Maker.desc", "N: short\n");
	keep("Maker, Ltd/Maker Panel, 7 inch.desc", "N: long\n");
	keep("Maker, Ltd/Maker Panel, 7 inch wide.desc", "N: too long\n");
	keep("Maker, Ltd/Maker Panel, 7 inch.two.events", "E: 0.0 3 0 5\n");
	keep("Maker, Ltd/Other.events", "E: 0.0 3 0 5\n");
	port_open(&p, "replay:Maker, Ltd/Maker Panel, 7 inch.two.events");
	CHECK_TEXT(p.info.name, "long");
	port_close(&p);
	port_open(&p, "replay:Maker, Ltd/Maker Panel, 7 inch.two.events,fast");
	CHECK_TEXT(p.info.name, "long");
	CHECK_INT(p.n, 1);
	port_close(&p);
	port_open(&p, "replay:Maker, Ltd/Other.events");
	CHECK(!p.info.described);
	CHECK_INT(p.info.axis[0].max, 5); /* at least how far it goes */
	port_close(&p);
}

TEST(evdev_replay, is_played_again_when_it_comes_back)
{
	keep("k.events", three);
	port_open(&p, "replay:k.events,fast");
	port_turn(&p);
	CHECK_INT(evdev_event(p.device, "gone"), 0);
	CHECK_INT(p.gone, 1);
	port_pass(&p, 3000);
	CHECK_INT(evdev_event(p.device, "back"), 0);
	port_turn(&p);
	CHECK_INT(p.n, 10);
	CHECK_INT(p.here, 2);
	port_close(&p);
}

TEST(evdev_replay, that_is_no_recording_is_absent_until_it_is_one)
{
	static const char *const bad[] = {"", "N: Panel\n", "E: 1.0 0003\n"};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		keep("k.events", bad[i]);
		port_open(&p, "replay:k.events");
		CHECK(!evdev_is_here(p.device));
		keep("k.events", three);
		port_pass(&p, 400);
		CHECK(evdev_is_here(p.device));
		CHECK_INT(p.gone, 1);
		port_close(&p);
	}
	keep("k.events", three);
	keep("k.desc", "A: rubbish\n");
	port_open(&p, "replay:k.events");
	CHECK(!evdev_is_here(p.device));
	port_close(&p);
}

TEST(evdev_replay, lost_reports_in_it_are_told)
{
	keep("k.events", "E: 0.0 1 1e 1\nE: 0.0 0 3 0\nE: 0.0 1 1f 1\nE: 0.0 0 0 0\nE: 0.0 1 20 1\n");
	port_open(&p, "replay:k.events,fast");
	port_turn(&p);
	CHECK_INT(p.lost, 1);
	CHECK_INT(p.n, 2);
	CHECK_INT(p.all[1].code, 0x20);
	port_close(&p);
}
