/* Capitals as large as promised, faces, and a cache that forgets. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sys/arena.h"
#include "sys/file.h"
#include "sys/text.h"
#include "ui/font_cache.h"
#include "ui_kit.h"

static struct kit k;

/* VVSG 2.0, 7.1-G */
static const struct {
	float low, high;
} norms[SIZE_COUNT] = {{3.5f, 4.2f}, {4.8f, 5.6f}, {6.4f, 7.1f}, {8.5f, 9.0f}};

static void draw_h(struct kit *me)
{
	struct ui *ui = me->ui;
	struct box b = {10, 10, 40, 30};

	marks_text(ui_draw(ui), b, ui_text_block(ui, "H", 0, false, 0), ALIGN_START, PAINT_INK);
}

/* Height of the ink in dots, with fractions: the column with most ink says how much of each row it covers. */
static float ink_height(const struct kit *me)
{
	const struct canvas *c = &me->canvas;
	float page = (float)(me->ui->theme.colour[PAINT_PAGE] & 255),
	      ink = (float)(me->ui->theme.colour[PAINT_INK] & 255);
	float most = 0;

	for (int x = 0; x < c->width; x++) {
		float sum = 0;

		for (int y = 0; y < c->height; y++)
			sum += (page - (float)(c->pixels[y * c->width + x] & 255)) / (page - ink);
		most = fmaxf(most, sum);
	}
	return most;
}

TEST_LIMIT(capitals, are_as_high_as_the_norm_says_on_every_panel, 60)
{
	for (int p = 0; p < KIT_PANELS; p++) {
		kit_open(&k, &kit_panels[p]);
		k.draw = draw_h;
		for (int s = 0; s < SIZE_COUNT; s++) {
			float dot = k.panel.height_mm / (float)k.panel.height_px, mm;

			k.ui->size = (enum text_size)s;
			kit_frame(&k);
			mm = ink_height(&k) * dot;
			if (mm < norms[s].low - dot / 2 || mm > norms[s].high + dot / 2)
				test_fail(__FILE__, __LINE__, "%dx%d size %s: H is %.2f mm, wanted %.1f to %.1f",
				        k.panel.width_px, k.panel.height_px, size_name((enum text_size)s), (double)mm,
				        (double)norms[s].low, (double)norms[s].high);
		}
		kit_close(&k);
	}
}

TEST(capitals, promised_heights_lie_in_the_norm)
{
	for (int s = 0; s < SIZE_COUNT; s++)
		CHECK(size_cap_mm((enum text_size)s) >= norms[s].low &&
		        size_cap_mm((enum text_size)s) <= norms[s].high);
	CHECK_TEXT(size_name(SIZE_S), "S");
	CHECK_TEXT(size_name(SIZE_XL), "XL");
}

/* A letter is as wide as high it is drawn, also where dots are not square. */
TEST(capitals, keep_their_shape_where_dots_are_not_square)
{
	float shape[KIT_PANELS];

	for (int p = 0; p < KIT_PANELS; p++) {
		const struct text_style st = {.cap_mm = 8.5f};

		kit_open(&k, &kit_panels[p]);
		shape[p] = fonts_run_width(k.fonts, FACE_LATIN, &st, "HHHHHHHHHH", 10, false);
		kit_close(&k);
	}
	CHECK(fabsf(shape[1] / shape[0] - 1) < 0.09f);
	CHECK(fabsf(shape[2] / shape[0] - 1) < 0.05f);
}

/* ---- faces -------------------------------------------------------------------------------- */

TEST(faces, are_chosen_by_letter)
{
	kit_fonts(&k, 5.9f);
	CHECK_INT(fonts_face_of(k.fonts, 'a'), FACE_LATIN);
	CHECK_INT(fonts_face_of(k.fonts, 0x416), FACE_LATIN); /* Cyrillic */
	CHECK_INT(fonts_face_of(k.fonts, 0x3b1), FACE_LATIN); /* Greek */
	CHECK_INT(fonts_face_of(k.fonts, 0x628), FACE_ARABIC);
	CHECK_INT(fonts_face_of(k.fonts, 0x2669), FACE_SYMBOLS);
	CHECK_INT(fonts_face_of(k.fonts, 0x4e00), FACE_COUNT); /* Chinese is in none */
	CHECK_INT(fonts_face_of(k.fonts, 0x1f600), FACE_COUNT);
}

