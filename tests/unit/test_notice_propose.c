/* Which notice is proposed, with which rule, and what the officer is told; never what depends on the language. */
#include "harness.h"
#include "notice_hand.h"
#include "sys/text.h"

static struct proposal of(const struct propose_case *c)
{
	struct hand_shelf *s = hand_full(NOTICE_OFFICIAL);
	struct propose_shelf shelf = hand_shelf(s);
	struct proposal p;

	propose(&p, c, &shelf);
	return p;
}

static void is(const struct propose_case *c, const char *first, enum rule_no why)
{
	struct proposal p = of(c);

	CHECK(p.n >= 1);
	CHECK_TEXT(p.notices[0].notice, first);
	CHECK_TEXT(rule_id(p.notices[0].why), rule_id(why));
}

static bool warns(const struct propose_case *c, enum rule_no rule)
{
	struct proposal p = of(c);

	return proposal_warns(&p, rule);
}

static struct propose_case aged(enum situation s, int at_offence, int now)
{
	struct propose_case c = hand_case(s, "nl");

	c.at_offence = at_offence < 0 ? age_unknown() : age_exactly(at_offence);
	c.now = now < 0 ? age_unknown() : age_exactly(now);
	return c;
}

/* ---- victims ------------------------------------------------------------------------- */

TEST(propose, a_victim_gets_the_statement_of_rights)
{
	struct propose_case c = hand_case(SITUATION_VICTIM, "nl");
	struct proposal p = of(&c);

	is(&c, "N-VIC", RULE_VICTIM);
	CHECK_INT(p.n, 1);
	CHECK_INT(p.n_warnings, 0);
	CHECK(!p.to_representative && !p.minor);
}

TEST(propose, of_a_victim_under_12_the_representative_gets_it)
{
	struct propose_case c = aged(SITUATION_VICTIM, -1, 11);
	struct proposal p = of(&c);

	is(&c, "N-VIC", RULE_VICTIM);
	CHECK(p.to_representative && p.under_12 && p.minor);
	CHECK(warns(&c, RULE_VICTIM_UNDER_12) && warns(&c, RULE_VICTIM_MINOR));
	CHECK(!warns(&c, RULE_CONFLICT) && !warns(&c, RULE_PRESUMED_MINOR));
	c.now = age_exactly(12);
	p = of(&c);
	CHECK(!p.to_representative && p.minor && !warns(&c, RULE_VICTIM_UNDER_12));
	c.now = age_exactly(18);
	p = of(&c);
	CHECK(!p.minor && p.n_warnings == 0);
}

TEST(propose, a_representative_who_is_involved_is_told)
{
	struct propose_case c = aged(SITUATION_VICTIM, -1, 9);

	c.representative_involved = true;
	CHECK(warns(&c, RULE_CONFLICT));
	CHECK(of(&c).representative_involved);
	c.now = age_exactly(30);
	CHECK(!warns(&c, RULE_CONFLICT));
}

TEST(propose, a_victim_who_may_be_a_minor_is_presumed_one)
{
	struct propose_case c = hand_case(SITUATION_VICTIM, "nl");

	c.now = (struct age_range){17, 18, true};
	CHECK(of(&c).presumed_minor && warns(&c, RULE_PRESUMED_MINOR) && warns(&c, RULE_VICTIM_MINOR));
	c.now = age_unknown();
	CHECK(!of(&c).minor);
	c.looks_minor = true;
	CHECK(of(&c).minor && of(&c).presumed_minor && warns(&c, RULE_PRESUMED_MINOR));
}

TEST(propose, bereaved_relatives_get_the_same_with_their_own_rule)
{
	struct propose_case c = hand_case(SITUATION_BEREAVED, "nl");

	is(&c, "N-VIC", RULE_BEREAVED);
}

