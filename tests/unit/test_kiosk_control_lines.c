/* The test door under bad lines, many clients, and clients that go away. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "kiosk/control_inside.h"
#include "kiosk_door.h"

static struct world w;
static struct door d, other;

static void open_all(void)
{
	world_open(&w, DOOR_ARGS);
	door_open(&d, &w);
}

static void close_all(void)
{
	door_close(&d);
	world_close(&w);
}

static void still_works(void)
{
	door_do(&d, "{\"do\":\"tree\"}");
}

TEST(lines, that_are_no_request_are_refused)
{
	static const char *const garbage[] = {"x", "{", "}", "[]", "5", "null", "\"do\"", "{\"do\":\"tree\"", "{}",
	        "{\"do\":5}", "{\"do\":\"fly\"}", "{\"do\":\"\"}", "{\"do\":\"tree\",\"do\":\"tree\"}",
	        "{\"do\":\"tree\"} x", " ", "\t", "{\"do\":\"tap\",\"id\":\"\\ud800\"}", "\xff\xfe", "{\"\\u0000\":1}"};

	open_all();
	for (size_t i = 0; i < sizeof garbage / sizeof *garbage; i++) {
		door_refuses(&d, garbage[i], "");
		still_works();
	}
	close_all();
}

TEST(lines, of_random_bytes_do_no_harm)
{
	uint64_t seed = 17;
	char bytes[200];

	open_all();
	for (int i = 0; i < 500; i++) {
		size_t n = 1 + test_random(&seed) % (sizeof bytes - 2);
		json_t *reply;

		for (size_t j = 0; j < n; j++)
			bytes[j] = "{}[]\":,dotreap0\\u\xff\x80 \t"[test_random(&seed) % 22];
		bytes[n] = '\n';
		door_send(&d, bytes, n + 1);
		reply = door_reply(&d, 5000);
		CHECK(reply);
		json_decref(reply);
	}
	still_works();
	close_all();
}

TEST(lines, that_are_empty_are_passed_over)
{
	open_all();
	door_send(&d, "\n\n\n", 3);
	still_works();
	CHECK(door_reply(&d, 50) == NULL);
	close_all();
}

TEST(lines, nested_very_deep_are_refused)
{
	char *deep = malloc(40000);

	open_all();
	memset(deep, '[', 39999);
	deep[39999] = 0;
	door_refuses(&d, deep, "");
	still_works();
	free(deep);
	close_all();
}

/* A request padded to n bytes, its end of line not counted. */
static json_t *ask_of(size_t n)
{
	char *line = malloc(n + 2);
	static const char head[] = "{\"do\":\"tree\",\"req\":\"", tail[] = "\"}\n";
	json_t *reply;

	memset(line, 'x', n + 2);
	memcpy(line, head, sizeof head - 1);
	memcpy(line + n + 1 - (sizeof tail - 1), tail, sizeof tail - 1);
	door_send(&d, line, n + 1);
	free(line);
	reply = door_reply(&d, 10000);
	CHECK(reply);
	return reply;
}

TEST(lines, are_at_most_64_kib)
{
	json_t *r;

	open_all();
	for (size_t n = CONTROL_LINE_MAX - 1; n <= CONTROL_LINE_MAX; n++) {
		r = ask_of(n);
		if (!json_is_true(json_object_get(r, "ok")))
			test_fail(__FILE__, __LINE__, "%zu bytes: %s", n, json_string_value(json_object_get(r, "why")));
		json_decref(r);
	}
	r = ask_of(CONTROL_LINE_MAX + 1);
	CHECK(!json_is_true(json_object_get(r, "ok")));
	CHECK_HAS(json_string_value(json_object_get(r, "why")), "65536");
	json_decref(r);
	CHECK(door_reply(&d, 100) == NULL); /* one refusal, and its rest is no request */
	still_works();
	close_all();
}

TEST(lines, of_a_megabyte_are_refused_once)
{
	char *big = malloc(1 << 20);
	json_t *r;

	open_all();
	memset(big, 'x', 1 << 20);
	door_send(&d, big, 1 << 20);
	door_send(&d, "\n", 1);
	r = door_reply(&d, 5000);
	CHECK(r && !json_is_true(json_object_get(r, "ok")));
	json_decref(r);
	CHECK(door_reply(&d, 100) == NULL);
	still_works();
	free(big);
	close_all();
}

