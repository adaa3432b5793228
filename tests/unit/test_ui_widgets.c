/* Fingers and keys on widgets. */
#include "ui_scene.h"

#include "sys/arena.h"

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

/* ---- fields ------------------------------------------------------------------------------------------------ */

TEST(field, takes_what_is_typed_once_it_was_pressed)
{
	open_at("name");
	kit_type(&k, "weg");
	CHECK_TEXT(s.name, "");
	kit_tap(&k, "name");
	kit_type(&k, "Jos");
	kit_type(&k, "é");
	CHECK_TEXT(s.name, "José");
	CHECK_TEXT(kit_node(&k, "name")->value, "José");
	CHECK_TEXT(s.story, "");
	CHECK_INT(s.changed, 2);
	kit_tap(&k, "story");
	kit_type(&k, "a\nb");
	CHECK_TEXT(s.story, "a\nb");
	CHECK_TEXT(s.name, "José");
}

TEST(field, moves_its_caret_by_keys)
{
	open_at("name");
	kit_tap(&k, "name");
	kit_type(&k, "ac");
	kit_key(&k, UI_KEY_LEFT);
	kit_type(&k, "b");
	kit_key(&k, UI_KEY_DELETE);
	kit_key(&k, UI_KEY_RIGHT);
	CHECK_TEXT(s.name, "ab");
	kit_key(&k, UI_KEY_BACKSPACE);
	CHECK_TEXT(s.name, "a");
}

TEST(field, keeps_what_is_wrong)
{
	open_at("name");
	kit_tap(&k, "name");
	kit_type(&k, "12");
	s.wrong = true;
	kit_frame(&k);
	CHECK_TEXT(kit_node(&k, "name")->value, "12");
}

/* The caret of a long answer stays inside its field, in both directions. */
static void caret_stays_inside(enum text_dir dir, const char *word)
{
	struct box b;

	open_at("name");
	k.dir = dir;
	kit_frame(&k);
	kit_tap(&k, "name");
	for (int i = 0; i < 12; i++) {
		kit_type(&k, word);
		b = kit_node(&k, "name")->box;
		for (int m = 0; m < ui_marks(k.ui)->n; m++) {
			const struct mark *c = &ui_marks(k.ui)->all[m];

			if (c->kind == MARK_FILL && c->paint == PAINT_MAIN && c->box.w == 0.5f)
				CHECK(c->box.x > b.x && c->box.x + c->box.w < b.x + b.w);
		}
	}
	kit_close(&k);
}

TEST(field, keeps_its_caret_in_sight)
{
	caret_stays_inside(DIR_LTR, "lang ");
	caret_stays_inside(DIR_RTL, "سلام ");
}

TEST(field, of_many_lines_keeps_its_caret_in_sight)
{
	struct box b;
	int carets = 0;

	open_at("story");
	kit_tap(&k, "story");
	for (int i = 0; i < 20; i++) {
		kit_type(&k, "regel\n");
		b = kit_node(&k, "story")->box;
		for (int m = 0; m < ui_marks(k.ui)->n; m++) {
			const struct mark *c = &ui_marks(k.ui)->all[m];

			if (c->kind != MARK_FILL || c->paint != PAINT_MAIN || c->box.w != 0.5f)
				continue;
			carets++;
			CHECK(c->box.y > b.y && c->box.y + c->box.h < b.y + b.h);
		}
	}
	CHECK_INT(carets, 20);
}

static void draw_masked(struct kit *me)
{
	struct field f = {.id = "pin", .label = "Code", .edit = &s.edit, .masked = true};

	s.changed += ui_field(me->ui, (struct box){10, 10, 80, 14}, &f);
}

static bool frame_shows(const char *text)
{
	for (int i = 0; i < ui_marks(k.ui)->n; i++) {
		const struct text_block *t = ui_marks(k.ui)->all[i].text;

		for (int l = 0; t && l < t->n_lines; l++)
			for (int r = 0; r < t->lines[l].n_runs; r++)
				if (strstr(t->lines[l].runs[r].text, text))
					return true;
	}
	for (int i = 0; i < ui_access(k.ui)->n; i++) {
		const struct node *n = &ui_access(k.ui)->all[i];

		if (strstr(n->value, text) || strstr(n->spoken, text) || strstr(n->label, text))
			return true;
	}
	return false;
}

TEST(field, that_is_masked_shows_and_speaks_dots_only)
{
	open_at("name");
	k.draw = draw_masked;
	kit_frame(&k);
	kit_tap(&k, "pin");
	kit_type(&k, "4711é");
	CHECK_TEXT(s.name, "4711é");
	CHECK_TEXT(kit_node(&k, "pin")->value, "•••••");
	CHECK(frame_shows("•••••"));
	CHECK(!frame_shows("4") && !frame_shows("7") && !frame_shows("é"));
	kit_key(&k, UI_KEY_LEFT);
	kit_key(&k, UI_KEY_BACKSPACE);
	CHECK_TEXT(s.name, "471é");
	for (int i = 0; i < 70; i++)
		kit_type(&k, "x");
	CHECK(!frame_shows("x"));
}

/* ---- sizes ----------------------------------------------------------------------------------------------------- */

