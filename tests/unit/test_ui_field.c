/* Fields: what is typed, where the caret stands, what is shown and what is forgotten. */
#include "sys/arena.h"
#include "ui_scene.h"

static struct kit k;
static struct scene_state s;

static void open_at(const char *id)
{
	scene_open(&k, &s, &kit_panels[0]);
	(void)kit_node(&k, id);
}

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
