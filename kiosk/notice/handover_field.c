#include "notice/handover_field.h"

#include <assert.h>
#include <stddef.h>

#include "notice/handover_inside.h"
#include "sys/text.h"

typedef enum handover_need need;

/* ---- whose a field is, and when it must be answered ---------------------------------- */

static need always(const struct handover *h)
{
	(void)h;
	return HANDOVER_REQUIRED;
}

static need may(const struct handover *h)
{
	(void)h;
	return HANDOVER_OPTIONAL;
}

static need only(bool asked)
{
	return asked ? HANDOVER_REQUIRED : HANDOVER_NOT_ASKED;
}

static need of_suspects(const struct handover *h)
{
	return only(handover_to_suspect(h));
}

static need of_arrested(const struct handover *h)
{
	return only(handover_in_custody(h));
}

static need of_minor_suspects(const struct handover *h)
{
	return only(handover_to_suspect(h) && h->minor);
}

static need of_disciplinary(const struct handover *h)
{
	return only(handover_is_notice(h, "N-DIS"));
}

static need conflict(const struct handover *h)
{
	return only(handover_choice(h, HF_RECIPIENT_IS) == RECIPIENT_IS_REPRESENTATIVE);
}

/* Of relatives nothing is kept. */
static need person_ref(const struct handover *h)
{
	return handover_is_notice(h, "N-FAM") ? HANDOVER_NOT_ASKED : HANDOVER_OPTIONAL;
}

static need not_before_questioning(const struct handover *h)
{
	return only(handover_to_suspect(h) && handover_choice(h, HF_BEFORE_QUESTIONING) == ANSWER_NO);
}

static need safe_paper(const struct handover *h)
{
	return only(handover_asks_safe_paper(h));
}

static need why_oral(const struct handover *h)
{
	return only(handover_choice(h, HF_FORM) == HANDED_ORAL);
}

static need why_refused(const struct handover *h)
{
	return handover_choice(h, HF_FORM) == HANDED_REFUSED ? HANDOVER_OPTIONAL : HANDOVER_NOT_ASKED;
}

static need interpreter_used(const struct handover *h)
{
	const char *lang = h->start.notice->lang;

	if (!handover_is_spoken(h))
		return HANDOVER_NOT_ASKED;
	if (h->interpreter_forced || (!text_is(lang, "nl") && !text_is(lang, "nl-easy")))
		return HANDOVER_REQUIRED;
	return HANDOVER_OPTIONAL;
}

static bool has_interpreter(const struct handover *h)
{
	return handover_is_spoken(h) && handover_choice(h, HF_INTERPRETER_USED) == ANSWER_YES;
}

static need interpreter_mode(const struct handover *h)
{
	return only(has_interpreter(h));
}

static need interpreter_number(const struct handover *h)
{
	if (!has_interpreter(h))
		return HANDOVER_NOT_ASKED;
	return *handover_text(h, HF_INTERPRETER_UNSWORN_REASON) ? HANDOVER_OPTIONAL : HANDOVER_REQUIRED;
}

static need unsworn_reason(const struct handover *h)
{
	return has_interpreter(h) && !*handover_text(h, HF_INTERPRETER_NUMBER) ? HANDOVER_OPTIONAL : HANDOVER_NOT_ASKED;
}

static need explained_by(const struct handover *h)
{
	return handover_is_spoken(h) ? HANDOVER_OPTIONAL : HANDOVER_NOT_ASKED;
}

static need follow_up(const struct handover *h)
{
	int understood = handover_choice(h, HF_UNDERSTOOD);

	if (understood == UNDERSTOOD_NO)
		return HANDOVER_REQUIRED;
	return understood == UNDERSTOOD_PARTLY ? HANDOVER_OPTIONAL : HANDOVER_NOT_ASKED;
}

static need waiver(const struct handover *h)
{
	if (handover_in_custody(h) && h->minor)
		return HANDOVER_PROHIBITED;
	return only(handover_to_suspect(h) && handover_choice(h, HF_LAWYER_WISH) == LAWYER_NO);
}

