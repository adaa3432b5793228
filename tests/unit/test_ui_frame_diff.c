/* Only what changed is painted, and what is painted equals the whole. */
#include "ui_scene.h"

static struct kit k;
static struct scene_state s;

TEST(damage, a_first_frame_is_painted_whole)
{
	scene_open(&k, &s, &kit_panels[0]);
	CHECK_INT(k.n_damage, 1);
	CHECK(k.damage[0].w == 217 && k.damage[0].h == 136);
	CHECK_INT(kit_wrong_dots(&k), 0);
}

TEST(damage, a_frame_drawn_twice_has_none)
{
	scene_open(&k, &s, &kit_panels[0]);
	for (int i = 0; i < 5; i++) {
		kit_frame(&k);
		CHECK_INT(k.n_damage, 0);
	}
	CHECK_INT(k.frames, 1);
}

/* All damage lies in that box, widened by the focus ring's reach. */
static void only_in(struct box b, float reach)
{
	CHECK(k.n_damage > 0);
	b = box_inset(b, -reach);
	for (int i = 0; i < k.n_damage; i++) {
		struct box d = k.damage[i];

		if (d.x < b.x || d.y < b.y || d.x + d.w > b.x + b.w || d.y + d.h > b.y + b.h)
			test_fail(__FILE__, __LINE__, "damage at %.1f %.1f, %.1f x %.1f mm", (double)d.x, (double)d.y,
			        (double)d.w, (double)d.h);
	}
}

TEST(damage, pressing_a_button_touches_its_box_alone)
{
	static const char *const ids[] = {"quiet", "main", "stop", "many", "big"};

	scene_open(&k, &s, &kit_panels[0]);
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		struct box b = kit_node(&k, ids[i])->box;

		kit_down(&k, b.x + 2, b.y + 2);
		only_in(b, 0.01f);
		kit_up(&k, b.x + 2, b.y + 2);
		only_in(b, 0.01f);
		CHECK_INT(kit_wrong_dots(&k), 0);
	}
}

TEST(damage, moving_the_focus_touches_two_rings_alone)
{
	scene_open(&k, &s, &kit_panels[0]);
	kit_key(&k, UI_KEY_NEXT);
	only_in(kit_node(&k, "quiet")->box, 1.2f);
	CHECK_INT(kit_wrong_dots(&k), 0);
	kit_key(&k, UI_KEY_NEXT);
	CHECK_INT(kit_wrong_dots(&k), 0);
}

TEST(damage, typing_touches_its_field_alone)
{
	scene_open(&k, &s, &kit_panels[0]);
	kit_tap(&k, "name");
	kit_type(&k, "a");
	only_in(kit_node(&k, "name")->box, 0.01f);
	kit_type(&k, "b");
	only_in(kit_node(&k, "name")->box, 0.01f);
}

TEST(damage, another_theme_is_painted_whole_when_asked)
{
	scene_open(&k, &s, &kit_panels[0]);
	k.ui->theme.colour[PAINT_PAGE] = 0x102030;
	k.ui->all_new = true;
	kit_frame(&k);
	CHECK_INT(k.n_damage, 1);
	CHECK_INT(kit_wrong_dots(&k), 0);
}

TEST(damage, after_forgetting_all_is_painted)
{
	scene_open(&k, &s, &kit_panels[0]);
	ui_forget(k.ui);
	kit_frame(&k);
	CHECK_INT(k.n_damage, 1);
	CHECK_INT(kit_wrong_dots(&k), 0);
}

static int stripes, thick;

static void draw_stripes(struct kit *me)
{
	for (int i = 0; i < stripes; i++)
		marks_fill(
		        ui_draw(me->ui), (struct box){5, 2 + (float)i * 3, 100 + (float)(i * thick), 2}, 0, PAINT_INK);
}

/* More changes than there is room for: the last box grows over all of them. */
TEST(damage, of_more_places_than_room_is_joined)
{
	kit_open(&k, &kit_panels[0]);
	k.draw = draw_stripes;
	stripes = 40;
	kit_frame(&k);
	thick = 1;
	kit_frame(&k);
	CHECK_INT(k.n_damage, KIT_DAMAGE_MAX);
	CHECK_INT(kit_wrong_dots(&k), 0);
	stripes = 3;
	kit_frame(&k);
	CHECK_INT(kit_wrong_dots(&k), 0);
	stripes = 40;
	kit_frame(&k);
	CHECK_INT(kit_wrong_dots(&k), 0);
}

/* ---- any sequence of fingers and keys ------------------------------------------------------------ */

static void act_at_random(uint64_t *seed)
{
	static const enum ui_key keys[] = {UI_KEY_NEXT, UI_KEY_PREV, UI_KEY_SELECT, UI_KEY_LEFT, UI_KEY_BACKSPACE};
	static const char *const words[] = {"a", "é", "langer ", "سلام", "\n"};
	static const char *const ids[] = {
	        "quiet", "main", "stop", "shut", "one", "two", "many", "big", "name", "story"};
	float x = (float)(test_random(seed) % 2170) / 10, y = (float)(test_random(seed) % 1360) / 10;

	switch (test_random(seed) % 8) {
	case 0:
		kit_key(&k, keys[test_random(seed) % 5]);
		break;
	case 1:
		kit_type(&k, words[test_random(seed) % 5]);
		break;
	case 2:
		kit_down(&k, x, y);
		break;
	case 3:
		kit_move(&k, x, y);
		break;
	case 4:
		kit_up(&k, x, y);
		break;
	case 5:
		s.wrong = !s.wrong;
		kit_frame(&k);
		break;
	default:
		kit_tap(&k, ids[test_random(seed) % 10]);
	}
}

static void play(int panel, enum text_dir dir, enum text_size size, int steps)
{
	uint64_t seed = (uint64_t)panel * 100 + (uint64_t)dir * 10 + (uint64_t)size + 1;

	scene_open(&k, &s, &kit_panels[panel]);
	k.dir = dir;
	k.ui->size = size;
	kit_frame(&k);
	for (int i = 0; i < steps; i++) {
		int wrong;

		act_at_random(&seed);
		wrong = kit_wrong_dots(&k);
		if (wrong)
			test_fail(__FILE__, __LINE__, "panel %d, step %d: %d dots differ from the whole frame", panel,
			        i, wrong);
	}
	kit_close(&k);
}

TEST_LIMIT(painted, dot_for_dot_as_the_whole_frame_after_any_taps, 120)
{
	play(0, DIR_LTR, SIZE_M, 120);
	play(1, DIR_LTR, SIZE_S, 120);
}

TEST_LIMIT(painted, dot_for_dot_in_a_mirrored_screen, 120)
{
	play(0, DIR_RTL, SIZE_L, 100);
	play(1, DIR_RTL, SIZE_M, 100);
}
