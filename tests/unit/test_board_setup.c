/* What holds before anything of Loket starts: folders, limits, USB devices that are let in, what listens. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/setup/ports.h"
#include "board/setup/setup.h"
#include "board/setup/usb_gate.h"
#include "harness.h"
#include "sys/buf.h"
#include "sys/file.h"

static void put(const char *path, const char *text)
{
	CHECK_OK(file_replace(path, text, strlen(text), 0644));
}

/* ---- USB ---------------------------------------------------------------- */

static size_t device(uint8_t *out, uint16_t vendor, uint16_t product)
{
	static const uint8_t head[18] = {18, 1, 0, 2, 0, 0, 0, 64};

	memcpy(out, head, sizeof head);
	memcpy(out + 8, &vendor, 2);
	memcpy(out + 10, &product, 2);
	return sizeof head;
}

static size_t interface(uint8_t *out, uint8_t class)
{
	static const uint8_t head[9] = {9, 4, 0, 0, 0};

	memcpy(out, head, sizeof head);
	out[5] = class;
	return sizeof head;
}

static bool lets_in(const char *list, const char *port, const uint8_t *classes, size_t n)
{
	uint8_t bytes[256], refused;
	size_t at = device(bytes, 0x0403, 0x6001);
	struct usb_gate g;

	CHECK_OK(usb_gate_read(&g, list));
	for (size_t i = 0; i < n; i++)
		at += interface(bytes + at, classes[i]);
	return usb_gate_lets_in(&g, port, bytes, at, &refused);
}

TEST(usb_gate, lets_in_what_is_listed_at_its_port)
{
	static const uint8_t printer[] = {7};

	CHECK(lets_in("*/07\n", "1-1", printer, 1));
	CHECK(lets_in("# printers\n1-1.2/07 # at the back\n", "1-1.2", printer, 1));
	CHECK(!lets_in("1-1.2/07\n", "1-1.3", printer, 1));
	CHECK(!lets_in("", "1-1", printer, 1));
}

TEST(usb_gate, keeps_a_printer_out_that_is_also_a_keyboard)
{
	static const uint8_t both[] = {7, 3};

	CHECK(!lets_in("*/07\n", "1-1", both, 2));
	CHECK(lets_in("*/07\n*/03\n", "1-1", both, 2));
}

TEST(usb_gate, a_maker_that_is_named_is_the_only_one)
{
	static const uint8_t serial[] = {0xff};

	CHECK(lets_in("*/ff 0403:6001\n", "1-1", serial, 1));
	CHECK(!lets_in("*/ff 0403:6002\n", "1-1", serial, 1));
	CHECK(!lets_in("*/ff 10c4:6001\n", "1-1", serial, 1));
}

TEST(usb_gate, descriptors_that_are_cut_off_stay_outside)
{
	uint8_t bytes[64], refused;
	size_t n = device(bytes, 1, 2);
	struct usb_gate g;

	CHECK_OK(usb_gate_read(&g, "*/07\n"));
	CHECK(!usb_gate_lets_in(&g, "1-1", bytes, n, &refused)); /* no interface at all */
	n += interface(bytes + n, 7);
	CHECK(usb_gate_lets_in(&g, "1-1", bytes, n, &refused));
	for (size_t cut = 0; cut < n; cut++)
		CHECK(!usb_gate_lets_in(&g, "1-1", bytes, cut, &refused));
	bytes[18] = 0; /* a block of no length would never end */
	CHECK(!usb_gate_lets_in(&g, "1-1", bytes, n, &refused));
}

TEST(usb_gate, says_which_class_it_refused)
{
	uint8_t bytes[64], refused;
	size_t n = device(bytes, 1, 2);
	struct usb_gate g;

	CHECK_OK(usb_gate_read(&g, "*/07\n"));
	n += interface(bytes + n, 8);
	CHECK(!usb_gate_lets_in(&g, "1-1", bytes, n, &refused));
	CHECK_INT(refused, 8);
}

TEST(usb_gate, a_list_has_at_most_so_many_lines)
{
	struct usb_gate g;
	AUTO_BUF text;

	buf_init(&text, 8192);
	for (int i = 0; i < USB_GATE_LINES_MAX - 1; i++)
		buf_text(&text, "*/07\n");
	CHECK_OK(usb_gate_read(&g, buf_str(&text)));
	buf_text(&text, "*/07\n");
	CHECK_OK(usb_gate_read(&g, buf_str(&text)));
	CHECK_INT(g.n, USB_GATE_LINES_MAX);
	buf_text(&text, "*/07\n");
	CHECK(usb_gate_read(&g, buf_str(&text)) < 0);
}

TEST(usb_gate, lines_that_can_not_be_meant_are_named)
{
	static const char *const bad[] = {"07\n", "*/\n", "*/zz\n", "*/07 0403\n", "*/07 0403:600\n",
	        "*/07 0403:6001 more\n", "*/07 040x:6001\n"};
	struct usb_gate g;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(usb_gate_read(&g, bad[i]) < 0);
	CHECK_HAS(err_why(), "040x:6001");
}

TEST(usb_gate, the_images_own_list_can_be_read_and_holds_no_keyboard)
{
	static const uint8_t keyboard[] = {3}, stick[] = {8};
	char path[1024];
	AUTO_BUF text;

	buf_init(&text, USB_GATE_LIST_MAX);
	(void)snprintf(path, sizeof path, "%s/board/image/files/usr/share/loket/usb.list", test_root());
	CHECK_OK(file_read(&text, path));
	CHECK(!lets_in(buf_str(&text), "1-1", keyboard, 1));
	CHECK(!lets_in(buf_str(&text), "1-1", stick, 1));
}