TEST(propose, domestic_violence_is_neutral_until_paper_is_safe)
{
	struct propose_case c = hand_case(SITUATION_DOMESTIC, "nl");
	struct proposal p = of(&c);

	CHECK_INT(p.n, 2);
	CHECK_TEXT(p.notices[0].notice, "N-VIC");
	CHECK_TEXT(p.notices[1].notice, "N-DV-N");
	CHECK(p.notices[0].ask_first && p.notices[1].ask_first && warns(&c, RULE_DOMESTIC_ASK));
	c.safe_paper = SAFE_PAPER_YES;
	p = of(&c);
	CHECK_TEXT(p.notices[1].notice, "N-DV");
	CHECK(!p.notices[0].ask_first && !p.notices[0].keep_here && !p.notices[1].keep_here);
	c.safe_paper = SAFE_PAPER_NEUTRAL;
	p = of(&c);
	CHECK_TEXT(p.notices[1].notice, "N-DV-N");
	CHECK(p.notices[0].keep_here && !p.notices[1].keep_here);
	c.safe_paper = SAFE_PAPER_KEEP;
	p = of(&c);
	CHECK_TEXT(p.notices[1].notice, "N-DV-N");
	CHECK(p.notices[0].keep_here && p.notices[1].keep_here && warns(&c, RULE_DOMESTIC_KEEP));
}

/* ---- suspects ------------------------------------------------------------------------ */

TEST(propose, the_age_at_the_offence_chooses_the_notice_of_an_arrested_suspect)
{
	static const struct {
		int at, now;
		const char *notice;
	} rows[] = {{11, 12, NULL}, {12, 12, "N-JUV"}, {17, 17, "N-JUV"}, {17, 18, "N-JUV"}, {17, 30, "N-JUV"},
	        {18, 18, "N-SUS"}, {50, 50, "N-SUS"}, {-1, 11, NULL}, {-1, 12, "N-JUV"}, {-1, 17, "N-JUV"},
	        {-1, 18, "N-SUS"}, {-1, -1, "N-SUS"}, {11, -1, NULL}, {15, -1, "N-JUV"}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct propose_case c = aged(SITUATION_ARRESTED, rows[i].at, rows[i].now);
		struct proposal p = of(&c);

		CHECK_INT(p.n, rows[i].notice ? 1 : 0);
		if (rows[i].notice)
			CHECK_TEXT(p.notices[0].notice, rows[i].notice);
		CHECK(p.arrested);
		CHECK_INT(proposal_warns(&p, RULE_OFFENCE_DAY_UNKNOWN), rows[i].at < 0);
		CHECK_INT(proposal_warns(&p, RULE_AGE_AT_OFFENCE), rows[i].at == 17 && rows[i].now >= 18);
		CHECK(proposal_warns(&p, RULE_NO_OFFENCE_QUESTION));
	}
}

TEST(propose, under_12_there_is_no_notice_and_the_first_warning_tells_the_way)
{
	static const enum situation of_suspects[] = {SITUATION_ARRESTED, SITUATION_INVITED};

	for (size_t i = 0; i < 2; i++) {
		struct propose_case c = aged(of_suspects[i], 11, 11);
		struct proposal p = of(&c);

		CHECK_INT(p.n, 0);
		CHECK_INT(p.warnings[0], RULE_UNDER_12);
		CHECK(p.under_12 && p.minor);
	}
}

TEST(propose, somebody_who_may_be_under_12_is_looked_into)
{
	struct propose_case c = hand_case(SITUATION_ARRESTED, "nl");

	c.at_offence = (struct age_range){11, 12, true};
	c.now = age_exactly(12);
	is(&c, "N-JUV", RULE_JUVENILE);
	CHECK(warns(&c, RULE_MAYBE_UNDER_12));
}

TEST(propose, an_arrested_minor_cannot_waive_and_that_is_told)
{
	struct propose_case c = aged(SITUATION_ARRESTED, 16, 16);

	CHECK(warns(&c, RULE_NO_WAIVER_MINOR) && !warns(&c, RULE_VULNERABLE_ARRESTED));
	c = aged(SITUATION_ARRESTED, 30, 30);
	c.vulnerable = true;
	CHECK(!warns(&c, RULE_NO_WAIVER_MINOR) && warns(&c, RULE_VULNERABLE_ARRESTED));
	is(&c, "N-SUS", RULE_ARRESTED);
}

TEST(propose, dates_that_contradict_never_cost_a_child_its_protection)
{
	struct propose_case c = aged(SITUATION_ARRESTED, 20, 17);

	is(&c, "N-JUV", RULE_JUVENILE);
	CHECK(warns(&c, RULE_NO_WAIVER_MINOR));
}

TEST(propose, a_suspect_who_may_be_a_minor_gets_the_notice_for_juveniles)
{
	struct propose_case c = hand_case(SITUATION_ARRESTED, "nl");

	c.looks_minor = true;
	is(&c, "N-JUV", RULE_JUVENILE);
	CHECK(warns(&c, RULE_PRESUMED_MINOR));
	c.at_offence = (struct age_range){17, 18, true};
	c.looks_minor = false;
	is(&c, "N-JUV", RULE_JUVENILE);
	CHECK(warns(&c, RULE_PRESUMED_MINOR));
}

