#include "tools/tool_form_words.h"

#include "notice/prohibited_text.h"
#include "sys/text.h"

/* Patterns as notice/prohibited_inside.h has them: `a|b` either, `word*` begins so, `*word*` holds it, `~` up to four words. */
#define WORDS(name) static const char *const name[]

WORDS(nl) = {"*nationaliteit*|*staatsburgerschap*|*geboorteland*", "land ~ geboren|geboorte|herkomst",
        "geboren in welk ~ land", "waar ~ kom|komt|komen ~ vandaan", "herkomstland|afkomst*|*etnicit*|etnisch*",
        "*godsdienst*|religie*|religieu*|*geloofsovertuig*|*levensovertuig*|kerkgenootschap*",
        "uw|je|jouw|welk|welke|het geloof", "bent|ben u|je|jij ~ gelovig|moslim*|christen|christelijk|joods|hindoe*",
        "moslim*|islam|katholiek*|protestant*|boeddhis*|hindoe*|jood|joods|christendom|jodendom",
        "*huidskleur*|*huidkleur*", "kleur ~ huid", "uw|je|jouw|welk ras", "allochtoon|allochtone|autochtoon", NULL};
WORDS(en) = {"nationalit*|citizenship*|ethnicit*|ethnic*", "country ~ birth|origin|born",
        "country were|are you ~ from|born", "where ~ you ~ from|born", "religio*|denomination*",
        "your|what|which faith|church|mosque|race", "are you ~ muslim|christian|jewish|hindu|religious",
        "muslim*|catholic*|protestant*|buddhis*|hindu*|judaism|christianity|islam", "skin colour|color|tone",
        "colour|color ~ skin", "racial*", "your descent|ancestry", NULL};
WORDS(de) = {"*staatsangehörig*|*staatsbürgerschaft*|*nationalität*|*geburtsland*|*herkunftsland*", "land ~ geboren",
        "woher ~ kommen|kommst|stammen|stammst", "ethni*|abstammung*", "*religion*|religiös*|konfession*|*glaubens*",
        "ihr|ihren|welchen|welcher|dein glaube|glauben",
        "muslim*|katholi*|protestant*|evangelisch*|buddhis*|hindu*|jüdisch*|islam", "hautfarbe*", "farbe ~ haut",
        "ihre|deine|welche rasse", NULL};
WORDS(fr) = {"nationalité*|citoyenneté*", "pays ~ naissance|origine|né|née", "où ~ êtes|es ~ né|née",
        "d où venez|viens", "ethni*|ethnique*", "religion*|religieu*|confession*", "votre|ta|quelle foi|race",
        "musulman*|catholique*|protestant*|bouddhis*|hindou*|juif|juive|islam", "couleur ~ peau",
        "vos|tes|votre origine|origines", NULL};
WORDS(ar) = {"*جنسيتك*|*جنسيتكم*|*جنسية*", "بلد ~ *ميلاد*|*ولادة*|المنشا|الاصل|*ولدت*", "من اين انت|انتم|اتيت",
        "*عرقك*|*العرق|*العرقي*|*العرقية|*اثني*", "*دينك*|*دينكم*|*ديانة*|*ديانت*|*الدين|*مذهب*|*عقيدت*",
        "مسلم|مسلمة|مسيحي|مسيحية|يهودي|يهودية|هندوسي|بوذي", "لون ~ *بشرة*|*بشرت*|*جلد*", "اصلك|اصلكم|اصولك", NULL};
WORDS(uk) = {"*громадянств*|національніст*|національност*", "країн* ~ народжен*|походжен*|народил*", "де ~ народил*",
        "звідки ви|ти", "етніч*|етнос*", "релігі*|віросповідан*|конфесі*", "вашу|ваша|твоя|яка|яку віра|віру",
        "мусульман*|католи*|протестант*|буддис*|індуїс*|іудей*|юдей*|православн*|іслам", "кол* ~ шкіри",
        "ваше|твоє походження|раса", NULL};
WORDS(pl) = {"obywatelstw*|narodowoś*", "kraj* ~ urodzeni*|pochodzeni*|urodził*|urodzi*", "gdzie ~ urodził*",
        "skąd ~ pochodzi*", "etnicz*|pochodzeni*", "religi*|wyznani*", "pani|pana|państwa|twoja|jaka wiara|rasa",
        "muzułman*|katoli*|protestan*|buddys*|hindu*|żydow*|islam|prawosław*", "kol* ~ skóry", NULL};
WORDS(tr) = {"uyru*|vatandaşlığınız*|vatandaşlık*|milliyet*", "doğduğunuz|doğduğun ~ ülke*",
        "doğum ülke*|yeri*|yeriniz*", "nereli*", "etnik*|kökenin*|köken", "dininiz*|dinin|dini|din|inancınız*|mezhe*",
        "müslüman*|hristiyan*|yahudi*|budist*|hindu*|islam", "ten|deri ~ reng*", "ırkınız*|ırkın|ırk", NULL};

static const struct {
	const char *lang;
	const char *const *patterns;
} all[] = {{"nl", nl}, {"en", en}, {"de", de}, {"fr", fr}, {"ar", ar}, {"uk", uk}, {"pl", pl}, {"tr", tr}};

bool form_asks_forbidden(struct buf *quote, const char *text, const char *lang)
{
	bool none = !*lang;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		bool fits = none ? i < 2 : text_is(lang, all[i].lang);

		if (fits && prohibited_matches(quote, text, all[i].lang, all[i].patterns, true))
			return true;
	}
	return false;
}
