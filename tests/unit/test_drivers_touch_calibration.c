/* Calibration: exact from good taps, refused from bad ones, kept whole or not at all. */
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "drivers/touch_calibration.h"
#include "harness.h"
#include "sys/file.h"

enum { W = 217, H = 136 };

/* A sensor turned by 90 degrees, larger than the picture and a little askew. */
static struct touch_tap sensor(struct touch_target t)
{
	float x = t.x_mm / W, y = t.y_mm / H;

	return (struct touch_tap){0.05f + 0.9f * y + 0.02f * x, 0.95f - 0.88f * x + 0.01f * y};
}

static bool near(float a, float b, float most)
{
	return fabsf(a - b) <= most;
}

static void taps_of(struct touch_tap *taps, struct touch_target *targets, int n)
{
	touch_targets(targets, n, W, H);
	for (int i = 0; i < n; i++)
		taps[i] = sensor(targets[i]);
}

TEST(calibration, crosses_stand_on_the_panel_and_apart)
{
	for (int n = 3; n <= 5; n += 2) {
		struct touch_target t[TOUCH_TARGETS_MAX];

		touch_targets(t, n, W, H);
		for (int i = 0; i < n; i++) {
			CHECK(t[i].x_mm >= 0.09f * W && t[i].x_mm <= 0.91f * W);
			CHECK(t[i].y_mm >= 0.09f * H && t[i].y_mm <= 0.91f * H);
			for (int k = 0; k < i; k++)
				CHECK(hypotf(t[i].x_mm - t[k].x_mm, t[i].y_mm - t[k].y_mm) > 40);
		}
	}
}

TEST(calibration, of_three_or_five_good_taps_maps_the_whole_panel)
{
	for (int n = 3; n <= 5; n += 2) {
		struct touch_target t[TOUCH_TARGETS_MAX];
		struct touch_tap taps[TOUCH_TARGETS_MAX];
		struct touch_calibration c;
		float residual = 99;

		taps_of(taps, t, n);
		CHECK_INT(touch_calibration_fit(&c, &residual, t, taps, n, TOUCH_RESIDUAL_MOST_MM), 0);
		CHECK(residual < 0.01f);
		for (int x = 0; x <= W; x += 31)
			for (int y = 0; y <= H; y += 17) {
				struct touch_target at = {(float)x, (float)y},
				                    got = touch_calibration_map(&c, sensor(at));

				CHECK(near(got.x_mm, (float)x, 0.05f) && near(got.y_mm, (float)y, 0.05f));
			}
	}
}

TEST(calibration, forgives_a_shaky_hand)
{
	static const float shake[5][2] = {{1, -1}, {-1.2f, 0.5f}, {0.3f, 1.4f}, {-0.8f, -0.6f}, {0.6f, 0.2f}};
	struct touch_target t[5];
	struct touch_tap taps[5];
	struct touch_calibration c;
	float residual;

	touch_targets(t, 5, W, H);
	for (int i = 0; i < 5; i++)
		taps[i] = sensor((struct touch_target){t[i].x_mm + shake[i][0], t[i].y_mm + shake[i][1]});
	CHECK_INT(touch_calibration_fit(&c, &residual, t, taps, 5, TOUCH_RESIDUAL_MOST_MM), 0);
	CHECK(residual > 0.1f && residual < 2);
	CHECK(c.residual_mm == residual);
}

TEST(calibration, refuses_a_missed_cross_and_says_by_how_much)
{
	struct touch_calibration c = {.residual_mm = -1};
	struct touch_target t[5];
	struct touch_tap taps[5];
	float residual = 0;

	taps_of(taps, t, 5);
	taps[2] = sensor((struct touch_target){t[2].x_mm - 20, t[2].y_mm});
	CHECK_INT(touch_calibration_fit(&c, &residual, t, taps, 5, TOUCH_RESIDUAL_MOST_MM), TOUCH_TAPS_FAR);
	CHECK(residual > TOUCH_RESIDUAL_MOST_MM);
	CHECK(c.residual_mm == -1); /* nothing was written */
	CHECK_HAS(touch_calibration_why(TOUCH_TAPS_FAR), "too far");
}

