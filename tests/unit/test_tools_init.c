#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"
#include "store/keys.h"
#include "store/station.h"
#include "sync/pki.h"
#include "tools/tools.h"
#include "tools_kit.h"

static unsigned mode_of(const char *path)
{
	struct stat st;

	CHECK(stat(path, &st) == 0);
	return st.st_mode & 07777;
}

static void make_keys(void)
{
	CHECK_INT(tools_call(tool_keys, "keys new --role authority --out office"), 0);
	CHECK_INT(tools_call(tool_keys, "keys new --role desk --out office"), 0);
	CHECK_INT(tools_call(tool_keys, "keys new --role hub --out hub"), 0);
	CHECK_INT(tools_call(tool_keys, "keys new --role ca --out ca --name Test"), 0);
}

TEST(keys_new, makes_every_role)
{
	static const char *const roles[] = {"authority", "desk", "device", "pack", "hub"};
	char line[200], path[60];

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		snprintf(line, sizeof line, "keys new --role %s --out k", roles[i]);
		CHECK_INT(tools_call(tool_keys, line), 0);
		tools_check_said("told", "public key ");
		snprintf(path, sizeof path, "k/%s.key", roles[i]);
		CHECK_INT(mode_of(path), 0600);
		CHECK_INT(tools_call(tool_keys, line), 1);
		tools_check_said("said", "never overwritten");
	}
	CHECK_INT(tools_call(tool_keys, "keys new --role ca --out k"), 0);
	CHECK_INT(tools_call(tool_keys, "keys new --role tls-server --out k --name localhost --name 127.0.0.1"), 0);
	CHECK_INT(tools_call(tool_keys,
	                  "keys new --role tls-client --out c --ca k --name 00112233445566778899aabbccddeeff"),
	        0);
	CHECK_INT(mode_of("k/ca.key"), 0600);
	CHECK_INT(mode_of("c/tls-client.key"), 0600);
}

TEST(keys_new, marks_what_is_for_demonstration)
{
	struct key_public k;

	CHECK_INT(tools_call(tool_keys, "keys new --role hub --out a --demonstration"), 0);
	CHECK_INT(tools_call(tool_keys, "keys new --role hub --out b"), 0);
	CHECK_OK(key_read_public(&k, "a/hub.pub", KEY_HUB));
	CHECK(k.demonstration);
	CHECK_OK(key_read_public(&k, "b/hub.pub", KEY_HUB));
	CHECK(!k.demonstration);
}

TEST(keys_new, called_wrongly_says_how)
{
	static const struct {
		const char *line, *says;
	} wrong[] = {
	        {"keys", "keys new"},
	        {"keys old", "keys new"},
	        {"keys new", "--role and --out"},
	        {"keys new --role authority", "--role and --out"},
	        {"keys new --role king --out k", "--role is"},
	        {"keys new --role", "--role needs a value"},
	        {"keys new --role hub --role hub --out k", "--role is given more than 1 time"},
	        {"keys new --role hub --out k --colour red", "'--colour'"},
	        {"keys new --role hub --out k --demonstration=yes", "takes no value"},
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		CHECK_INT(tools_call(tool_keys, wrong[i].line), 2);
		tools_check_said("said", wrong[i].says);
	}
	CHECK(!file_exists("k"));
	CHECK_INT(tools_call(tool_keys, "keys --help"), 0);
	tools_check_said("told", "example:");
	CHECK_INT(tools_call(tool_keys, "keys new --help"), 0);
}

