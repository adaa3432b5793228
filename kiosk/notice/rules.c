#include "notice/rules.h"

#include <assert.h>
#include <stddef.h>

#include "sys/text.h"

static const struct rule rules[RULES] = {
        [RULE_VICTIM] = {"PV-01", TOPIC_NOTICE,
                "Een slachtoffer krijgt de verklaring van rechten, meteen bij het eerste contact.",
                "A victim gets the statement of rights, at the first contact.", "Sv 51ab; Regeling slachtoffers 2(1)"},
        [RULE_VICTIM_UNDER_12] = {"PV-02", TOPIC_NOTICE,
                "Is het slachtoffer jonger dan 12? Dan krijgt de ouder of voogd de brief.",
                "If the victim is under 12, the parent or guardian gets the notice.", "Regeling slachtoffers 2(4)"},
        [RULE_VICTIM_MINOR] = {"PV-03", TOPIC_NOTICE,
                "Een slachtoffer onder de 18 heeft altijd extra bescherming nodig.",
                "A victim under 18 always needs extra protection.", "Besluit slachtoffers 13(1)"},
        [RULE_BEREAVED] = {"PV-04", TOPIC_NOTICE,
                "Familie van iemand die is overleden krijgt ook de verklaring van rechten.",
                "Relatives of somebody who died also get the statement of rights.", "Sv 51a"},
        [RULE_CONFLICT] = {"PV-05", TOPIC_NOTICE,
                "Is de ouder of voogd verdachte of zelf betrokken? Geef de brief dan aan een bijzondere curator of advocaat.",
                "If the parent or guardian is a suspect or involved, give the notice to a special guardian or a lawyer.",
                "Besluit slachtoffers 14, 15(2)"},
        [RULE_PRESUMED_MINOR] = {"PV-06", TOPIC_NOTICE,
                "Is de leeftijd niet zeker en kan iemand jonger dan 18 zijn? Dan doen we alsof die jonger is.",
                "If the age is not certain and somebody may be under 18, we treat that person as a minor.",
                "Besluit slachtoffers 13(2)"},
        [RULE_ARRESTED] = {"PA-01", TOPIC_NOTICE,
                "Een aangehouden verdachte krijgt de mededeling van rechten. Meteen, en vóór het eerste verhoor.",
                "An arrested suspect gets the letter of rights. At once, and before the first questioning.",
                "Sv 27c lid 3"},
        [RULE_JUVENILE] = {"PA-02", TOPIC_NOTICE,
                "Was een aangehouden verdachte 12 tot en met 17 jaar bij het feit? Dan krijgt die de brief voor jongeren.",
                "An arrested suspect who was 12 to 17 at the offence gets the notice for juveniles.", "Sv 488, 488aa"},
        [RULE_UNDER_12] = {"PA-03", TOPIC_NOTICE,
                "Jonger dan 12 bij het feit: er is geen brief voor verdachten. Bel de ouders en een collega die hiervan weet.",
                "Under 12 at the offence: there is no notice for suspects. Call the parents and a colleague who knows this work.",
                "Sv 486"},
        [RULE_MAYBE_UNDER_12] = {"PA-04", TOPIC_NOTICE,
                "De persoon was bij het feit misschien jonger dan 12. Zoek dat eerst uit.",
                "The person may have been under 12 at the offence. Find that out first.", "Sv 486"},
        [RULE_AGE_AT_OFFENCE] = {"PA-05", TOPIC_NOTICE, "De leeftijd op de dag van het feit telt, niet die van nu.",
                "The age on the day of the offence counts, not the age now.", "Sv 488"},
        [RULE_OFFENCE_DAY_UNKNOWN] = {"PA-06", TOPIC_NOTICE,
                "De leeftijd bij het feit is niet bekend. We gaan nu uit van de leeftijd van vandaag. Kijk dit na.",
                "The age at the offence is not known. We now use the age of today. Check this.", "Sv 488"},
        [RULE_VULNERABLE_ARRESTED] = {"PA-07", TOPIC_NOTICE,
                "Een kwetsbare verdachte die vastzit, krijgt altijd gratis een advocaat (regel A).",
                "A vulnerable suspect in custody always gets a lawyer, free (rule A).", "Sv 28b lid 1"},
        [RULE_NO_WAIVER_MINOR] = {"PA-08", TOPIC_NOTICE,
                "Een aangehouden minderjarige kan geen afstand doen van een advocaat. Loket laat dat niet invullen.",
                "An arrested minor cannot waive a lawyer. Loket does not let that be entered.",
                "Sv 489; 2016/800/EU 6"},
        [RULE_INVITED] = {"PI-01", TOPIC_NOTICE,
                "Een verdachte die is uitgenodigd, krijgt de brief voor uitgenodigde verdachten. Vóór het eerste verhoor.",
                "A suspect who was invited gets the notice for invited suspects. Before the first questioning.",
                "Sv 27c lid 2"},
        [RULE_INVITED_VULNERABLE] = {"PI-02", TOPIC_NOTICE,
                "Is een uitgenodigde verdachte kwetsbaar? Dan krijgt die de brief met extra uitleg over hulp.",
                "An invited suspect who is vulnerable gets the version with more about support.", "Sv 28a, 28b"},
        [RULE_INVITED_MINOR] = {"PI-03", TOPIC_NOTICE,
                "Was een uitgenodigde verdachte 12 tot en met 17 jaar bij het feit? Dan krijgt die de brief voor jongeren die zijn uitgenodigd.",
                "An invited suspect who was 12 to 17 at the offence gets the version for invited juveniles.",
                "Sv 488aa lid 2"},
        [RULE_NO_OFFENCE_QUESTION] = {"PI-04", TOPIC_NOTICE,
                "Stel een verdachte hier geen vragen over het feit. Ook Loket doet dat nooit.",
                "Ask a suspect nothing about the offence here. Loket never does so either.", "Sv 27c, 28c"},
        [RULE_WITNESS] = {"PW-01", TOPIC_NOTICE, "Een getuige krijgt de brief voor getuigen, vóór de verklaring.",
                "A witness gets the notice for witnesses, before the statement.", ""},
        [RULE_WITNESS_TURNS] = {"PW-02", TOPIC_NOTICE,
                "Wordt een getuige tijdens het gesprek verdachte? Stop dan. Geef eerst de brief voor verdachten.",
                "If a witness becomes a suspect while talking, stop. First give the notice for suspects.", "Sv 27c"},
        [RULE_FAMILY] = {"PF-01", TOPIC_NOTICE, "Familie van iemand die vastzit krijgt de brief voor familie.",
                "Relatives of somebody in custody get the notice for relatives.", ""},
        [RULE_FAMILY_NOTHING_KEPT] = {"PF-02", TOPIC_NOTICE,
                "Vertel familie niets over de zaak. Loket bewaart niets over de familie.",
                "Tell relatives nothing about the case. Loket keeps nothing about the relatives.", "Wpg 7"},
        [RULE_COMPLAINT] = {"PC-01", TOPIC_NOTICE, "Wie een klacht heeft, krijgt de brief over klachten.",
                "Whoever has a complaint gets the notice about complaints.", "Politiewet 67a-72"},
        [RULE_COMPLAINT_PRIVACY] = {"PC-02", TOPIC_NOTICE,
                "Bij een klacht hoort ook de privacybrief (AVG), vóór de eerste vraag.",
                "The privacy notice (GDPR) belongs to a complaint too, before the first question.", "AVG 13"},
        [RULE_PRIVACY_POLICE] = {"PP-01", TOPIC_NOTICE,
                "Gaat de vraag over politiegegevens? Dan hoort daar de privacybrief van de Wpg bij.",
                "A question about police data gets the privacy notice of the police data law.", "Wpg 24b"},
        [RULE_PRIVACY_OTHER] = {"PP-02", TOPIC_NOTICE,
                "Gaat de vraag over een klacht of personeel? Dan hoort daar de privacybrief van de AVG bij.",
                "A question about a complaint or staff gets the privacy notice of the GDPR.", "AVG 13"},
        [RULE_PRIVACY_BOTH] = {"PP-03", TOPIC_NOTICE,
                "Is niet bekend welke wet geldt? Dan stellen we beide privacybrieven voor.",
                "If it is not known which law applies, both privacy notices are proposed.", "Wpg 24b; AVG 13"},
        [RULE_DISCIPLINARY] = {"PD-01", TOPIC_NOTICE,
                "Een collega in een intern onderzoek krijgt de brief daarover bij de eerste melding. Alleen VIK reikt die uit.",
                "A colleague under internal investigation gets its notice when first told. Only VIK hands it over.",
                "Barp"},
        [RULE_DISCIPLINARY_CRIMINAL] = {"PD-02", TOPIC_NOTICE,
                "Wordt een intern onderzoek een strafzaak? Dan is de collega verdachte en krijgt eerst de brief voor verdachten.",
                "When an internal investigation becomes a criminal case, the colleague is a suspect and first gets the notice for suspects.",
                "Sv 27c"},
        [RULE_DISCIPLINARY_TALK] = {"PD-03", TOPIC_NOTICE,
                "Een gesprek met de leidinggevende is geen onderzoek. De brief mag, maar hoeft niet.",
                "A talk with the manager is no investigation. The notice may be given but need not.", ""},
        [RULE_DOMESTIC] = {"PG-01", TOPIC_NOTICE,
                "Een slachtoffer van huiselijk geweld krijgt de verklaring van rechten en informatie over veiligheid.",
                "A victim of domestic violence gets the statement of rights and information about safety.", "Sv 51ab"},
        [RULE_DOMESTIC_ASK] = {"PG-02", TOPIC_NOTICE,
                "Vraag eerst, zonder anderen erbij: is het veilig om dit papier mee te nemen? Loket drukt dit nooit vanzelf af.",
                "First ask, with nobody else there: is it safe to take this paper? Loket never prints it by itself.",
                ""},
        [RULE_DOMESTIC_NEUTRAL] = {"PG-03", TOPIC_NOTICE,
                "Zolang niet zeker is dat papier veilig is, stellen we de neutrale brief voor.",
                "While it is not certain that paper is safe, the neutral version is proposed.", ""},
        [RULE_DOMESTIC_KEEP] = {"PG-04", TOPIC_NOTICE,
                "Is papier niet veilig? Geef niets mee. Vertel het en bewaar de brief hier.",
                "If paper is not safe, give nothing along. Tell it and keep the notice here.", ""},
        [RULE_HALT] = {"PH-01", TOPIC_NOTICE,
                "Was iemand bij het feit 12 tot en met 17 jaar? Dan past bij Halt de brief over Halt.",
                "For Halt and somebody who was 12 to 17 at the offence, the notice about Halt fits.", "Sr 77e"},
        [RULE_HALT_AGE] = {"PH-02", TOPIC_NOTICE,
                "Bij het feit 12 tot en met 17 jaar: alleen dan is er Halt. Hier past geen brief over Halt.",
                "Halt is only for who was 12 to 17 at the offence. The notice about Halt does not fit here.", "Sr 77e"},
        [RULE_HALT_NEVER_PROMISED] = {"PH-03", TOPIC_NOTICE,
                "Loket zegt nooit dat iemand Halt krijgt. Geef eerst de brief met de rechten. Laat eerst met een advocaat praten.",
                "Loket never says that somebody gets Halt. First give the notice of rights, and let the person talk to a lawyer.",
                "Sv 488aa"},
        [RULE_MONITORING] = {"PE-01", TOPIC_NOTICE,
                "Wie vragen heeft over een enkelband of alarm, krijgt de brief over elektronisch toezicht. Meedoen is vrijwillig.",
                "Whoever asks about an ankle tag or alarm gets the notice about electronic monitoring. Taking part is voluntary.",
                ""},
        [RULE_LANG_EXACT] = {"PT-01", TOPIC_LANGUAGE,
                "Is de brief er in de gevraagde taal? Dan stellen we die taal voor.",
                "If the notice is there in the wanted language, that language is proposed.",
                "Sv 27c lid 4; Besluit slachtoffers 7(2)"},
        [RULE_LANG_VICTIM] = {"PT-02", TOPIC_LANGUAGE,
                "Is de taal er niet, dan mag een slachtoffer kiezen uit Engels, Frans en Duits. Vraag welke taal de persoon begrijpt.",
                "If the language is not there, a victim may choose English, French or German. Ask which the person understands.",
                "Regeling slachtoffers 3(3)"},
        [RULE_LANG_ASSIST] = {"PT-03", TOPIC_LANGUAGE,
                "Is er geen taal die past? Dan is taalhulp verplicht: een tolk. De Nederlandse brief gaat mee.",
                "If no language fits, language assistance is required: an interpreter. The Dutch notice goes along.",
                "Regeling slachtoffers 3(3); Sv 27c lid 4"},
        [RULE_LANG_COUNTED] = {"PT-04", TOPIC_LANGUAGE,
                "Een taal die er niet is, wordt geteld. Zonder naam en zonder persoon.",
                "A language that is missing is counted. Without a name and without a person.", ""},
        [RULE_LANG_DRAFT] = {"PT-05", TOPIC_LANGUAGE,
                "Een concepttekst is nog niet goedgekeurd. Leg hem altijd uit, met een tolk als het geen Nederlands is. Hij telt niet als uitgereikt.",
                "A draft is not approved yet. Always explain it, with an interpreter unless it is Dutch. It does not count as handed over.",
                ""},
        [RULE_LANG_SAME] = {"PT-06", TOPIC_LANGUAGE, "De taal verandert nooit welke brief we voorstellen.",
                "The language never changes which notice is proposed.", "Grondwet 1"},
        [RULE_LANG_CANNOT_READ] = {"PT-07", TOPIC_LANGUAGE,
                "Kan iemand niet lezen? Laat de brief horen, leg uit en geef het papier toch mee.",
                "If somebody cannot read: let the notice be heard, explain it, and still give the paper.",
                "Regeling slachtoffers 3(2)"},
        [RULE_H1] = {"UH-01", TOPIC_HANDOVER, "De aanhouding is niet later dan de uitreiking.",
                "The arrest is not later than the handing over.", ""},
        [RULE_H2] = {"UH-02", TOPIC_HANDOVER, "Het eerste contact is niet later dan de uitreiking.",
                "The first contact is not later than the handing over.", ""},
        [RULE_H3] = {"UH-03", TOPIC_HANDOVER, "Mist er een verplicht stuk in deze taal? Dan kan de uitreiking niet af.",
                "If a required part is missing in this language, the handing over cannot be completed.", ""},
        [RULE_H4] = {"UH-04", TOPIC_HANDOVER,
                "Bij een concepttekst is uitleg verplicht. Is het geen Nederlands, dan ook een tolk.",
                "With a draft text an explanation is required. Unless it is Dutch, an interpreter too.", ""},
        [RULE_H5] = {"UH-05", TOPIC_HANDOVER, "Een kopie is geen nieuwe uitreiking. Elke kopie heeft een nummer.",
                "A copy is no new handing over. Every copy has a number.", ""},
        [RULE_H6] = {"UH-06", TOPIC_HANDOVER,
                "Een uitreiking telt pas na twee dingen. De printer bewijst het papier. De medewerker bevestigt.",
                "A handing over counts only when the printer proved the paper and the officer confirmed.", ""},
        [RULE_OPEN] = {"UH-07", TOPIC_HANDOVER, "Dit moet nog worden ingevuld.", "This still has to be filled in.", ""},
        [RULE_NOT_ASKED] = {"UH-08", TOPIC_HANDOVER, "Dit wordt bij deze brief niet gevraagd en ook niet bewaard.",
                "This is not asked with this notice, and not kept.", "Wpg 3"},
        [RULE_RECIPIENT] = {"UH-09", TOPIC_HANDOVER, "Deze brief past niet bij deze persoon.",
                "This notice does not belong to this person.", ""},
        [RULE_FUTURE] = {"UH-10", TOPIC_HANDOVER, "Deze tijd is nog niet geweest, of te lang geleden.",
                "This time has not come yet, or is too long ago.", ""},
        [RULE_WHY_ORAL] = {"UH-11", TOPIC_HANDOVER, "Alleen gesproken mag alleen als papier niet kan. Zeg waarom.",
                "Speech alone is only for when paper is not possible. Say why.", "Regeling slachtoffers 2(3)"},
        [RULE_INTERPRETER] = {"UH-12", TOPIC_HANDOVER,
                "De tolk staat in het register en heeft een nummer. Is er geen nummer, zeg dan waarom.",
                "The interpreter is registered and has a number. If there is no number, say why.", "Wbtv 28"},
        [RULE_FOLLOW_UP] = {"UH-13", TOPIC_HANDOVER, "Is de brief niet begrepen? Zeg wat er nu gebeurt.",
                "If the notice was not understood, say what happens now.", "Regeling slachtoffers 3(2)"},
        [RULE_BEFORE_QUESTIONING] = {"UH-14", TOPIC_HANDOVER,
                "Een verdachte krijgt de brief vóór het eerste verhoor. Is dat niet gelukt, zeg dan waarom.",
                "A suspect gets the notice before the first questioning. If that failed, say why.", "Sv 27c lid 3"},
        [RULE_CATEGORY_A] = {"UH-15", TOPIC_HANDOVER,
                "Voor een minderjarige of kwetsbare verdachte die vastzit, geldt altijd regel A.",
                "For a minor or vulnerable suspect in custody rule A always applies.", "Sv 28b, 489"},
        [RULE_LAWYER_EXPLAINED] = {"UH-16", TOPIC_HANDOVER,
                "Bij regel A kan afstand pas nadat een advocaat de gevolgen heeft uitgelegd.",
                "Under rule A a waiver is possible only after a lawyer explained the consequences.", "Sv 28a"},
        [RULE_WAIVER_TOLD] = {"UH-17", TOPIC_HANDOVER,
                "Bij afstand zijn de gevolgen uitgelegd. Ook is gezegd dat terugkomen altijd mag.",
                "With a waiver the consequences were explained, and that it can always be taken back.", "Sv 28a"},
        [RULE_WAIVER_WISH] = {"UH-18", TOPIC_HANDOVER, "Afstand kan alleen als de verdachte nu geen advocaat wil.",
                "A waiver is possible only if the suspect does not want a lawyer now.", "Sv 28a"},
        [RULE_PARENTS] = {"UH-19", TOPIC_HANDOVER,
                "De ouders of voogd van een minderjarige verdachte weten het. Zo niet, zeg waarom.",
                "The parents or guardian of a minor suspect are informed. If not, say why.", "Sv 488aa, 488ab"},
        [RULE_INFORM_MINOR] = {"UH-20", TOPIC_HANDOVER, "Zit een minderjarige vast? Dan wordt altijd iemand ingelicht.",
                "When a minor is in custody, somebody is always informed.", "Sv 27e, 488aa"},
        [RULE_POSTPONED] = {"UH-21", TOPIC_HANDOVER,
                "Inlichten mag alleen later met een reden en iemand die dat besluit.",
                "Informing later needs a reason and somebody who decides it.", "Sv 27e"},
        [RULE_URGENT] = {"UH-22", TOPIC_HANDOVER, "Bij spoed gaat meteen een alarm naar de balie.",
                "When it is urgent the desk is alarmed at once.", "Ambtsinstructie 32"},
        [RULE_REFUSED] = {"UH-23", TOPIC_HANDOVER,
                "Iemand mag de brief weigeren. We leggen alleen vast dat hij is aangeboden.",
                "Somebody may refuse the notice. We only record that it was offered.", ""},
        [RULE_SIGNATURE] = {"UH-24", TOPIC_HANDOVER, "Een handtekening hoeft nooit. Weigeren heeft geen gevolg.",
                "A signature is never needed. Refusing has no consequence.", "Sv 27c lid 5"},
        [RULE_CARD] = {"UH-25", TOPIC_HANDOVER, "Een kaartje vervangt de hele brief niet.",
                "A card does not replace the whole notice.", ""},
        [RULE_EXPIRED] = {"UH-26", TOPIC_HANDOVER,
                "Deze brief is vandaag niet geldig. Gebruik hem alleen met een reden en een rol die dat mag.",
                "This notice is not valid today. Use it only with a reason and a role that may do so.", ""},
        [RULE_AVAILABILITY] = {"UH-27", TOPIC_HANDOVER,
                "Bereikbaar zijn is een dag met een begin en een einde. Altijd of de hele dag kan niet.",
                "Being available is a day with a begin and an end. Always or all day is not possible.", ""},
        [RULE_SAFE_PAPER] = {"UH-28", TOPIC_HANDOVER,
                "Bij huiselijk geweld is eerst gevraagd of papier veilig is. Het papier past bij het antwoord.",
                "With domestic violence it was first asked whether paper is safe. The paper fits the answer.", ""},
        [RULE_PRACTICE] = {"UH-29", TOPIC_HANDOVER, "Een oefening blijft op dit apparaat en telt nooit mee.",
                "A practice stays on this station and never counts.", ""},
        [RULE_TEACH_ONE] = {"UB-01", TOPIC_TEACH, "We stellen de vragen één voor één, in de taal van de brief.",
                "The questions are asked one by one, in the language of the notice.", ""},
        [RULE_TEACH_AGAIN] = {"UB-02", TOPIC_TEACH,
                "Is een antwoord niet goed, of weet iemand het niet? Dan leggen we het nog eens uit, makkelijker en met geluid.",
                "If an answer is not right, or not known, it is explained again, more simply and with sound.",
                "Regeling slachtoffers 3(2)"},
        [RULE_TEACH_HUMAN] = {"UB-03", TOPIC_TEACH,
                "Is het antwoord nog een keer niet goed? Dan legt een medewerker het uit.",
                "If the answer is not right a second time, an officer explains.", ""},
        [RULE_TEACH_SKIP] = {"UB-04", TOPIC_TEACH, "Overslaan en stoppen mag altijd. Dat heeft geen gevolg.",
                "Skipping and stopping are always possible. That has no consequence.", ""},
        [RULE_TEACH_RESULT] = {"UB-05", TOPIC_TEACH,
                "We bewaren alleen: begrepen, deels, niet, of niet vastgesteld. En wat opnieuw is uitgelegd. Geen punten.",
                "We keep only: understood, partly, not, or not determined. And what was explained again. No score.",
                ""},
        [RULE_TEACH_SUSPECT] = {"UB-06", TOPIC_TEACH,
                "Een verdachte krijgt alleen vragen over zijn rechten. Nooit over de zaak.",
                "A suspect is only asked about rights. Never about the case.", "Sv 27c, 28c"},
        [RULE_CLOCK_HOURS] = {"UK-01", TOPIC_CLOCK,
                "Ophouden mag 9 uur, of 6 uur bij lichtere feiten. De tijd begint als de hulpofficier het beveelt.",
                "Holding is possible for 9 hours, or 6 for lighter offences. The time begins when the assistant prosecutor orders it.",
                "Sv 56a"},
        [RULE_CLOCK_NIGHT] = {"UK-02", TOPIC_CLOCK,
                "De uren van 0.00 tot 9.00 uur tellen niet mee. Ook niet als de klok die nacht verzet wordt.",
                "The hours from 0:00 to 9:00 do not count. Also in a night in which the clock is changed.", "Sv 56a"},
        [RULE_CLOCK_JUDGE] = {"UK-03", TOPIC_CLOCK,
                "Binnen 3 dagen en 18 uur na de aanhouding naar de rechter-commissaris. Elk uur telt mee.",
                "Before the investigating judge within 3 days and 18 hours after the arrest. Every hour counts.",
                "Sv 59a"},
        [RULE_CLOCK_IDENTITY] = {"UK-04", TOPIC_CLOCK,
                "Bij lichtere feiten mag er één keer 6 uur bij. Alleen om vast te stellen wie iemand is.",
                "For lighter offences 6 hours may be added once. Only to find out who somebody is.", "Sv 56b"},
        [RULE_CLOCK_QUESTIONING] = {"UK-05", TOPIC_CLOCK,
                "Verhoor in de nacht telt wel mee. Loket rekent dat niet uit.",
                "Questioning at night does count. Loket does not calculate that.", "Sv 56a"},
        [RULE_ROLE_DENY] = {"UR-01", TOPIC_ROLES, "Wat niet uitdrukkelijk mag, mag niet.",
                "What is not expressly allowed is not allowed.", "Wpg 6"},
        [RULE_ROLE_DESK] = {"UR-02", TOPIC_ROLES,
                "De balie reikt brieven uit en leest concepten van vandaag. Niet de brief over intern onderzoek.",
                "The desk hands over notices and reads today's concepts. Not the notice about internal investigations.",
                "Wpg 6"},
        [RULE_ROLE_PROSECUTOR] = {"UR-03", TOPIC_ROLES,
                "De hulpofficier reikt brieven aan verdachten uit en mag een verlopen brief toestaan.",
                "The assistant prosecutor hands notices to suspects and may allow an expired notice.", "Sv 56a"},
        [RULE_ROLE_COMPLAINTS] = {"UR-04", TOPIC_ROLES,
                "De klachtcoördinator reikt de brief over klachten uit, net als de balie. Ingediende klachten leest niemand op dit apparaat.",
                "The complaint coordinator hands over the notice about complaints, as the desk does. Nobody reads complaints on this station.",
                "Politiewet 68"},
        [RULE_ROLE_VIK] = {"UR-05", TOPIC_ROLES,
                "Alleen VIK reikt de brief over intern onderzoek uit. Niemand leest die stukken op dit apparaat.",
                "Only VIK hands over the notice about internal investigations. Nobody reads those records on this station.",
                "Wpg 6"},
        [RULE_ROLE_TECHNICIAN] = {"UR-06", TOPIC_ROLES, "De technicus ziet het apparaat, nooit een mens.",
                "The technician sees the machine, never a person.", "Wpg 4a"},
        [RULE_ROLE_ADMINISTRATOR] = {"UR-10", TOPIC_ROLES,
                "De beheerder geeft passen, pincodes en rollen uit. Elke wijziging is ondertekend.",
                "The administrator gives out badges, PINs and roles. Every change is signed.", "Wpg 6"},
        [RULE_ROLE_AUDITOR] = {"UR-07", TOPIC_ROLES, "De controleur ziet het logboek en de tellingen, niet de inhoud.",
                "The auditor sees the log and the counts, not the content.", "Wpg 32a"},
        [RULE_ROLE_READING] = {"UR-08", TOPIC_ROLES,
                "Elke keer dat iemand een stuk leest, komt dat met de reden in het logboek.",
                "Each time somebody reads a record, it is logged with the reason.", "Wpg 32a"},
        [RULE_COUNTERS] = {"UR-09", TOPIC_ROLES,
                "Tellingen gaan nooit over één mens of medewerker. Kleine getallen tonen we niet.",
                "Counts are never about one person or officer. Small numbers are not shown.", "Wpg 32a lid 2"},
        [RULE_ROUTE_DANGER] = {"RA-01", TOPIC_ROUTE,
                "Is er nu gevaar? Dan stoppen de vragen. Het scherm zegt: bel 112, en de balie krijgt een teken.",
                "If there is danger now, the questions stop. The screen says: call 112, and the desk is told.", ""},
        [RULE_ROUTE_COLLEAGUE] = {"RA-02", TOPIC_ROUTE,
                "Bij geweld, dreiging of een bekende dader bieden we een collega aan. Weigeren doen we nooit.",
                "With violence, a threat or a known offender we offer a colleague. Nobody is ever refused.", "Sv 163"},
        [RULE_ROUTE_LOST] = {"RA-03", TOPIC_ROUTE,
                "Is iets verloren en niet gestolen? Dan zijn er geen vragen over een dader.",
                "If something was lost and not stolen, nothing is asked about an offender.", ""},
        [RULE_ROUTE_CHILD] = {"RA-04", TOPIC_ROUTE,
                "Is iemand jonger dan 13? Dan zegt Loket dat er een volwassene bij nodig is.",
                "If somebody is under 13, Loket says that an adult is needed.", ""},
        [RULE_ROUTE_OTHER] = {"RA-05", TOPIC_ROUTE, "Wie voor een ander komt, gaat naar de balie.",
                "Whoever comes for somebody else goes to the desk.", ""},
        [RULE_ROUTE_CONCEPT] = {"RA-06", TOPIC_ROUTE,
                "Wat hier wordt ingevuld, is een concept. Een medewerker maakt er een aangifte van.",
                "What is filled in here is a concept. An officer makes a report of it.", "Sv 163"},
        [RULE_ROUTE_DOCUMENT] = {"RA-07", TOPIC_ROUTE,
                "Elk soort papier dat weg is, heeft een eigen volgende stap: gemeente, bank, ambassade of een collega.",
                "Each kind of lost document has its own next step: municipality, bank, embassy or a colleague.", ""},
        [RULE_ROUTE_SAME] = {"RA-08", TOPIC_ROUTE, "De taal verandert nooit de vragen of de weg.",
                "The language never changes the questions or the way.", "Grondwet 1"},
};

