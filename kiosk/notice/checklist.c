#include "notice/checklist.h"

#include "sys/text.h"

#define GOOD_PRACTICE "good practice"

static const struct checklist_item vic[] = {
        {"V-a", "Besluit slachtoffers 5a"},
        {"V-b", "Besluit slachtoffers 5b; Sv 51ab, 163"},
        {"V-c", "Besluit slachtoffers 5c"},
        {"V-d", "Besluit slachtoffers 5d; Sv 51c"},
        {"V-e", "Besluit slachtoffers 5e; Sv 51f, 51g"},
        {"V-f", "Besluit slachtoffers 5f; Sv 51c, 51ca"},
        {"V-g", "Besluit slachtoffers 5g"},
        {"V-h", "Besluit slachtoffers 5h"},
        {"V-i", "Besluit slachtoffers 5i"},
        {"V-j", "Besluit slachtoffers 5j; Sv 51h"},
        {"V-k", "Besluit slachtoffers 5k"},
        {"V-l", "Besluit slachtoffers 5a"},
        {"V-m", "Sv 12"},
        {"V-n", "Sv 51b"},
        {"V-o", "Sv 51e"},
        {"V-p", "Sv 51ac"},
        {"V-q", "Sv 51ac; Regeling zaaksinformatie 2"},
        {"V-r", "Sv 51aa; Besluit slachtoffers 10"},
        {"V-s", "Regeling verklaring van rechten, bijlage 4"},
};
static const struct checklist_question vic_asks[] = {
        {"VIC-1", "V-a"}, {"VIC-2", "V-c"}, {"VIC-3", "V-q"}, {"VIC-4", "V-f"}};

/* What suspects are told, by the item; each notice for suspects picks its rows from here. */
#define S_01                                                                                                           \
	{                                                                                                              \
		"S-01", "Sv 27c lid 1, lid 3 a"                                                                        \
	}
#define S_02                                                                                                           \
	{                                                                                                              \
		"S-02", "Sv 29 lid 2, 27c lid 3 c"                                                                     \
	}
#define S_03                                                                                                           \
	{                                                                                                              \
		"S-03", "Sv 28c lid 1"                                                                                 \
	}
#define S_04                                                                                                           \
	{                                                                                                              \
		"S-04", "Sv 28d"                                                                                       \
	}
#define S_05                                                                                                           \
	{                                                                                                              \
		"S-05", "Sv 28b"                                                                                       \
	}
#define S_06                                                                                                           \
	{                                                                                                              \
		"S-06", "Sv 28b lid 4"                                                                                 \
	}
#define S_07                                                                                                           \
	{                                                                                                              \
		"S-07", "Sv 28a, 28c lid 2"                                                                            \
	}
#define S_08                                                                                                           \
	{                                                                                                              \
		"S-08", "Sv 27 lid 4, 28 lid 5; 2010/64/EU 2, 3"                                                       \
	}
#define S_09                                                                                                           \
	{                                                                                                              \
		"S-09", "Sv 27c lid 3 d, 30-34"                                                                        \
	}
#define S_10                                                                                                           \
	{                                                                                                              \
		"S-10", "Sv 27c lid 3 e, 56a, 57-59a"                                                                  \
	}
#define S_11                                                                                                           \
	{                                                                                                              \
		"S-11", "Sv 27c lid 3 f"                                                                               \
	}
#define S_12                                                                                                           \
	{                                                                                                              \
		"S-12", "Sv 27c lid 3 g, 27e lid 1"                                                                    \
	}
#define S_13                                                                                                           \
	{                                                                                                              \
		"S-13", "Sv 27c lid 3 h, 27e lid 2"                                                                    \
	}
#define S_14                                                                                                           \
	{                                                                                                              \
		"S-14", "Sv 27c lid 3 i; Ambtsinstructie 32"                                                           \
	}
#define S_15                                                                                                           \
	{                                                                                                              \
		"S-15", "2012/13/EU 4 lid 1"                                                                           \
	}
#define S_16                                                                                                           \
	{                                                                                                              \
		"S-16", "2012/13/EU 3 lid 2"                                                                           \
	}
