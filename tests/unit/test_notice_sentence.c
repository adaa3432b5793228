#include "harness.h"
#include "notice/notice_sentence.h"

TEST(sentence, ends_where_a_reader_takes_breath)
{
	static const struct {
		const char *text;
		int sentences, asks, words;
	} rows[] = {
	        {"", 0, 0, 0},
	        {"   ", 0, 0, 0},
	        {"Een zin zonder punt", 1, 0, 4},
	        {"Een. Twee! Drie?", 3, 1, 3},
	        {"Bel 0900-8844. Of 9.00 uur.", 2, 0, 5},
	        {"Zie art. 5.", 2, 0, 3},
	        {"Das heißt z.B. so.", 1, 0, 4},
	        {"Wirklich?! Ja.", 2, 1, 2},
	        {"Hij zei: \"Kom.\" Zij kwam.", 2, 0, 5},
	        {"Êtes-vous malade ?", 1, 1, 2},
	        {"هل أنت مريض؟ نعم.", 2, 1, 4},
	        {"{alarm} - of niet...", 1, 0, 3},
	        {"nl.md is een naam.", 1, 0, 4},
	        {"Is dat veilig voor u. De bus komt.", 2, 0, 8},
	        {"Wij bellen u.", 1, 0, 3},
	        {"Brot u. a. Sachen.", 1, 0, 4},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *at = rows[i].text;
		struct notice_sentence one;
		int sentences = 0, asks = 0;

		while (notice_sentence(&one, &at)) {
			sentences++;
			asks += one.asks;
			CHECK(one.n > 0);
		}
		if (sentences != rows[i].sentences || asks != rows[i].asks ||
		        notice_words(rows[i].text, strlen(rows[i].text)) != rows[i].words)
			test_fail(__FILE__, __LINE__, "'%s': %d sentences, %d ask, %d words", rows[i].text, sentences,
			        asks, notice_words(rows[i].text, strlen(rows[i].text)));
	}
}
