/* The keyboard on screen: layouts, every key by taps, what keys do, and where they lie. */
#include <stdio.h>
#include <stdlib.h>

#include "sys/text.h"
#include "ui/keyboard_inside.h"
#include "ui_kit.h"

static struct kit k;
static struct keyboard *board;
static struct keyboard_state state;
static char typed[256];
static struct edit edit;

static struct keyboard *load(const char *name)
{
	char folder[4200];
	struct keyboard *b = NULL;

	snprintf(folder, sizeof folder, "%s/assets/keyboards", test_root());
	CHECK_OK(keyboard_load(&b, folder, name));
	return b;
}

static void draw(struct kit *me)
{
	float h = keyboard_height(me->ui, board);

	(void)ui_keyboard(
	        me->ui, (struct box){4, me->panel.height_mm - h - 20, me->panel.width_mm - 8, h}, board, &state, &edit);
}

static void show(const char *name, int panel)
{
	kit_open(&k, &kit_panels[panel]);
	board = load(name);
	memset(&state, 0, sizeof state);
	memset(typed, 0, sizeof typed);
	edit_init(&edit, typed, sizeof typed);
	edit.multiline = true;
	k.draw = draw;
	kit_frame(&k);
}

/* ---- layouts of the product ------------------------------------------------------------------- */

static int layer_of(const char *name)
{
	for (int i = 0; i < board->n; i++)
		if (strcmp(board->layer[i].name, name) == 0)
			return i;
	return -1;
}

TEST(layouts, lead_to_layers_that_exist_and_every_layer_can_be_reached)
{
	static const char *const names[] = {"latin", "arabic", "digits"};

	for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
		bool seen[KEYBOARD_LAYERS_MAX] = {true};

		board = load(names[n]);
		for (int again = 0; again < KEYBOARD_LAYERS_MAX; again++)
			for (int l = 0; l < board->n; l++)
				for (int r = 0; seen[l] && r < board->layer[l].n; r++)
					for (int i = 0; i < board->layer[l].row[r].n; i++) {
						const struct kbd_key *key = &board->layer[l].row[r].key[i];

						if (key->kind != KBD_GO && key->kind != KBD_SHIFT)
							continue;
						if (layer_of(key->layer) < 0)
							test_fail(__FILE__, __LINE__, "%s: no layer '%s'", names[n],
							        key->layer);
						seen[layer_of(key->layer)] = true;
					}
		for (int l = 0; l < board->n; l++)
			if (!seen[l])
				test_fail(__FILE__, __LINE__, "%s: layer %s can not be reached", names[n],
				        board->layer[l].name);
		keyboard_free(board);
	}
}

/* Ids in one layer are all different: a tap on one can not mean another. */
TEST_LIMIT(layouts, no_key_hides_behind_the_id_of_another, 60)
{
	static const char *const names[] = {"latin", "arabic", "digits"};

	for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
		show(names[n], 0);
		for (int l = 0; l < board->n; l++) {
			const struct access *a;

			state.layer = l;
			kit_frame(&k);
			a = ui_access(k.ui);
			for (int i = 0; i < a->n; i++)
				for (int j = 0; j < i; j++)
					if (strcmp(a->all[i].id, a->all[j].id) == 0)
						test_fail(__FILE__, __LINE__, "%s, layer %s: two keys '%s'", names[n],
						        board->layer[l].name, a->all[i].id);
		}
		kit_close(&k);
		keyboard_free(board);
	}
}

/* Whether a letter is typed by taps alone, from the layer where one starts. Breadth first over layers. */
static bool can_type(const char *letter)
{
	int from[KEYBOARD_LAYERS_MAX], queue[KEYBOARD_LAYERS_MAX], n = 0, path[KEYBOARD_LAYERS_MAX], depth = 0;
	char go[KEYBOARD_LAYERS_MAX][40];
	bool seen[KEYBOARD_LAYERS_MAX] = {true};

	queue[n++] = 0;
	for (int q = 0; q < n; q++) {
		const struct kbd_layer *layer = &board->layer[queue[q]];

		for (int r = 0; r < layer->n; r++)
			for (int i = 0; i < layer->row[r].n; i++) {
				const struct kbd_key *key = &layer->row[r].key[i];
				int to = key->kind == KBD_GO || key->kind == KBD_SHIFT ? layer_of(key->layer) : -1;

				if (key->kind == KBD_TEXT && strcmp(key->text, letter) == 0) {
					char id[40];

					for (int l = queue[q]; l != 0; l = from[l])
						path[depth++] = l;
					while (depth)
						kit_tap(&k, go[path[--depth]]);
					snprintf(id, sizeof id, "key:%s", letter);
					kit_tap(&k, id);
					return true;
				}
				if (to >= 0 && !seen[to]) {
					seen[to] = true;
					from[to] = queue[q];
					snprintf(go[to], sizeof go[0], "key:%s",
					        key->kind == KBD_GO ? key->layer : "shift");
					queue[n++] = to;
				}
			}
	}
	return false;
}

static void types_all(const char *letters)
{
	for (const char *p = letters; *p;) {
		char one[8] = "";

		(void)utf8_put(one, utf8_next(&p));
		state.layer = 0;
		edit_replace(&edit, "");
		kit_frame(&k);
		if (!can_type(one))
			test_fail(__FILE__, __LINE__, "no way to type '%s'", one);
		CHECK_TEXT(typed, one);
	}
}

