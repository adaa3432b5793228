#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "sys/file.h"
#include "sys/text.h"
#include "store/station.h"

static const char good[] = "station = DEMO-01\n"
                           "device = 00112233445566778899aabbccddeeff\n"
                           "hub = https://localhost:8443\n";

#define ONES "1111111111111111111111111111111111111111111111111111111111111111"

static void write_conf(const char *more)
{
	char text[4000];
	int n = snprintf(text, sizeof text, "%s%s", good, more);

	CHECK_OK(file_replace("station.conf", text, (size_t)n, 0644));
}

TEST(station_pack_key, comes_back_with_its_mark)
{
	struct station s, back;

	write_conf("pack_key = " ONES "\n"
	           "pack_key = 22" ONES "\n");
	CHECK_INT(station_read(&s, "."), -EINVAL);
	write_conf("pack_key = " ONES "\n"
	           "pack_key = 2222222222222222222222222222222222222222222222222222222222222222   demonstration\n");
	CHECK_OK(station_read(&s, "."));
	CHECK_INT(s.n_pack_keys, 2);
	CHECK_INT(s.pack_keys[0].role, KEY_PACK);
	CHECK(!s.pack_keys[0].demonstration && s.pack_keys[1].demonstration);
	/* The station's records are no examples for that. */
	CHECK(!s.demonstration);
	CHECK_OK(station_write(&s, "."));
	CHECK_OK(station_read(&back, "."));
	CHECK_INT(back.n_pack_keys, 2);
	CHECK_BYTES(back.pack_keys[1].bytes, s.pack_keys[1].bytes, KEY_BYTES);
	CHECK_BYTES(back.pack_keys[1].id, s.pack_keys[1].id, KEY_ID_BYTES);
	CHECK(!back.pack_keys[0].demonstration && back.pack_keys[1].demonstration);
}

TEST(station_pack_key, that_is_half_understood_does_not_start)
{
	static const char *const wrong[] = {"pack_key = 11\n", "pack_key =\n", "pack_key = " ONES " genuine\n",
	        "pack_key = " ONES "1\n", "pack_key = " ONES "demonstration\n", "pack_key = demonstration " ONES "\n"};
	struct station s;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		write_conf(wrong[i]);
		CHECK_INT(station_read(&s, "."), -EINVAL);
		CHECK_HAS(err_why(), "station.conf:4: pack_key takes");
	}
	write_conf("pack_key = " ONES "\npack_key = " ONES " demonstration\n");
	CHECK_INT(station_read(&s, "."), -EINVAL);
	CHECK_HAS(err_why(), ":5: the same pack key stands here twice");
}

TEST(station_pack_key, holds_its_ceiling)
{
	struct station s;

	for (int over = -1; over <= 1; over++) {
		char text[2000];
		size_t n = 0;

		for (int i = 0; i < STATION_PACK_KEYS_MAX + over; i++)
			n += (size_t)snprintf(text + n, sizeof text - n, "pack_key = %064x\n", i + 1);
		write_conf(text);
		CHECK_INT(station_read(&s, "."), over > 0 ? -EINVAL : 0);
		if (over > 0)
			CHECK_HAS(err_why(), "more than 8 pack keys");
		else
			CHECK_INT(s.n_pack_keys, STATION_PACK_KEYS_MAX + over);
	}
}
