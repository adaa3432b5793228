/* Every sign of the family is drawn, is found by its name, and keeps inside its field. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "sys/text.h"
#include "ui/icons.h"

TEST(icons, each_is_drawn_and_leaves_its_edge_free)
{
	for (int i = 1; i < ICON_COUNT; i++) {
		int size = 0;
		size_t ink = 0;
		const uint8_t *a = icon_alpha((enum icon)i, &size);

		if (!a || size < 64)
			test_fail(__FILE__, __LINE__, "icon %d is not drawn", i);
		for (int k = 0; k < size * size; k++)
			ink += a[k] > 127;
		/* neither empty nor a block */
		if (ink < (size_t)(size * size) / 60 || ink > (size_t)(size * size) * 3 / 4)
			test_fail(__FILE__, __LINE__, "icon %d has %zu dots of ink", i, ink);
		for (int k = 0; k < size; k++)
			CHECK(!a[k] && !a[size * (size - 1) + k] && !a[size * k] && !a[size * k + size - 1]);
	}
}

TEST(icons, none_is_nothing)
{
	int size = 7;

	CHECK(icon_alpha(ICON_NONE, &size) == NULL);
	CHECK(icon_alpha(ICON_COUNT, &size) == NULL);
	CHECK_INT(size, 7);
	CHECK_INT(icon_named(""), ICON_NONE);
	CHECK_INT(icon_named("none"), ICON_NONE);
	CHECK_INT(icon_named("unicorn"), ICON_NONE);
}

TEST(icons, names_are_those_of_the_drawings)
{
	char folder[1200];
	DIR *d;
	int n = 0;

	(void)snprintf(folder, sizeof folder, "%s/assets/icons", test_root());
	d = opendir(folder);
	CHECK(d != NULL);
	for (const struct dirent *e; (e = readdir(d)) != NULL;) {
		char name[256];

		if (!text_ends(e->d_name, ".svg"))
			continue;
		(void)snprintf(name, sizeof name, "%.*s", (int)strlen(e->d_name) - 4, e->d_name);
		if (icon_named(name) == ICON_NONE)
			test_fail(__FILE__, __LINE__, "nothing in ui/icons.h speaks of %s.svg", name);
		n++;
	}
	(void)closedir(d);
	CHECK_INT(n, ICON_COUNT - 1);
	CHECK_INT(icon_named("bicycle"), ICON_BICYCLE);
	CHECK_INT(icon_named("id-card"), ICON_ID_CARD);
	CHECK_INT(icon_named("loket"), ICON_LOKET);
}

TEST(icons, arrows_follow_the_way_one_reads_and_clocks_do_not)
{
	CHECK(icon_mirrors(ICON_BACK) && icon_mirrors(ICON_NEXT) && icon_mirrors(ICON_BACKSPACE));
	CHECK(!icon_mirrors(ICON_CHECK) && !icon_mirrors(ICON_CLOCK) && !icon_mirrors(ICON_UP) &&
	        !icon_mirrors(ICON_NONE));
}

/* Back is next seen in a mirror, as a person expects it. */
TEST(icons, back_mirrors_next)
{
	int size = 0;
	const uint8_t *back = icon_alpha(ICON_BACK, &size), *next = icon_alpha(ICON_NEXT, &size);

	for (int y = 0; y < size; y++)
		for (int x = 0; x < size; x++)
			CHECK(abs(back[y * size + x] - next[y * size + size - 1 - x]) < 40);
}
