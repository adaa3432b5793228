/* loketctl bench: a technician's record is believed by its signature, and what it leaves open is named. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/signed_json.h"
#include "store/station.h"
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

/* verdicts: "pass,fail,skip", of steps called place, panel, sound ... */
static json_t *record(const char *code, const char *verdicts)
{
	static const char *const names[] = {"place", "panel", "sound", "slip", "badge"};
	char device[2 * STATION_DEVICE_BYTES + 1], copy[100], *rest = copy, *word;
	json_t *r, *steps = json_array();

	(void)snprintf(copy, sizeof copy, "%s", verdicts);
	for (int i = 0; *verdicts && (word = strsep(&rest, ",")); i++)
		(void)json_array_append_new(steps, json_pack("{s:s,s:s}", "step", names[i], "verdict", word));
	hex_put(device, station.device, STATION_DEVICE_BYTES);
	r = json_pack("{s:s,s:i,s:s,s:s,s:s,s:I,s:o}", "kind", "installation", "number", 3, "station", code, "device",
	        device, "by", "T-014", "ended_ms", (json_int_t)1773483630000, "steps", steps);
	CHECK(r != NULL);
	return r;
}

static void write_record(const char *path, const char *code, const char *verdicts, const struct key_secret *with)
{
	json_t *r = record(code, verdicts);

	CHECK_OK(signed_json_write(path, r, with));
	json_decref(r);
}

TEST(bench, record_that_holds_is_one_sentence)
{
	make_station();
	write_record("0003.json", "D-07", "pass,pass,pass", key);
	CHECK_INT(tools_call(tool_bench, "bench check 0003.json --data st"), 0);
	tools_check_said("told",
	        "installation record 0003 of station D-07, signed on 2026-03-14 by T-014: all 3 steps passed\n");
	CHECK_INT(tools_call(tool_bench, "bench check 0003.json --key st/keys/device.pub"), 0);
	tools_check_said("told", "all 3 steps passed");
	key_free(key);
}

TEST(bench, what_failed_and_what_was_left_out_is_named)
{
	make_station();
	write_record("a.json", "D-07", "pass,fail,skip,pass,open", key);
	CHECK_INT(tools_call(tool_bench, "bench check a.json --data st"), 1);
	tools_check_said("told", "2 of 5 steps passed, 1 failed, 2 left out (panel, sound, badge)");
	write_record("a.json", "D-07", "", key);
	CHECK_INT(tools_call(tool_bench, "bench check a.json --data st"), 1);
	tools_check_said("told", "it holds no step at all");
	key_free(key);
}

TEST(bench, every_changed_byte_is_found)
{
	AUTO_BUF text;

	make_station();
	write_record("a.json", "D-07", "pass,fail", key);
	buf_init(&text, SIGNED_JSON_MAX);
	CHECK_OK(file_read(&text, "a.json"));
	for (size_t i = 0; i + 1 < text.len; i += 7) { /* the last byte is the line's end */
		text.data[i] ^= 1;
		CHECK_OK(file_replace("b.json", text.data, text.len, 0600));
		CHECK_INT(tools_call(tool_bench, "bench check b.json --data st"), 1);
		tools_check_said("said", "b.json does not hold");
		text.data[i] ^= 1;
	}
	CHECK_OK(file_replace("b.json", text.data, text.len / 2, 0600));
	CHECK_INT(tools_call(tool_bench, "bench check b.json --data st"), 1);
	tools_check_said("said", "does not hold");
	key_free(key);
}

TEST(bench, another_stations_record_is_told)
{
	struct key_secret *other;
	json_t *r;

	make_station();
	CHECK_OK(key_new(&other, KEY_DEVICE, false));
	write_record("a.json", "D-07", "pass", other); /* another signed it */
	CHECK_INT(tools_call(tool_bench, "bench check a.json --data st"), 1);
	tools_check_said("said", "another station signed it");
	write_record("a.json", "D-08", "pass", key); /* the same box, set up as another station */
	CHECK_INT(tools_call(tool_bench, "bench check a.json --data st"), 1);
	tools_check_said("said", "it is of station D-08, and this is station D-07");
	CHECK_INT(tools_call(tool_bench, "bench check a.json --key st/keys/device.pub"), 0); /* the key knows no code */
	r = record("D-07", "pass");
	(void)json_object_set_new(r, "device", json_string("00112233445566778899aabbccddeeff"));
	CHECK_OK(signed_json_write("a.json", r, key));
	json_decref(r);
	CHECK_INT(tools_call(tool_bench, "bench check a.json --key st/keys/device.pub"), 1);
	tools_check_said("said", "another device than the one whose key signed it");
	key_free(other);
	key_free(key);
}

TEST(bench, nothing_of_a_file_steers_a_terminal)
{
	json_t *r;

	make_station();
	r = record("D-07", "fail");
	(void)json_object_set_new(r, "by", json_string("\033[2Jx"));
	CHECK_OK(signed_json_write("a.json", r, key));
	json_decref(r);
	CHECK_INT(tools_call(tool_bench, "bench check a.json --data st"), 1);
	tools_check_said("told", "by ?[2Jx:");
	key_free(key);
}

TEST(bench, says_how_it_is_called)
{
	make_station();
	write_record("a.json", "D-07", "pass", key);
	CHECK_INT(tools_call(tool_bench, "bench"), 2);
	CHECK_INT(tools_call(tool_bench, "bench check"), 2);
	CHECK_INT(tools_call(tool_bench, "bench check --data st"), 2);
	CHECK_INT(tools_call(tool_bench, "bench look a.json --data st"), 2);
	CHECK_INT(tools_call(tool_bench, "bench check a.json"), 2);
	tools_check_said("said", "whose record is it?");
	CHECK_INT(tools_call(tool_bench, "bench check a.json --data st --key st/keys/device.pub"), 2);
	CHECK_INT(tools_call(tool_bench, "bench check a.json --number 3"), 2);
	CHECK_INT(tools_call(tool_bench, "bench check none.json --data st"), 1);
	tools_check_said("said", "none.json");
	CHECK_INT(tools_call(tool_bench, "bench check a.json --data nowhere"), 1);
	CHECK_INT(tools_call(tool_bench, "bench --help"), 0);
	tools_check_said("told", "example: loketctl bench check");
	key_free(key);
}

TEST(bench, record_has_a_ceiling)
{
	static char big[SIGNED_JSON_MAX + 258];

	make_station();
	memset(big, ' ', sizeof big);
	for (size_t n = sizeof big - 3; n < sizeof big; n++) { /* N-1, N, N+1 of what is read at all */
		CHECK_OK(file_replace("big.json", big, n, 0600));
		CHECK_INT(tools_call(tool_bench, "bench check big.json --data st"), 1);
		tools_check_said("said", n + 1 < sizeof big ? "does not hold" : "big.json");
	}
	key_free(key);
}
