/* Fingers and keys on widgets. */
#include "ui_scene.h"

static struct kit k;
static struct scene_state s;

static struct box open_at(const char *id)
{
	scene_open(&k, &s, &kit_panels[0]);
	return kit_node(&k, id)->box;
}

/* ---- a press --------------------------------------------------------------------------------- */

TEST(press, counts_when_the_finger_lifts_inside)
{
	struct box b = open_at("quiet");

	kit_down(&k, b.x + 2, b.y + 2);
	CHECK_INT(scene_presses(&s), 0);
	CHECK(kit_node(&k, "quiet")->pressed);
	kit_up(&k, b.x + 9, b.y + 9);
	CHECK_INT(s.pressed[0], 1);
	CHECK(!kit_node(&k, "quiet")->pressed);
	kit_frame(&k);
	CHECK_INT(scene_presses(&s), 1);
}

TEST(press, does_not_count_when_the_finger_lifts_outside)
{
	struct box b = open_at("quiet");

	kit_down(&k, b.x + 2, b.y + 2);
	kit_move(&k, b.x + 2, b.y + 90);
	CHECK(!kit_node(&k, "quiet")->pressed);
	kit_up(&k, b.x + 2, b.y + 90);
	CHECK_INT(scene_presses(&s), 0);
}

/* The place where it lifts counts, also when no move was told on the way. */
TEST(press, does_not_count_when_the_finger_jumps_away_as_it_lifts)
{
	struct box b = open_at("quiet");

	kit_down(&k, b.x + 2, b.y + 2);
	kit_up(&k, b.x + 2, b.y + 90);
	CHECK_INT(scene_presses(&s), 0);
}

TEST(press, counts_after_moving_out_and_in_again)
{
	struct box b = open_at("quiet");

	kit_down(&k, b.x + 2, b.y + 2);
	kit_move(&k, b.x + 2, b.y + 90);
	kit_move(&k, b.x + 3, b.y + 3);
	CHECK(kit_node(&k, "quiet")->pressed);
	kit_up(&k, b.x + 3, b.y + 3);
	CHECK_INT(s.pressed[0], 1);
}

TEST(press, is_never_on_another_than_it_began_on)
{
	struct box b = open_at("quiet"), other = kit_node(&k, "main")->box;

	kit_down(&k, b.x + 2, b.y + 2);
	kit_move(&k, other.x + 2, other.y + 2);
	CHECK(!kit_node(&k, "main")->pressed);
	kit_up(&k, other.x + 2, other.y + 2);
	CHECK_INT(scene_presses(&s), 0);
}

TEST(press, does_not_begin_on_empty_ground)
{
	struct box b = open_at("quiet");

	kit_down(&k, 1, 1);
	kit_move(&k, b.x + 2, b.y + 2);
	kit_up(&k, b.x + 2, b.y + 2);
	CHECK_INT(scene_presses(&s), 0);
}

TEST(press, is_broken_off_when_the_contact_is_lost)
{
	struct box b = open_at("quiet");

	kit_down(&k, b.x + 2, b.y + 2);
	(void)kit_event(&k, (struct ui_event){.kind = UI_CANCEL, .x_mm = b.x + 2, .y_mm = b.y + 2});
	CHECK_INT(scene_presses(&s), 0);
	CHECK(!kit_node(&k, "quiet")->pressed);
	kit_tap(&k, "main");
	CHECK_INT(s.pressed[1], 1);
}

TEST(press, of_a_second_contact_is_ignored)
{
	struct box b = open_at("quiet"), other = kit_node(&k, "main")->box;
	struct ui_event second = {.kind = UI_DOWN, .contact = 7, .x_mm = other.x + 2, .y_mm = other.y + 2};

	kit_down(&k, b.x + 2, b.y + 2);
	CHECK(!kit_event(&k, second));
	second.kind = UI_MOVE;
	CHECK(!kit_event(&k, second));
	second.kind = UI_UP;
	CHECK(!kit_event(&k, second));
	CHECK(kit_node(&k, "quiet")->pressed);
	kit_up(&k, b.x + 2, b.y + 2);
	CHECK_INT(s.pressed[0], 1);
	CHECK_INT(scene_presses(&s), 1);
}

TEST(press, of_a_palm_before_the_finger_blocks_nothing_for_ever)
{
	struct box b = open_at("quiet");
	struct ui_event palm = {.kind = UI_DOWN, .contact = 3, .x_mm = 1, .y_mm = 1};

	(void)kit_event(&k, palm);
	kit_tap(&k, "quiet");
	CHECK_INT(scene_presses(&s), 0); /* one contact at a time */
	palm.kind = UI_UP;
	(void)kit_event(&k, palm);
	kit_tap(&k, "quiet");
	CHECK_INT(s.pressed[0], 1);
	(void)b;
}

TEST(press, does_nothing_on_what_is_disabled)
{
	struct box b = open_at("shut");

	kit_tap(&k, "shut");
	kit_down(&k, b.x + 2, b.y + 2);
	CHECK(!kit_node(&k, "shut")->pressed);
	kit_up(&k, b.x + 2, b.y + 2);
	ui_focus(k.ui, "shut");
	kit_key(&k, UI_KEY_SELECT);
	CHECK_INT(scene_presses(&s), 0);
}