TEST(lines, may_come_in_pieces)
{
	const char *line = "{\"do\":\"tree\",\"req\":1}\n";
	json_t *r;

	open_all();
	for (size_t i = 0; line[i]; i++) {
		door_send(&d, line + i, 1);
		CHECK(line[i] == '\n' || door_reply(&d, 3) == NULL);
	}
	r = door_reply(&d, 5000);
	CHECK(r);
	CHECK_INT(json_integer_value(json_object_get(r, "req")), 1);
	json_decref(r);
	close_all();
}

/* ---- order and echo ------------------------------------------------------------------------------------ */

TEST(replies, keep_the_order_of_requests)
{
	char all[20000] = "";
	size_t n = 0;

	open_all();
	for (int i = 0; i < 200; i++)
		n += (size_t)snprintf(
		        all + n, sizeof all - n, "{\"do\":\"%s\",\"req\":%d}\n", i % 3 ? "stat" : "nothing", i);
	door_send(&d, all, n);
	for (int i = 0; i < 200; i++) {
		json_t *r = door_reply(&d, 5000);

		CHECK(r);
		CHECK_INT(json_integer_value(json_object_get(r, "req")), i);
		CHECK_INT(json_is_true(json_object_get(r, "ok")), i % 3 != 0);
		json_decref(r);
	}
	close_all();
}

TEST(replies, carry_back_any_req)
{
	static const char *const reqs[] = {"1", "\"a\"", "null", "{\"x\":[1,2]}", "false", "1.5"};

	open_all();
	for (size_t i = 0; i < sizeof reqs / sizeof *reqs; i++) {
		char line[100];
		json_t *r, *want = json_loads(reqs[i], JSON_DECODE_ANY, NULL);

		snprintf(line, sizeof line, "{\"do\":\"stat\",\"req\":%s}", reqs[i]);
		r = door_ask(&d, line);
		CHECK(json_equal(json_object_get(r, "req"), want));
		json_decref(r);
		snprintf(line, sizeof line, "{\"do\":\"wait\",\"screen\":\"idle\",\"ms\":10,\"req\":%s}", reqs[i]);
		r = door_ask(&d, line);
		CHECK(json_equal(json_object_get(r, "req"), want));
		json_decref(r);
		json_decref(want);
	}
	close_all();
}

/* ---- waiting --------------------------------------------------------------------------------------------- */

TEST(wait, for_what_is_there_is_answered_at_once)
{
	int64_t before;

	open_all();
	before = clock_measure_us();
	door_do(&d, "{\"do\":\"wait\",\"screen\":\"idle\",\"ms\":5000}");
	CHECK(clock_measure_us() - before < 1000000);
	close_all();
}

TEST(wait, is_real_time_though_the_clock_stands_still)
{
	int64_t before, took;

	open_all();
	before = clock_measure_us();
	door_refuses(&d, "{\"do\":\"wait\",\"screen\":\"receipt\",\"ms\":300}", "idle");
	took = clock_measure_us() - before;
	CHECK(took >= 299000 && took < 3000000);
	door_refuses(&d, "{\"do\":\"wait\",\"screen\":\"receipt\",\"ms\":0}", "idle");
	door_refuses(&d, "{\"do\":\"wait\",\"screen\":\"receipt\",\"ms\":-7}", "idle");
	door_refuses(&d, "{\"do\":\"wait\",\"screen\":\"receipt\"}", "idle");
	door_refuses(&d, "{\"do\":\"wait\",\"screen\":\"no such screen\",\"ms\":1}", "idle");
	door_refuses(&d, "{\"do\":\"wait\",\"ms\":1}", "wait wants");
	door_refuses(&d, "{\"do\":\"wait\",\"screen\":\"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz\"}", "");
	close_all();
}

