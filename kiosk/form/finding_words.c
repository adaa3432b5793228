#include "form/finding_words.h"

#include <stddef.h>
#include <string.h>

struct pair {
	const char *english, *dutch;
};

/* ---- the file and its parts --------------------------------------------------------------- */
static const struct pair file[] = {
        {"the file is larger than %d MiB", "het bestand is groter dan %d MiB; maak het kleiner"},
        {"the file needs more memory than a form may have", "het bestand vraagt meer geheugen dan een formulier mag"},
        {"elements stand more than 64 deep in each other", "elementen staan meer dan 64 diep in elkaar"},
        {"the file has more than 400000 elements", "het bestand heeft meer dan 400000 elementen"},
        {"the file declares more than 64 namespaces", "het bestand noemt meer dan 64 naamruimten"},
        {"a document type (DOCTYPE) is not allowed in a form; remove it",
                "een DOCTYPE mag niet in een formulier; haal het weg"},
        {"this is no XML: %s; mend what stands here or just before",
                "dit is geen XML: %s; verbeter wat hier of net ervoor staat"},
        {"not well-formed (invalid token)", "een teken dat hier niet mag"},
        {"mismatched tag", "een element is anders gesloten dan geopend"},
        {"no element found", "het bestand houdt te vroeg op"},
        {"unclosed token", "iets is niet gesloten"},
        {"duplicate attribute", "een attribuut staat er twee keer"},
        {"undefined entity", "een entiteit die niet bestaat"},
        {"unbound prefix", "een voorvoegsel zonder naamruimte (xmlns:...)"},
        {"the form has no %s", "het formulier heeft geen %s"},
        {"loket:audience is \"%.60s\"; it must be citizen, staff or suspect",
                "loket:audience is \"%.60s\"; het moet citizen, staff of suspect zijn"},
        {"the primary instance has no id", "de eerste instance heeft geen id; schrijf id=\"...\""},
        {"the form needs more memory than a form may have", "het formulier vraagt meer geheugen dan een formulier mag"},
        {"the primary instance has more than %d fields", "de eerste instance heeft meer dan %d velden"},
        {"the primary instance is empty; write its fields", "de eerste instance is leeg; schrijf de velden"},
        {"last-saved answers are always empty here: nobody sees what the person before them said",
                "antwoorden van de vorige keer zijn hier altijd leeg: niemand ziet wat de vorige persoon zei"},
        {"a list from \"%s\" is not supported", "een lijst uit \"%s\" kan niet; leg een bestand naast het formulier"},
        {"a list has no id", "een lijst heeft geen id"},
        {"the form has no primary instance", "het formulier heeft geen instance"},
        {"the list %s is no CSV file of at most %d columns", "de lijst %s is geen CSV met hooguit %d kolommen"},
        {"the list %s is no GeoJSON collection of features", "de lijst %s is geen GeoJSON-verzameling"},
        {"the list %s can not be read", "de lijst %s is niet te lezen"},
        {"the list %s is not UTF-8", "de lijst %s is geen UTF-8"},
        {"the list %s is neither .xml nor .csv nor .geojson", "de lijst %s is geen .xml, .csv of .geojson"},
        {"the list %s has no folder to lie in", "de lijst %s heeft geen map om in te liggen"},
        {"the list \"%s\" has no usable name", "de lijst \"%s\" heeft geen bruikbare naam"},
        {"the list %s can not be read: %s", "de lijst %s is niet te lezen: %s"},
        {NULL, NULL},
};

