/* How a device stands, for a person and for machines; and what the screens are told of an evening. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "board/update_inside.h"
#include "board_device.h"
#include "sys/buf.h"

static json_t *ask(struct device *d)
{
	json_t *root;
	AUTO_BUF text;

	buf_init(&text, 65536);
	CHECK_OK(update_status_json(&text, &d->w));
	CHECK(text.len > 0 && buf_str(&text)[text.len - 1] == '\n');
	root = json_loadb(buf_str(&text), text.len, JSON_REJECT_DUPLICATES, NULL);
	CHECK(root != NULL);
	return root;
}

static const char *word(const json_t *root, const char *key)
{
	const char *text = json_string_value(json_object_get(root, key));

	return text ? text : "(none)";
}

TEST(status, of_a_new_device_in_json)
{
	struct device *d = device_new("0.4.0");
	json_t *root = ask(d);
	const json_t *slots = json_object_get(root, "slots");

	CHECK_TEXT(word(root, "running"), "0.4.0");
	CHECK_TEXT(word(root, "outcome"), "nothing");
	CHECK_TEXT(word(root, "version"), "");
	CHECK(json_is_true(json_object_get(root, "rauc")));
	CHECK(json_is_null(json_object_get(root, "trying")));
	CHECK(json_is_false(json_object_get(root, "written")));
	CHECK_INT(json_array_size(slots), 2);
	CHECK(json_is_true(json_object_get(json_array_get(slots, 0), "booted")));
	CHECK(!json_is_true(json_object_get(json_array_get(slots, 1), "booted")));
	json_decref(root);
	device_free(d);
}

TEST(status, while_a_version_waits_for_its_start)
{
	struct device *d = device_new("0.4.0");
	json_t *root;

	CHECK_OK(update_install(&d->w, device_good(d, "0.5.0"), UPDATE_AT_ONCE, 0));
	root = ask(d);
	CHECK_TEXT(word(root, "trying"), "0.5.0");
	CHECK(json_is_true(json_object_get(root, "written")));
	CHECK_TEXT(word(root, "outcome"), "installed");
	CHECK(json_is_true(json_object_get(json_array_get(json_object_get(root, "slots"), 1), "next")));
	json_decref(root);
	CHECK(device_start(d));
	CHECK_INT(device_live(d), UPDATE_CONFIRMED);
	root = ask(d);
	CHECK(json_is_null(json_object_get(root, "trying")));
	CHECK_TEXT(word(root, "running"), "0.5.0");
	CHECK_TEXT(word(root, "floor"), "0.5.0");
	CHECK_TEXT(word(root, "outcome"), "confirmed");
	json_decref(root);
	device_free(d);
}

TEST(status, without_rauc_it_is_told_as_far_as_it_goes)
{
	struct device *d = device_new("0.4.0");
	json_t *root;

	d->rauc_gone = true;
	root = ask(d);
	CHECK(json_is_false(json_object_get(root, "rauc")));
	CHECK_INT(json_array_size(json_object_get(root, "slots")), 0);
	CHECK_TEXT(word(root, "running"), "0.4.0");
	json_decref(root);
	device_free(d);
}

TEST(status, tells_the_five_latest_the_latest_first)
{
	struct device *d = device_new("0.4.0");
	const char *at;
	AUTO_BUF text;

	buf_init(&text, 65536);
	for (int i = 0; i < 8; i++)
		CHECK_INT(update_tell(&d->w, UPDATE_OLDER, "0.1.0", "0.4.0", "number %d", i), UPDATE_OLDER);
	CHECK_OK(update_status(&text, &d->w));
	at = buf_str(&text);
	for (int i = 7; i >= 3; i--) {
		char line[40];

		(void)snprintf(line, sizeof line, "older: number %d", i);
		CHECK_HAS(at, line);
		at = strstr(at, line);
	}
	CHECK(!strstr(buf_str(&text), "number 2"));
	device_free(d);
}

/* What RAUC and the kernel say may hold anything; what is kept is one line of plain text. */
TEST(status, a_sentence_of_others_becomes_one_line)
{
	struct device *d = device_new("0.4.0");
	char last[4096];
	json_t *root;

	CHECK_INT(update_tell(&d->w, UPDATE_FAILED, "0.5.0", "0.4.0", "%s", "a\nb\tc\x1b[31m \xff\xfe \"d\""),
	        UPDATE_FAILED);
	device_last_json(d, last, sizeof last);
	root = json_loads(last, 0, NULL);
	CHECK(root != NULL);
	CHECK_TEXT(word(root, "why"), "a b c [31m ?? \"d\"");
	json_decref(root);
	device_free(d);
}

TEST(status, every_answer_of_rauc_has_an_outcome)
{
	static const struct {
		int answer;
		enum update_outcome outcome;
	} rows[] = {{RAUC_FOREIGN, UPDATE_FOREIGN}, {RAUC_DAMAGED, UPDATE_DAMAGED},
	        {RAUC_OTHER_DEVICE, UPDATE_OTHER_DEVICE}, {RAUC_OLDER, UPDATE_OLDER}, {RAUC_FORMAT, UPDATE_UNREADABLE},
	        {RAUC_NO_SPACE, UPDATE_NO_SPACE}, {RAUC_BUSY, UPDATE_BUSY}, {RAUC_GONE, UPDATE_NO_SERVICE},
	        {RAUC_FAILED, UPDATE_FAILED}, {0, UPDATE_FAILED}, {-5, UPDATE_FAILED},
	        {RAUC_FAILED + 1, UPDATE_FAILED}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_INT(update_outcome_of_rauc(rows[i].answer), rows[i].outcome);
}

/* As in the machine: three are refused and one goes in before anybody looks at the screen. */
TEST(status, an_evening_of_refusals_is_told_whole)
{
	static const char *const expected[] = {"installed", "damaged", "older", "foreign"};
	const struct bundle_of foreign = {.signer = "X", .compatible = "loket-test", .version = "0.9.3", .bytes = 10};
	const struct bundle_of flipped = {
	        .signer = "A", .compatible = "loket-test", .version = "0.9.1", .bytes = 10, .damaged = true};
	struct device *d = device_new("0.4.0");
	char last[4096];
	json_t *root, *before;

	CHECK_INT(update_install(&d->w, device_bundle(d, &foreign), UPDATE_AT_ONCE, 0), UPDATE_FOREIGN);
	CHECK_INT(update_install(&d->w, device_good(d, "0.0.1"), UPDATE_AT_ONCE, 0), UPDATE_OLDER);
	CHECK_INT(update_install(&d->w, device_bundle(d, &flipped), UPDATE_AT_ONCE, 0), UPDATE_DAMAGED);
	CHECK_OK(update_install(&d->w, device_good(d, "0.6.0"), UPDATE_AT_ONCE, 0));
	CHECK(device_start(d));
	CHECK_INT(device_live(d), UPDATE_CONFIRMED);
	device_last_json(d, last, sizeof last);
	root = json_loads(last, 0, NULL);
	before = json_object_get(root, "before");
	CHECK_TEXT(word(root, "outcome"), "confirmed");
	CHECK_INT(json_array_size(before), 4);
	for (size_t i = 0; i < 4; i++)
		CHECK_TEXT(word(json_array_get(before, i), "outcome"), expected[i]);
	CHECK_TEXT(word(json_array_get(before, 3), "version"), ""); /* nobody vouched for a number */
	json_decref(root);
	device_free(d);
}
