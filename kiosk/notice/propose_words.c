/* propose_words - the names of the situations, and who may hand over what. */
#include <assert.h>

#include "notice/propose.h"
#include "sys/text.h"

struct situation_words {
	const char *name, *nl, *en;
	bool age, offence_day;
};

static const struct situation_words situations[SITUATIONS] = {
        [SITUATION_VICTIM] = {"victim", "Slachtoffer", "Victim", true, false},
        [SITUATION_BEREAVED] = {"bereaved", "Familie van iemand die is overleden", "Relative of somebody who died",
                true, false},
        [SITUATION_ARRESTED] = {"arrested", "Verdachte, aangehouden", "Suspect, arrested", true, true},
        [SITUATION_INVITED] = {"invited", "Verdachte, uitgenodigd", "Suspect, invited", true, true},
        [SITUATION_WITNESS] = {"witness", "Getuige", "Witness", false, false},
        [SITUATION_FAMILY] = {"family", "Familie van iemand die vastzit", "Relative of somebody in custody", false,
                false},
        [SITUATION_COMPLAINT] = {"complaint", "Klacht over de politie", "Complaint about the police", false, false},
        [SITUATION_PRIVACY] = {"privacy", "Vraag over privacy", "Question about privacy", false, false},
        [SITUATION_DISCIPLINARY] = {"disciplinary", "Collega in een intern onderzoek",
                "Colleague under internal investigation", false, false},
        [SITUATION_DOMESTIC] = {"domestic", "Huiselijk geweld", "Domestic violence", true, false},
        [SITUATION_HALT] = {"halt", "Halt", "Halt", true, true},
        [SITUATION_MONITORING] = {"monitoring", "Enkelband of alarm", "Ankle tag or alarm", false, false},
};

static const struct situation_words *words_of(enum situation s)
{
	assert(s < SITUATIONS);
	return &situations[s];
}

const char *situation_name(enum situation s)
{
	return words_of(s)->name;
}

const char *situation_nl(enum situation s)
{
	return words_of(s)->nl;
}

const char *situation_en(enum situation s)
{
	return words_of(s)->en;
}

bool situation_asks_age(enum situation s)
{
	return words_of(s)->age;
}

bool situation_asks_offence_day(enum situation s)
{
	return words_of(s)->offence_day;
}

/* What an officer is told; who really may is decided by staff/roles.c, which must say the same. */
static const struct {
	const char *notice, *roles;
} who[] = {
        {"N-VIC", "desk assistant_prosecutor"},
        {"N-SUS", "desk assistant_prosecutor"},
        {"N-INV", "desk assistant_prosecutor"},
        {"N-INV-V", "desk assistant_prosecutor"},
        {"N-INV-M", "desk assistant_prosecutor"},
        {"N-JUV", "desk assistant_prosecutor"},
        {"N-WIT", "desk assistant_prosecutor"},
        {"N-FAM", "desk assistant_prosecutor"},
        {"N-CMP", "desk complaint_coordinator"},
        {"N-PRV-W", "desk assistant_prosecutor"},
        {"N-PRV-A", "desk complaint_coordinator"},
        {"N-DIS", "vik"},
        {"N-DV", "desk assistant_prosecutor"},
        {"N-DV-N", "desk assistant_prosecutor"},
        {"N-HLT", "desk assistant_prosecutor"},
        {"N-EM", "desk assistant_prosecutor"},
};

const char *notice_roles(const char *notice)
{
	for (size_t i = 0; i < sizeof who / sizeof *who; i++)
		if (text_is(who[i].notice, notice))
			return who[i].roles;
	return "";
}