/* ---- binds, actions, controls --------------------------------------------------------------- */
static const struct pair parts[] = {
        {"loket:class is \"%s\"; it must be K0, K1, K2, K3 or K4",
                "loket:class is \"%s\"; het moet K0, K1, K2, K3 of K4 zijn"},
        {"loket:does says \"%.*s\"; it must be VALUE:DEED with voice, large, contrast, easy, call, alone or child",
                "loket:does zegt \"%.*s\"; het moet WAARDE:DAAD zijn met voice, large, contrast, easy, call, alone of child"},
        {"loket:from is \"%.60s\"; it must be a path of the form before, and VALUE=ANSWER where the two differ",
                "loket:from is \"%.60s\"; het moet een pad in het vorige formulier zijn, en WAARDE=ANTWOORD waar die verschillen"},
        {"loket:after is \"%.60s\"; it must be FORM PATH VALUE: the form before, and the answer that this one follows on",
                "loket:after is \"%.60s\"; het moet FORMULIER PAD WAARDE zijn: het vorige formulier, en het antwoord waarop dit volgt"},
        {"%s does something at \"%.*s\", which is none of its choices; write the name of a choice",
                "%s doet iets bij \"%.*s\", en dat is geen keuze ervan; schrijf de naam van een keuze"},
        {"loket:max is \"%s\"; it must be a number from 1 to 65536",
                "loket:max is \"%s\"; het moet een getal van 1 tot 65536 zijn"},
        {"%s has a second bind; where they differ, this one counts: make them one",
                "%s heeft een tweede bind; waar ze verschillen geldt deze: maak er een van"},
        {"a bind does not say its nodeset", "een bind noemt geen nodeset"},
        {"a bind is about %s, which is not in the primary instance; mend its spelling or remove it",
                "een bind gaat over %s, en dat staat niet in de eerste instance; verbeter de spelling of haal hem weg"},
        {"the event %.*s is not supported; use odk-instance-first-load, odk-new-repeat or xforms-value-changed",
                "de gebeurtenis %.*s kan niet; gebruik odk-instance-first-load, odk-new-repeat of xforms-value-changed"},
        {"<%s> does not say its event", "<%s> noemt geen gebeurtenis (event)"},
        {"the form has more than %d actions", "het formulier heeft meer dan %d acties"},
        {"a setvalue is about %s, which is not in the primary instance; mend its spelling",
                "een setvalue gaat over %s, en dat staat niet in de eerste instance; verbeter de spelling"},
        {"<%s> is not supported; use a control that FORMAT.md names",
                "<%s> kan niet; gebruik een element uit FORMAT.md"},
        {"<%s> is not supported", "<%s> kan niet"},
        {"a choice has no value", "een keuze heeft geen waarde (value)"},
        {"an itemset has no nodeset or no value", "een itemset heeft geen nodeset of geen value"},
        {"choices in groups (<choices>) are not supported", "keuzes in groepen (<choices>) kunnen niet"},
        {"a question has no choices; write them", "een vraag heeft geen keuzes; schrijf ze op"},
        {"an external itemset (query) is not supported", "een itemset van buiten (query) kan niet"},
        {"<%s> does not say which node it is about", "<%s> zegt niet over welk veld het gaat"},
        {"<%s> is about %s, which is not in the primary instance; mend its spelling",
                "<%s> gaat over %s, en dat staat niet in de eerste instance; verbeter de spelling"},
        {"the outermost node can not be repeated", "het buitenste veld kan niet herhaald worden"},
        {"a range needs start, end and step", "een range heeft start, end en step nodig"},
        {"<%s> is about %s, which holds other nodes", "<%s> gaat over %s, en daar zitten andere velden in"},
        {"the form has more than %d controls", "het formulier heeft meer dan %d vragen en groepen"},
        {"the form \"%s\" of a text is not known; it is not shown",
                "de vorm \"%s\" van een tekst is niet bekend; die is niet te zien"},
        {"a text has no id", "een tekst heeft geen id"},
        {"a translation does not say its language (lang)", "een vertaling noemt haar taal niet (lang)"},
        {"<%s> inside a text is not shown, nor are its words",
                "<%s> in een tekst is niet te zien, en de woorden erin ook niet"},
        {"an output has no value", "een output heeft geen value"},
        {"there is no text with the id \"%.*s\"; write it or mend the spelling",
                "er is geen tekst met de id \"%.*s\"; schrijf die of verbeter de spelling"},
        {"value of an itemset", "value van een itemset"},
        {"text", "tekst"},
        {NULL, NULL},
};

