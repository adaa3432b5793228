/* Installation, assembly, acceptance: judged step by step, taken up after a power cut, ending in a signed record. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kiosk_tech.h"
#include "store/signed_json.h"
#include "sys/file.h"
#include "sys/text.h"
#include "visit/bench.h"
#include "visit/panel_truth.h"

static struct world w;

static const uint8_t *device_key(void)
{
	return key_public_part(w.app.device)->bytes;
}

static void read_file(struct buf *out, const char *name)
{
	char path[800];

	snprintf(path, sizeof path, "%s/installation/%s", w.data, name);
	CHECK_OK(file_read(out, path));
}

static bool is_there(const char *name)
{
	char path[800];

	snprintf(path, sizeof path, "%s/installation/%s", w.data, name);
	return file_exists(path);
}

/* ---- signed_json ------------------------------------------------------------------------------- */

TEST(signed_json, holds_and_every_changed_byte_is_found)
{
	json_t *record = json_pack("{s:s, s:i}", "kind", "test", "number", 7), *back = NULL;
	struct key_secret *key, *other;
	AUTO_BUF text;
	size_t accepted = 0;

	buf_init(&text, SIGNED_JSON_MAX);
	CHECK_OK(key_new(&key, KEY_DEVICE, true));
	CHECK_OK(key_new(&other, KEY_DEVICE, true));
	CHECK_OK(signed_json_write("one.json", record, key));
	CHECK_OK(file_read(&text, "one.json"));
	CHECK_INT(signed_json_check(&back, text.data, text.len, key_public_part(key)->bytes), 0);
	CHECK(json_equal(back, record));
	json_decref(back);
	CHECK_INT(signed_json_check(&back, text.data, text.len, key_public_part(other)->bytes), SIGNED_JSON_FALSE);
	for (size_t i = 0; i < text.len; i++) {
		text.data[i] ^= 1;
		back = NULL;
		if (signed_json_check(&back, text.data, text.len, key_public_part(key)->bytes) == 0) {
			accepted += !json_equal(back, record); /* white space may change */
			json_decref(back);
		}
		text.data[i] ^= 1;
	}
	CHECK_INT(accepted, 0);
	CHECK_INT(signed_json_check(&back, "{}", 2, key_public_part(key)->bytes), SIGNED_JSON_FALSE);
	CHECK_INT(signed_json_check(&back, "", 0, key_public_part(key)->bytes), SIGNED_JSON_FALSE);
	json_decref(record);
	key_free(key);
	key_free(other);
}

TEST(signed_json, has_a_ceiling)
{
	static char words[SIGNED_JSON_MAX + 100];
	struct key_secret *key;

	CHECK_OK(key_new(&key, KEY_DEVICE, true));
	for (int more = -1; more <= 1; more++) {
		/* mark of 20 and {"a":""} of 8 around it */
		size_t n = SIGNED_JSON_MAX - 28 + (size_t)(more + 1) - 1;
		json_t *record;
		int r;

		memset(words, 'x', n);
		words[n] = '\0';
		record = json_pack("{s:s}", "a", words);
		r = signed_json_write("large.json", record, key);
		CHECK(more <= 0 ? r == 0 : r < 0);
		json_decref(record);
	}
	key_free(key);
}

TEST(signed_json, numbers_go_up)
{
	int n = 0;

	CHECK_OK(signed_json_next(&n, "records"));
	CHECK_INT(n, 1);
	CHECK_OK(file_replace("records/0001.json", "x", 1, 0600));
	CHECK_OK(file_replace("records/0003.json", "x", 1, 0600));
	CHECK_OK(signed_json_next(&n, "records"));
	CHECK_INT(n, 2);
}

/* ---- limits --------------------------------------------------------------------------------------- */

static void open_tech(const char *more)
{
	tech_open(&w, more, ROLE_TECHNICIAN);
}