static const struct rule_topic_words topics[TOPICS] = {
        [TOPIC_NOTICE] = {"Welke brief past", "Which notice fits",
                "Loket kiest niet. Het weet niets over de zaak en geeft niemand een cijfer.",
                "Loket does not choose. It knows nothing about the case and gives nobody a score.",
                "De medewerker kiest de brief en mag een andere nemen.",
                "The officer chooses the notice and may take another."},
        [TOPIC_LANGUAGE] = {"Welke taal", "Which language", "Loket raadt geen taal uit een naam of een land.",
                "Loket guesses no language from a name or a country.",
                "De persoon kiest de taal. De medewerker regelt de tolk.",
                "The person chooses the language. The officer arranges the interpreter."},
        [TOPIC_HANDOVER] = {"Uitreiken en vastleggen", "Handing over and recording",
                "Loket bewaart geen tekst over het feit, geen nationaliteit en geen geboortedatum.",
                "Loket keeps no text about the offence, no nationality and no date of birth.",
                "De medewerker bevestigt. Loket zegt alleen wat nog open staat.",
                "The officer confirms. Loket only says what is still open."},
        [TOPIC_TEACH] = {"Is het begrepen", "Was it understood",
                "Het is geen toets. Er is geen uitslag die iets verandert aan rechten.",
                "It is no test. No outcome changes anybody's rights.",
                "De persoon mag altijd stoppen. De medewerker beslist over meer hulp.",
                "The person may always stop. The officer decides about more help."},
        [TOPIC_CLOCK] = {"De tijd van vasthouden", "The time of custody",
                "De klok is een hulp. Loket beslist niet en bewaart de uitkomst niet.",
                "The clock is an aid. Loket does not decide and does not keep the result.",
                "De hulpofficier, de officier van justitie en de rechter beslissen.",
                "The assistant prosecutor, the prosecutor and the judge decide."},
        [TOPIC_ROLES] = {"Wie mag wat", "Who may do what", "Loket volgt en beoordeelt geen medewerkers.",
                "Loket does not follow or judge officers.", "De beheerder van het bureau geeft de rollen.",
                "The administrator of the station gives the roles."},
        [TOPIC_ROUTE] = {"Zelf iets melden", "Reporting something oneself",
                "Loket neemt geen aangifte op en weigert niemand.",
                "Loket takes no official report and refuses nobody.",
                "De persoon kiest of een collega helpt. De politie moet de aangifte opnemen.",
                "The person chooses whether a colleague helps. The police must take the report."},
};