TEST(faces, missing_letters_are_counted)
{
	kit_fonts(&k, 5.9f);
	CHECK_INT(kit_layout(&k, "Dag wereld", 4.8f, 0, DIR_LTR)->n_missing, 0);
	CHECK_INT(kit_layout(&k, "一 x 二", 4.8f, 0, DIR_LTR)->n_missing, 2);
	CHECK_INT(kit_layout(&k, "\u2068سلام\u2069, Жук, €, ♩", 4.8f, 0, DIR_RTL)->n_missing, 0);
}

TEST(faces, every_letter_of_the_launch_languages_is_there)
{
	static const char *const letters[] = {"áéíóúýàèìòùâêîôûäëïöüÿãñõåæœøçßẞĳĲ", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻğĞıİşŞ",
	        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяАБВГҐДЕЄЖЗИІЇЙ", "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةىـًٌٍَُِّْ،؛؟٠١٢٣٤٥٦٧٨٩",
	        "€„“”‘’–—…«»•→←@&%§°±²³½"};

	kit_fonts(&k, 5.9f);
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		for (const char *p = letters[i]; *p;) {
			char one[8] = "";
			uint32_t point = utf8_next(&p);

			(void)utf8_put(one, point);
			if (kit_layout(&k, one, 4.8f, 0, DIR_LTR)->n_missing)
				test_fail(__FILE__, __LINE__, "U+%04X %s is in no face", point, one);
		}
}

TEST(faces, a_missing_file_is_named_with_the_way_to_mend_it)
{
	struct fonts *f;

	CHECK(fonts_open(&f, "nowhere", 5.9f) < 0);
	CHECK_HAS(err_why(), "nowhere/NotoSans-Regular.ttf");
	CHECK_HAS(err_why(), "fonts-noto-core");
}

TEST(faces, a_file_that_is_no_font_is_named)
{
	static const char *const files[] = {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSansArabic-Regular.ttf",
	        "NotoSansArabic-Bold.ttf", "NotoSansSymbols-Regular.ttf", "NotoSansSymbols-Bold.ttf"};
	struct fonts *f;

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		CHECK_OK(file_replace(files[i], "no font", 7, 0600));
	CHECK(fonts_open(&f, test_folder(), 5.9f) < 0);
	CHECK_HAS(err_why(), "NotoSans-Regular.ttf can not be read as a font");
}

TEST(faces, a_folder_name_is_at_most_1023_bytes)
{
	struct fonts *f;
	char folder[1025];

	memset(folder, 'x', sizeof folder);
	folder[1024] = 0;
	CHECK(fonts_open(&f, folder, 5.9f) < 0);
	CHECK_HAS(err_why(), "too long");
	folder[1023] = 0;
	CHECK(fonts_open(&f, folder, 5.9f) < 0);
	CHECK_HAS(err_why(), "the font xxxx");
}

TEST_LIMIT(faces, more_sizes_than_places_are_opened_again, 60)
{
	float first;
	struct text_style st = {.cap_mm = 3};

	kit_fonts(&k, 5.9f);
	first = fonts_run_width(k.fonts, FACE_LATIN, &st, "fiets", 5, false);
	for (int i = 0; i < 60; i++) {
		st.cap_mm = 2 + (float)i * 0.3f;
		CHECK(fonts_run_width(k.fonts, FACE_LATIN, &st, "abc", 3, false) > 0);
		st.bold = i & 1;
		CHECK(fonts_run_width(k.fonts, FACE_ARABIC, &st, "سلام", 8, true) > 0);
	}
	fonts_forget(k.fonts);
	st = (struct text_style){.cap_mm = 3};
	CHECK(fonts_run_width(k.fonts, FACE_LATIN, &st, "fiets", 5, false) == first);
	fonts_close(k.fonts);
}