TEST(bench, every_height_is_judged_at_its_limit)
{
	char found[BENCH_FOUND_ROOM];

	open_tech("--printer none");
	CHECK(bench(w.app.visit, BENCH_INSTALLATION) != NULL);
	for (int i = 0; i < PLACES; i++) {
		const struct bench_limit *l = bench_limit((enum bench_place)i);
		int kept = bench(w.app.visit, BENCH_INSTALLATION)->place_mm[i];
		int at[] = {l->least_mm - 1, l->least_mm, l->most_mm, l->most_mm + 1};

		for (int k = 0; k < 4; k++) {
			enum desk_answer r =
			        bench_set_place(w.app.visit, BENCH_INSTALLATION, (enum bench_place)i, at[k]);
			bool well = k == 1 || k == 2,
			     order = (i == PLACE_LOWEST && at[k] >= 1200) || (i == PLACE_HIGHEST && at[k] <= 800);

			CHECK(r == (at[k] < 0 || at[k] > BENCH_PLACE_MOST_MM ? DESK_BAD_TEXT : DESK_DONE));
			if (r == DESK_DONE)
				CHECK_INT(bench_find(found, w.app.visit, BENCH_INSTALLATION, BENCH_PLACE),
				        well && !order ? CHECK_PASSED : CHECK_FAILED);
		}
		CHECK_INT(bench_set_place(w.app.visit, BENCH_INSTALLATION, (enum bench_place)i, kept), DESK_DONE);
	}
	world_close(&w);
}

TEST(bench, what_the_station_says_no_to_can_not_pass)
{
	open_tech("--printer none");
	CHECK_INT(bench_judge(w.app.visit, BENCH_INSTALLATION, BENCH_PANEL, BENCH_PASSED), DESK_NOT_NOW);
	CHECK_INT(bench_judge(w.app.visit, BENCH_INSTALLATION, BENCH_PANEL, BENCH_FAILED), DESK_DONE);
	CHECK_INT(panel_truth_set(w.app.visit, 217, 136), DESK_DONE);
	world_advance(&w, 1);
	CHECK_INT(bench_judge(w.app.visit, BENCH_INSTALLATION, BENCH_PANEL, BENCH_PASSED), DESK_DONE);
	CHECK_INT(bench_judge(w.app.visit, BENCH_INSTALLATION, BENCH_PAINT, BENCH_PASSED),
	        DESK_NOT_NOW); /* not of this run */
	world_close(&w);
}

TEST(bench, is_a_technicians)
{
	char found[BENCH_FOUND_ROOM];
	int number = 0;

	world_open(&w, NULL);
	desk_enrol(&w);
	CHECK(bench(w.app.visit, BENCH_INSTALLATION) == NULL);
	CHECK_INT(bench_judge(w.app.visit, BENCH_INSTALLATION, BENCH_SOUND, BENCH_PASSED), DESK_DENIED);
	CHECK_INT(bench_finish(&number, w.app.visit, BENCH_INSTALLATION), DESK_DENIED);
	CHECK_INT(bench_find(found, w.app.visit, BENCH_INSTALLATION, BENCH_SOUND), CHECK_FAILED);
	world_close(&w);
}

/* ---- a whole run by fingers ------------------------------------------------------------------------- */

static void judge_all(const char *verdict)
{
	char id[30];

	snprintf(id, sizeof id, "judge:%s", verdict);
	for (int i = 0; i < BENCH_STEPS && !world_node(&w, "next"); i++)
		tech_press(&w, id);
}

static json_t *record(const char *name)
{
	json_t *r = NULL;
	AUTO_BUF text;

	buf_init(&text, SIGNED_JSON_MAX);
	read_file(&text, name);
	CHECK_INT(signed_json_check(&r, text.data, text.len, device_key()), 0);
	return r;
}

