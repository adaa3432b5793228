/* A program for production knows no keys that were made for demonstrations. */
#include <errno.h>
#include <string.h>

#include "harness.h"
#include "store/station_kind.h"

TEST(production, takes_real_keys)
{
	struct station s = {.n_pack_keys = 2};

	CHECK_INT(station_refuse_demonstration(&s, "station.conf"), 0);
}

TEST(production, refuses_a_station_that_was_made_for_a_demonstration)
{
	struct station s = {.demonstration = true};

	CHECK_INT(station_refuse_demonstration(&s, "station.conf"), -EPERM);
	CHECK_HAS(err_why(), "station.conf");
	CHECK_HAS(err_why(), "real keys");
}

TEST(production, refuses_one_pack_key_of_a_demonstration_and_says_which)
{
	struct station s = {.n_pack_keys = 2};

	s.pack_keys[1].demonstration = true;
	CHECK_INT(station_refuse_demonstration(&s, "station.conf"), -EPERM);
	CHECK_HAS(err_why(), "pack_key 2");
}

TEST(production, is_off_in_a_program_for_any_station)
{
	CHECK(!station_kind_is_production());
}
