#include <stdio.h>

#include "harness.h"
#include "notice_kit.h"
#include "sys/text.h"
#include "notice/plain.h"

/* What plain_check says of a notice with this in place of its first paragraph. */
static const char *looked(struct kit *k, const struct kit_notice *like, const char *from, const char *to)
{
	AUTO_BUF text;

	buf_init(&text, NOTICE_TEXT_MAX);
	kit_notice(&text, like);
	kit_swap(&text, from, to);
	CHECK_OK(kit_read(k, &text));
	plain_check(&k->reading, &k->findings);
	return buf_str(&k->said);
}

static const char *words(char out[200], int n)
{
	out[0] = 0;
	for (int i = 0; i < n; i++)
		strcat(out, i ? " woord" : "Woord");
	strcat(out, ".");
	return out;
}

TEST(plain, sentences_have_an_end)
{
	static const struct {
		const char *lang;
		int most;
	} rows[] = {{"nl", PLAIN_WORDS_MAX}, {"nl-easy", PLAIN_EASY_MAX}};
	struct kit k;
	char text[200];

	kit_init(&k);
	for (int i = 0; i < 2; i++)
		for (int over = -1; over <= 1; over++) {
			struct kit_notice one = {.id = "N-EM", .lang = rows[i].lang};
			const char *said = looked(&k, &one, "Eerste alinea.", words(text, rows[i].most + over));

			CHECK_INT(strstr(said, "x.md:14: error: a sentence of") != NULL, over > 0);
		}
	kit_fini(&k);
}

TEST(plain, other_languages_are_not_counted)
{
	struct kit_notice de = {.id = "N-EM", .lang = "de"};
	struct kit k;
	char text[200];

	kit_init(&k);
	CHECK_TEXT(looked(&k, &de, "Eerste alinea.", words(text, 30)), "");
	kit_fini(&k);
}

/* Lengthens sentences of a notice, none over its own end, until `lacks` words have been added. */
static void lengthen(struct buf *text, int lacks, int most)
{
	static const struct {
		const char *from;
		int words, times;
	} places[] = {{"- Een punt", 2, 5}, {"1. Een stap", 2, 5}, {"- Nog een punt", 3, 5}, {"2. Nog een stap", 3, 5},
	        {"Eerste alinea", 2, 1}, {"Tweede alinea", 2, 1}, {"**Let op", 2, 5}, {"De kern", 4, 5}};

	for (size_t p = 0; p < sizeof places / sizeof *places; p++)
		for (int t = 0; t < places[p].times && lacks > 0; t++) {
			int add = lacks < most - places[p].words ? lacks : most - places[p].words;
			char to[200];
			size_t head = (size_t)snprintf(to, sizeof to, "%s", places[p].from);

			/* Another capital, so that the next time finds the next one. */
			to[head - 1] = (char)(to[head - 1] - 'a' + 'A');
			for (int w = 0; w < add; w++)
				head += (size_t)snprintf(to + head, sizeof to - head, " woord");
			kit_swap(text, places[p].from, to);
			lacks -= add;
		}
	CHECK_INT(lacks, 0);
}

TEST(plain, has_short_sentences_on_average)
{
	static const struct {
		const char *lang;
		int mean, most;
	} rows[] = {{"nl", PLAIN_WORDS_MEAN, PLAIN_WORDS_MAX}, {"nl-easy", PLAIN_EASY_MEAN, PLAIN_EASY_MAX}};
	struct kit k;

	kit_init(&k);
	for (int i = 0; i < 2; i++)
		for (int over = -1; over <= 1; over++) {
			struct kit_notice one = {.id = "N-DV-N", .lang = rows[i].lang};
			AUTO_BUF text;

			buf_init(&text, NOTICE_TEXT_MAX);
			kit_notice(&text, &one);
			/* It has 104 words in 42 sentences. */
			lengthen(&text, rows[i].mean * 42 - 104 + over, rows[i].most);
			CHECK_OK(kit_read(&k, &text));
			plain_check(&k.reading, &k.findings);
			CHECK_INT(strstr(buf_str(&k.said), "words a sentence on average") != NULL, over > 0);
			CHECK_INT(k.findings.errors, over > 0);
		}
	kit_fini(&k);
}

TEST(plain, heavy_words_have_a_lighter_one)
{
	static const struct {
		const char *says, *found;
	} rows[] = {
	        {"Wij handelen conform de wet.", "'conform' is a heavy word; write volgens"},
	        {"Dat doen wij middels een brief.", "'middels' is a heavy word; write met of door"},
	        {"U dient te komen.", "'dient te' is a heavy word; write moet"},
	        {"Het desbetreffende papier.", "'desbetreffend*' is a heavy word"},
	        {"INDIEN u wilt.", "'indien' is a heavy word; write als"},
	};
	struct kit_notice nl = {.id = "N-EM", .lang = "nl"};
	struct kit k;

	kit_init(&k);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_HAS(looked(&k, &nl, "Eerste alinea.", rows[i].says), rows[i].found);
	CHECK_TEXT(looked(&k, &nl, "Eerste alinea.", "Dat is bijzonder."), "");
	kit_fini(&k);
}

TEST(plain, a_core_has_three_sentences_at_most)
{
	struct kit_notice nl = {.id = "N-EM", .lang = "nl"}, de = {.id = "N-EM", .lang = "de"};
	struct kit k;

	kit_init(&k);
	CHECK_TEXT(looked(&k, &nl, "De kern van 0.", "De kern. Zo."), "");
	CHECK_HAS(looked(&k, &nl, "De kern van 0.", "De kern. Zo. En dan."),
	        "error: the core of [EM-1] has 4 sentences; it has one to 3");
	CHECK_HAS(looked(&k, &de, "De kern van 0.", "De kern. Zo. En dan."),
	        "warning: the core of [EM-1] seems to have 4");
	kit_fini(&k);
}

TEST(plain, many_passive_sentences_are_told)
{
	struct kit_notice nl = {.id = "N-DV-N", .lang = "nl"};
	struct kit k;
	AUTO_BUF text;

	kit_init(&k);
	buf_init(&text, NOTICE_TEXT_MAX);
	kit_notice(&text, &nl);
	for (int i = 0; i < 5; i++)
		kit_swap(&text, "- Een punt.", "- Dit wordt gedaan.");
	CHECK_OK(kit_read(&k, &text));
	plain_check(&k.reading, &k.findings);
	CHECK_TEXT(buf_str(&k.said), "");
	for (int i = 0; i < 5; i++)
		kit_swap(&text, "1. Een stap.", "1. Zij werden gezet.");
	CHECK_OK(kit_read(&k, &text));
	plain_check(&k.reading, &k.findings);
	CHECK_HAS(buf_str(&k.said), "x.md: warning: 10 of 42 sentences are passive");
	CHECK_INT(k.findings.errors, 0);
	kit_fini(&k);
}

/* The statutory text is as it is: the authority is told, and not refused. */
TEST(plain, an_official_text_is_told_and_not_refused)
{
	struct kit_notice own = {.id = "N-EM", .lang = "nl", .status = "official"};
	struct kit k;
	char text[200];

	kit_init(&k);
	CHECK_HAS(looked(&k, &own, "Eerste alinea.", words(text, 30)), "warning: a sentence of 30 words");
	CHECK_INT(k.findings.errors, 0);
	kit_fini(&k);
}
