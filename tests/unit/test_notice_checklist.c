#include <stdio.h>

#include "harness.h"
#include "sys/text.h"
#include "notice/checklist.h"

/* The ids as the domain reference lists them, 2.1 to 2.12. */
static const struct {
	const char *notice, *items, *questions;
} want[] = {
        {"N-VIC", "V-a V-b V-c V-d V-e V-f V-g V-h V-i V-j V-k V-l V-m V-n V-o V-p V-q V-r V-s",
                "VIC-1>V-a VIC-2>V-c VIC-3>V-q VIC-4>V-f"},
        {"N-SUS", "S-01 S-02 S-03 S-04 S-05 S-06 S-07 S-08 S-09 S-10 S-11 S-12 S-13 S-14 S-15 S-16 S-17 S-18",
                "SUS-1>S-02 SUS-2>S-03 SUS-3>S-07 SUS-4>S-14"},
        {"N-INV", "I-00 S-01 S-02 S-03 S-04 S-05 S-07 S-08 S-16 S-17 S-18",
                "SUS-1>S-02 SUS-2>S-03 SUS-3>S-07 SUS-4>S-18"},
        {"N-INV-V", "I-00 I-01 S-01 S-02 S-03 S-04 S-05 S-07 S-08 S-16 S-17 S-18",
                "SUS-1>S-02 SUS-2>S-03 SUS-3>S-07 SUS-4>S-18"},
        {"N-INV-M", "I-00 S-01 S-02 S-03 S-04 J-06 J-09 S-08 S-16 S-17 S-18", "JUV-1>J-06 SUS-1>S-02 SUS-2>S-03"},
        {"N-JUV",
                "J-01 J-02 J-03 J-04 J-05 J-06 J-07 J-08 S-01 S-02 S-03 S-04 S-06 S-08 S-09 S-10 S-11 S-12 S-13 "
                "S-14 S-15 S-16 S-17 S-18",
                "JUV-1>J-06 JUV-2>J-01 SUS-1>S-02 SUS-4>S-14"},
        {"N-WIT", "W-1 W-2 W-3 W-4 W-5 W-6 W-7 W-8 W-9", "WIT-1>W-1 WIT-2>W-2 WIT-3>W-5"},
        {"N-FAM", "F-1 F-2 F-3 F-4 F-5 F-6", "FAM-1>F-1 FAM-2>F-2 FAM-3>F-4"},
        {"N-CMP", "C-1 C-2 C-3 C-4 C-5 C-6 C-7 C-8 C-9 C-10 C-11 C-12", "CMP-1>C-5 CMP-2>C-1 CMP-3>C-8"},
        {"N-PRV-W", "P-1 P-2 P-3 P-4 P-5 P-6 P-7 P-8 P-9", "PRV-1>P-8 PRV-2>P-3 PRV-3>P-9"},
        {"N-PRV-A", "P-1 P-2 P-3 P-4 P-5 P-6 P-7 P-8 P-9", "PRV-1>P-8 PRV-2>P-3 PRV-3>P-9"},
        {"N-DIS", "D-01 D-02 D-03 D-04 D-05 D-06 D-07 D-08 D-09 D-10 D-11 D-12", "DIS-1>D-02 DIS-2>D-05 DIS-3>D-12"},
        {"N-DV", "DV-1 DV-2 DV-3 DV-4 DV-5 DV-6 DV-7 DV-8 DV-9 DV-10 DV-11 DV-12", "DV-1>DV-1 DV-2>DV-2 DV-3>DV-10"},
        {"N-DV-N", "DVN-1 DVN-2 DVN-3 DVN-4 DVN-5", ""},
        {"N-HLT", "H-1 H-2 H-3 H-4 H-5 H-6 H-7 H-8 H-9 H-10", "HLT-1>H-5 HLT-2>H-8 HLT-3>H-10"},
        {"N-EM", "EM-1 EM-2 EM-3 EM-4 EM-5", "EM-1>EM-1 EM-2>EM-2 EM-3>EM-3"},
};

TEST(checklist, has_the_items_of_the_law_in_their_order)
{
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		const struct checklist *c = checklist_at((int)i);
		char items[300] = "", questions[300] = "";
		size_t n = 0, m = 0;

		CHECK_TEXT(c->notice, want[i].notice);
		for (int k = 0; k < c->n_items; k++)
			n += (size_t)snprintf(items + n, sizeof items - n, "%s%s", k ? " " : "", c->items[k].id);
		for (int k = 0; k < c->n_questions; k++)
			m += (size_t)snprintf(questions + m, sizeof questions - m, "%s%s>%s", k ? " " : "",
			        c->questions[k].id, c->questions[k].item);
		CHECK_TEXT(items, want[i].items);
		CHECK_TEXT(questions, want[i].questions);
	}
	CHECK(!checklist_at(16) && !checklist_at(-1));
}

TEST(checklist, names_a_law_for_each_item_and_an_item_for_each_question)
{
	for (int i = 0; checklist_at(i); i++) {
		const struct checklist *c = checklist_at(i);

		CHECK(checklist_of(c->notice) == c);
		CHECK_INT(checklist_place(c->notice), i);
		for (int k = 0; k < c->n_items; k++) {
			CHECK(*c->items[k].law);
			CHECK(checklist_item(c, c->items[k].id) == &c->items[k]);
		}
		for (int k = 0; k < c->n_questions; k++) {
			CHECK(checklist_item(c, c->questions[k].item));
			CHECK(checklist_question(c, c->questions[k].id) == &c->questions[k]);
		}
		CHECK(!checklist_item(c, "X") && !checklist_question(c, "X"));
	}
	CHECK(!checklist_of("N-X") && checklist_place("") == -1);
}

/* A minor is never told of giving up a lawyer, and is asked nothing about it. */
TEST(checklist, no_minor_is_offered_to_do_without_a_lawyer)
{
	static const char *const minors[] = {"N-JUV", "N-INV-M"};

	for (int i = 0; i < 2; i++) {
		const struct checklist *c = checklist_of(minors[i]);

		CHECK(!checklist_item(c, "S-07") && !checklist_item(c, "S-05") && checklist_item(c, "J-06"));
		CHECK(!checklist_question(c, "SUS-3"));
	}
}

TEST(checklist, knows_who_is_a_suspect)
{
	for (int i = 0; checklist_at(i); i++) {
		const struct checklist *c = checklist_at(i);

		CHECK_INT(c->suspect,
		        text_is(c->notice, "N-SUS") || text_starts(c->notice, "N-INV") || text_is(c->notice, "N-JUV"));
		CHECK_INT(c->regime == CHECKLIST_AVG,
		        text_is(c->notice, "N-CMP") || text_is(c->notice, "N-PRV-A") || text_is(c->notice, "N-DIS"));
	}
}