/* ---- what listens -------------------------------------------------------- */

#define HEAD "  sl  local_address rem_address   st tx_queue\n"

TEST(ports, counts_tcp_sockets_that_listen)
{
	uint16_t port = 0;

	CHECK_INT(ports_listening(&port, HEAD, PORTS_TCP), 0);
	CHECK_INT(ports_listening(&port, HEAD "   0: 0F02000A:C350 0202000A:20FB 01 0:0\n", PORTS_TCP), 0);
	CHECK_INT(ports_listening(&port,
	                  HEAD "   0: 0100007F:0016 00000000:0000 0A 0:0\n   1: 00000000:1F90 00000000:0000 0A 0:0\n",
	                  PORTS_TCP),
	        2);
	CHECK_INT(port, 22);
}

TEST(ports, counts_udp_sockets_that_hear_anybody_but_not_dhcp)
{
	uint16_t port = 0;

	CHECK_INT(ports_listening(&port, HEAD "   0: 0F02000A:0044 00000000:0000 07 0:0\n", PORTS_UDP), 0);
	CHECK_INT(ports_listening(&port, HEAD "   0: 0F02000A:D431 0202000A:007B 01 0:0\n", PORTS_UDP), 0);
	CHECK_INT(ports_listening(&port, HEAD "   0: 00000000:14E9 00000000:0000 07 0:0\n", PORTS_UDP), 1);
	CHECK_INT(port, 5353);
	CHECK_INT(ports_listening(&port,
	                  HEAD
	                  "   0: 00000000000000000000000000000000:14EB 00000000000000000000000000000000:0000 07 0:0\n",
	                  PORTS_UDP),
	        1);
}

TEST(ports, a_line_that_can_not_be_meant_wants_a_look)
{
	uint16_t port = 7;

	CHECK_INT(ports_listening(&port, HEAD "rubbish\n", PORTS_TCP), 1);
	CHECK_INT(port, 0);
}

/* ---- folders and limits --------------------------------------------------- */

TEST(setup, knows_its_users)
{
	struct setup_users u;

	CHECK_OK(dir_make("r/etc", 0755));
	put("r/etc/passwd",
	        "root:x:0:0::/:/x\nloket:x:900:901::/:/x\nloket-sync:x:902:903::/:/x\nloket-update:x:904:905::/:/x\n");
	CHECK_OK(setup_users(&u, "r"));
	CHECK(u.loket == 900 && u.g_loket == 901 && u.sync == 902 && u.g_update == 905);
	put("r/etc/passwd", "loket:x:900:901::/:/x\n");
	CHECK(setup_users(&u, "r") < 0);
	CHECK_HAS(err_why(), "loket-sync");
}

static mode_t mode_of(const char *path)
{
	struct stat st;

	CHECK_INT(stat(path, &st), 0);
	return st.st_mode & 07777;
}

TEST(setup, makes_the_folders_and_keeps_what_is_in_them)
{
	const struct setup_users u = {getuid(), getuid(), getuid(), getgid(), getgid(), getgid()};

	CHECK_OK(dir_make("r/data/station/store", 0700));
	put("r/data/station/store/store.db", "x");
	CHECK_OK(setup_folders("r", &u));
	CHECK_INT(mode_of("r/data/station"), 02750);
	CHECK_INT(mode_of("r/data/station/keys"), 0700);
	CHECK_INT(mode_of("r/data/station/tls"), 0750);
	CHECK_INT(mode_of("r/data/station/ledger"), 02770);
	CHECK(file_exists("r/data/station/store/store.db"));
	CHECK_OK(setup_folders("r", &u));
}

TEST(setup, never_follows_a_link_out_of_its_folder)
{
	const struct setup_users u = {getuid(), getuid(), getuid(), getgid(), getgid(), getgid()};

	CHECK_OK(dir_make("r/data/station", 0755));
	CHECK_OK(dir_make("elsewhere", 0711));
	CHECK_INT(symlink("../../../elsewhere", "r/data/station/keys"), 0);
	CHECK(setup_folders("r", &u) < 0);
	CHECK_INT(mode_of("elsewhere"), 0711);
}

TEST(setup, the_sites_settings_are_laid_once)
{
	AUTO_BUF text;

	buf_init(&text, 100);
	CHECK_OK(dir_make("r/usr/share/loket", 0755));
	CHECK_OK(dir_make("r/data/site", 0755));
	put("r/usr/share/loket/loket.conf", "printer = none\n");
	CHECK_OK(setup_site("r"));
	put("r/usr/share/loket/loket.conf", "printer = other\n");
	CHECK_OK(setup_site("r"));
	CHECK_OK(file_read(&text, "r/data/site/loket.conf"));
	CHECK_TEXT(buf_str(&text), "printer = none\n");
}

TEST(setup, no_part_of_the_card_can_be_taken_by_the_others)
{
	int64_t shares[4], all = 0, card = 1LL << 30;

	setup_quota_shares(shares, card);
	for (int i = 1; i < 4; i++)
		all += shares[i];
	CHECK(all < card);
	CHECK(shares[SETUP_PROJECT_STORE] > shares[SETUP_PROJECT_LOGS]);
	setup_quota_shares(shares, 1 << 20);
	CHECK_INT(shares[SETUP_PROJECT_LOGS], 16 << 20);
}

TEST(setup, the_head_of_compressed_swap_is_what_the_kernel_reads)
{
	uint8_t page[4096];
	uint32_t last;

	setup_swap_head(page, 1000);
	CHECK_BYTES(page + 4086, "SWAPSPACE2", 10);
	memcpy(&last, page + 1028, 4);
	CHECK_INT(page[1024], 1);
	CHECK_INT(last, 999);
}
