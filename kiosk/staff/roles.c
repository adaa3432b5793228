#include "staff/roles.h"

#include <stdio.h>
#include <string.h>

#include "store/kinds.h"
#include "sys/text.h"

enum { KINDS_OF_A_RULE = 6 };

struct rule {
	enum role_action action;
	uint16_t kinds[KINDS_OF_A_RULE]; /* ends with 0; none at all: the action has no record */
	unsigned roles;
	const char *nl, *en;
};

enum { HANDS_OUT = ROLE_DESK | ROLE_ASSISTANT_PROSECUTOR, WORKS_HERE = ROLES_ALL & ~ROLE_AUDITOR };

static const struct rule rules[] = {
        {ACTION_HAND_OVER, {KIND_NOTICE_HANDOVER}, HANDS_OUT, "Rechten uitreiken (R2)", "Hand over notices (R2)"},
        {ACTION_HAND_OVER, {KIND_NOTICE_HANDOVER_AVG}, ROLE_DESK | ROLE_COMPLAINT_COORDINATOR,
                "Klachtfolder en privacyfolder AVG uitreiken (R2A)", "Hand over complaint and privacy notices (R2A)"},
        {ACTION_HAND_OVER, {KIND_NOTICE_HANDOVER_VIK}, ROLE_VIK, "Folder disciplinair onderzoek uitreiken (R2V)",
                "Hand over the disciplinary notice (R2V)"},
        {ACTION_READ, {KIND_NEEDS_PROFILE, KIND_VICTIM_INTAKE, KIND_REFERRAL, KIND_MELDCODE}, ROLE_DESK,
                "Concepten van vandaag lezen (R1, R3, R10, R14)", "Read today's concepts (R1, R3, R10, R14)"},
        {ACTION_READ, {KIND_NOTICE_HANDOVER, KIND_ASSESSMENT, KIND_SELF_REPORT}, HANDS_OUT,
                "Concepten van vandaag lezen (R2, R4, R5)", "Read today's concepts (R2, R4, R5)"},
        {ACTION_OPEN_DAY, {0}, ROLE_DESK | ROLE_ADMINISTRATOR, "De dag openen", "Open the day"},
        {ACTION_CLOSE_DAY, {0}, ROLE_DESK | ROLE_ADMINISTRATOR, "De dag sluiten", "Close the day"},
        {ACTION_COUNTERS, {0}, ROLE_DESK | ROLE_COMPLAINT_COORDINATOR | ROLE_ADMINISTRATOR | ROLE_AUDITOR,
                "Tellingen zien", "See the counters"},
        {ACTION_EXPORT, {0}, ROLE_ADMINISTRATOR | ROLE_AUDITOR, "Tellingen meenemen of printen",
                "Take the counters along or print them"},
        {ACTION_ACCESS_LOG, {0}, ROLE_AUDITOR, "Het logboek van inzage lezen", "Read the log of readings"},
        {ACTION_STAFF, {0}, ROLE_ADMINISTRATOR, "Passen, pincodes en rollen beheren", "Manage badges, PINs and roles"},
        {ACTION_TECHNICIAN, {0}, ROLE_TECHNICIAN, "Onderhoud en apparaten", "Maintenance and devices"},
        {ACTION_QUEUE, {0}, HANDS_OUT | ROLE_ADMINISTRATOR | ROLE_TECHNICIAN, "Wachtrij en printopdrachten zien",
                "See the queue and print jobs"},
        {ACTION_PRACTICE, {0}, WORKS_HERE, "Oefenen", "Practise"},
        {ACTION_SIGNAL, {KIND_SIGNAL_CARD}, WORKS_HERE, "Een signaalkaart invullen (R7)", "Fill in a signal card (R7)"},
        {ACTION_FORM, {KIND_NEEDS_PROFILE, KIND_VICTIM_INTAKE, KIND_ASSESSMENT, KIND_REFERRAL, KIND_MELDCODE},
                HANDS_OUT, "Formulieren invullen aan de balie (R1, R3, R4, R10, R14)",
                "Fill in forms at the desk (R1, R3, R4, R10, R14)"},
        {ACTION_FORM, {KIND_ACCESS_REQUEST}, ROLE_DESK, "Een verzoek om inzage invullen (R13)",
                "Fill in an access request (R13)"},
        {ACTION_FORM, {KIND_KETENKAART}, ROLE_ASSISTANT_PROSECUTOR, "Een ketenkaart invullen (R8)",
                "Fill in a chain card (R8)"},
        {ACTION_FORM, {KIND_CASUS, KIND_SIGNAL_CARD}, WORKS_HERE, "Een casus of een signaal inbrengen (R9, R7)",
                "Bring in a case or a signal (R9, R7)"},
        {ACTION_FORM, {KIND_COMPLAINT_TRIAGE}, ROLE_COMPLAINT_COORDINATOR, "De eerste stap bij een klacht (R6T)",
                "The first step of a complaint (R6T)"},
        {ACTION_ACCOUNT, {0}, ROLE_DESK | ROLE_TECHNICIAN, "Zeggen waarom de kast open was",
                "Say why the device was opened"},
        {ACTION_RULES, {0}, ROLES_ALL, "De regels lezen", "Read the rules"},
};

