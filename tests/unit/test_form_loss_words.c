/* What the loss report says: complete in nine languages, plain, and every message tells how to mend. */
#include "form_loss.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "sys/text.h"

enum { WORDS_MOST = 15, WORDS_MEAN = 10 };

static void refuse(const struct question *q, int language, const char *what, const char *text)
{
	test_fail(__FILE__, __LINE__, "%s, language %d: %s: \"%s\"", q->name, language, what, text);
}

/* Calls fn for every question of the form, asked now or not, in each language. */
static void each(void (*fn)(struct kit *k, const struct question *q, int language))
{
	struct kit k;

	loss_open(&k);
	for (int language = 0; language < LOSS_LANGUAGES; language++) {
		size_t n;
		const uint32_t *ids;

		kit_again(&k, language, 0);
		ids = session_questions(k.s, &n);
		CHECK(n > 40);
		for (size_t i = 0; i < n; i++)
			fn(&k, session_question(k.s, ids[i]), language);
	}
	kit_close(&k);
}

TEST(loss_words, the_form_has_no_findings)
{
	static const char *const tags[LOSS_LANGUAGES] = {"nl", "en", "ar", "de", "fr", "uk", "pl", "tr", "nl-x-easy"};
	struct kit k;

	loss_open(&k);
	form_lint(k.form, &k.findings);
	CHECK_TEXT(buf_str(&k.findings.text), "");
	CHECK_INT(form_fits_kiosk(k.form, &k.findings), 0);
	CHECK_TEXT(form_id(k.form), "loss_report");
	CHECK_INT(form_languages(k.form), LOSS_LANGUAGES);
	CHECK_TEXT(form_language_tag(k.form, form_language_default(k.form)), "nl");
	for (int i = 0; i < LOSS_LANGUAGES; i++)
		CHECK_INT(form_language_of_tag(k.form, tags[i]), i);
	CHECK_INT(form_language_of_tag(k.form, "nl"), LOSS_NL);
	kit_close(&k);
}

static void is_whole(struct kit *k, const struct question *q, int language)
{
	bool note = q->kind == QUESTION_NOTE;

	(void)k;
	if (!*q->label || !*q->hint)
		refuse(q, language, "a question has words and an example", q->label);
	if (!note && (!*q->short_label || !*q->guidance || !*q->purpose))
		refuse(q, language, "a question has a short name and says why", q->label);
	if (!note && (!*q->legal_basis || !*q->sensitivity || strcmp(q->retention, "RT-W1") != 0))
		refuse(q, language, "a question has ground, class and retention", q->label);
	if (utf8_points(q->short_label) > 32)
		refuse(q, language, "a short name is short", q->short_label);
	for (size_t i = 0; i < q->n_choices; i++)
		if (!*q->choices[i].label || strcmp(q->choices[i].label, "-") == 0)
			refuse(q, language, "a choice has words", q->choices[i].name);
}

TEST(loss_words, every_question_is_whole_in_every_language)
{
	each(is_whole);
}

/* Letters of one script in the text; digits, names of brands and the like do not count. */
static size_t letters(const char *text, uint32_t from, uint32_t to)
{
	size_t n = 0;

	for (uint32_t c; (c = utf8_next(&text)) != 0;)
		n += c >= from && c <= to;
	return n;
}

static void is_own_language(struct kit *k, const struct question *q, int language)
{
	const char *const texts[] = {
	        q->label, q->short_label, q->hint, q->guidance, q->constraint_message, q->required_message};

	(void)k;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (*texts[i] && (letters(texts[i], 0x620, 0x64a) > 0) != (language == LOSS_AR))
			refuse(q, language, "is in another language", texts[i]);
		if (*texts[i] && (letters(texts[i], 0x400, 0x4ff) > 0) != (language == LOSS_UK))
			refuse(q, language, "is in another language", texts[i]);
		for (const char *p = texts[i]; *p; p++)
			if ((unsigned char)*p == 0xd9 && (unsigned char)p[1] >= 0xa0 && (unsigned char)p[1] <= 0xa9)
				refuse(q, language, "has digits that are not Latin", texts[i]);
	}
}

TEST(loss_words, every_text_is_in_its_own_language)
{
	each(is_own_language);
}

static bool has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = text; (p = strcasestr(p, word)) != NULL; p += n) {
		bool starts = p == text || !isalpha((unsigned char)p[-1]);

		if (starts && !isalpha((unsigned char)p[n]))
			return true;
	}
	return false;
}

static void mends(struct kit *k, const struct question *q, int language)
{
	static const char *const never[] = {"geldig", "ongeldig", "geldige", "verplicht", "verplichte", "verboden",
	        "sorry", "oeps", "fout", "invalid", "valid", "required", "mandatory", "forbidden", "oops", "error"};
	/* Beginnings are enough: these languages bend their words. */
	static const char *const stems[] = {"خطأ", "غير صالح", "إلزامي", "ممنوع", "عذر", "Fehler", "ngültig", "erboten",
	        "erreur", "invalide", "obligatoire", "interdit", "помилка", "недійсн", "обов’язков", "заборонен",
	        "błąd", "błęd", "nieprawidłow", "obowiązkow", "zabronion", "hatalı", "geçersiz", "zorunlu", "yasak"};
	const char *const texts[] = {q->required_message, q->constraint_message};

	(void)k;
	for (size_t t = 0; t < 2; t++) {
		for (size_t i = 0; i < sizeof never / sizeof *never; i++)
			if (has_word(texts[t], never[i]))
				refuse(q, language, never[i], texts[t]);
		for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
			if (strstr(texts[t], stems[i]))
				refuse(q, language, stems[i], texts[t]);
	}
	if (q->required && !*q->required_message)
		refuse(q, language, "a question that must be answered says so", q->label);
}