/* Later requests of the same client wait for their turn; another client goes on, and brings the screen. */
TEST(wait, holds_back_later_replies_and_nobody_else)
{
	static const char both[] =
	        "{\"do\":\"wait\",\"screen\":\"language\",\"ms\":5000,\"req\":1}\n{\"do\":\"stat\",\"req\":2}\n";
	json_t *r;

	open_all();
	door_open(&other, &w);
	door_send(&d, both, sizeof both - 1);
	CHECK(door_reply(&d, 60) == NULL);
	door_do(&other, "{\"do\":\"tap\",\"id\":\"next\"}");
	for (int req = 1; req <= 2; req++) {
		r = door_reply(&d, 5000);
		CHECK(r && json_is_true(json_object_get(r, "ok")));
		CHECK_INT(json_integer_value(json_object_get(r, "req")), req);
		json_decref(r);
	}
	door_close(&other);
	close_all();
}

TEST(wait, of_a_client_that_hangs_up_is_forgotten)
{
	open_all();
	for (int i = 0; i < 3 * CONTROL_CLIENTS_MAX; i++) {
		const char *line =
		        "{\"do\":\"wait\",\"screen\":\"receipt\",\"ms\":60000,\"req\":1}\n{\"do\":\"stat\"}\n";

		door_open(&other, &w);
		door_send(&other, line, strlen(line));
		CHECK(door_reply(&other, 10) == NULL);
		door_close(&other);
	}
	still_works();
	door_do(&d, "{\"do\":\"tap\",\"id\":\"next\"}");
	close_all();
}

/* ---- many clients --------------------------------------------------------------------------------------------- */

TEST(clients, four_at_a_time_and_the_next_is_turned_away)
{
	static struct door more[CONTROL_CLIENTS_MAX];

	open_all();
	for (int i = 0; i < CONTROL_CLIENTS_MAX - 1; i++) {
		door_open(&more[i], &w);
		door_do(&more[i], "{\"do\":\"stat\"}");
	}
	door_open(&more[CONTROL_CLIENTS_MAX - 1], &w);
	door_send(&more[CONTROL_CLIENTS_MAX - 1], "{\"do\":\"stat\"}\n", 14);
	CHECK(door_reply(&more[CONTROL_CLIENTS_MAX - 1], 300) == NULL);
	still_works();
	door_close(&more[0]);
	door_open(&more[0], &w);
	door_do(&more[0], "{\"do\":\"stat\"}");
	for (int i = 0; i < CONTROL_CLIENTS_MAX; i++)
		door_close(&more[i]);
	close_all();
}

TEST(clients, that_never_read_do_not_stop_the_others)
{
	open_all();
	door_open(&other, &w);
	for (int i = 0; i < 400; i++) {
		door_send(&other, "{\"do\":\"tree\"}\n", 14);
		CHECK_OK(loop_step(w.app.loop, 0));
	}
	still_works();
	door_close(&other);
	still_works();
	close_all();
}

/* While one waits, what it sends piles up in the socket: no busy turning, and all of it is answered afterwards. */
TEST(clients, that_send_much_while_they_wait_cost_nothing)
{
	static const char first[] = "{\"do\":\"wait\",\"screen\":\"language\",\"ms\":20000}\n";
	char *big = malloc(CONTROL_LINE_MAX);
	uint64_t before;
	json_t *r;

	open_all();
	memset(big, ' ', CONTROL_LINE_MAX);
	memcpy(big, "{\"do\":\"stat\"", strlen("{\"do\":\"stat\""));
	big[CONTROL_LINE_MAX - 2] = '}';
	big[CONTROL_LINE_MAX - 1] = '\n';
	door_send(&d, first, sizeof first - 1);
	door_send(&d, big, CONTROL_LINE_MAX);
	door_send(&d, big, CONTROL_LINE_MAX);
	CHECK(door_reply(&d, 100) == NULL);
	before = loop_wakeups(w.app.loop);
	CHECK(door_reply(&d, 200) == NULL);
	CHECK(loop_wakeups(w.app.loop) - before < 120); /* 200 ms in steps of 5 ms, and a look every 20 ms */
	world_tap(&w, "next");
	for (int i = 0; i < 3; i++) {
		r = door_reply(&d, 5000);
		CHECK(r && json_is_true(json_object_get(r, "ok")));
		json_decref(r);
	}
	free(big);
	close_all();
}

TEST(clients, that_leave_half_a_line_are_forgotten)
{
	open_all();
	for (int i = 0; i < 20; i++) {
		door_open(&other, &w);
		door_send(&other, "{\"do\":\"tr", 9);
		door_close(&other);
	}
	still_works();
	close_all();
}