#define S_17                                                                                                           \
	{                                                                                                              \
		"S-17", "Sv 29a"                                                                                       \
	}
#define S_18                                                                                                           \
	{                                                                                                              \
		"S-18", "Sv 28b; 2013/C 378/02"                                                                        \
	}
#define I_00                                                                                                           \
	{                                                                                                              \
		"I-00", "Sv 27, 27c lid 2"                                                                             \
	}
#define J_06                                                                                                           \
	{                                                                                                              \
		"J-06", "Sv 489; 2016/800/EU 6"                                                                        \
	}

static const struct checklist_item sus[] = {
        S_01, S_02, S_03, S_04, S_05, S_06, S_07, S_08, S_09, S_10, S_11, S_12, S_13, S_14, S_15, S_16, S_17, S_18};
static const struct checklist_question sus_asks[] = {
        {"SUS-1", "S-02"}, {"SUS-2", "S-03"}, {"SUS-3", "S-07"}, {"SUS-4", "S-14"}};

static const struct checklist_item inv[] = {I_00, S_01, S_02, S_03, S_04, S_05, S_07, S_08, S_16, S_17, S_18};
static const struct checklist_item inv_v[] = {
        I_00, {"I-01", "Sv 28a, 28b; HR 2024:556"}, S_01, S_02, S_03, S_04, S_05, S_07, S_08, S_16, S_17, S_18};
/* An invited suspect has no S-14: what to do when one feels ill follows from S-18, "tell it, you get help". */
static const struct checklist_question inv_asks[] = {
        {"SUS-1", "S-02"}, {"SUS-2", "S-03"}, {"SUS-3", "S-07"}, {"SUS-4", "S-18"}};
static const struct checklist_item inv_m[] = {
        I_00, S_01, S_02, S_03, S_04, J_06, {"J-09", "Sv 488aa lid 2"}, S_08, S_16, S_17, S_18};
static const struct checklist_question inv_m_asks[] = {{"JUV-1", "J-06"}, {"SUS-1", "S-02"}, {"SUS-2", "S-03"}};

static const struct checklist_item juv[] = {{"J-01", "Sv 488aa lid 1 a; 2016/800/EU 5"},
        {"J-02", "Sv 488aa lid 1 b, 488ab"}, {"J-03", "Sv 488aa lid 1 c, 488ac"}, {"J-04", "Sv 488aa lid 1 d, 489a"},
        {"J-05", "Sv 488aa lid 1 e, 494a"}, J_06, {"J-07", "2016/800/EU 14"}, {"J-08", "2016/800/EU 10-12"}, S_01, S_02,
        S_03, S_04, S_06, S_08, S_09, S_10, S_11, S_12, S_13, S_14, S_15, S_16, S_17, S_18};
static const struct checklist_question juv_asks[] = {
        {"JUV-1", "J-06"}, {"JUV-2", "J-01"}, {"SUS-1", "S-02"}, {"SUS-4", "S-14"}};

static const struct checklist_item wit[] = {
        {"W-1", GOOD_PRACTICE},
        {"W-2", "Sv 210, 213, 215"},
        {"W-3", "Sv 217-219"},
        {"W-4", GOOD_PRACTICE},
        {"W-5", GOOD_PRACTICE},
        {"W-6", "Sv 187d, 190, 226a"},
        {"W-7", GOOD_PRACTICE},
        {"W-8", "Regeling verklaring van rechten, bijlage 12"},
        {"W-9", GOOD_PRACTICE},
};
static const struct checklist_question wit_asks[] = {{"WIT-1", "W-1"}, {"WIT-2", "W-2"}, {"WIT-3", "W-5"}};

static const struct checklist_item fam[] = {{"F-1", GOOD_PRACTICE}, {"F-2", "Wpg 7"}, {"F-3", GOOD_PRACTICE},
        {"F-4", GOOD_PRACTICE}, {"F-5", GOOD_PRACTICE}, {"F-6", GOOD_PRACTICE}};
static const struct checklist_question fam_asks[] = {{"FAM-1", "F-1"}, {"FAM-2", "F-2"}, {"FAM-3", "F-4"}};