TEST(init, makes_a_whole_station)
{
	static const struct {
		const char *path;
		unsigned mode;
	} want[] = {{"st", 0750}, {"st/keys", 0700}, {"st/keys/device.key", 0600}, {"st/tls", 0750},
	        {"st/tls/ca.crt", 0644}, {"st/tls/tls-client.key", 0600}, {"st/store", 02750}, {"st/ledger", 02770},
	        {"st/station.conf", 0644}};
	const char *line =
	        "init --data st --hub https://localhost:8443 --authority office/authority.pub --desk office/desk.pub "
	        "--station DEMO-01 --hub-key hub/hub.pub --ca ca";
	char hex[33];
	struct key_secret *device;
	struct pki_card card;
	struct station s;
	uint8_t id[16];

	make_keys();
	CHECK_INT(tools_call(tool_init, line), 0);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++)
		if (mode_of(want[i].path) != want[i].mode)
			test_fail(__FILE__, __LINE__, "%s has mode %o", want[i].path, mode_of(want[i].path));
	CHECK_OK(station_read(&s, "st"));
	CHECK_TEXT(s.code, "DEMO-01");
	CHECK_TEXT(s.hub, "https://localhost:8443");
	CHECK_INT(s.n_authorities, 1);
	CHECK(s.has_desk && s.has_hub_key && !s.demonstration);
	CHECK_OK(key_read_secret(&device, "st/keys/device.key", KEY_DEVICE));
	station_device_of(id, key_public_part(device)->bytes);
	CHECK_BYTES(s.device, id, sizeof id);
	key_free(device);
	/* The certificate names this very device. */
	CHECK_OK(pki_read_card(&card, "st/tls/tls-client.crt"));
	hex_put(hex, id, sizeof id);
	CHECK_TEXT(card.device, hex);
	tools_check_said("told", hex);
	/* And a second time nothing is touched. */
	CHECK_INT(tools_call(tool_init, line), 1);
	tools_check_said("said", "there is a station already");
}

TEST(init, does_with_the_least)
{
	struct station s;

	CHECK_INT(tools_call(tool_init, "init --data st --hub https://h:1"), 0);
	tools_check_said("told", "no authority yet");
	CHECK_OK(station_read(&s, "st"));
	CHECK_INT(s.n_authorities, 0);
	CHECK(text_starts(s.code, "L-") && station_code_is_valid(s.code));
}

TEST(init, carries_the_mark_of_demonstration_keys)
{
	struct station s;

	CHECK_INT(tools_call(tool_keys, "keys new --role authority --out a --demonstration"), 0);
	CHECK_INT(tools_call(tool_init, "init --data st --hub https://h:1 --authority a/authority.pub"), 0);
	CHECK_OK(station_read(&s, "st"));
	CHECK(s.demonstration);
}

TEST(init, called_wrongly_leaves_nothing_behind)
{
	static const struct {
		const char *line, *says;
		int status;
	} wrong[] = {
	        {"init", "--data and --hub are needed", 2},
	        {"init --data st", "--data and --hub are needed", 2},
	        {"init --data st --hub http://h", "https://", 2},
	        {"init --data st --hub https://h --station demo", "--station takes", 2},
	        {"init --data st --hub https://h word", "'word'", 2},
	        {"init --data st --hub https://h --authority nothing.pub", "nothing.pub", 1},
	        {"init --data st --hub https://h --authority office/desk.pub", "role desk", 1},
	        {"init --data st --hub https://h --authority office/authority.pub --authority office/authority.pub",
	                "given twice", 1},
	        {"init --data st --hub https://h --hub-key office/desk.pub", "role desk", 1},
	        {"init --data st --hub https://h --ca nothing.crt", "nothing.crt", 1},
	        {"init --data st --hub https://h --ca office/desk.pub", "no certificate", 1},
	};

	make_keys();
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		CHECK_INT(tools_call(tool_init, wrong[i].line), wrong[i].status);
		tools_check_said("said", wrong[i].says);
		CHECK(!file_exists("st/station.conf"));
	}
}

