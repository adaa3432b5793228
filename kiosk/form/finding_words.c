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
        {"a document type (DOCTYPE) is not allowed in a form", "een DOCTYPE mag niet in een formulier; haal het weg"},
        {"not well-formed (invalid token)", "dit is geen geldige XML (een teken dat hier niet mag)"},
        {"mismatched tag", "dit is geen geldige XML (een element is anders gesloten dan geopend)"},
        {"no element found", "dit is geen geldige XML (het bestand houdt te vroeg op)"},
        {"unclosed token", "dit is geen geldige XML (iets is niet gesloten)"},
        {"duplicate attribute", "dit is geen geldige XML (een attribuut staat er twee keer)"},
        {"undefined entity", "dit is geen geldige XML (een entiteit die niet bestaat)"},
        {"unbound prefix", "dit voorvoegsel hoort bij geen naamruimte; schrijf xmlns:... bovenaan"},
        {"the form has no %s", "het formulier heeft geen %s"},
        {"loket:audience is \"%.60s\"; it must be citizen, staff or suspect",
                "loket:audience is \"%.60s\"; het moet citizen, staff of suspect zijn"},
        {"the primary instance has no id", "de eerste instance heeft geen id; schrijf id=\"...\""},
        {"the form needs more memory than a form may have", "het formulier vraagt meer geheugen dan een formulier mag"},
        {"the primary instance has more than %d fields", "de eerste instance heeft meer dan %d velden"},
        {"the primary instance is empty", "de eerste instance is leeg"},
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
        {"loket:max is \"%s\"; it must be a number from 1 to 65536",
                "loket:max is \"%s\"; het moet een getal van 1 tot 65536 zijn"},
        {"%s has a second bind; where they differ, this one counts",
                "%s heeft een tweede bind; waar ze verschillen geldt deze"},
        {"a bind does not say its nodeset", "een bind noemt geen nodeset"},
        {"a bind is about %s, which is not in the primary instance",
                "een bind gaat over %s, en dat staat niet in de eerste instance"},
        {"the event %.*s is not supported", "de gebeurtenis %.*s kan niet"},
        {"<%s> does not say its event", "<%s> noemt geen gebeurtenis (event)"},
        {"the form has more than %d actions", "het formulier heeft meer dan %d acties"},
        {"a setvalue is about %s, which is not in the primary instance",
                "een setvalue gaat over %s, en dat staat niet in de eerste instance"},
        {"<%s> is not supported", "<%s> kan niet"},
        {"a choice has no value", "een keuze heeft geen waarde (value)"},
        {"an itemset has no nodeset or no value", "een itemset heeft geen nodeset of geen value"},
        {"choices in groups (<choices>) are not supported", "keuzes in groepen (<choices>) kunnen niet"},
        {"a question has no choices", "een vraag heeft geen keuzes; schrijf ze op"},
        {"an external itemset (query) is not supported", "een itemset van buiten (query) kan niet"},
        {"<%s> does not say which node it is about", "<%s> zegt niet over welk veld het gaat"},
        {"<%s> is about %s, which is not in the primary instance",
                "<%s> gaat over %s, en dat staat niet in de eerste instance"},
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
        {"there is no text with the id \"%.*s\"", "er is geen tekst met de id \"%.*s\""},
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
        {"an expression misses its \"%s\"", "in een expressie ontbreekt \"%s\""},
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
        {"the function %.*s() is not supported", "de functie %.*s() bestaat hier niet"},
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
	static const struct pair *const all[] = {file, parts, expressions};

	for (size_t i = 0; dutch && i < sizeof all / sizeof *all; i++) {
		const char *found = find(all[i], english);

		if (found)
			return found;
	}
	return english;
}