/* ---- expressions ------------------------------------------------------------------------------ */
static const struct pair expressions[] = {
        {"an expression of %s reads too many nodes", "een expressie van %s leest te veel velden"},
        {"%s depend on each other in a circle; one of them must do without the next",
                "%s hangen in een kring van elkaar af; laat een ervan het zonder de volgende doen"},
        {"more than %d expressions depend on each other in one chain",
                "meer dan %d expressies hangen in een rij van elkaar af"},
        {"%s: %s", "%s: %s"},
        {"\"%.*s\" is not understood in an expression", "\"%.*s\" is in een expressie niet te begrijpen"},
        {"an expression misses its \"%s\"; write it", "in een expressie ontbreekt \"%s\"; schrijf die"},
        {"an expression has more than %d operators", "een expressie heeft meer dan %d bewerkingen"},
        {"an expression is nested more than %d deep", "een expressie heeft meer dan %d haakjes in elkaar"},
        {"an expression is longer than %d bytes", "een expressie is langer dan %d bytes"},
        {"\"%.*s\" is more than an expression can hold", "\"%.*s\" is te veel in een expressie"},
        {"the axis %.*s is not supported", "de as %.*s kan niet"},
        {"%.*s() can not stand in a path", "%.*s() kan niet in een pad staan"},
        {"a path ends where a name should stand", "een pad houdt op waar een naam moet staan"},
        {"%s() has more than 64 arguments", "%s() heeft meer dan 64 argumenten"},
        {"%s() has a comma too many", "%s() heeft een komma te veel"},
        {"the regular expression %.*s is not valid", "het patroon %.*s is niet geldig"},
        {"%s() can not have %zu argument", "%s() kan niet met %zu argument"},
        {"%s() can not have %zu arguments", "%s() kan niet met %zu argumenten"},
        {"an expression ends too early", "een expressie houdt te vroeg op"},
        {"\"%.*s\" stands where a value should", "\"%.*s\" staat waar een waarde hoort"},
        {"the function %.*s() is not supported; use one that FORMAT.md names",
                "de functie %.*s() bestaat hier niet; gebruik er een uit FORMAT.md"},
        {NULL, NULL},
};

/* ---- what is asked and said ------------------------------------------------------------------ */
static const struct pair said[] = {
        {"%s asks a suspect about the offence (\"%s\"); remove the question",
                "%s vraagt een verdachte naar het feit (\"%s\"); haal de vraag weg"},
        {"%s asks a suspect about the offence by its name; remove the question",
                "%s vraagt volgens zijn naam een verdachte naar het feit; haal de vraag weg"},
        {"%s asks a suspect something that is not about language, health, understanding, contact, lawyer or signature; remove the question",
                "%s vraagt een verdachte iets dat niet gaat over taal, gezondheid, begrijpen, contact, advocaat of handtekening; haal de vraag weg"},
        {"%s asks for nationality, origin, religion or skin colour (\"%s\"); ask for the need itself, such as an interpreter",
                "%s vraagt naar nationaliteit, afkomst, geloof of huidskleur (\"%s\"); vraag wat iemand nodig heeft, zoals een tolk"},
        {"a choice tells nationality, origin, religion or skin colour (\"%s\"); ask for the need itself, such as an interpreter",
                "een keuze noemt nationaliteit, afkomst, geloof of huidskleur (\"%s\"); vraag wat iemand nodig heeft, zoals een tolk"},
        {"%s is named after nationality, origin, religion or skin colour, which can not be in a form; ask for the need itself, such as an interpreter",
                "%s heet naar nationaliteit, afkomst, geloof of huidskleur, en dat kan niet in een formulier; vraag wat iemand nodig heeft, zoals een tolk"},
        {"\"%s\" blames the reader; ask what happened, or say what one can do",
                "\"%s\" geeft de lezer de schuld; vraag wat er is gebeurd, of zeg wat iemand kan doen"},
        {"\"%s\": nobody leaves here cheerfully; leave the farewell out",
                "\"%s\": niemand gaat hier vrolijk weg; laat de groet weg"},
        {"\"%s\": an answer at a kiosk is no report; say that an officer completes it",
                "\"%s\": een antwoord aan een zuil is geen aangifte; zeg dat een medewerker die opneemt"},
        {"a sentence of %d words, at most %d; make two of it: %.*s",
                "een zin van %d woorden, hooguit %d; maak er twee van: %.*s"},
        {"\"%s\" is a heavy word; write %s", "\"%s\" is een zwaar woord; schrijf %s"},
        {"a passive sentence (\"%s\"); say who does it: %.*s", "een lijdende zin (\"%s\"); zeg wie het doet: %.*s"},
        {"\"%s\" is short for something; write %s", "\"%s\" is een afkorting; schrijf %s"},
        {"a sentence with %d clauses, at most one; make two of it: %.*s",
                "een zin met %d bijzinnen, hooguit een; maak er twee van: %.*s"},
        {"a day in digits; write it as 3 oktober 2026: %.*s",
                "een dag in cijfers; schrijf die als 3 oktober 2026: %.*s"},
        {"a sentence that says no twice (\"%s\"); say what is so: %.*s",
                "een zin die twee keer nee zegt (\"%s\"); zeg wat er wel is: %.*s"},
        {"\"%s\" is a number in letters; write it in digits: %.*s",
                "\"%s\" is een getal in letters; schrijf het in cijfers: %.*s"},
        {"\"%s\" is no time of 24 hours; write it as 14:30: %.*s",
                "\"%s\" is geen tijd van 24 uur; schrijf die als 14:30: %.*s"},
        {"%s lists countries (%s) and does not say what happened there; say it in the label, or remove the question",
                "%s noemt landen (%s) en zegt niet wat daar gebeurde; zeg het in het label, of haal de vraag weg"},
        {"%s lists countries of birth or descent (%s); ask for the need itself, such as an interpreter",
                "%s noemt landen van geboorte of afkomst (%s); vraag wat iemand nodig heeft, zoals een tolk"},
        {"the choices of %s name peoples, beliefs or skin (%s); ask for the need itself, such as an interpreter",
                "de keuzes van %s noemen volken, geloof of huid (%s); vraag wat iemand nodig heeft, zoals een tolk"},
        {"%s says %d words before anybody can answer, at most %d (20 seconds); move some to the guidance, or make two questions of it",
                "%s zegt %d woorden voor iemand kan antwoorden, hooguit %d (20 seconden); zet een deel bij de uitleg, of maak er twee vragen van"},
        {"\"%s\" is a word of the law; say in the hint or the guidance what it is, or write %s",
                "\"%s\" is een woord van de wet; zeg in de hint of de uitleg wat het is, of schrijf %s"},
        {"\"%s\" is short for something; write it in full where it stands first, as in burgerservicenummer (BSN)",
                "\"%s\" is een afkorting; schrijf die de eerste keer voluit, zoals burgerservicenummer (BSN)"},
        {"%s has a pattern, and neither its hint nor its message shows an answer that keeps it; show one",
                "%s heeft een patroon, en noch de hint noch de melding toont een goed antwoord; laat er een zien"},
        {"the Dutch has %d.%d words a sentence on average, at most %d; shorten the longest",
                "het Nederlands heeft gemiddeld %d,%d woorden per zin, hooguit %d; maak de langste korter"},
        {NULL, NULL},
};