TEST(calibration, residual_counts_up_to_its_limit)
{
	struct touch_calibration c;
	struct touch_target t[5];
	struct touch_tap taps[5];
	float residual;

	taps_of(taps, t, 5);
	taps[4] = sensor((struct touch_target){t[4].x_mm + 2, t[4].y_mm});
	CHECK_INT(touch_calibration_fit(&c, &residual, t, taps, 5, 100), 0);
	CHECK_INT(touch_calibration_fit(&c, NULL, t, taps, 5, residual * 1.001f), 0);
	CHECK_INT(touch_calibration_fit(&c, NULL, t, taps, 5, residual * 0.999f), TOUCH_TAPS_FAR);
}

TEST(calibration, refuses_taps_in_one_place_or_one_line)
{
	struct touch_calibration c;
	struct touch_target t[5];
	struct touch_tap taps[5];

	for (int n = 3; n <= 5; n += 2) {
		touch_targets(t, n, W, H);
		for (int i = 0; i < n; i++)
			taps[i] = (struct touch_tap){0.5f, 0.5f};
		CHECK_INT(touch_calibration_fit(&c, NULL, t, taps, n, 3), TOUCH_TAPS_FLAT);
		for (int i = 0; i < n; i++)
			taps[i] = (struct touch_tap){0.2f * (float)i, 0.1f + 0.1f * (float)i};
		CHECK_INT(touch_calibration_fit(&c, NULL, t, taps, n, 3), TOUCH_TAPS_FLAT);
		for (int i = 0; i < n; i++)
			taps[i] = (struct touch_tap){NAN, 0.5f};
		CHECK_INT(touch_calibration_fit(&c, NULL, t, taps, n, 3), TOUCH_TAPS_FLAT);
	}
	CHECK_HAS(touch_calibration_why(TOUCH_TAPS_FLAT), "one line");
}

/* Three taps always fit exactly: what they make of the sensor shows a bad one. */
TEST(calibration, refuses_three_taps_that_make_an_unlikely_sensor)
{
	struct touch_calibration c;
	struct touch_target t[3];
	struct touch_tap taps[3];

	taps_of(taps, t, 3);
	taps[1] = taps[2];
	taps[1].u -= 0.4f;
	CHECK_INT(touch_calibration_fit(&c, NULL, t, taps, 3, 3), TOUCH_TAPS_UNLIKELY);
	taps_of(taps, t, 3);
	for (int i = 0; i < 3; i++) /* less than half of the sensor's range */
		taps[i] = (struct touch_tap){taps[i].u * 0.45f, taps[i].v * 0.45f};
	CHECK_INT(touch_calibration_fit(&c, NULL, t, taps, 3, 3), TOUCH_TAPS_UNLIKELY);
	CHECK_HAS(touch_calibration_why(TOUCH_TAPS_UNLIKELY), "do not fit");
}

TEST(calibration, plain_range_turns_four_ways)
{
	static const float corner[4][2] = {{0, 0}, {W, 0}, {W, H}, {0, H}}; /* of the sensor's origin */

	for (int i = 0; i < 4; i++) {
		struct touch_calibration c;
		struct touch_target at;

		touch_calibration_plain(&c, i * 90, W, H);
		at = touch_calibration_map(&c, (struct touch_tap){0, 0});
		CHECK(near(at.x_mm, corner[i][0], 0.01f) && near(at.y_mm, corner[i][1], 0.01f));
		at = touch_calibration_map(&c, (struct touch_tap){1, 1});
		CHECK(near(at.x_mm, W - corner[i][0], 0.01f) && near(at.y_mm, H - corner[i][1], 0.01f));
		at = touch_calibration_map(&c, (struct touch_tap){0.5f, 0.5f});
		CHECK(near(at.x_mm, W / 2.0f, 0.01f) && near(at.y_mm, H / 2.0f, 0.01f));
	}
}

/* ---- the file ---------------------------------------------------------------------------- */

static struct touch_calibration good(void)
{
	struct touch_calibration c;
	struct touch_target t[5];
	struct touch_tap taps[5];

	taps_of(taps, t, 5);
	CHECK_INT(touch_calibration_fit(&c, NULL, t, taps, 5, 3), 0);
	memcpy(c.device, "Maker = Panel #2", 17);
	return c;
}

TEST(calibration, comes_back_from_its_file)
{
	struct touch_calibration c = good(), back;

	CHECK_OK(touch_calibration_write(&c, "touch.conf"));
	CHECK_OK(touch_calibration_read(&back, "touch.conf"));
	for (int i = 0; i < 3; i++)
		CHECK(near(c.x[i], back.x[i], 0.001f) && near(c.y[i], back.y[i], 0.001f));
	CHECK_TEXT(back.device, "Maker = Panel #2");
}