static const struct {
	enum role_action action;
	const char *nl, *en;
} nobody_reads = {ACTION_READ, "Klachten, VIK en contact na een signaal lezen (R6, R6T, R7A, R2A, R2V, R7C)",
        "Read complaints, VIK and contact after a signal (R6, R6T, R7A, R2A, R2V, R7C)"};

static const struct {
	enum staff_role role;
	const char *name, *nl, *en;
} names[ROLES] = {
        {ROLE_DESK, "desk", "Baliemedewerker", "Desk officer"},
        {ROLE_ASSISTANT_PROSECUTOR, "assistant_prosecutor", "Hulpofficier van justitie", "Assistant prosecutor"},
        {ROLE_COMPLAINT_COORDINATOR, "complaint_coordinator", "Klachtcoördinator", "Complaint coordinator"},
        {ROLE_VIK, "vik", "VIK", "VIK"},
        {ROLE_TECHNICIAN, "technician", "Technicus", "Technician"},
        {ROLE_ADMINISTRATOR, "administrator", "Beheerder", "Administrator"},
        {ROLE_AUDITOR, "auditor", "Auditor", "Auditor"},
};

enum { N_RULES = sizeof rules / sizeof *rules };

static bool rule_has_kind(const struct rule *r, uint16_t kind)
{
	if (r->kinds[0] == 0)
		return kind == 0;
	for (size_t i = 0; i < KINDS_OF_A_RULE && r->kinds[i]; i++)
		if (r->kinds[i] == kind)
			return true;
	return false;
}

bool role_kind_is_never_read(uint16_t kind)
{
	return kind == KIND_COMPLAINT || kind == KIND_COMPLAINT_TRIAGE || kind == KIND_NOTICE_HANDOVER_AVG ||
	       kind == KIND_NOTICE_HANDOVER_VIK || kind == KIND_SIGNAL_CONTACT || kind == KIND_SIGNAL_OF_COMPLAINT;
}

bool role_may(unsigned roles, enum role_action action, uint16_t kind)
{
	if (action == ACTION_READ && role_kind_is_never_read(kind))
		return false;
	for (size_t i = 0; i < N_RULES; i++)
		if (rules[i].action == action && (rules[i].roles & roles) && rule_has_kind(&rules[i], kind))
			return true;
	return false;
}

uint16_t role_handover_kind(const char *notice_id)
{
	static const char *const police[] = {"N-VIC", "N-SUS", "N-INV", "N-INV-V", "N-INV-M", "N-JUV", "N-WIT", "N-FAM",
	        "N-PRV-W", "N-DV", "N-DV-N", "N-HLT", "N-EM"};

	if (text_is(notice_id, "N-DIS"))
		return KIND_NOTICE_HANDOVER_VIK;
	if (text_is(notice_id, "N-CMP") || text_is(notice_id, "N-PRV-A"))
		return KIND_NOTICE_HANDOVER_AVG;
	for (size_t i = 0; i < sizeof police / sizeof *police; i++)
		if (text_is(notice_id, police[i]))
			return KIND_NOTICE_HANDOVER;
	return 0;
}

bool role_may_hand(unsigned roles, const char *notice_id)
{
	uint16_t kind = role_handover_kind(notice_id);

	return kind && role_may(roles, ACTION_HAND_OVER, kind);
}

bool roles_are_sound(unsigned roles)
{
	return roles && !(roles & ~(unsigned)ROLES_ALL) && (!(roles & ROLE_AUDITOR) || roles == ROLE_AUDITOR);
}

const char *role_name(enum staff_role role)
{
	for (size_t i = 0; i < ROLES; i++)
		if (names[i].role == role)
			return names[i].name;
	return "";
}

const char *role_label(enum staff_role role, bool dutch)
{
	for (size_t i = 0; i < ROLES; i++)
		if (names[i].role == role)
			return dutch ? names[i].nl : names[i].en;
	return "";
}

bool role_of_name(enum staff_role *out, const char *name)
{
	for (size_t i = 0; i < ROLES; i++) {
		if (text_is(names[i].name, name)) {
			*out = names[i].role;
			return true;
		}
	}
	return false;
}

/* The table and, as its last row, what nobody may. */
size_t role_rules(void)
{
	return N_RULES + 1;
}

static void add(char *out, size_t room, const char *text)
{
	size_t n = strlen(out);

	(void)text_copy(out + n, room - n, text);
}

void role_rule_text(char *out, size_t room, size_t nth, bool dutch)
{
	const char *between = ": ";

	if (nth >= N_RULES) {
		(void)snprintf(
		        out, room, "%s: %s", dutch ? nobody_reads.nl : nobody_reads.en, dutch ? "niemand" : "nobody");
		return;
	}
	(void)text_copy(out, room, dutch ? rules[nth].nl : rules[nth].en);
	for (size_t i = 0; i < ROLES; i++) {
		if (!(rules[nth].roles & names[i].role))
			continue;
		add(out, room, between);
		add(out, room, dutch ? names[i].nl : names[i].en);
		between = ", ";
	}
}