TEST_LIMIT(sizes, of_targets_are_at_least_those_of_the_norm, 60)
{
	open_at("quiet");
	for (int size = 0; size < SIZE_COUNT; size++) {
		struct button b = {.id = "x", .label = ""};
		struct option o = {.id = "x", .label = "x"};

		k.ui->size = (enum text_size)size;
		ui_begin(k.ui, DIR_LTR);
		CHECK(button_height(k.ui) >= 12.7f);
		CHECK(button_width(k.ui, &b) >= 12.7f);
		CHECK(option_height(k.ui, &o, 100) >= 12.7f);
		CHECK(big_choice_height(k.ui, &o, 100) >= 12.7f);
		CHECK(field_height(k.ui, 1) >= 12.7f);
		CHECK(field_height(k.ui, 3) > field_height(k.ui, 1));
		ui_end(k.ui);
	}
}

TEST(sizes, of_a_button_hold_its_label_on_one_line)
{
	static const char *const labels[] = {"Stop direct", "Medewerker", "Volgende", "موظف من فضلك", "Дякую"};
	struct button b = {.id = "x", .icon = ICON_HELP};

	open_at("quiet");
	for (int size = 0; size < SIZE_COUNT; size++)
		for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
			int before;

			k.ui->size = (enum text_size)size;
			b.label = labels[i];
			ui_begin(k.ui, i == 3 ? DIR_RTL : DIR_LTR);
			before = ui_marks(k.ui)->n;
			(void)ui_button(k.ui, (struct box){5, 5, button_width(k.ui, &b), button_height(k.ui)}, &b);
			for (int m = before; m < ui_marks(k.ui)->n; m++)
				if (ui_marks(k.ui)->all[m].kind == MARK_TEXT)
					CHECK_INT(ui_marks(k.ui)->all[m].text->n_lines, 1);
			ui_end(k.ui);
		}
}

TEST(sizes, of_a_note_hold_its_words)
{
	const char *text = "Vul uw postcode in: vier cijfers en twee letters, zoals 1234 AB. U vindt die op een brief.";

	open_at("quiet");
	for (int size = 0; size < SIZE_COUNT; size++)
		for (float w = 60; w < 200; w += 35) {
			struct box b = {5, 5, w, 0};
			const struct mark *m;

			k.ui->size = (enum text_size)size;
			ui_begin(k.ui, DIR_LTR);
			for (int kind = 0; kind < 2; kind++) {
				b.h = note_height(k.ui, text, w);
				ui_note(k.ui, b, kind ? ROLE_ERROR : ROLE_TEXT, ICON_INFO, text);
				m = &ui_marks(k.ui)->all[ui_marks(k.ui)->n - 1];
				CHECK_INT(m->kind, MARK_TEXT);
				if (m->box.y + m->text->height_mm > b.y + b.h + 0.01f)
					test_fail(__FILE__, __LINE__,
					        "size %s, %.0f mm: the words of the %s end %.1f mm below it",
					        size_name((enum text_size)size), (double)w, kind ? "complaint" : "note",
					        (double)(m->box.y + m->text->height_mm - b.y - b.h));
			}
			ui_end(k.ui);
		}
}

TEST(sizes, of_an_option_hold_its_words_chosen_or_not)
{
	static const char label[] = "Mijn fiets, brommer of scooter is gestolen of beschadigd bij het station";

	open_at("quiet");
	for (int size = 0; size < SIZE_COUNT; size++)
		for (float w = 60; w < 200; w += 7) {
			struct option o = {.id = "x", .label = label, .icon = ICON_BICYCLE};
			float thin, bold;

			k.ui->size = (enum text_size)size;
			ui_begin(k.ui, DIR_LTR);
			thin = option_height(k.ui, &o, w);
			o.chosen = true;
			bold = option_height(k.ui, &o, w);
			(void)ui_option(k.ui, (struct box){5, 5, w, bold}, &o);
			for (int m = 0; m < ui_marks(k.ui)->n; m++) {
				const struct mark *mark = &ui_marks(k.ui)->all[m];

				if (mark->kind == MARK_TEXT && mark->text->height_mm > bold)
					test_fail(__FILE__, __LINE__,
					        "size %s, %.0f mm: words are %.1f mm high in %.1f mm",
					        size_name((enum text_size)size), (double)w,
					        (double)mark->text->height_mm, (double)bold);
			}
			CHECK(thin == bold); /* choosing must not move what lies below */
			ui_end(k.ui);
		}
}

/* ---- forgetting ---------------------------------------------------------------------------------------------------- */

TEST(forget, wipes_frames_and_input)
{
	open_at("name");
	kit_tap(&k, "name");
	kit_type(&k, "geheim");
	CHECK(frame_shows("geheim"));
	ui_forget(k.ui);
	CHECK_INT(ui_marks(k.ui)->n, 0);
	CHECK_INT(ui_access(k.ui)->n, 0);
	CHECK_INT(arena_used(k.ui->arena[0]) + arena_used(k.ui->arena[1]), 0);
	for (size_t i = 0; i < sizeof k.ui->typed; i++)
		CHECK(k.ui->typed[i] == 0);
	for (size_t i = 0; i < NODES_MAX * sizeof(struct node); i++)
		CHECK(((const char *)k.ui->access[0].all)[i] == 0 && ((const char *)k.ui->access[1].all)[i] == 0);
	CHECK_TEXT(k.ui->focus, "");
}

TEST(typed, of_more_than_a_breath_is_cut_between_letters)
{
	char text[600];

	open_at("story");
	kit_tap(&k, "story");
	for (size_t i = 0; i < sizeof text - 1; i += 2)
		memcpy(text + i, "é", 2);
	text[598] = 0;
	kit_type(&k, text);
	CHECK(strlen(s.story) > 200 && strlen(s.story) % 2 == 0);
}
