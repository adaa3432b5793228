/* Words by key: real files, broken files, and sentences with names in them. */
#include <stdio.h>
#include <stdlib.h>

#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"
#include "ui/words.h"
#include "ui_kit.h"

static const char po[] = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
                         "msgid \"nav.next\"\nmsgstr \"Volgende\"\n\n"
                         "msgid \"nav.stop\"\nmsgstr \"Stop direct\"\n\n"
                         "msgid \"a\"\nmsgstr \"één\"\n\n"
                         "msgid \"zz\"\nmsgstr \"laatste\"\n";

/* words.mo in this folder as LANG.mo */
static void compile(const char *lang, const char *text)
{
	char out[64];
	const char *const argv[] = {"msgfmt", "-o", out, "own.po", NULL};

	snprintf(out, sizeof out, "%s.mo", lang);
	CHECK_OK(file_replace("own.po", text, strlen(text), 0600));
	CHECK_OK(proc_run(argv, NULL, 10000));
}

static struct words *load(const char *lang)
{
	struct words *w = NULL;

	CHECK_OK(words_load(&w, ".", lang));
	return w;
}

TEST(words, are_found_by_key)
{
	struct words *w;

	compile("nl", po);
	w = load("nl");
	CHECK_TEXT(words_get(w, "nav.next"), "Volgende");
	CHECK_TEXT(words_get(w, "nav.stop"), "Stop direct");
	CHECK_TEXT(words_get(w, "a"), "één");
	CHECK_TEXT(words_get(w, "zz"), "laatste");
	CHECK_TEXT(words_lang(w), "nl");
	words_free(w);
}

TEST(words, that_are_missing_give_their_key)
{
	struct words *w;

	compile("nl", po);
	w = load("nl");
	CHECK_TEXT(words_get(w, "nav.nex"), "nav.nex");
	CHECK_TEXT(words_get(w, "nav.nextt"), "nav.nextt");
	CHECK_TEXT(words_get(w, "0"), "0");
	CHECK_TEXT(words_get(w, "zzz"), "zzz");
	words_free(w);
}

TEST(words, a_file_with_no_entry_is_fine)
{
	struct words *w;

	compile("nl", "msgid \"\"\nmsgstr \"Language: nl\\n\"\n");
	w = load("nl");
	CHECK_TEXT(words_get(w, "nav.next"), "nav.next");
	words_free(w);
}

TEST(words, many_keys_are_all_found)
{
	static char text[200000];
	size_t n = (size_t)snprintf(text, sizeof text, "msgid \"\"\nmsgstr \"\"\n\n");
	struct words *w;

	for (int i = 0; i < 1000; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "msgid \"key.%d\"\nmsgstr \"woord %d\"\n\n", i * 7, i);
	compile("nl", text);
	w = load("nl");
	for (int i = 0; i < 7000; i++) {
		char key[32], want[32];

		snprintf(key, sizeof key, "key.%d", i);
		snprintf(want, sizeof want, i % 7 ? "key.%d" : "woord %d", i % 7 ? i : i / 7);
		CHECK_TEXT(words_get(w, key), want);
	}
	words_free(w);
}

TEST(words, every_language_of_the_product_compiles_and_is_read)
{
	static const char *const langs[] = {"nl", "en", "ar"};
	char in[4200], out[64];
	int read = 0;

	for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
		const char *const argv[] = {"msgfmt", "-o", out, in, NULL};
		struct words *w;

		snprintf(in, sizeof in, "%s/assets/words/%s.po", test_root(), langs[i]);
		snprintf(out, sizeof out, "%s.mo", langs[i]);
		if (!file_exists(in))
			continue;
		CHECK_OK(proc_run(argv, NULL, 10000));
		w = load(langs[i]);
		CHECK(strcmp(words_get(w, "nav.next"), "nav.next") != 0);
		CHECK(words_rtl(w) == (strcmp(langs[i], "ar") == 0));
		words_free(w);
		read++;
	}
	CHECK(read > 0);
}

TEST(words, direction_follows_the_language)
{
	static const char *const rtl[] = {"ar", "ar-SY", "fa", "he", "ur", "ps", "ckb"};
	static const char *const ltr[] = {"nl", "nl-x-easy", "en", "arn", "tr", "uk", "pl", "de", "fr", "", "a", "AR"};

	for (size_t i = 0; i < sizeof rtl / sizeof *rtl; i++)
		CHECK(lang_is_rtl(rtl[i]));
	for (size_t i = 0; i < sizeof ltr / sizeof *ltr; i++)
		CHECK(!lang_is_rtl(ltr[i]));
}

/* ---- files that are not as they should be ------------------------------------------------------ */

TEST(file, that_is_missing_is_named)
{
	struct words *w;

	CHECK(words_load(&w, ".", "xx") < 0);
	CHECK_HAS(err_why(), "./xx.mo");
}

TEST(file, with_a_long_language_is_refused)
{
	struct words *w;

	CHECK(words_load(&w, ".", "abcdefghijklmnopqrstuvwxyz0123456789") < 0);
}

/* Cut at every byte: refused by name, or read without harm. */
TEST(file, cut_at_any_byte_does_no_harm)
{
	AUTO_BUF whole;
	int refused = 0;

	buf_init(&whole, 65536);
	compile("nl", po);
	CHECK_OK(file_read(&whole, "nl.mo"));
	for (size_t n = 0; n < whole.len; n++) {
		struct words *w = NULL;

		CHECK_OK(file_replace("cut.mo", whole.data, n, 0600));
		if (words_load(&w, ".", "cut") < 0) {
			CHECK_HAS(err_why(), "./cut.mo");
			refused++;
			continue;
		}
		(void)words_get(w, "nav.next");
		words_free(w);
	}
	CHECK(refused > (int)whole.len - 8); /* msgfmt may pad its end */
}

