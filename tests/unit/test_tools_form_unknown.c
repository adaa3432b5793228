/* Which questions somebody may not know the answer to, and which choices say so. */
#include "harness.h"
#include "tools/tool_form_unknown.h"

TEST(unknown, facts_outside_the_reader_may_not_be_known)
{
	static const char *const facts[] = {"Is het een Nederlandse kentekenplaat?", "Was er een wapen?",
	        "Zijn er beelden?", "Waren er kinderen bij?", "Heeft iemand het gezien?", "Werd er gedreigd?",
	        "Wie heeft het gezien?", "Wanneer was dat?", "Hoe vaak is het gebeurd?", "Hoeveel mensen waren er?",
	        "Had de fiets een slot?"};
	static const char *const known[] = {"Bent u jonger dan 18 jaar?", "Wilt u aangifte doen?",
	        "Heeft u een tolk nodig?", "Mag iemand u bellen?", "Is uw fiets verzekerd?", "Hoe mogen we u bereiken?",
	        "Hoe heet u?", "Kies een antwoord.", "", "Wie mag dit weten?", "Wanneer wilt u komen?",
	        "Welke taal spreekt u?", "Isolatie?", "Wanneerdanookmaarhoor dan"};

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (!unknown_is_likely(facts[i]))
			test_fail(__FILE__, __LINE__, "everybody knows: %s", facts[i]);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (unknown_is_likely(known[i]))
			test_fail(__FILE__, __LINE__, "nobody knows: %s", known[i]);
}

TEST(unknown, a_choice_leaves_it_open_by_name_or_words)
{
	CHECK(unknown_is_said("unknown", "") && unknown_is_said("other", "Iets") && unknown_is_said("rather_not", "x"));
	CHECK(unknown_is_said("x", "Weet ik niet") && unknown_is_said("x", "Dat weet ik niet zeker"));
	CHECK(unknown_is_said("x", "Iets anders") && unknown_is_said("x", "Dat zeg ik liever niet"));
	CHECK(unknown_is_said("x", "Geen van deze") && unknown_is_said("x", "Ik twijfel"));
	CHECK(!unknown_is_said("yes", "Ja") && !unknown_is_said("no", "Nee") && !unknown_is_said("", ""));
	CHECK(!unknown_is_said("unknown_bike", "Een fiets"));
}