/* ---- fields and questions -------------------------------------------------------------------- */
static const struct pair fields[] = {
        {"%s does not say why it is asked; write loket:purpose",
                "%s zegt niet waarom we het vragen; schrijf loket:purpose"},
        {"%s does not say on what legal basis it is asked; write loket:legal_basis",
                "%s noemt niet de wet die het toestaat; schrijf loket:legal_basis"},
        {"%s does not say who receives the answer; write loket:receiver",
                "%s zegt niet wie het antwoord krijgt; schrijf loket:receiver"},
        {"%s does not say how sensitive it is; write loket:class",
                "%s zegt niet hoe gevoelig het is; schrijf loket:class"},
        {"%s does not say how long it is kept; write loket:retention",
                "%s zegt niet hoe lang we het bewaren; schrijf loket:retention"},
        {"%s is of class K4 but not masked; give it the appearance masked",
                "%s is van klasse K4 en niet afgedekt; geef het appearance masked"},
        {"%zu fields, first %s, say neither purpose nor legal basis; declare xmlns:loket=\"https://loket.invalid/ns\" and write loket:purpose and loket:legal_basis",
                "%zu velden, het eerste %s, zeggen niet waarom en op welke wet; zet xmlns:loket=\"https://loket.invalid/ns\" bovenaan en schrijf loket:purpose en loket:legal_basis"},
        {"the form does not say whom it asks; write loket:audience with citizen, staff or suspect",
                "het formulier zegt niet aan wie het vraagt; schrijf loket:audience met citizen, staff of suspect"},
        {"the primary instance has no version; write version=\"...\", or nobody can tell two of them apart",
                "de eerste instance heeft geen versie; schrijf version=\"...\", anders zijn er geen twee uit elkaar te houden"},
        {"%s has a constraint but no message; write in jr:constraintMsg how to mend the answer",
                "%s heeft een constraint maar geen melding; schrijf in jr:constraintMsg hoe iemand het antwoord herstelt"},
        {"%s is a date without bounds: a slip of the year goes unseen; write an earliest and a latest day in its constraint",
                "%s is een datum zonder grenzen: een tikfout in het jaar valt niet op; schrijf een vroegste en een laatste dag in de constraint"},
        {"%s has no earliest day: a slip of the year goes unseen; write one in its constraint",
                "%s heeft geen vroegste dag: een tikfout in het jaar valt niet op; schrijf die in de constraint"},
        {"%s has no latest day: a slip of the year goes unseen; write one in its constraint",
                "%s heeft geen laatste dag: een tikfout in het jaar valt niet op; schrijf die in de constraint"},
        {"%s offers one choice only; add another or make it a note",
                "%s biedt maar een keuze; voeg er een toe of maak er een mededeling van"},
        {"a question has no label: it can be neither read nor spoken; give it one",
                "een vraag heeft geen label: niemand kan die lezen of horen; geef er een"},
        {"the appearance \"%.*s\" is not known and has no effect; mend its spelling or remove it",
                "appearance \"%.*s\" is niet bekend en doet niets; verbeter de spelling of haal het weg"},
        {"instanceName is made from answers and is seen outside the record; leave it empty",
                "instanceName komt uit antwoorden en is buiten het dossier te zien; laat die leeg"},
        {NULL, NULL},
};