static bool is_waived(const struct handover *h)
{
	return waiver(h) == HANDOVER_REQUIRED && handover_choice(h, HF_WAIVER) == ANSWER_YES;
}

static bool is_category_a(const struct handover *h)
{
	return handover_in_custody(h) && handover_choice(h, HF_LAWYER_CATEGORY) == CATEGORY_A;
}

static need lawyer_explained(const struct handover *h)
{
	return only(is_waived(h) && is_category_a(h));
}

static need consequences(const struct handover *h)
{
	return only(is_waived(h) && !is_category_a(h));
}

static need revocable(const struct handover *h)
{
	return only(is_waived(h));
}

static need inform_name(const struct handover *h)
{
	if (!handover_in_custody(h) || handover_choice(h, HF_INFORM_PERSON) != INFORM_YES)
		return HANDOVER_NOT_ASKED;
	return h->minor ? HANDOVER_OPTIONAL : HANDOVER_REQUIRED; /* of a minor it is the parent, told below */
}

static need inform_phone(const struct handover *h)
{
	return inform_name(h) == HANDOVER_NOT_ASKED ? HANDOVER_NOT_ASKED : HANDOVER_OPTIONAL;
}

static need postponed(const struct handover *h)
{
	return only(handover_in_custody(h) && handover_choice(h, HF_INFORM_PERSON) == INFORM_POSTPONED);
}

static need parent_informed_at(const struct handover *h)
{
	if (of_minor_suspects(h) == HANDOVER_NOT_ASKED)
		return HANDOVER_NOT_ASKED;
	return *handover_text(h, HF_PARENT_REASON) ? HANDOVER_OPTIONAL : HANDOVER_REQUIRED;
}

static need parent_informed_by(const struct handover *h)
{
	bool told = of_minor_suspects(h) == HANDOVER_REQUIRED && handover_at_ms(h, HF_PARENT_INFORMED_AT);

	return told ? HANDOVER_OPTIONAL : HANDOVER_NOT_ASKED;
}

static need parent_reason(const struct handover *h)
{
	bool untold = of_minor_suspects(h) == HANDOVER_REQUIRED && !handover_at_ms(h, HF_PARENT_INFORMED_AT);

	return untold ? HANDOVER_OPTIONAL : HANDOVER_NOT_ASKED;
}

static need counsel_informed(const struct handover *h)
{
	return only(of_disciplinary(h) == HANDOVER_REQUIRED && handover_choice(h, HF_COUNSEL_WANTED) == ANSWER_YES);
}

static need of_expired(const struct handover *h)
{
	return only(h->expired);
}

/* A right told again: at police custody, before the investigating judge (Sv 27ca). */
static need repeat_of(const struct handover *h)
{
	return handover_in_custody(h) ? HANDOVER_OPTIONAL : HANDOVER_NOT_ASKED;
}

/* ---- the choices --------------------------------------------------------------------- */

#define OPTIONS(o) (o), (int)(sizeof(o) / sizeof *(o))

