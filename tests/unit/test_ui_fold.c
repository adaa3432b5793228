#include <string.h>

#include "harness.h"
#include "ui/fold.h"

static const char *folded(const char *text)
{
	static char out[200];

	fold(out, sizeof out, text);
	return out;
}

static enum fold_match finds(const char *text, const char *wanted)
{
	char a[200], b[200];

	fold(a, sizeof a, text);
	fold(b, sizeof b, wanted);
	return fold_find(a, b);
}

TEST(fold, takes_case_and_accents_away_in_every_script)
{
	CHECK_TEXT(folded("ÉCOLE"), "ecole");
	CHECK_TEXT(folded("Śródmieście"), "srodmiescie");
	CHECK_TEXT(folded("Łódź"), "lodz");
	CHECK_TEXT(folded("Straße"), "strasse");
	CHECK_TEXT(folded("İstanbul ışık"), "istanbul isik");
	CHECK_TEXT(folded("Київ"), folded("київ"));
	CHECK_TEXT(folded("Їжак"), folded("їжак"));
	CHECK_TEXT(folded("ΑΘΉΝΑ"), folded("αθηνα"));
	CHECK_TEXT(folded("أحمد"), folded("احمد"));
	CHECK_TEXT(folded("مُحَمَّد"), folded("محمد"));
	CHECK_TEXT(folded("مدرسة"), folded("مدرسه"));
	CHECK_TEXT(folded("مصطفى"), folded("مصطفي"));
	CHECK_TEXT(folded("١٢٣"), "123");
}

TEST(fold, signs_are_one_space_and_apostrophes_go)
{
	CHECK_TEXT(folded("  's-Gravenhage / Den--Haag. "), "s gravenhage den haag");
	CHECK_TEXT(folded("Кам'янець"), folded("Камʼянець"));
	CHECK_TEXT(folded("..."), "");
	CHECK_TEXT(folded(""), "");
}

TEST(fold, never_cuts_a_letter_in_two)
{
	char out[7];

	for (size_t room = 1; room <= sizeof out; room++) {
		fold(out, room, "київ");
		CHECK_INT(strlen(out), (room - 1) / 2 * 2);
	}
}

TEST(fold, finds_words_by_their_beginning)
{
	CHECK_INT(finds("Alphen aan den Rijn", "alp"), FOLD_START);
	CHECK_INT(finds("Alphen aan den Rijn", "rij"), FOLD_INSIDE);
	CHECK_INT(finds("Alphen aan den Rijn", "rijn alp"), FOLD_INSIDE);
	CHECK_INT(finds("Alphen aan den Rijn", "phen"), FOLD_NONE);
	CHECK_INT(finds("Alphen aan den Rijn", "rijn x"), FOLD_NONE);
	CHECK_INT(finds("Alphen", ""), FOLD_START);
	CHECK_INT(finds("", "a"), FOLD_NONE);
	CHECK_INT(finds("Zaïre", "zair"), FOLD_START);
}