const struct rule *rule_of(enum rule_no no)
{
	assert(no >= RULE_NONE && no < RULES);
	return no == RULE_NONE ? NULL : &rules[no];
}

const char *rule_id(enum rule_no no)
{
	return no == RULE_NONE ? "" : rule_of(no)->id;
}

enum rule_no rule_find(const char *id)
{
	for (int i = RULE_NONE + 1; i < RULES; i++)
		if (text_is(rules[i].id, id))
			return (enum rule_no)i;
	return RULE_NONE;
}

const struct rule_topic_words *rule_topic_words(enum rule_topic t)
{
	assert(t < TOPICS);
	return &topics[t];
}

static struct rule_row plain_row(enum rule_row_kind kind, const char *text)
{
	return (struct rule_row){.kind = kind, .id = "", .text = text, .law = ""};
}

static int rules_of_topic(enum rule_topic t)
{
	int n = 0;

	for (int i = RULE_NONE + 1; i < RULES; i++)
		n += rules[i].topic == t;
	return n;
}

/* The i-th rule of a topic, as a row. */
static struct rule_row rule_row(enum rule_topic t, int i, bool english)
{
	for (int k = RULE_NONE + 1; k < RULES; k++) {
		const struct rule *r = &rules[k];

		if (r->topic == t && i-- == 0)
			return (struct rule_row){RULE_ROW_TEXT, r->id, english ? r->en : r->nl, r->law};
	}
	assert(!"no such rule in this topic");
	return plain_row(RULE_ROW_TEXT, "");
}

bool rules_row(struct rule_row *out, int i, bool english)
{
	if (i < 0)
		return false;
	if (i-- == 0) {
		*out = plain_row(RULE_ROW_TITLE, english ? "The rules of Loket" : "De regels van Loket");
		return true;
	}
	for (enum rule_topic t = 0; t < TOPICS; t++) {
		const struct rule_topic_words *w = &topics[t];
		int n = rules_of_topic(t);

		if (i == 0)
			*out = plain_row(RULE_ROW_TOPIC, english ? w->en : w->nl);
		else if (i <= n)
			*out = rule_row(t, i - 1, english);
		else if (i == n + 1)
			*out = plain_row(RULE_ROW_NOT, english ? w->not_en : w->not_nl);
		else if (i == n + 2)
			*out = plain_row(RULE_ROW_WHO, english ? w->who_en : w->who_nl);
		if (i <= n + 2)
			return true;
		i -= n + 3;
	}
	return false;
}