TEST(press, does_not_survive_a_new_screen)
{
	struct box b = open_at("quiet");

	kit_down(&k, b.x + 2, b.y + 2);
	ui_new_screen(k.ui);
	kit_frame(&k);
	kit_up(&k, b.x + 2, b.y + 2);
	CHECK_INT(scene_presses(&s), 0);
}

TEST(press, that_no_widget_takes_is_gone)
{
	open_at("quiet");
	ui_focus(k.ui, "quiet");
	kit_key(&k, UI_KEY_BACK); /* there is no back here */
	CHECK_INT(scene_presses(&s), 0);
	CHECK(!*k.ui->pressed);
}

TEST(press, edges_belong_to_one_side_only)
{
	struct box b = open_at("quiet");

	kit_down(&k, b.x, b.y);
	kit_up(&k, b.x, b.y);
	CHECK_INT(s.pressed[0], 1);
	kit_down(&k, b.x + b.w, b.y + 1);
	kit_up(&k, b.x + b.w, b.y + 1);
	CHECK_INT(scene_presses(&s), 1);
}

/* ---- choices -------------------------------------------------------------------------------------- */

TEST(option, shows_at_once_that_it_was_chosen)
{
	open_at("one");
	kit_tap(&k, "two");
	CHECK(kit_node(&k, "two")->checked);
	CHECK(!kit_node(&k, "one")->checked);
	kit_tap(&k, "one");
	CHECK(kit_node(&k, "one")->checked);
	CHECK(!kit_node(&k, "two")->checked);
	kit_tap(&k, "many");
	CHECK(kit_node(&k, "many")->checked);
	kit_tap(&k, "many");
	CHECK(!kit_node(&k, "many")->checked);
}

TEST(option, tells_what_it_is)
{
	open_at("one");
	CHECK_INT(kit_node(&k, "one")->role, ROLE_CHOICE);
	CHECK_INT(kit_node(&k, "many")->role, ROLE_CHECK);
	CHECK_INT(kit_node(&k, "big")->role, ROLE_BUTTON);
	CHECK_TEXT(kit_node(&k, "big")->value, "Een fiets");
	CHECK_TEXT(kit_node(&k, "big")->spoken, "Ik ben iets kwijt, Een fiets");
	CHECK_TEXT(kit_node(&k, "quiet")->spoken, "Hulp");
}

/* ---- focus ---------------------------------------------------------------------------------------------- */

TEST(focus, goes_in_reading_order_and_around)
{
	static const char *const order[] = {
	        "quiet", "main", "stop", "one", "two", "many", "big", "name", "story", "quiet"};

	open_at("quiet");
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		kit_key(&k, UI_KEY_NEXT);
		CHECK_TEXT(k.ui->focus, order[i]); /* "shut" is passed over */
		CHECK(kit_node(&k, order[i])->focused);
	}
	for (int i = 8; i >= 0; i--) {
		kit_key(&k, UI_KEY_PREV);
		CHECK_TEXT(k.ui->focus, order[i]);
	}
}

TEST(focus, goes_back_from_nowhere_to_the_last)
{
	open_at("quiet");
	kit_key(&k, UI_KEY_PREV);
	CHECK_TEXT(k.ui->focus, "story");
}

TEST(focus, presses_with_select)
{
	open_at("quiet");
	kit_key(&k, UI_KEY_NEXT);
	kit_key(&k, UI_KEY_NEXT);
	kit_key(&k, UI_KEY_SELECT);
	CHECK_INT(s.pressed[1], 1);
	CHECK_INT(scene_presses(&s), 1);
}

static int rings(void)
{
	int n = 0;

	for (int i = 0; i < ui_marks(k.ui)->n; i++)
		n += ui_marks(k.ui)->all[i].paint == PAINT_FOCUS;
	return n;
}

TEST(focus, has_a_ring_for_keys_and_none_for_fingers)
{
	open_at("quiet");
	CHECK_INT(rings(), 0);
	kit_key(&k, UI_KEY_NEXT);
	CHECK_INT(rings(), 1);
	kit_tap(&k, "main");
	CHECK_INT(rings(), 0);
	kit_key(&k, UI_KEY_NEXT);
	CHECK_INT(rings(), 1);
	CHECK_TEXT(k.ui->focus, "stop"); /* it goes on from where the finger was */
}

TEST(focus, ring_lies_around_and_inside_the_panel)
{
	struct box b = {0}, in;

	open_at("quiet");
	for (int i = 0; i < 9; i++) {
		kit_key(&k, UI_KEY_NEXT);
		in = kit_node(&k, k.ui->focus)->box;
		for (int m = 0; m < ui_marks(k.ui)->n; m++)
			if (ui_marks(k.ui)->all[m].paint == PAINT_FOCUS)
				b = ui_marks(k.ui)->all[m].box;
		CHECK(b.x < in.x && b.y < in.y && b.x + b.w > in.x + in.w && b.y + b.h > in.y + in.h);
		CHECK(b.x >= 0 && b.y >= 0 && b.x + b.w <= k.panel.width_mm && b.y + b.h <= k.panel.height_mm);
	}
}

TEST(focus, is_forgotten_with_the_screen)
{
	open_at("quiet");
	kit_key(&k, UI_KEY_NEXT);
	ui_new_screen(k.ui);
	kit_frame(&k);
	CHECK_TEXT(k.ui->focus, "");
}
