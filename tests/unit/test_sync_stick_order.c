/* An order for the staff register on a stick: brought by name and size, judged by the kiosk alone. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "harness.h"
#include "sync/stick_inside.h"
#include "sync_stick_kit.h"
#include "sys/file.h"
#include "sys/text.h"

static struct stick_kit k;
static char inbox[4096];

static void open_kit(void)
{
	stick_kit_open(&k, 1, 40);
	CHECK(snprintf(inbox, sizeof inbox, "%s/inbox/staff-recovery.order", k.station.data) > 0);
}

static void put(const char *name, size_t n)
{
	char bytes[STICK_ORDER_MOST + 2];

	memset(bytes, 'x', sizeof bytes);
	CHECK_OK(stick_put(&k.disk, k.world.dir, name, bytes, n));
}

static size_t laid(void)
{
	size_t n;
	AUTO_BUF there;

	buf_init(&there, 1 << 16);
	if (!file_exists(inbox))
		return 0;
	CHECK_OK(file_read(&there, inbox));
	n = there.len;
	return n;
}

TEST(stick_order, lies_in_the_inbox_after_an_import)
{
	open_kit();
	put("staff-recovery.order", 400);
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.orders, 1);
	CHECK_INT(k.imported.refused, 0);
	CHECK_INT(laid(), 400);
	CHECK_HAS(buf_str(&k.said), "lies ready");
	stick_kit_close(&k);
}

TEST(stick_order, of_this_station_goes_before_one_for_nobody)
{
	char device[2 * STATION_DEVICE_BYTES + 1], name[80], other[80];

	open_kit();
	hex_put(device, k.station.station->device, STATION_DEVICE_BYTES);
	(void)snprintf(name, sizeof name, "%s.staff-recovery.order", device);
	device[0] = device[0] == '0' ? '1' : '0';
	(void)snprintf(other, sizeof other, "%s.staff-recovery.order", device);
	put(other, 100);
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.orders, 0);
	CHECK_INT(laid(), 0);
	put("staff-recovery.order", 200);
	put(name, 300);
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.orders, 1);
	CHECK_INT(laid(), 300);
	stick_kit_close(&k);
}

TEST(stick_order, is_at_most_two_kibibytes_and_not_empty)
{
	static const size_t sizes[] = {0, 1, STICK_ORDER_MOST - 1, STICK_ORDER_MOST, STICK_ORDER_MOST + 1};

	open_kit();
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		bool good = sizes[i] > 0 && sizes[i] <= STICK_ORDER_MOST;

		if (file_exists(inbox))
			CHECK_INT(unlink(inbox), 0);
		put("staff-recovery.order", sizes[i]);
		CHECK_OK(kit_import(&k));
		CHECK_INT(k.imported.orders, good);
		CHECK_INT(k.imported.refused, !good);
		CHECK_INT(laid(), good ? sizes[i] : 0);
	}
	stick_kit_close(&k);
}

TEST(stick_order, comes_also_to_a_station_that_knows_no_hub)
{
	struct station other;

	open_kit();
	other = *k.station.station;
	other.has_hub_key = false;
	k.station.station = &other;
	put("staff-recovery.order", 400);
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.orders, 1);
	CHECK_INT(laid(), 400);
	stick_kit_close(&k);
}

/* A link on the stick would copy what it points to. */
TEST(stick_order, is_a_plain_file)
{
	open_kit();
	stick_kit_real(&k);
	CHECK_OK(file_replace("secret", "a key", 5, 0600));
	CHECK_INT(symlink("../secret", "stick/staff-recovery.order"), 0);
	CHECK_OK(kit_import(&k));
	CHECK_INT(k.imported.orders, 0);
	CHECK_INT(laid(), 0);
	stick_kit_close(&k);
}