/* ---- expressions, looked at ------------------------------------------------------------------ */
static const struct pair reasoning[] = {
        {"%s decide in a circle whether they are asked; one of them must do without the next",
                "%s bepalen in een kring of ze gevraagd worden; laat een ervan het zonder de volgende doen"},
        {"%s is never asked: no answers make its relevance true; mend or remove it",
                "%s wordt nooit gevraagd: geen enkel antwoord maakt relevant waar; verbeter die of haal de vraag weg"},
        {"no answer satisfies the constraint of %s; mend what contradicts itself",
                "geen enkel antwoord voldoet aan de constraint van %s; verbeter wat elkaar tegenspreekt"},
        {"%s() in a calculate or an action puts words of one language into the record; store the value, show the words in an output",
                "%s() in een calculate of een actie zet woorden van een taal in het dossier; bewaar de waarde en toon de woorden in een output"},
        {"an expression names a node %s that is not there; mend its spelling",
                "een expressie noemt een veld %s dat er niet is; verbeter de spelling"},
        {"the pattern \"%.*s\" is not held by ^ and $, and engines differ on what it matches; write ^...$",
                "het patroon \"%.*s\" staat niet tussen ^ en $, en programma's lezen het verschillend; schrijf ^...$"},
        {NULL, NULL},
};

/* ---- translations, the kiosk ----------------------------------------------------------------- */
static const struct pair words[] = {
        {"%s is written in one language only; make it a text and translate it",
                "%s staat er in maar een taal; maak er een tekst (itext) van en vertaal die"},
        {"no language of the form is Dutch; add \"Nederlands (nl)\"",
                "geen taal van het formulier is Nederlands; voeg \"Nederlands (nl)\" toe"},
        {"the language \"%s\" has no tag; write it as \"Nederlands (nl)\"",
                "de taal \"%s\" heeft geen code; schrijf die als \"Nederlands (nl)\""},
        {"the text \"%s\"%s is missing in %s; write the translation",
                "de tekst \"%s\"%s ontbreekt in %s; schrijf de vertaling"},
        {"the text \"%s\"%s is only a dash in %s; write the translation",
                "de tekst \"%s\"%s is maar een streepje in %s; schrijf de vertaling"},
        {"a label", "een label"},
        {"a hint", "een hint"},
        {"the label of a choice", "het label van een keuze"},
        {"the message of a constraint", "de melding van een constraint"},
        {"the message of a required field", "de melding van een verplicht veld"},
        {"a purpose", "een doel (loket:purpose)"},
        {"a receiver", "een ontvanger (loket:receiver)"},
        {"%s asks for %s; the kiosk leaves it out", "%s vraagt om %s; de zuil laat dat weg"},
        {"%s requires %s, which the kiosk can not take", "%s eist %s, en dat kan de zuil niet aannemen"},
        {"a place on a map", "een plek op een kaart"},
        {"a barcode", "een streepjescode"},
        {"a file", "een bestand"},
        {"another program's answer", "een antwoord van een ander programma"},
        {"the form's own encryption key is not used: records are sealed by the kiosk",
                "de eigen sleutel van het formulier wordt niet gebruikt: de zuil verzegelt zelf"},
        {NULL, NULL},
};

static const char *find(const struct pair *p, const char *english)
{
	for (; p->english; p++) {
		if (strcmp(p->english, english) == 0)
			return p->dutch;
	}
	return NULL;
}

const char *finding_words(bool dutch, const char *english)
{
	static const struct pair *const all[] = {file, parts, expressions, said, fields, reasoning, words};

	for (size_t i = 0; dutch && i < sizeof all / sizeof *all; i++) {
		const char *found = find(all[i], english);

		if (found)
			return found;
	}
	return english;
}