TEST(runs, up_to_2048_bytes_have_a_width)
{
	const struct text_style st = {.cap_mm = 3.5f};
	char *text = malloc(FONT_RUN_MAX + 2);
	struct coverage c;

	kit_fonts(&k, 5.9f);
	memset(text, 'm', FONT_RUN_MAX + 2);
	CHECK(fonts_run_width(k.fonts, FACE_LATIN, &st, text, FONT_RUN_MAX - 1, false) > 0);
	CHECK(fonts_run_width(k.fonts, FACE_LATIN, &st, text, FONT_RUN_MAX, false) > 0);
	CHECK(fonts_run_width(k.fonts, FACE_LATIN, &st, text, FONT_RUN_MAX + 1, false) == 0);
	CHECK(fonts_run_coverage(k.fonts, &c, FACE_LATIN, &st, text, FONT_RUN_MAX + 1, false) < 0);
	CHECK_HAS(err_why(), "can not be drawn");
	CHECK(c.rows == NULL);
	free(text);
}

TEST(runs, that_show_nothing_are_no_trouble)
{
	const struct text_style st = {.cap_mm = 3.5f};
	struct coverage c;

	kit_fonts(&k, 5.9f);
	CHECK_OK(fonts_run_coverage(k.fonts, &c, FACE_LATIN, &st, "", 0, false));
	CHECK(c.rows == NULL && c.width == 0);
	CHECK_OK(fonts_run_coverage(k.fonts, &c, FACE_LATIN, &st, "\u200b", 3, false));
	CHECK(fonts_run_width(k.fonts, FACE_LATIN, &st, "", 0, false) == 0);
}

/* ---- the cache -------------------------------------------------------------------------------- */

static struct font_key key_of(const char *text)
{
	return (struct font_key){.px = 20, .text = text, .n = strlen(text)};
}

TEST(cache, keeps_what_it_was_given)
{
	struct font_cache *c;
	struct font_key a = key_of("abc"), b = key_of("abd");
	struct font_entry *e;
	const uint8_t rows[] = {1, 2, 9, 3, 4, 9};

	CHECK_OK(font_cache_new(&c, 1000000));
	e = font_cache_entry(c, &a);
	CHECK_INT(e->width_px, -1);
	e->width_px = 7;
	CHECK(font_cache_rows(c, e, rows, 2, 2, 3));
	CHECK_INT(font_cache_entry(c, &b)->width_px, -1);
	e = font_cache_entry(c, &a);
	CHECK_INT(e->width_px, 7);
	CHECK_BYTES(e->rows, "\1\2\3\4", 4);
	font_cache_free(c);
}

TEST(cache, tells_face_weight_size_and_direction_apart)
{
	struct font_cache *c;
	struct font_key keys[5];

	CHECK_OK(font_cache_new(&c, 1000000));
	for (int i = 0; i < 5; i++)
		keys[i] = key_of("abc");
	keys[1].face = FACE_ARABIC;
	keys[2].bold = true;
	keys[3].px = 21;
	keys[4].rtl = true;
	for (int i = 0; i < 5; i++)
		font_cache_entry(c, &keys[i])->width_px = i;
	for (int i = 0; i < 5; i++)
		CHECK_INT(font_cache_entry(c, &keys[i])->width_px, i);
	font_cache_free(c);
}

TEST(cache, is_emptied_when_it_is_full)
{
	struct font_cache *c;
	char text[32];
	int known = 0;

	CHECK_OK(font_cache_new(&c, 20000));
	for (int i = 0; i < 1000; i++) {
		struct font_key key = key_of(text);

		snprintf(text, sizeof text, "run %d", i);
		key.n = strlen(text);
		font_cache_entry(c, &key)->width_px = i;
	}
	for (int i = 0; i < 1000; i++) {
		struct font_key key = key_of(text);

		snprintf(text, sizeof text, "run %d", i);
		key.n = strlen(text);
		known += font_cache_entry(c, &key)->width_px == i;
	}
	CHECK(known < 400);
	font_cache_free(c);
	font_cache_free(NULL);
}
