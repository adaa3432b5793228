/* Recordings of real panels: plausible fingers out of each, at its own pace and as fast as can be. */
#include <dirent.h>
#include <stdio.h>

#include "drivers/evemu.h"
#include "drivers_touch_kit.h"
#include "sys/text.h"

/* How many there were at once and in all, read from the recording's own tracking ids, or its packets. */
struct truth {
	int contacts, at_once;
	int64_t length_ms;
};

/* Panels without numbers for contacts send them all in each packet: one more than before is a new one. */
static void count_packets(struct truth *t, const struct evdev_event *e, size_t n)
{
	int before = 0, now = 0;
	bool placed = false;

	for (size_t i = 0; i < n; i++) {
		placed = placed || (e[i].type == EV_ABS && e[i].code == ABS_MT_POSITION_X);
		if (e[i].type != EV_SYN)
			continue;
		now += e[i].code == SYN_MT_REPORT && placed;
		placed = false;
		if (e[i].code != SYN_REPORT)
			continue;
		t->contacts += now > before ? now - before : 0;
		t->at_once = now > t->at_once ? now : t->at_once;
		before = now;
		now = 0;
	}
}

static struct truth truth_of(const char *path)
{
	struct truth t = {0};
	struct evdev_info info = {0};
	AUTO_BUF events;
	int slot = 0, now = 0;
	bool held[64] = {false};

	buf_init(&events, 64 * 1024 * 1024);
	CHECK_OK(evemu_read(&info, &events, path));
	const struct evdev_event *e = (const void *)events.data;
	size_t n = events.len / sizeof *e;
	for (size_t i = 0; i < n; i++) {
		if (e[i].type != EV_ABS)
			continue;
		if (e[i].code == ABS_MT_SLOT)
			slot = e[i].value & 63;
		if (e[i].code != ABS_MT_TRACKING_ID)
			continue;
		t.contacts += e[i].value >= 0;
		now += (e[i].value >= 0) - held[slot];
		held[slot] = e[i].value >= 0;
		t.at_once = now > t.at_once ? now : t.at_once;
	}
	if (t.contacts == 0)
		count_packets(&t, e, n);
	t.length_ms = (e[n - 1].at_us - e[0].at_us) / 1000 + (e[0].at_us < 86400000000 ? e[0].at_us / 1000 : 0);
	return t;
}

/* No finger leaps: between two events of one it moves less than a third of the panel. */
static void no_leaps(const struct glass *b)
{
	struct touch_event last[TOUCH_FINGERS_MAX];

	for (int i = 0; i < b->n; i++) {
		const struct touch_event *e = &b->all[i], *l = &last[e->id];

		if (e->kind != TOUCH_DOWN) {
			CHECK(e->x_mm - l->x_mm < 70 && l->x_mm - e->x_mm < 70);
			CHECK(e->y_mm - l->y_mm < 45 && l->y_mm - e->y_mm < 45);
		}
		last[e->id] = *e;
	}
}

static void plausible(const struct glass *b, const struct truth *t)
{
	glass_all_up(b);
	CHECK_INT(b->downs, t->contacts);
	CHECK_INT(b->most_fingers, t->at_once);
	CHECK_INT(b->cancelled, 0);
	no_leaps(b);
}

static void play(const char *path)
{
	static struct glass b;
	struct truth t = truth_of(path);
	char uri[1400];

	(void)snprintf(uri, sizeof uri, "replay:%s", path);
	glass_open(&b, uri);
	glass_pass(&b, t.length_ms + 100);
	plausible(&b, &t);
	glass_close(&b);
	(void)snprintf(uri, sizeof uri, "replay:%s,fast", path);
	glass_open(&b, uri);
	for (int i = 0; i < 5000; i++)
		glass_turn(&b);
	plausible(&b, &t);
	glass_close(&b);
	printf("%s: %d contacts, %d at once\n", strrchr(path, '/') + 1, t.contacts, t.at_once);
}

TEST_LIMIT(touch_recordings, give_plausible_fingers, 120)
{
	char folder[1000], path[1300];
	const struct dirent *one;
	int played = 0;
	DIR *all;

	(void)snprintf(folder, sizeof folder, "%s/touch", test_shared());
	all = opendir(folder);
	if (!all)
		test_skip("../shared/touch is absent");
	while ((one = readdir(all))) {
		if (!text_ends(one->d_name, ".events"))
			continue;
		(void)snprintf(path, sizeof path, "%s/%s", folder, one->d_name);
		play(path);
		played++;
	}
	(void)closedir(all);
	CHECK(played >= 11);
}