TEST(calibration, file_that_does_not_hold_is_named_with_its_line)
{
	static const char *const bad[] = {"", "x = 1 2 3\n", "x = 200 0 0\ny = 0 100\n", "x = 200 0 0\ny = 0 100 0 5\n",
	        "x = 200 0 0\nx = 200 0 0\ny = 0 100 0\n", "x = nan 0 0\ny = 0 100 0\n", "x = 1e9 0 0\ny = 0 100 0\n",
	        "x = 200 0 0\ny = 0 100 0\ncolour = red\n", "rubbish\n", "x = 0 0 0\ny = 0 0 0\n",
	        "x = 200 100 0\ny = 200 100 0\n", "x = inf 0 0\ny = 0 100 0\n", "x = 2,5 0 0\ny = 0 100 0\n"};
	struct touch_calibration c;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		CHECK(touch_calibration_parse(&c, bad[i], "touch.conf") < 0);
		CHECK_HAS(err_why(), "touch.conf");
		CHECK_HAS(err_why(), "calibrate again");
	}
	CHECK_OK(touch_calibration_parse(&c, "# a word\n\n  x=200 0 0\r\ny = 0 100 0", "touch.conf"));
}

TEST(calibration, file_has_ceilings)
{
	struct touch_calibration c;
	AUTO_BUF text;

	buf_init(&text, 100000);
	for (int n = 299; n <= 301; n++) {
		char line[400];

		memset(line, ' ', sizeof line);
		line[0] = '#';
		line[n] = 0;
		buf_clear(&text);
		buf_printf(&text, "%s\nx = 200 0 0\ny = 0 100 0\n", line);
		CHECK((touch_calibration_parse(&c, buf_str(&text), "f") == 0) == (n <= 300));
	}
	for (int n = 4095; n <= 4097; n++) {
		buf_clear(&text);
		buf_text(&text, "x = 200 0 0\ny = 0 100 0\n");
		while (text.len < (size_t)n)
			buf_char(&text, '\n');
		CHECK_OK(file_replace("touch.conf", text.data, text.len, 0600));
		CHECK((touch_calibration_read(&c, "touch.conf") == 0) == (n <= 4096));
	}
	CHECK_OK(file_replace("touch.conf", "x = 200 0 0\0y\n", 14, 0600));
	CHECK(touch_calibration_read(&c, "touch.conf") < 0);
	CHECK(touch_calibration_read(&c, "absent.conf") < 0);
}

TEST(calibration, keeps_the_old_file_when_the_new_one_can_not_be_written)
{
	struct touch_calibration c = good(), back;
	float was = c.x[2];

	CHECK_OK(touch_calibration_write(&c, "touch.conf"));
	c.x[2] += 7;
	FAULT_SWEEP(n)
	{
		int e = touch_calibration_write(&c, "touch.conf");

		CHECK_OK(touch_calibration_read(&back, "touch.conf"));
		CHECK(near(back.x[2], was, 0.01f) || near(back.x[2], c.x[2], 0.01f));
		CHECK(e <= 0);
	}
}

TEST(calibration, random_taps_are_refused_or_lie_within_their_residual)
{
	uint64_t seed = 42;
	int fitted = 0;

	for (int round = 0; round < 3000; round++) {
		int n = round % 2 ? 3 : 5, r;
		struct touch_calibration c;
		struct touch_target t[5];
		struct touch_tap taps[5];
		float residual = 0;

		touch_targets(t, n, W, H);
		for (int i = 0; i < n; i++) {
			float loose = round % 7 ? 0.05f : 1;

			taps[i] = sensor(t[i]);
			taps[i].u += loose * ((float)(test_random(&seed) % 2001) / 1000 - 1);
			taps[i].v += loose * ((float)(test_random(&seed) % 2001) / 1000 - 1);
		}
		r = touch_calibration_fit(&c, &residual, t, taps, n, 6);
		CHECK(r >= 0 && r <= TOUCH_TAPS_FAR);
		for (int i = 0; i < n && r == 0; i++) {
			struct touch_target at = touch_calibration_map(&c, taps[i]);

			CHECK(hypotf(at.x_mm - t[i].x_mm, at.y_mm - t[i].y_mm) <= residual + 0.01f);
		}
		fitted += r == 0;
	}
	CHECK(fitted > 500 && fitted < 2900);
}
