#include "tools/tool_form_peoples.h"

#include <string.h>

#include "notice/notice_sentence.h"
#include "notice/prohibited_text.h"
#include "sys/text.h"

enum { PEOPLES_LEAST = 2, COUNTRIES_LEAST = 3, CHOICE_WORDS_MOST = 4, QUOTED_MOST = 3 };

/* Patterns as notice/prohibited_inside.h has them. */
#define WORDS(name) static const char *const name[]

/* ---- Dutch: an adjective with -e or a person is never a language, one without may be -------------------------------- */

WORDS(nl_people) = {"nederlandse|nederlander|nederlanders|duitse|duitser|duitsers|belgische|belg|belgen|belgisch",
        "turkse|turk|turken|marokkaanse|marokkaan|marokkanen|marokkaans|surinaamse|surinamer|surinamers|surinaams",
        "antilliaanse|antilliaan|antillianen|antilliaans|arubaan|arubaanse|molukse|molukker|molukkers|moluks",
        "poolse|pool|roemeense|roemeen|roemenen|bulgaarse|bulgaar|bulgaren|oekraiense|oekrainer|oekraïense",
        "oekraïner|oekraïners|russische|rus|russen|syrische|syrier|syriër|syriërs|syrisch|iraakse|irakees|iraki|irakezen",
        "iraanse|iranier|iraniër|iraniërs|afghaanse|afghaan|afghanen|afghaans|somalische|somalier|somaliër|somaliërs",
        "eritrese|eritreeer|eritreeër|eritreeërs|eritrees|ethiopische|ethiopier|ethiopiër|chinese|chinezen|indiase|indier|indiër|indiërs|indonesische|indonesiër|indonesiers|franse|fransman|fransen|engelse",
        "engelsman|britse|brit|britten|brits|spaanse|spanjaard|spanjaarden|italiaanse|italiaan|italianen|portugese",
        "griekse|griek|grieken|amerikaanse|amerikaan|amerikanen|amerikaans|egyptische|egyptenaar",
        "egyptisch|algerijnse|algerijn|algerijns|tunesische|tunesier|tunesiër|tunesisch|ghanese|ghanees|nigeriaanse",
        "nigeriaan|nigeriaans|pakistaanse|pakistaan|pakistaans|kaapverdische|kaapverdiaan|kaapverdisch",
        "arabier|arabieren|arabische|koerd|koerden|koerdische|berber|berbers|roma|sinti|zigeuner*|creool|creolen|creools*",
        "hindoestaan*|javaan|javanen|afrikaan|afrikanen|afrikaanse|aziaat|aziaten|aziatisch*|europeaan|europese",
        "allochtoon|allochtone|autochtoon|autochtone|staatloos|staatloze|westers|westerse", NULL};
WORDS(nl_belief) = {"christen|christenen|christelijk|christelijke|moslim*|islam|islamitisch*|joods|joodse|jood|joden",
        "*katholiek*|protestant*|gereformeerd*|hervormd*|boeddhis*|hindoe|hindoes|hindoeis*|atheis*|atheïs*|agnost*",
        "soenni*|sjii*|aleviet|alevitisch*|orthodox*|humanist*|jehova*|gelovig|ongelovig", NULL};
WORDS(nl_skin) = {
        "blank|blanke|blanken|getint|getinte|lichtgetint|donkergetint|negroide|negroïde|mulat|halfbloed", NULL};
WORDS(nl_either) = {"nederlands|duits|turks|pools|roemeens|bulgaars|oekraïens|oekraiens|russisch|arabisch|perzisch",
        "somali|somalisch|chinees|frans|engels|spaans|italiaans|portugees|grieks|koerdisch|hindi|indonesisch", NULL};
WORDS(nl_country) = {"nederland|belgie|belgië|duitsland|frankrijk|luxemburg|engeland|ierland|spanje",
        "portugal|italie|italië|griekenland|polen|roemenie|roemenië|bulgarije|hongarije|oekraine|oekraïne|rusland|turkije",
        "marokko|algerije|tunesie|tunesië|egypte|syrie|syrië|irak|iran|afghanistan|pakistan|india|china|indonesie|indonesië",
        "suriname|aruba|curacao|curaçao|eritrea|ethiopie|ethiopië|somalie|somalië|ghana|nigeria",
        "amerika|canada|brazilie|brazilië|kaapverdie|kaapverdië|oostenrijk|zwitserland|denemarken|zweden",
        "verenigd koninkrijk", "verenigde staten", NULL};
WORDS(nl_language) = {"*taal*|talen|spreek*|spreekt|spreken|tolk*|vertaal*|vertaling|leest|lezen|schrijft", NULL};
WORDS(nl_birth) = {"*geboren|*geboorte*|*afkomst*|herkomst*|vandaan|ouders|moeder|vader|familie|roots|wortels", NULL};
WORDS(nl_happens) = {"gebeur*|plaats*|ligt|lag|verlor*|verlies|kwijt|gestol*|diefstal|gevonden|*reis*|vakantie|vlucht*",
        "woon*|woont|wonen|adres*|verblij*|*telefoon*|nummer*|kenteken*|auto|voertuig|pas|paspoort|*bewijs|uitgegeven",
        "afgegeven|gegeven|bank|bankrekening|rekening*|gekocht|verkoper|winkel|bestel*|verstuurd|gebruikt|rijdt|reed",
        NULL};