static const struct handover_option yes_no[] = {{"yes", "Ja", "Yes"}, {"no", "Nee", "No"}};
static const struct handover_option roles[] = {
        {"victim", "Slachtoffer", "Victim"},
        {"bereaved", "Nabestaande", "Bereaved relative"},
        {"suspect_arrested", "Verdachte, aangehouden", "Suspect, arrested"},
        {"suspect_invited", "Verdachte, uitgenodigd", "Suspect, invited"},
        {"minor", "Minderjarige", "Minor"},
        {"witness", "Getuige", "Witness"},
        {"relative", "Familie", "Relative"},
        {"complainant", "Klager", "Complainant"},
        {"concerned", "Betrokkene", "Person concerned"},
        {"parent", "Ouder of voogd", "Parent or guardian"},
};
static const struct handover_option is[] = {
        {"self", "De persoon zelf", "The person"},
        {"representative", "Wettelijk vertegenwoordiger", "Legal representative"},
        {"curator", "Bijzondere curator", "Special guardian"},
        {"lawyer", "Advocaat", "Lawyer"},
        {"proxy", "Gemachtigde", "Proxy"},
};
static const struct handover_option safe[] = {
        {"yes", "Ja", "Yes"},
        {"neutral", "Liever een neutrale brief", "Rather a neutral one"},
        {"keep", "Nee, bewaar het hier", "No, keep it here"},
};
static const struct handover_option forms[] = {
        {"paper", "Op papier", "On paper"},
        {"paper_oral", "Op papier en verteld", "On paper and in speech"},
        {"oral", "Alleen verteld", "In speech only"},
        {"refused", "Aangeboden, maar geweigerd", "Offered, but refused"},
};
static const struct handover_option modes[] = {
        {"phone", "Telefoon", "Telephone"},
        {"here", "Hier", "Here"},
        {"video", "Beeldbellen", "Video"},
        {"sign", "Gebarentolk", "Sign language"},
        {"typed", "Schrijftolk", "Speech to text"},
};
static const struct handover_option understood[] = {
        {"full", "Ja", "Yes"},
        {"partly", "Deels", "Partly"},
        {"no", "Nee", "No"},
        {"not_determined", "Niet vastgesteld", "Not determined"},
};
static const struct handover_option wishes[] = {
        {"yes", "Ja", "Yes"},
        {"no", "Nee", "No"},
        {"later", "Later", "Later"},
        {"not_applicable", "Niet van toepassing", "Not applicable"},
};
static const struct handover_option categories[] = {
        {"A", "A: er komt altijd een advocaat", "A: a lawyer always comes"},
        {"B", "B: gratis, als de verdachte dat wil", "B: free, if the suspect wants one"},
        {"C", "C: op eigen kosten", "C: at own cost"},
};
static const struct handover_option inform[] = {
        {"yes", "Ja", "Yes"}, {"no", "Nee", "No"}, {"postponed", "Uitgesteld", "Postponed"}};
static const struct handover_option consulate[] = {
        {"yes", "Ja", "Yes"}, {"no", "Nee", "No"}, {"not_applicable", "Niet van toepassing", "Not applicable"}};
static const struct handover_option medical[] = {
        {"no", "Nee", "No"}, {"yes", "Ja", "Yes"}, {"urgent", "Spoed", "Urgent"}};
static const struct handover_option companions[] = {
        {"none", "Niemand", "Nobody"},
        {"parent", "Ouder", "Parent"},
        {"guardian", "Voogd", "Guardian"},
        {"trusted", "Iemand die de persoon vertrouwt", "Somebody trusted"},
        {"lawyer", "Advocaat", "Lawyer"},
};
static const struct handover_option routes[] = {
        {"orienting", "Oriënterend onderzoek", "Orienting inquiry"},
        {"disciplinary", "Disciplinair onderzoek", "Disciplinary investigation"},
        {"criminal", "Strafrechtelijk onderzoek", "Criminal investigation"},
        {"talk", "Gesprek met de leidinggevende", "Talk with the manager"},
};
static const struct handover_option override_roles[] = {
        {"assistant_prosecutor", "Hulpofficier van justitie", "Assistant prosecutor"},
        {"complaint_coordinator", "Klachtcoördinator", "Complaint coordinator"},
        {"vik", "VIK", "VIK"},
};
static const struct handover_option signature[] = {{"given", "Gegeven", "Given"}, {"refused", "Geweigerd", "Refused"},
        {"not_asked", "Niet gevraagd", "Not asked"}};

/* ---- sentences to tap ---------------------------------------------------------------- */

static const char *const ready_oral[] = {"Papier meenemen is niet veilig", "De persoon kan niet lezen",
        "Printen lukte niet", "Eerst was er spoed, papier volgt", NULL};
static const char *const ready_questioning[] = {
        "Er was spoed", "De persoon kon nog niet lezen of luisteren", "Er was nog geen tolk", NULL};
static const char *const ready_unsworn[] = {
        "Geen registertolk voor deze taal", "Geen registertolk op tijd", "Er was spoed, een registertolk volgt", NULL};
static const char *const ready_refused[] = {"Wil geen papier", "Heeft de brief al", "Wil eerst een advocaat", NULL};
static const char *const ready_follow_up[] = {"Een tolk komt, daarna opnieuw", "De advocaat legt het uit",
        "Een collega legt het later opnieuw uit", "Iemand die de persoon vertrouwt helpt", NULL};