TEST(loss_words, messages_mend_and_blame_nobody)
{
	each(mends);
}

/* No two questions share a message: each names its own field. */
TEST(loss_words, each_message_is_its_own)
{
	for (int language = 0; language < LOSS_LANGUAGES; language++) {
		struct kit k;
		const uint32_t *ids;
		size_t n, known = 0;
		char *seen[200];

		loss_open(&k);
		kit_again(&k, language, 0);
		ids = session_questions(k.s, &n);
		for (size_t i = 0; i < n; i++) {
			const struct question *q = session_question(k.s, ids[i]);
			const char *const texts[] = {q->required_message, q->constraint_message};

			for (size_t t = 0; t < 2; t++) {
				if (!*texts[t])
					continue;
				for (size_t s = 0; s < known; s++)
					if (strcmp(seen[s], texts[t]) == 0)
						refuse(q, language, "says what another says", texts[t]);
				CHECK(known < 200);
				seen[known++] = strdup(texts[t]);
			}
		}
		CHECK(known > 40);
		while (known)
			free(seen[--known]);
		kit_close(&k);
	}
}

struct length {
	size_t words, sentences, most;
	char where[200];
};

/* Words of each sentence; a sentence ends with . ? ! before a space or the end. */
static void measure(struct length *l, const char *text)
{
	size_t words = 0;
	bool in_word = false;

	for (const char *p = text;; p++) {
		bool end = !*p || (strchr(".?!", *p) && (p[1] == ' ' || !p[1]));

		if (*p && *p != ' ' && !strchr(".?!,:;", *p)) {
			words += !in_word;
			in_word = true;
		} else if (*p == ' ' || !*p || end) {
			in_word = false;
		}
		if (end && words) {
			l->words += words;
			l->sentences++;
			if (words > l->most) {
				l->most = words;
				(void)snprintf(l->where, sizeof l->where, "%.190s", text);
			}
			words = 0;
		}
		if (!*p)
			return;
	}
}

static void check_plain(const struct length *l)
{
	if (l->most > WORDS_MOST)
		test_fail(__FILE__, __LINE__, "%zu words in one sentence: %s", l->most, l->where);
	CHECK(l->sentences > 150);
	if (l->words > l->sentences * WORDS_MEAN)
		test_fail(__FILE__, __LINE__, "%zu words in %zu sentences", l->words, l->sentences);
	printf("%zu sentences, mean %.1f words, most %zu\n", l->sentences, (double)l->words / (double)l->sentences,
	        l->most);
}

TEST(loss_words, sentences_are_short)
{
	static const char *const never[] = {
	        "desbetreffende", "conform", "middels", "inzake", "teneinde", "reeds", "dient", "dienen"};

	for (int language = 0; language < LOSS_LANGUAGES; language++) {
		struct length l = {0};
		struct kit k;
		const uint32_t *ids;
		size_t n;

		loss_open(&k);
		kit_again(&k, language, 0);
		ids = session_questions(k.s, &n);
		for (size_t i = 0; i < n; i++) {
			const struct question *q = session_question(k.s, ids[i]);
			const char *const texts[] = {
			        q->label, q->hint, q->guidance, q->required_message, q->constraint_message};

			for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
				measure(&l, texts[t]);
				for (size_t w = 0; w < sizeof never / sizeof *never; w++)
					if (has_word(texts[t], never[w]))
						refuse(q, language, never[w], texts[t]);
			}
		}
		check_plain(&l);
		kit_close(&k);
	}
}

/* A kiosk's print is no filed report: the word stands only where the text says that it is not one yet. */
static const struct {
	const char *word, *lifted;
} filed[LOSS_LANGUAGES] = {
        [LOSS_NL] = {"aangifte", "nog geen aangifte"},
        [LOSS_EASY] = {"aangifte", "nog geen aangifte"},
        [LOSS_EN] = {"police report", "not a police report yet"},
        [LOSS_AR] = {"بلاغاً", "ليس بلاغاً"},
        [LOSS_DE] = {"Anzeige", "noch keine Anzeige"},
        [LOSS_FR] = {"plainte", "pas encore une plainte"},
        [LOSS_UK] = {"заява", "ще не заява"},
        [LOSS_PL] = {"zgłoszeni", "jeszcze nie"},
        [LOSS_TR] = {"suç duyurusu", "değil"},
};

static void is_no_report(struct kit *k, const struct question *q, int language)
{
	const char *const texts[] = {
	        q->label, q->short_label, q->hint, q->guidance, q->required_message, q->constraint_message};

	(void)k;
	for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
		if (strcasestr(texts[t], filed[language].word) && !strstr(texts[t], filed[language].lifted))
			refuse(q, language, "calls it a filed report", texts[t]);
	if (strcmp(q->name, "concept") == 0)
		CHECK_HAS(q->label, filed[language].lifted);
}

TEST(loss_words, nothing_calls_this_a_filed_report)
{
	each(is_no_report);
}

TEST(loss_words, only_the_service_number_is_masked_and_stories_stay_off_paper)
{
	static const char *const hidden[] = {"danger", "violence", "known", "story", "images"};
	struct kit k;
	char ref[80];

	loss_open(&k);
	CHECK(kit_question(&k, "/data/bsn")->looks & LOOK_MASKED);
	CHECK_TEXT(kit_question(&k, "/data/bsn")->sensitivity, "K4");
	CHECK(!(kit_question(&k, "/data/name")->looks & LOOK_MASKED));
	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
		CHECK_TEXT(kit_question(&k, loss_ref(ref, hidden[i]))->sensitivity, "K3");
	kit_close(&k);
}