static const struct checklist_item cmp[] = {
        {"C-1", "Awb 9:1, 9:2"},
        {"C-2", "Politiewet 70, 71"},
        {"C-3", "Awb 9:5; Politiewet 67a lid 2"},
        {"C-4", "Politiewet 67a, 68"},
        {"C-5", "Politiewet 72"},
        {"C-6", "Awb 9:9, 9:10"},
        {"C-7", "Awb 9:8"},
        {"C-8", "Awb 9:18, 9:24"},
        {"C-9", "Awb 9:6"},
        {"C-10", "Awb 9:4"},
        {"C-11", "Politiewet 71; Awb 2:3"},
        {"C-12", GOOD_PRACTICE},
};
static const struct checklist_question cmp_asks[] = {{"CMP-1", "C-5"}, {"CMP-2", "C-1"}, {"CMP-3", "C-8"}};

static const struct checklist_item prv_w[] = {
        {"P-1", "Wpg 24b lid 1"},
        {"P-2", "Wpg 24b lid 1"},
        {"P-3", "Wpg 24b lid 1, 25, 28"},
        {"P-4", "Wpg 24b lid 1"},
        {"P-5", "Wpg 24b lid 2"},
        {"P-6", "Wpg 24b lid 2"},
        {"P-7", "Wpg 24b lid 2"},
        {"P-8", "Wpg 7a"},
        {"P-9", "Wpg 24a lid 3"},
};
static const struct checklist_item prv_a[] = {
        {"P-1", "AVG 13 lid 1 a, b"},
        {"P-2", "AVG 13 lid 1 c"},
        {"P-3", "AVG 13 lid 2 b, 15-21"},
        {"P-4", "AVG 13 lid 2 d"},
        {"P-5", "AVG 13 lid 1 e"},
        {"P-6", "AVG 13 lid 2 a"},
        {"P-7", "AVG 13 lid 2 e"},
        {"P-8", "AVG 13 lid 2 f, 22"},
        {"P-9", "AVG 12 lid 5"},
};
static const struct checklist_question prv_asks[] = {{"PRV-1", "P-8"}, {"PRV-2", "P-3"}, {"PRV-3", "P-9"}};

static const struct checklist_item dis[] = {
        {"D-01", "Barp 76"},
        {"D-02", "Sv 27c, 28, 29"},
        {"D-03", GOOD_PRACTICE},
        {"D-04", "Barp; Awb 4:8"},
        {"D-05", "Awb 2:1"},
        {"D-06", GOOD_PRACTICE},
        {"D-07", GOOD_PRACTICE},
        {"D-08", GOOD_PRACTICE},
        {"D-09", GOOD_PRACTICE},
        {"D-10", "Barp 77; Awb 6:7, 7:1, 8:1"},
        {"D-11", "AVG 13"},
        {"D-12", GOOD_PRACTICE},
};
static const struct checklist_question dis_asks[] = {{"DIS-1", "D-02"}, {"DIS-2", "D-05"}, {"DIS-3", "D-12"}};

static const struct checklist_item dv[] = {
        {"DV-1", GOOD_PRACTICE},
        {"DV-2", "Wmo 2015 4.1.1"},
        {"DV-3", "Wmo 2015 4.1.1, 5.2.6"},
        {"DV-4", "Wet tijdelijk huisverbod 2, 9"},
        {"DV-5", "Sv 509hh"},
        {"DV-6", GOOD_PRACTICE},
        {"DV-7", GOOD_PRACTICE},
        {"DV-8", GOOD_PRACTICE},
        {"DV-9", GOOD_PRACTICE},
        {"DV-10", GOOD_PRACTICE},
        {"DV-11", "Sr 285b, 66"},
        {"DV-12", GOOD_PRACTICE},
};
static const struct checklist_question dv_asks[] = {{"DV-1", "DV-1"}, {"DV-2", "DV-2"}, {"DV-3", "DV-10"}};
/* May be seen by the person at home: numbers only, and nothing that asks to be answered. */
static const struct checklist_item dv_n[] = {{"DVN-1", GOOD_PRACTICE}, {"DVN-2", GOOD_PRACTICE},
        {"DVN-3", GOOD_PRACTICE}, {"DVN-4", GOOD_PRACTICE}, {"DVN-5", GOOD_PRACTICE}};