TEST(bench, skipped_installation_is_signed_as_what_it_is)
{
	json_t *r;

	open_tech("--printer none");
	tech_go(&w, "installation");
	CHECK(world_says(&w, "Plaats en hoogte"));
	judge_all("skip");
	CHECK(desk_finds(&w, "Sla over"));
	world_tap(&w, "next");
	CHECK(desk_finds(&w, "0001"));
	r = record("0001.json");
	CHECK_TEXT(json_string_value(json_object_get(r, "kind")), "installation");
	CHECK_TEXT(json_string_value(json_object_get(r, "station")), "DEMO-01");
	CHECK_TEXT(json_string_value(json_object_get(r, "by")), "T-007");
	CHECK_INT(json_array_size(json_object_get(r, "steps")), bench_count(BENCH_INSTALLATION));
	CHECK_TEXT(
	        json_string_value(json_object_get(json_array_get(json_object_get(r, "steps"), 0), "verdict")), "skip");
	CHECK_HAS(json_string_value(json_object_get(json_array_get(json_object_get(r, "steps"), 0), "found")),
	        "800 to 1200");
	json_decref(r);
	CHECK(!is_there("installation.state"));
	world_close(&w);
}

TEST(bench, one_fail_makes_the_whole_fail)
{
	json_t *r;

	open_tech("--printer none");
	tech_go(&w, "acceptance");
	tech_press(&w, "judge:pass");
	judge_all("fail");
	world_tap(&w, "next");
	r = record("0001.json");
	CHECK_TEXT(json_string_value(json_object_get(r, "result")), "fail");
	CHECK_TEXT(json_string_value(json_object_get(r, "kind")), "acceptance");
	json_decref(r);
	world_close(&w);
}

/* Who skips what can not be tried may still install; to accept, everything must have been looked at. */
TEST(bench, an_acceptance_with_gaps_accepts_nothing)
{
	json_t *r;

	open_tech("--printer none");
	tech_go(&w, "acceptance");
	judge_all("skip");
	CHECK(world_says(&w, "dus niet goedgekeurd"));
	world_tap(&w, "next");
	r = record("0001.json");
	CHECK_TEXT(json_string_value(json_object_get(r, "result")), "skip");
	json_decref(r);
	world_close(&w);
}

TEST(bench, run_goes_on_where_the_power_was_cut)
{
	open_tech("--printer none");
	tech_go(&w, "installation");
	tech_press(&w, "lowest:+10");
	CHECK_INT(bench(w.app.visit, BENCH_INSTALLATION)->place_mm[PLACE_LOWEST], 810);
	tech_press(&w, "judge:pass");
	tech_press(&w, "judge:skip");
	CHECK(is_there("installation.state"));
	world_close(&w);
	world_open(&w, "--printer none");
	desk_log_in(&w, DESK_OTHER, TECH_PIN);
	tech_go(&w, "installation");
	CHECK(world_says(&w, "Scherm ijken"));
	CHECK_INT(bench(w.app.visit, BENCH_INSTALLATION)->place_mm[PLACE_LOWEST], 810);
	CHECK_INT(bench(w.app.visit, BENCH_INSTALLATION)->verdicts[BENCH_PLACE], BENCH_PASSED);
	world_tap(&w, "back");
	CHECK(world_says(&w, "Maat van het scherm"));
	world_close(&w);
}

TEST(bench, state_that_does_not_hold_begins_anew)
{
	static const char *const bad[] = {"", "{", "{}", "[]", "{\"place\":[1],\"verdicts\":[],\"found\":[]}"};
	char path[800];

	open_tech("--printer none");
	tech_go(&w, "installation");
	tech_press(&w, "judge:skip");
	snprintf(path, sizeof path, "%s/installation/installation.state", w.data);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		world_close(&w);
		CHECK_OK(file_replace(path, bad[i], strlen(bad[i]), 0600));
		world_open(&w, "--printer none");
		desk_log_in(&w, DESK_OTHER, TECH_PIN);
		CHECK_INT(bench(w.app.visit, BENCH_INSTALLATION)->verdicts[BENCH_PLACE], BENCH_OPEN);
	}
	world_close(&w);
}

TEST(bench, practice_signs_nothing)
{
	int number = 0;

	open_tech("--printer none");
	tech_go(&w, "installation");
	duty_set_practice(w.app.visit, true);
	judge_all("skip");
	world_tap(&w, "next");
	CHECK(!is_there("0001.json") && !is_there("installation.state"));
	CHECK_INT(bench_finish(&number, w.app.visit, BENCH_INSTALLATION), DESK_PRACTICE);
	world_close(&w);
}