/* Cut off anywhere, it can be called again, and the device key it had made stays the device key. */
TEST(init, goes_on_after_a_failure)
{
	const char *line = "init --data st --hub https://h --authority office/authority.pub --ca ca/ca.crt";
	struct key_public first, last;
	struct station s;

	make_keys();
	FAULT_SWEEP(n)
	{
		bool has_key;
		int r;

		CHECK_OK((fault_arm(0), dir_remove("st")));
		fault_arm(n);
		r = tools_call(tool_init, line);
		fault_arm(0);
		has_key = file_exists("st/keys/device.key") && file_exists("st/keys/device.pub");
		if (has_key)
			CHECK_OK(key_read_public(&first, "st/keys/device.pub", KEY_DEVICE));
		if (r != 0 && !file_exists("st/station.conf"))
			CHECK_INT(tools_call(tool_init, line), 0);
		CHECK_OK(station_read(&s, "st"));
		CHECK_OK(key_read_public(&last, "st/keys/device.pub", KEY_DEVICE));
		CHECK(!has_key || memcmp(first.bytes, last.bytes, KEY_BYTES) == 0);
		if (!fault_fired())
			break;
	}
}

/* ---- a demonstration that makes itself ------------------------------------------------------ */

static const char demo[] = "init --data st --hub https://h:1 --station DEMO-01 --demonstration demo";

TEST(init, a_demonstration_makes_its_own_authority_and_bears_the_mark)
{
	struct key_secret *authority;
	struct station s;

	CHECK_INT(tools_call(tool_init, demo), 0);
	CHECK_OK(station_read(&s, "st"));
	CHECK(s.demonstration);
	CHECK_INT(s.n_authorities, 1);
	CHECK_OK(key_read_secret(&authority, "demo/authority.key", KEY_AUTHORITY));
	CHECK_BYTES(s.authorities[0].bytes, key_public_part(authority)->bytes, KEY_BYTES);
	CHECK(key_public_part(authority)->demonstration);
	CHECK_INT(mode_of("demo/authority.key"), 0600);
	CHECK(!file_exists("st/keys/authority.key")); /* the station itself can not open its records */
	key_free(authority);
	CHECK_INT(tools_call(tool_init, demo), 1); /* a station that is there stays */
}

TEST(init, a_demonstration_keeps_the_authority_that_is_there)
{
	struct station s, t;

	CHECK_INT(tools_call(tool_init, demo), 0);
	CHECK_OK(station_read(&s, "st"));
	CHECK_OK(dir_remove("st"));
	CHECK_INT(unlink("demo/authority.pub"), 0); /* as after a cut between its two files */
	CHECK_INT(tools_call(tool_init, demo), 0);
	CHECK_OK(station_read(&t, "st"));
	CHECK_BYTES(s.authorities[0].bytes, t.authorities[0].bytes, KEY_BYTES);
	CHECK(file_exists("demo/authority.pub"));
}

TEST(init, a_demonstration_takes_a_place_among_the_authorities)
{
	char line[1000] = "init --data st --hub https://h:1 --demonstration demo";

	for (int i = 1; i <= STATION_AUTHORITIES_MAX; i++) {
		char keys[100];
		size_t n = strlen(line);

		(void)snprintf(keys, sizeof keys, "keys new --role authority --out a%d", i);
		CHECK_INT(tools_call(tool_keys, keys), 0);
		(void)snprintf(line + n, sizeof line - n, " --authority a%d/authority.pub", i);
		CHECK_OK(dir_remove("st"));
		CHECK_INT(tools_call(tool_init, line), i < STATION_AUTHORITIES_MAX ? 0 : 1);
	}
	tools_check_said("said", "one authority more");
}

TEST(init, a_demonstration_goes_on_after_a_failure)
{
	FAULT_SWEEP(n)
	{
		struct station s;
		int r;

		CHECK_OK((fault_arm(0), dir_remove("st")));
		CHECK_OK(dir_remove("demo"));
		fault_arm(n);
		r = tools_call(tool_init, demo);
		fault_arm(0);
		if (r != 0 && !file_exists("st/station.conf"))
			CHECK_INT(tools_call(tool_init, demo), 0);
		CHECK_OK(station_read(&s, "st"));
		CHECK(s.demonstration);
		CHECK_INT(s.n_authorities, 1);
		if (!fault_fired())
			break;
	}
}