static const char *const ready_postponed[] = {"Belang van het onderzoek", "Gevaar voor iemand", NULL};
static const char *const ready_authority[] = {
        "Hulpofficier van justitie", "Officier van justitie", "Rechter-commissaris", NULL};
static const char *const ready_parent[] = {"Niet bereikt, wij blijven bellen", "Tegen het belang van de minderjarige",
        "Tegen het belang van het onderzoek", "Raad voor de Kinderbescherming ingelicht", NULL};
static const char *const ready_expired[] = {"Er is geen geldige versie op dit apparaat", NULL};

/* ---- the table ----------------------------------------------------------------------- */

#define CHOICE HANDOVER_CHOICE
#define TIME HANDOVER_TIME, "K2", true, NULL, 0, NULL
#define TIME_K3 HANDOVER_TIME, "K3", true, NULL, 0, NULL
#define TEXT(class, ready) HANDOVER_TEXT, class, true, NULL, 0, ready

static const struct handover_field fields[HANDOVER_FIELDS] = {
        [HF_RECIPIENT_ROLE] = {"recipient_role", "Voor wie?", "For whom?", CHOICE, "K2", true, OPTIONS(roles), NULL,
                RULE_OPEN, always},
        [HF_RECIPIENT_IS] = {"recipient_is", "Aan wie gegeven?", "Given to whom?", CHOICE, "K2", true, OPTIONS(is),
                NULL, RULE_OPEN, always},
        [HF_CONFLICT] = {"conflict_of_interest", "Is de ouder verdachte of betrokken?",
                "Is the parent a suspect or involved?", CHOICE, "K3", true, OPTIONS(yes_no), NULL, RULE_CONFLICT,
                conflict},
        [HF_PERSON_REF] = {"person_ref", "Nummer van de persoon (geen naam)", "Reference of the person (no name)",
                TEXT("K2", NULL), RULE_OPEN, person_ref},
        [HF_FIRST_CONTACT_AT] = {"first_contact_at", "Eerste contact", "First contact", TIME, RULE_OPEN, always},
        [HF_ARRESTED_AT] = {"arrested_at", "Aangehouden om", "Arrested at", TIME_K3, RULE_OPEN, of_arrested},
        [HF_OFFENCE_TOLD] = {"offence_told", "Is gezegd waarvan iemand wordt verdacht?", "Was the suspicion told?",
                CHOICE, "K3", true, OPTIONS(yes_no), NULL, RULE_OPEN, of_suspects},
        [HF_BEFORE_QUESTIONING] = {"before_first_questioning", "Voor het eerste verhoor?",
                "Before the first questioning?", CHOICE, "K3", true, OPTIONS(yes_no), NULL, RULE_OPEN, of_suspects},
        [HF_BEFORE_QUESTIONING_REASON] = {"before_first_questioning_reason", "Waarom niet voor het verhoor?",
                "Why not before the questioning?", TEXT("K3", ready_questioning), RULE_BEFORE_QUESTIONING,
                not_before_questioning},
        [HF_SAFE_PAPER] = {"safe_paper", "Is het veilig om dit papier mee te nemen?", "Is it safe to take this paper?",
                CHOICE, "K3", true, OPTIONS(safe), NULL, RULE_DOMESTIC_ASK, safe_paper},
        [HF_FORM] = {"form", "Hoe?", "How?", CHOICE, "K2", true, OPTIONS(forms), NULL, RULE_OPEN, always},
        [HF_WHY_ORAL] = {"why_oral", "Waarom niet op papier?", "Why not on paper?", TEXT("K2", ready_oral),
                RULE_WHY_ORAL, why_oral},
        [HF_REFUSED_REASON] = {"refused_reason", "Reden van weigeren (hoeft niet)", "Reason of refusal (not needed)",
                TEXT("K2", ready_refused), RULE_REFUSED, why_refused},
        [HF_INTERPRETER_USED] = {"interpreter_used", "Tolk erbij?", "With an interpreter?", CHOICE, "K2", true,
                OPTIONS(yes_no), NULL, RULE_INTERPRETER, interpreter_used},
        [HF_INTERPRETER_MODE] = {"interpreter_mode", "Hoe tolkt de tolk?", "How does the interpreter work?", CHOICE,
                "K2", true, OPTIONS(modes), NULL, RULE_INTERPRETER, interpreter_mode},
        [HF_INTERPRETER_NUMBER] = {"interpreter_number", "Registernummer van de tolk",
                "Register number of the interpreter", TEXT("K2", NULL), RULE_INTERPRETER, interpreter_number},
        [HF_INTERPRETER_UNSWORN_REASON] = {"interpreter_unsworn_reason", "Geen registertolk: waarom?",
                "No registered interpreter: why?", TEXT("K2", ready_unsworn), RULE_INTERPRETER, unsworn_reason},
        [HF_EXPLAINED_BY] = {"explained_by", "Uitgelegd door een collega", "Explained by a colleague", TEXT("K1", NULL),
                RULE_OPEN, explained_by},
        [HF_UNDERSTOOD] = {"understood", "Begrepen?", "Understood?", CHOICE, "K2", true, OPTIONS(understood), NULL,
                RULE_OPEN, always},
        [HF_FOLLOW_UP] = {"follow_up", "Wat gebeurt er nu?", "What happens now?", TEXT("K2", ready_follow_up),
                RULE_FOLLOW_UP, follow_up},
        [HF_LAWYER_CATEGORY] = {"lawyer_category", "Welke regel geldt voor de advocaat?", "Which rule for the lawyer?",
                CHOICE, "K3", true, OPTIONS(categories), NULL, RULE_OPEN, of_arrested},
        [HF_LAWYER_WISH] = {"lawyer_wish", "Wil de persoon een advocaat?", "Does the person want a lawyer?", CHOICE,
                "K3", true, OPTIONS(wishes), NULL, RULE_OPEN, of_suspects},
        [HF_WAIVER] = {"waiver_given", "Doet de persoon afstand van een advocaat?", "Does the person waive a lawyer?",
                CHOICE, "K3", true, OPTIONS(yes_no), NULL, RULE_OPEN, waiver},
        [HF_LAWYER_EXPLAINED_AT] = {"lawyer_explained_at", "Wanneer legde een advocaat de gevolgen uit?",
                "When did a lawyer explain the consequences?", TIME_K3, RULE_LAWYER_EXPLAINED, lawyer_explained},
        [HF_CONSEQUENCES_EXPLAINED] = {"consequences_explained", "Zijn de gevolgen uitgelegd?",
                "Were the consequences explained?", CHOICE, "K3", true, OPTIONS(yes_no), NULL, RULE_WAIVER_TOLD,
                consequences},
        [HF_REVOCABLE_TOLD] = {"revocable_told", "Is gezegd dat terugkomen altijd mag?",
                "Was it told that it can be taken back?", CHOICE, "K3", true, OPTIONS(yes_no), NULL, RULE_WAIVER_TOLD,
                revocable},
        [HF_INFORM_PERSON] = {"inform_person", "Iemand inlichten?", "Inform somebody?", CHOICE, "K3", true,
                OPTIONS(inform), NULL, RULE_OPEN, of_arrested},
        [HF_INFORM_NAME] = {"inform_name", "Wie?", "Whom?", TEXT("K3", NULL), RULE_OPEN, inform_name},
        [HF_INFORM_PHONE] = {"inform_phone", "Telefoonnummer", "Telephone number", TEXT("K3", NULL), RULE_OPEN,
                inform_phone},
        [HF_POSTPONED_REASON] = {"inform_postponed_reason", "Waarom later inlichten?", "Why inform later?",
                TEXT("K3", ready_postponed), RULE_POSTPONED, postponed},
        [HF_POSTPONED_BY] = {"inform_postponed_by", "Wie besluit dat?", "Who decides that?",
                TEXT("K3", ready_authority), RULE_POSTPONED, postponed},
        [HF_CONSULATE] = {"inform_consulate", "Ambassade of consulaat inlichten?", "Inform embassy or consulate?",
                CHOICE, "K3", true, OPTIONS(consulate), NULL, RULE_OPEN, of_arrested},
        [HF_MEDICAL] = {"medical_request", "Arts of medicijnen?", "Doctor or medicine?", CHOICE, "K4", true,
                OPTIONS(medical), NULL, RULE_OPEN, of_arrested},
        [HF_PARENT_INFORMED_AT] = {"parent_informed_at", "Ouders of voogd ingelicht om",
                "Parents or guardian informed at", TIME_K3, RULE_PARENTS, parent_informed_at},
        [HF_PARENT_INFORMED_BY] = {"parent_informed_by", "Ingelicht door een collega", "Informed by a colleague",
                TEXT("K3", NULL), RULE_OPEN, parent_informed_by},
        [HF_PARENT_REASON] = {"parent_not_informed_reason", "Waarom niet ingelicht?", "Why not informed?",
                TEXT("K3", ready_parent), RULE_PARENTS, parent_reason},
        [HF_COMPANION] = {"companion", "Wie is erbij?", "Who is present?", CHOICE, "K3", true, OPTIONS(companions),
                NULL, RULE_OPEN, of_minor_suspects},
        [HF_ROUTE] = {"route", "Welk onderzoek?", "Which investigation?", CHOICE, "K3", true, OPTIONS(routes), NULL,
                RULE_OPEN, of_disciplinary},
        [HF_AVAILABLE_DAY] = {"available_day", "Bereikbaar op (dag)", "Available on (day)", TEXT("K2", NULL),
                RULE_AVAILABILITY, of_disciplinary},
        [HF_AVAILABLE_FROM] = {"available_from", "Bereikbaar van", "Available from", TEXT("K2", NULL),
                RULE_AVAILABILITY, of_disciplinary},
        [HF_AVAILABLE_TO] = {"available_to", "Bereikbaar tot", "Available until", TEXT("K2", NULL), RULE_AVAILABILITY,
                of_disciplinary},
        [HF_COUNSEL_WANTED] = {"representative_wanted", "Belangenbehartiger gewenst?", "Representative wanted?", CHOICE,
                "K3", true, OPTIONS(yes_no), NULL, RULE_OPEN, of_disciplinary},
        [HF_COUNSEL_INFORMED] = {"representative_informed", "Is de belangenbehartiger ingelicht?",
                "Was the representative informed?", CHOICE, "K3", true, OPTIONS(yes_no), NULL, RULE_OPEN,
                counsel_informed},
        [HF_OVERRIDE_REASON] = {"override_reason", "De brief is niet geldig: waarom toch?",
                "The notice is not valid: why use it?", TEXT("K1", ready_expired), RULE_EXPIRED, of_expired},
        [HF_OVERRIDE_ROLE] = {"override_role", "Wie staat dat toe?", "Who allows that?", CHOICE, "K1", true,
                OPTIONS(override_roles), NULL, RULE_EXPIRED, of_expired},
        [HF_SIGNATURE] = {"signature", "Handtekening", "Signature", CHOICE, "K2", true, OPTIONS(signature), NULL,
                RULE_SIGNATURE, may},
        [HF_REPEAT_OF] = {"repeat_of", "Herhaling van nummer", "Repeats number", TEXT("K2", NULL), RULE_OPEN,
                repeat_of},
        [HF_HANDED_AT] = {"handed_at", "Uitgereikt om", "Handed over at", HANDOVER_TIME, "K2", false, NULL, 0, NULL,
                RULE_H6, always},
};

const struct handover_field *handover_field(enum handover_field_no no)
{
	assert(no < HANDOVER_FIELDS);
	return &fields[no];
}

int handover_field_find(const char *name)
{
	for (int i = 0; i < HANDOVER_FIELDS; i++)
		if (text_is(fields[i].name, name))
			return i;
	return -1;
}

enum handover_need handover_need(const struct handover *h, enum handover_field_no no)
{
	/* A copy of a sheet is no new handover: it says only what is true of the copy. */
	if (h->reprint_no && no != HF_FORM && no != HF_SAFE_PAPER && no != HF_HANDED_AT)
		return HANDOVER_NOT_ASKED;
	return handover_field(no)->need(h);
}
