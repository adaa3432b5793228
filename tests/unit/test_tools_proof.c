/* loketctl proof verify: a station's line is believed by its signature, and only for the station that is meant. */
#include <stdio.h>
#include <string.h>

#include "store/proof.h"
#include "sys/file.h"
#include "sys/text.h"
#include "tools/tools.h"
#include "tools_kit.h"

static struct key_secret *key;
static struct station station;

static void make_station(void)
{
	CHECK_INT(tools_call(tool_keys, "keys new --role authority --out office"), 0);
	CHECK_INT(
	        tools_call(tool_init, "init --data st --hub https://h --authority office/authority.pub --station D-07"),
	        0);
	CHECK_OK(station_read(&station, "st"));
	CHECK_OK(key_read_secret(&key, "st/keys/device.key", KEY_DEVICE));
}

static void write_line(const char *path, const char *code, char kind, const char *around)
{
	struct proof p = {.version = "0.5.0", .git = "abc1234", .slot_kind = kind, .at_s = 1795374000};
	AUTO_BUF line, all;

	buf_init(&line, PROOF_MAX);
	buf_init(&all, 2 * PROOF_MAX);
	(void)text_copy(p.station, sizeof p.station, code);
	memcpy(p.device, station.device, sizeof p.device);
	memset(p.slot, 0x1f, sizeof p.slot);
	CHECK_OK(proof_make(&line, &p, key));
	buf_printf(&all, "%s%s%s", around, buf_str(&line), around);
	CHECK_OK(file_replace(path, all.data, all.len, 0600));
}

#define SLOT "1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f"
#define OTHER "2f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f"

TEST(proof, what_holds_is_told)
{
	make_station();
	write_line("line", "D-07", 'V', "\n ");
	CHECK_INT(tools_call(tool_proof, "proof verify line --data st"), 0);
	tools_check_said("told", "holds: signed by this station's key\nstation D-07\n");
	tools_check_said("told", "version 0.5.0 (git ABC1234)\n");
	tools_check_said("told", "slot dm-verity root " SLOT);
	tools_check_said("told", "time 2026-11-22T19:00:00Z");
	CHECK_INT(tools_call(tool_proof, "proof verify line --key st/keys/device.pub --slot " SLOT " --version 0.5.0"),
	        0);
	key_free(key);
}

TEST(proof, another_slot_or_version_than_is_wanted_fails)
{
	make_station();
	write_line("line", "D-07", 'V', "");
	CHECK_INT(tools_call(tool_proof, "proof verify line --data st --slot " OTHER), 1);
	tools_check_said("said", "another root runs there");
	CHECK_INT(tools_call(tool_proof, "proof verify line --data st --slot 12"), 1);
	tools_check_said("said", "64 hexadecimal digits");
	CHECK_INT(tools_call(tool_proof, "proof verify line --data st --version 0.5.1"), 1);
	tools_check_said("said", "version 0.5.0 runs there, and 0.5.1 is wanted");
	write_line("line", "D-07", 'R', "");
	CHECK_INT(tools_call(tool_proof, "proof verify line --data st --slot " SLOT), 1); /* nobody checked that one */
	CHECK_INT(tools_call(tool_proof, "proof verify line --data st"), 0);
	tools_check_said("told", "not checked, os-release");
	key_free(key);
}

TEST(proof, changed_byte_is_refused)
{
	AUTO_BUF text;

	make_station();
	write_line("line", "D-07", 'V', "");
	buf_init(&text, PROOF_MAX);
	CHECK_OK(file_read(&text, "line"));
	for (size_t i = 0; i < text.len; i += 5) {
		text.data[i] ^= 1;
		CHECK_OK(file_replace("b", text.data, text.len, 0600));
		CHECK_INT(tools_call(tool_proof, "proof verify b --data st"), 1);
		tools_check_said("said", "it does not hold");
		text.data[i] ^= 1;
	}
	key_free(key);
}

TEST(proof, another_devices_is_refused)
{
	struct key_secret *other, *mine;

	make_station();
	CHECK_OK(key_new(&other, KEY_DEVICE, false));
	mine = key;
	key = other;
	write_line("line", "D-07", 'V', "");
	CHECK_INT(tools_call(tool_proof, "proof verify line --data st"), 1);
	tools_check_said("said", "another station signed it");
	key = mine;
	write_line("line", "D-08", 'V', "");
	CHECK_INT(tools_call(tool_proof, "proof verify line --data st"), 1);
	tools_check_said("said", "it is of station D-08, and this is station D-07");
	station.device[0] ^= 1;
	write_line("line", "D-07", 'V', "");
	CHECK_INT(tools_call(tool_proof, "proof verify line --data st"), 1);
	tools_check_said("said", "names another device");
	key_free(other);
	key_free(key);
}

TEST(proof, what_is_no_line_is_told)
{
	char large[PROOF_MAX + 2];

	make_station();
	memset(large, 'A', sizeof large);
	for (size_t n = PROOF_MAX - 1; n <= PROOF_MAX + 1; n++) {
		CHECK_OK(file_replace("odd", large, n, 0600));
		CHECK_INT(tools_call(tool_proof, "proof verify odd --data st"), 1);
		tools_check_said("said", n <= PROOF_MAX ? "it does not hold" : "it is no proof");
	}
	CHECK_OK(file_replace("odd", "\n \n", 3, 0600));
	CHECK_INT(tools_call(tool_proof, "proof verify odd --data st"), 1);
	tools_check_said("said", "it is no proof");
	CHECK_INT(tools_call(tool_proof, "proof verify nowhere --data st"), 1);
	CHECK_INT(tools_call(tool_proof, "proof verify LOKET-PROOF-1 --data st"), 1);
	tools_check_said("said", "it does not hold");
	key_free(key);
}

TEST(proof, arguments_that_are_not_meant)
{
	CHECK_INT(tools_call(tool_proof, "proof"), 2);
	CHECK_INT(tools_call(tool_proof, "proof show x"), 2);
	CHECK_INT(tools_call(tool_proof, "proof verify x"), 2);
	tools_check_said("said", "whose proof is it?");
	CHECK_INT(tools_call(tool_proof, "proof verify x --key a --data b"), 2);
	CHECK_INT(tools_call(tool_proof, "proof verify x --key a --what"), 2);
	CHECK_INT(tools_call(tool_proof, "proof --help"), 0);
	tools_check_said("told", "example: ");
}