static const struct checklist_item hlt[] = {
        {"H-1", "Sr 77e; Besluit aanwijzing Halt-feiten"},
        {"H-2", "Sr 77e"},
        {"H-3", "Sr 77e lid 2"},
        {"H-4", "Sr 77e"},
        {"H-5", "Sr 77e"},
        {"H-6", "Sr 77e"},
        {"H-7", "Sr 77e"},
        {"H-8", "Sr 77e"},
        {"H-9", "Sr 77e"},
        {"H-10", "Sv 28, 29"},
};
static const struct checklist_question hlt_asks[] = {{"HLT-1", "H-5"}, {"HLT-2", "H-8"}, {"HLT-3", "H-10"}};

static const struct checklist_item em[] = {{"EM-1", GOOD_PRACTICE}, {"EM-2", GOOD_PRACTICE}, {"EM-3", GOOD_PRACTICE},
        {"EM-4", GOOD_PRACTICE}, {"EM-5", GOOD_PRACTICE}};
static const struct checklist_question em_asks[] = {{"EM-1", "EM-1"}, {"EM-2", "EM-2"}, {"EM-3", "EM-3"}};

#define ROWS(table) (table), (int)(sizeof(table) / sizeof *(table))

static const struct checklist lists[] = {
        {"N-VIC", false, CHECKLIST_WPG, ROWS(vic), ROWS(vic_asks)},
        {"N-SUS", true, CHECKLIST_WPG, ROWS(sus), ROWS(sus_asks)},
        {"N-INV", true, CHECKLIST_WPG, ROWS(inv), ROWS(inv_asks)},
        {"N-INV-V", true, CHECKLIST_WPG, ROWS(inv_v), ROWS(inv_asks)},
        {"N-INV-M", true, CHECKLIST_WPG, ROWS(inv_m), ROWS(inv_m_asks)},
        {"N-JUV", true, CHECKLIST_WPG, ROWS(juv), ROWS(juv_asks)},
        {"N-WIT", false, CHECKLIST_WPG, ROWS(wit), ROWS(wit_asks)},
        {"N-FAM", false, CHECKLIST_WPG, ROWS(fam), ROWS(fam_asks)},
        {"N-CMP", false, CHECKLIST_AVG, ROWS(cmp), ROWS(cmp_asks)},
        {"N-PRV-W", false, CHECKLIST_WPG, ROWS(prv_w), ROWS(prv_asks)},
        {"N-PRV-A", false, CHECKLIST_AVG, ROWS(prv_a), ROWS(prv_asks)},
        {"N-DIS", false, CHECKLIST_AVG, ROWS(dis), ROWS(dis_asks)},
        {"N-DV", false, CHECKLIST_WPG, ROWS(dv), ROWS(dv_asks)},
        {"N-DV-N", false, CHECKLIST_WPG, ROWS(dv_n), NULL, 0},
        {"N-HLT", false, CHECKLIST_WPG, ROWS(hlt), ROWS(hlt_asks)},
        {"N-EM", false, CHECKLIST_WPG, ROWS(em), ROWS(em_asks)},
};

const struct checklist *checklist_at(int i)
{
	return i >= 0 && i < (int)(sizeof lists / sizeof *lists) ? &lists[i] : NULL;
}

int checklist_place(const char *notice)
{
	for (int i = 0; checklist_at(i); i++)
		if (text_is(lists[i].notice, notice))
			return i;
	return -1;
}

const struct checklist *checklist_of(const char *notice)
{
	return checklist_at(checklist_place(notice));
}

const struct checklist_item *checklist_item(const struct checklist *c, const char *id)
{
	for (int i = 0; i < c->n_items; i++)
		if (text_is(c->items[i].id, id))
			return &c->items[i];
	return NULL;
}

const struct checklist_question *checklist_question(const struct checklist *c, const char *id)
{
	for (int i = 0; i < c->n_questions; i++)
		if (text_is(c->questions[i].id, id))
			return &c->questions[i];
	return NULL;
}
