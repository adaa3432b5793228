/* A twin described in one line. */
#include <stdio.h>
#include <stdlib.h>

#include "drivers/printer_twin_options.h"
#include "drivers_twin_kit.h"

TEST(options, are_all_read)
{
	struct twin_options o = {0};
	CHECK_OK(twin_options_read(&o,
	        "some/dir,speed=250,buffer=45,baud=9600,wire=100,rows=24,cut_ms=200,slow_ms=30,hot_ms=1000,seed=5,"
	        "one_way=yes,no_flow=yes,liar=ids+twice,paper_end=garble,power_cut=1234,link_cut=0,paper_out=70,"
	        "paper_low=10,cover_open=1,hot=9,jam=2"));
	CHECK_TEXT(o.place, "some/dir");
	CHECK_INT(o.setup.speed_mm_s, 250);
	CHECK_INT(o.setup.buffer_bytes, 45);
	CHECK_INT(o.setup.bytes_s, 960);
	CHECK_INT(o.setup.wire_bytes, 100);
	CHECK_INT(o.setup.print_rows, 24);
	CHECK_INT(o.setup.cut_us, 200000);
	CHECK_INT(o.setup.answer_us, 30000);
	CHECK_INT(o.setup.hot_us, 1000000);
	CHECK_INT(o.setup.seed, 5);
	CHECK(o.setup.one_way && o.setup.no_flow);
	CHECK_INT(o.setup.lies, TWIN_LIE_IDS | TWIN_LIE_TWICE);
	CHECK_INT(o.setup.paper_end, TWIN_PAPER_GARBLE);
	CHECK_INT(o.n_plans, 7);
	CHECK_TEXT(o.plans[0].what, "power_cut");
	CHECK_INT(o.plans[0].n, 1234);
	CHECK_INT(o.plans[0].when, TWIN_AT_BYTE);
	CHECK_INT(o.plans[2].when, TWIN_AT_ROW);
	CHECK_INT(o.plans[6].when, TWIN_AT_CUT);
}

TEST(options, leave_presets_alone)
{
	struct twin_options o = {.setup = {.paper_end = TWIN_PAPER_KEEP}};
	CHECK_OK(twin_options_read(&o, "dir"));
	CHECK_TEXT(o.place, "dir");
	CHECK_INT(o.setup.paper_end, TWIN_PAPER_KEEP);
	CHECK_OK(twin_options_read(&o, "dir,rate=12345,speed=profile,paper_end=profile,liar=all"));
	CHECK_INT(o.setup.bytes_s, 12345);
	CHECK_INT(o.setup.lies, TWIN_LIE_ALL);
	CHECK(o.profile_speed);
	CHECK_INT(o.setup.paper_end, TWIN_PAPER_PROFILE);
}

TEST(options, each_lie_has_its_word)
{
	static const char *const words[] = {
	        "constants", "zeros", "ids", "early", "wrong_ids", "twice", "unasked", "noise"};
	for (unsigned i = 0; i < 8; i++) {
		struct twin_options o = {0};
		char text[40];
		snprintf(text, sizeof(text), "d,liar=%s", words[i]);
		CHECK_OK(twin_options_read(&o, text));
		CHECK_INT(o.setup.lies, 1 << i);
	}
}

static void refused(const char *text, const char *why)
{
	struct twin_options o = {0};
	CHECK(twin_options_read(&o, text) < 0);
	CHECK_TEXT(err_why(), why);
}

TEST(options, that_are_none_are_refused_by_name)
{
	refused("d,sped=250", "'sped' is no option of a virtual printer");
	refused("d,speed", "'speed' is no option of a virtual printer: KEY=VALUE is expected");
	refused("d,", "'' is no option of a virtual printer: KEY=VALUE is expected");
	refused("d,speed=0", "the virtual printer's option speed can not be '0'");
	refused("d,speed=501", "the virtual printer's option speed can not be '501'");
	refused("d,buffer=1048577", "the virtual printer's option buffer can not be '1048577'");
	refused("d,baud=299", "the virtual printer's option baud can not be '299'");
	refused("d,liar=ids+", "the virtual printer's option liar can not be 'ids+'");
	refused("d,liar=politely", "the virtual printer's option liar can not be 'politely'");
	refused("d,one_way=1", "the virtual printer's option one_way can not be '1'");
	refused("d,paper_end=soon", "the virtual printer's option paper_end can not be 'soon'");
	refused("d,power_cut=-1", "the virtual printer's option power_cut can not be '-1'");
	refused("d,seed=0", "the virtual printer's option seed can not be '0'");
}

/* text with so many bytes before its first comma, and so many plans behind. */
static int read_long(int place, int plans)
{
	struct twin_options o = {0};
	char text[2000];
	size_t n = (size_t)place;
	memset(text, 'x', n);
	text[n] = '\0';
	for (int i = 0; i < plans; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, ",hot=%d", i);
	return twin_options_read(&o, text);
}

TEST(options, have_ceilings)
{
	CHECK_OK(read_long(TWIN_PLACE_ROOM - 2, 0));
	CHECK_OK(read_long(TWIN_PLACE_ROOM - 1, 0));
	CHECK(read_long(TWIN_PLACE_ROOM, 0) < 0);
	CHECK_TEXT(err_why(), "the virtual printer's place is longer than 255 bytes");
	CHECK_OK(read_long(1, TWIN_MOST_PLANS - 1));
	CHECK_OK(read_long(1, TWIN_MOST_PLANS));
	CHECK(read_long(1, TWIN_MOST_PLANS + 1) < 0);
	CHECK_TEXT(err_why(), "at most 16 troubles can be planned for a virtual printer");
	CHECK(read_long(1, 200) < 0);
	CHECK_TEXT(err_why(), "the virtual printer's options are longer than 767 bytes");
}

TEST(options, make_a_twin_with_its_troubles)
{
	struct twin_options o = {0};
	struct printer_twin *t;
	const struct twin_setup s = kit_setup();
	CHECK_OK(twin_options_read(&o, "d,paper_out=10,speed=profile"));
	CHECK_OK(twin_options_new(&t, &o, &s.profile));
	(void)kit_feed(t, "0a");
	CHECK_OK(twin_run(t, 1000000));
	CHECK_INT(twin_truth(t).rows, 10);
	CHECK_INT(twin_truth(t).last_row_us, 5004);
	twin_free(t);
}