TEST_LIMIT(latin, types_every_letter_digit_and_dutch_diacritic, 90)
{
	show("latin", 0);
	types_all("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
	types_all("éëèêáäàâïíóöòôúüùûçñÉËÈÊÁÄÀÂÏÍÓÖÒÔÚÜÙÛÇÑ");
	types_all("'-.,@/:;()&?!+#_=%€");
}

/* Names from municipal registers carry these too. */
TEST_LIMIT(latin, types_letters_of_neighbours, 90)
{
	show("latin", 0);
	types_all("ÿåøæßłšžşıİÅØÆŁŠŽŞ");
}

TEST(latin, types_ij_by_its_two_letters)
{
	show("latin", 0);
	kit_tap(&k, "key:i");
	kit_tap(&k, "key:j");
	CHECK_TEXT(typed, "ij");
}

TEST_LIMIT(arabic, types_all_28_letters_and_the_forms_of_hamza, 90)
{
	show("arabic", 0);
	types_all("ابتثجحخدذرزسشصضطظعغفقكلمنهوي");
	types_all("ءأإآؤئةى0123456789،؟");
}

TEST(digits, types_amounts)
{
	show("digits", 0);
	types_all("0123456789,");
}

/* ---- what keys do ------------------------------------------------------------------------------ */

TEST(keys, shift_holds_for_one_letter)
{
	show("latin", 0);
	kit_tap(&k, "key:shift");
	kit_tap(&k, "key:J");
	kit_tap(&k, "key:a");
	kit_tap(&k, "key:n");
	CHECK_TEXT(typed, "Jan");
}

TEST(keys, shift_again_takes_it_back)
{
	show("latin", 0);
	kit_tap(&k, "key:shift");
	kit_tap(&k, "key:shift");
	kit_tap(&k, "key:a");
	CHECK_TEXT(typed, "a");
}

TEST(keys, symbols_stay_until_one_goes_back)
{
	show("latin", 0);
	kit_tap(&k, "key:symbols");
	kit_tap(&k, "key:1");
	kit_tap(&k, "key:2");
	kit_tap(&k, "key:base");
	kit_tap(&k, "key:a");
	CHECK_TEXT(typed, "12a");
}

TEST(keys, space_enter_and_backspace)
{
	show("latin", 0);
	kit_tap(&k, "key:a");
	kit_tap(&k, "key:space");
	kit_tap(&k, "key:enter");
	kit_tap(&k, "key:b");
	CHECK_TEXT(typed, "a \nb");
	kit_tap(&k, "key:back");
	kit_tap(&k, "key:back");
	kit_tap(&k, "key:back");
	CHECK_TEXT(typed, "a");
}

TEST(keys, the_other_script_begins_at_its_first_layer)
{
	show("arabic", 0);
	kit_tap(&k, "key:symbols");
	CHECK(!state.other);
	kit_tap(&k, "key:other");
	CHECK(state.other && state.layer == 0);
	kit_tap(&k, "key:other");
	CHECK(!state.other);
}

TEST(keys, a_layer_that_is_gone_becomes_the_first)
{
	show("latin", 0);
	state.layer = board->n - 1;
	keyboard_free(board);
	board = load("digits");
	kit_frame(&k);
	CHECK_INT(state.layer, 0);
	kit_tap(&k, "key:7");
	CHECK_TEXT(typed, "7");
}

TEST(keys, a_full_text_takes_no_more)
{
	show("digits", 0);
	edit_init(&edit, typed, 4);
	for (int i = 0; i < 6; i++)
		kit_tap(&k, "key:1");
	CHECK_TEXT(typed, "111");
	CHECK(edit.full);
}

/* Keys lie side by side, never over each other, inside the panel, and are no smaller than a finger can hit. */
TEST_LIMIT(keys, fit_on_every_panel, 60)
{
	static const char *const names[] = {"latin", "arabic", "digits"};

	for (size_t n = 0; n < 3; n++)
		for (int p = 0; p < KIT_PANELS; p++) {
			show(names[n], p);
			for (state.layer = 0; state.layer < board->n; state.layer++) {
				const struct access *a;
				int layer = state.layer;

				kit_frame(&k);
				CHECK_INT(state.layer, layer);
				a = ui_access(k.ui);
				for (int i = 0; i < a->n; i++) {
					struct box b = a->all[i].box;

					CHECK(b.x >= 0 && b.y >= 0 && b.x + b.w <= k.panel.width_mm &&
					        b.y + b.h <= k.panel.height_mm);
					CHECK(b.w >= 7.6f && b.h >= 7.6f);
					for (int j = 0; j < i; j++) {
						struct box o = a->all[j].box;

						CHECK(b.x + b.w <= o.x + 0.01f || o.x + o.w <= b.x + 0.01f ||
						        b.y + b.h <= o.y + 0.01f || o.y + o.h <= b.y + 0.01f);
					}
				}
				for (int i = 0; i < ui_marks(k.ui)->n; i++) {
					const struct mark *m = &ui_marks(k.ui)->all[i];

					if (m->kind == MARK_TEXT && m->text->width_mm > m->box.w)
						test_fail(__FILE__, __LINE__, "%s on %d px: words of a key are cut",
						        names[n], k.panel.width_px);
				}
			}
			kit_close(&k);
			keyboard_free(board);
		}
}