/* ---- English: most words for a people are words for a language too -------------------------------------------------- */

WORDS(en_people) = {
        "belgian|moroccan|surinamese|antillean|aruban|moluccan|syrian|iraqi|iranian|afghan|eritrean|ethiopian",
        "indian|american|british|austrian|swiss|egyptian|algerian|tunisian|ghanaian|nigerian|pakistani",
        "dutchman|turk|turks|pole|poles|kurd|kurds|arab|arabs|berber|berbers|roma|sinti",
        "gypsy|gypsies|creole|african|asian|european|caucasian|hispanic|stateless|native|immigrant", "cape verdean",
        "mixed race", NULL};
WORDS(en_belief) = {
        "christian|christians|muslim*|islam|islamic|jewish|jew|jews|catholic*|protestant*|buddhis*|hindu|hindus",
        "hinduism|atheis*|agnostic*|sunni|shia|shiite|alevi|orthodox|sikh*|religious", NULL};
WORDS(en_skin) = {"light|dark skin|skinned", "negroid", NULL};
WORDS(en_either) = {
        "dutch|german|turkish|polish|romanian|bulgarian|ukrainian|russian|arabic|persian|somali|chinese|french",
        "english|spanish|italian|portuguese|greek|kurdish|indonesian|hungarian", NULL};
WORDS(en_country) = {"netherlands|belgium|germany|france|luxembourg|england|ireland|spain|portugal|italy",
        "greece|poland|romania|bulgaria|hungary|ukraine|russia|turkey|morocco|algeria|tunisia|egypt|syria|iraq|iran",
        "afghanistan|pakistan|india|china|indonesia|suriname|aruba|curacao|curaçao|eritrea|ethiopia|somalia|ghana|nigeria",
        "america|canada|brazil|austria|switzerland|denmark|sweden", "united kingdom|states", NULL};
WORDS(en_language) = {"language*|speak*|spoken|interpret*|translat*|read|reads|write", NULL};
WORDS(en_birth) = {"born|birth|descent|origin*|parents|mother|father|family|roots|ancest*", NULL};
WORDS(en_happens) = {
        "happen*|place|where|lost|loss|stolen|theft|found|travel*|trip|journey|holiday|flight|live|lives|address",
        "stay*|phone*|telephone|number*|registration|plate|car|vehicle|passport|licence|issued|bank|account|bought|seller",
        "shop|order*|sent|used|drive*|drove", NULL};

static const struct tongue {
	const char *lang;
	const char *const *told[3]; /* a choice that can be nothing else */
	const char *const *either; /* a people or its language */
	const char *const *country, *const *language, *const *birth, *const *happens;
} tongues[] = {
        {"nl", {nl_people, nl_belief, nl_skin}, nl_either, nl_country, nl_language, nl_birth, nl_happens},
        {"en", {en_people, en_belief, en_skin}, en_either, en_country, en_language, en_birth, en_happens},
};

static const struct tongue *tongue_of(const char *lang)
{
	for (size_t i = 0; i < sizeof tongues / sizeof *tongues; i++) {
		if (text_is(lang, tongues[i].lang))
			return &tongues[i];
	}
	return NULL;
}

static bool says(const struct tongue *t, const char *text, const char *const *patterns)
{
	AUTO_BUF words;

	buf_init(&words, 1 << 10);
	return prohibited_matches(&words, text, t->lang, patterns, false);
}

struct tally {
	size_t told, either, countries;
	struct buf *quote;
	size_t quoted;
};

static void quote_choice(struct tally *c, const char *choice)
{
	if (c->quoted++ < QUOTED_MOST)
		buf_printf(c->quote, "%s%s", c->quoted > 1 ? ", " : "", choice);
}

/* A sentence is no name of a people, whatever words it has. */
static void count_choice(struct tally *c, const struct tongue *t, const char *choice)
{
	bool told = false;

	if (notice_words(choice, strlen(choice)) > CHOICE_WORDS_MOST || says(t, choice, t->language))
		return;
	for (size_t i = 0; i < 3 && !told; i++)
		told = says(t, choice, t->told[i]);
	if (told)
		c->told++;
	else if (says(t, choice, t->either))
		c->either++;
	else if (says(t, choice, t->country))
		c->countries++;
	else
		return;
	quote_choice(c, choice);
}

enum peoples_verdict peoples_judge(struct buf *quote, const struct peoples_list *list)
{
	const struct tongue *t = tongue_of(list->lang);
	struct tally c = {.quote = quote};

	if (!t)
		return PEOPLES_NONE;
	for (size_t i = 0; i < list->n; i++)
		count_choice(&c, t, list->choices[i]);
	if (c.told && c.told + c.either >= PEOPLES_LEAST && !says(t, list->question, t->language))
		return PEOPLES_TOLD;
	if (c.countries < COUNTRIES_LEAST)
		return PEOPLES_NONE;
	if (says(t, list->question, t->birth))
		return PEOPLES_BIRTH;
	return says(t, list->question, t->happens) ? PEOPLES_NONE : PEOPLES_UNCLEAR;
}
