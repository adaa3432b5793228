/* Sizes of widgets: large enough for fingers, and for their words. */
#include "ui_scene.h"

static struct kit k;
static struct scene_state s;

static void open_at(const char *id)
{
	scene_open(&k, &s, &kit_panels[0]);
	(void)kit_node(&k, id);
}

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