/* Every byte of the header and tables changed to hostile ones. */
TEST(file, with_any_hostile_byte_does_no_harm)
{
	static const uint8_t hostile[] = {0, 1, 0x7f, 0x80, 0xff};
	AUTO_BUF whole;

	buf_init(&whole, 65536);
	compile("nl", po);
	CHECK_OK(file_read(&whole, "nl.mo"));
	for (size_t at = 0; at < whole.len; at++) {
		uint8_t kept = whole.data[at];

		for (size_t i = 0; i < sizeof hostile; i++) {
			struct words *w = NULL;

			whole.data[at] = hostile[i];
			CHECK_OK(file_replace("bad.mo", whole.data, whole.len, 0600));
			if (words_load(&w, ".", "bad") < 0)
				continue;
			(void)strlen(words_get(w, "nav.next"));
			(void)strlen(words_get(w, "a"));
			(void)strlen(words_get(w, "zz"));
			words_free(w);
		}
		whole.data[at] = kept;
	}
}

TEST(file, with_tables_outside_is_refused)
{
	/* magic, revision, count, keys at, texts at, hash size, hash at */
	static const uint32_t heads[][7] = {
	        {0x950412de, 0, 1, 28, 0xfffffffc, 0, 0},
	        {0x950412de, 0, 1, 0xfffffffc, 28, 0, 0},
	        {0x950412de, 0, 0xffffffff, 28, 28, 0, 0},
	        {0x950412de, 0, 0x20000000, 28, 28, 0, 0},
	        {0x950412de, 0x10000, 0, 28, 28, 0, 0},
	        {0xde120495, 0, 0, 28, 28, 0, 0},
	};
	struct words *w;

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		CHECK_OK(file_replace("bad.mo", heads[i], sizeof heads[i], 0600));
		CHECK(words_load(&w, ".", "bad") < 0);
		CHECK_HAS(err_why(), "./bad.mo");
	}
}

TEST(file, with_an_entry_that_does_not_end_is_refused)
{
	uint32_t file[] = {0x950412de, 0, 1, 28, 36, 0, 0, 1, 44, 1, 46, 0x62006100 /* "\0a\0b" */};
	struct words *w;

	CHECK_OK(file_replace("bad.mo", file, sizeof file, 0600));
	CHECK(words_load(&w, ".", "bad") < 0);
	file[11] = 0x00620061; /* "a\0b\0" */
	CHECK_OK(file_replace("good.mo", file, sizeof file, 0600));
	CHECK_OK(words_load(&w, ".", "good"));
	CHECK_TEXT(words_get(w, "a"), "b");
	words_free(w);
}

TEST(file, has_a_ceiling)
{
	static uint8_t big[WORDS_MAX_BYTES + 1];
	const uint32_t head[] = {0x950412de, 0, 0, 28, 28, 0, 0};
	struct words *w;

	memcpy(big, head, sizeof head);
	for (size_t n = WORDS_MAX_BYTES - 1; n <= WORDS_MAX_BYTES; n++) {
		CHECK_OK(file_replace("big.mo", big, n, 0600));
		CHECK_OK(words_load(&w, ".", "big"));
		words_free(w);
	}
	CHECK_OK(file_replace("big.mo", big, sizeof big, 0600));
	CHECK(words_load(&w, ".", "big") < 0);
	CHECK_HAS(err_why(), "big.mo");
}

/* ---- filling in --------------------------------------------------------------------------------- */

static const char *filled(const char *text, size_t room)
{
	static char out[200];
	const char *const pairs[] = {"at", "3", "of", "12", "name", "René", "empty", "", "brace", "{at}", NULL};

	memset(out, 'x', sizeof out);
	words_fill(out, room, text, pairs);
	CHECK(strlen(out) < room);
	CHECK(utf8_valid(out, strlen(out)));
	for (size_t i = room; i < sizeof out; i++)
		CHECK(out[i] == 'x');
	return out;
}

TEST(fill, names_become_values)
{
	CHECK_TEXT(filled("Stap {at} van {of}", 100), "Stap 3 van 12");
	CHECK_TEXT(filled("{name}{name}", 100), "RenéRené");
	CHECK_TEXT(filled("[{empty}]", 100), "[]");
	CHECK_TEXT(filled("", 100), "");
}

TEST(fill, what_is_no_name_stays)
{
	CHECK_TEXT(filled("{other} {} {at", 100), "{other} {} {at");
	CHECK_TEXT(filled("} {{at}}", 100), "} {3}");
	CHECK_TEXT(filled("{AT}{at }", 100), "{AT}{at }");
}

TEST(fill, values_are_not_filled_again)
{
	CHECK_TEXT(filled("{brace}", 100), "{at}");
}

TEST(fill, what_does_not_fit_is_cut_between_letters)
{
	CHECK_TEXT(filled("René", 5), "Ren");
	CHECK_TEXT(filled("René", 6), "René");
	CHECK_TEXT(filled("{name} x", 5), "Ren");
	CHECK_TEXT(filled("{name} x", 6), "René");
	CHECK_TEXT(filled("€€", 4), "€");
	CHECK_TEXT(filled("€€", 3), "");
	CHECK_TEXT(filled("a", 1), "");
	for (size_t room = 1; room < 60; room++)
		(void)filled("é{name}€{at}ü{name}😀{of}", room);
}