TEST(propose, an_invited_suspect_gets_the_variant_that_fits)
{
	struct propose_case c = aged(SITUATION_INVITED, 30, 30);

	is(&c, "N-INV", RULE_INVITED);
	CHECK(!of(&c).arrested);
	c.vulnerable = true;
	is(&c, "N-INV-V", RULE_INVITED_VULNERABLE);
	c.at_offence = age_exactly(17);
	is(&c, "N-INV-M", RULE_INVITED_MINOR); /* young counts before vulnerable */
	CHECK(!warns(&c, RULE_NO_WAIVER_MINOR));
}

/* ---- the others ---------------------------------------------------------------------- */

TEST(propose, witnesses_relatives_and_monitoring_have_their_own)
{
	struct propose_case c = hand_case(SITUATION_WITNESS, "nl");

	is(&c, "N-WIT", RULE_WITNESS);
	CHECK(warns(&c, RULE_WITNESS_TURNS));
	c = hand_case(SITUATION_FAMILY, "nl");
	is(&c, "N-FAM", RULE_FAMILY);
	CHECK(warns(&c, RULE_FAMILY_NOTHING_KEPT));
	c = hand_case(SITUATION_MONITORING, "nl");
	is(&c, "N-EM", RULE_MONITORING);
}

TEST(propose, a_complaint_has_its_privacy_notice_with_it)
{
	struct propose_case c = hand_case(SITUATION_COMPLAINT, "nl");
	struct proposal p = of(&c);

	CHECK_INT(p.n, 2);
	CHECK_TEXT(p.notices[0].notice, "N-CMP");
	CHECK_TEXT(p.notices[1].notice, "N-PRV-A");
}

TEST(propose, privacy_follows_the_law_that_applies_and_else_both)
{
	struct propose_case c = hand_case(SITUATION_PRIVACY, "nl");

	CHECK_INT(of(&c).n, 2);
	is(&c, "N-PRV-W", RULE_PRIVACY_BOTH);
	c.regime = REGIME_POLICE;
	CHECK_INT(of(&c).n, 1);
	is(&c, "N-PRV-W", RULE_PRIVACY_POLICE);
	c.regime = REGIME_OTHER;
	CHECK_INT(of(&c).n, 1);
	is(&c, "N-PRV-A", RULE_PRIVACY_OTHER);
}

TEST(propose, an_investigation_that_becomes_criminal_makes_a_suspect)
{
	struct propose_case c = hand_case(SITUATION_DISCIPLINARY, "nl");

	is(&c, "N-DIS", RULE_DISCIPLINARY);
	CHECK_TEXT(of(&c).notices[0].roles, "vik");
	c.route = DISCIPLINE_TALK;
	is(&c, "N-DIS", RULE_DISCIPLINARY);
	CHECK(warns(&c, RULE_DISCIPLINARY_TALK));
	c.route = DISCIPLINE_CRIMINAL;
	is(&c, "N-INV", RULE_INVITED);
	CHECK_TEXT(of(&c).notices[1].notice, "N-DIS");
	CHECK(warns(&c, RULE_DISCIPLINARY_CRIMINAL));
	c.arrested = true;
	is(&c, "N-SUS", RULE_ARRESTED);
}

TEST(propose, halt_fits_12_to_17_and_is_never_promised)
{
	for (int at = 10; at <= 20; at++) {
		struct propose_case c = aged(SITUATION_HALT, at, 20);
		struct proposal p = of(&c);
		bool fits = at >= 12 && at <= 17;

		CHECK_INT(p.n, fits ? 1 : 0);
		CHECK_INT(proposal_warns(&p, RULE_HALT_AGE), !fits);
		CHECK_INT(proposal_warns(&p, RULE_HALT_NEVER_PROMISED), fits);
		if (!fits)
			CHECK_INT(p.warnings[0], RULE_HALT_AGE);
	}
	{
		struct propose_case c = hand_case(SITUATION_HALT, "nl");

		is(&c, "N-HLT", RULE_HALT);
		c.at_offence = (struct age_range){17, 18, true};
		is(&c, "N-HLT", RULE_HALT);
		CHECK(warns(&c, RULE_HALT_AGE));
	}
}