TEST(bench, record_and_slip_come_on_paper)
{
	open_tech("--printer virtual:paper");
	tech_go(&w, "installation");
	for (int i = 0; i < 4; i++)
		tech_press(&w, "judge:skip");
	CHECK(world_says(&w, "Proefstrook"));
	tech_press(&w, "slip");
	for (int i = 0; i < 600 && strcmp(world_screen(&w), "installation") != 0; i++) {
		CHECK_OK(loop_step(w.app.loop, 5));
		world_advance(&w, 20);
	}
	world_see(&w, "installation");
	CHECK(file_exists("paper/000001.png"));
	judge_all("skip");
	world_tap(&w, "next");
	CHECK(is_there("0001.json"));
	for (int i = 0; i < 600 && strcmp(world_screen(&w), "installation") != 0; i++) {
		CHECK_OK(loop_step(w.app.loop, 5));
		world_advance(&w, 20);
	}
	CHECK(file_exists("paper/000002.png"));
	world_close(&w);
}

TEST(bench, rulers_way_back_leads_to_the_run)
{
	open_tech("--printer none");
	tech_go(&w, "installation");
	tech_press(&w, "judge:skip");
	tech_press(&w, "open:ruler");
	world_see(&w, "ruler");
	world_tap(&w, "next");
	world_advance(&w, 1);
	world_tap(&w, "back");
	world_see(&w, "installation");
	CHECK(world_says(&w, "Maat van het scherm"));
	tech_press(&w, "judge:pass");
	CHECK(world_says(&w, "Scherm ijken"));
	world_close(&w);
}

/* ---- assembly ------------------------------------------------------------------------------------------- */

static void go_step(enum bench_step step)
{
	tech_go(&w, "assembly");
	while (bench_open_step(bench(w.app.visit, BENCH_ASSEMBLY), BENCH_ASSEMBLY) != (int)step)
		tech_press(&w, "judge:skip");
}

TEST(assembly, finger_paints_what_it_wipes_over)
{
	struct ui_event ev = {.kind = UI_DOWN, .contact = 1, .x_mm = 60, .y_mm = 60};
	const struct node *image = NULL;

	open_tech("--printer none");
	go_step(BENCH_PAINT);
	CHECK_OK(app_input(&w.app, &ev));
	ev.kind = UI_MOVE;
	for (ev.x_mm = 60; ev.x_mm < 150; ev.x_mm += 5)
		CHECK_OK(app_input(&w.app, &ev));
	ev.kind = UI_UP;
	CHECK_OK(app_input(&w.app, &ev));
	for (int i = 0; i < ui_access(w.app.ui)->n; i++)
		if (ui_access(w.app.ui)->all[i].role == ROLE_IMAGE && *ui_access(w.app.ui)->all[i].value)
			image = &ui_access(w.app.ui)->all[i];
	CHECK(image != NULL && !text_starts(image->value, "0 /") && text_ends(image->value, "/ 72"));
	world_close(&w);
}

TEST(assembly, keys_light_up_and_do_nothing_else)
{
	open_tech("--printer none");
	go_step(BENCH_KEYS);
	CHECK(w.app.keys.watched);
	w.app.keys.pressed = 1u << KEYPAD_BACK; /* as on_key() does while they are watched */
	app_stale(&w.app);
	CHECK_OK(app_paint(&w.app));
	world_see(&w, "assembly");
	CHECK(desk_finds(&w, "goed"));
	tech_press(&w, "judge:pass");
	CHECK(!w.app.keys.watched);
	world_close(&w);
}

TEST(assembly, lamp_shows_what_is_chosen_until_one_leaves)
{
	open_tech("--printer none");
	go_step(BENCH_LAMP);
	tech_press(&w, "lamp:trouble");
	CHECK_INT(w.app.sense.lamp, 1 + LIGHT_TROUBLE);
	tech_press(&w, "judge:pass");
	CHECK_INT(w.app.sense.lamp, 0);
	world_close(&w);
}
