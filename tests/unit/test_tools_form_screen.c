#include "form/form.h"
#include "harness.h"
#include "tools/tool_form_peoples.h"
#include "tools/tool_form_terms.h"
#include "tools/tool_form_words.h"

enum { CHOICES_MOST = 6 };

struct row {
	const char *lang, *question, *choices[CHOICES_MOST];
	enum peoples_verdict want;
	const char *quote;
};

static void check_row(const struct row *r)
{
	struct peoples_list list = {.lang = r->lang, .question = r->question, .choices = r->choices};
	AUTO_BUF quote;

	buf_init(&quote, 4096);
	while (list.n < CHOICES_MOST && r->choices[list.n])
		list.n++;
	CHECK_INT(peoples_judge(&quote, &list), r->want);
	if (r->quote)
		CHECK_TEXT(buf_str(&quote), r->quote);
}

TEST(peoples, lists_that_sort_people_are_told_whatever_the_question_says)
{
	static const struct row rows[] = {
	        {"nl", "Kies.", {"Nederlandse", "Turkse", "Marokkaanse"}, PEOPLES_TOLD,
	                "Nederlandse, Turkse, Marokkaanse"},
	        {"nl", "Kies.", {"Nederlands", "Marokkaans", "Anders"}, PEOPLES_TOLD, "Nederlands, Marokkaans"},
	        {"nl", "Wat bent u?", {"Syriër", "Iraniër", "Iets anders"}, PEOPLES_TOLD, "Syriër, Iraniër"},
	        {"nl", "", {"Hindoe", "Moslim"}, PEOPLES_TOLD, NULL},
	        {"nl", "", {"Niet gelovig", "Rooms-katholiek", "Protestants"}, PEOPLES_TOLD, NULL},
	        {"nl", "", {"Westers", "Niet-westers"}, PEOPLES_TOLD, NULL},
	        {"en", "Choose.", {"Dutch", "Turkish", "Moroccan", "Syrian"}, PEOPLES_TOLD, "Dutch, Turkish, Moroccan"},
	        {"en", "Which fits?", {"Black", "Caucasian", "Asian"}, PEOPLES_TOLD, "Caucasian, Asian"},
	        {"de", "Wählen.", {"Deutsche", "Türken", "Etwas anderes"}, PEOPLES_TOLD, "Deutsche, Türken"},
	        {"de", "Was passt?", {"Katholisch", "Evangelisch"}, PEOPLES_TOLD, NULL},
	        {"fr", "Choisissez.", {"Français", "Marocaine", "Turque"}, PEOPLES_TOLD, "Français, Marocaine, Turque"},
	        {"fr", "", {"Musulmane", "Chrétien"}, PEOPLES_TOLD, NULL},
	        {"ar", "اختر.", {"هولندي", "مغربي", "غير ذلك"}, PEOPLES_TOLD, "هولندي, مغربي"},
	        {"ar", "", {"مسلم", "مسيحي", "يهودي"}, PEOPLES_TOLD, NULL},
	        {"uk", "Виберіть.", {"Українець", "Поляк", "Інше"}, PEOPLES_TOLD, "Українець, Поляк"},
	        {"uk", "", {"Православний", "Мусульманин"}, PEOPLES_TOLD, NULL},
	        {"pl", "Proszę wybrać.", {"Polak", "Turek", "Inne"}, PEOPLES_TOLD, "Polak, Turek"},
	        {"pl", "", {"Katolik", "Muzułmanin"}, PEOPLES_TOLD, NULL},
	        {"tr", "Seçin.", {"Türk", "Kürt", "Iraklı"}, PEOPLES_TOLD, "Türk, Kürt, Iraklı"},
	        {"tr", "", {"Müslüman", "Hristiyan"}, PEOPLES_TOLD, NULL},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_row(&rows[i]);
}

TEST(peoples, languages_and_what_is_no_person_are_left_alone)
{
	static const struct row rows[] = {
	        {"nl", "Kies.", {"Nederlands", "Turks", "Arabisch", "Engels"}, PEOPLES_NONE, NULL},
	        {"nl", "Welke taal spreekt u?", {"Nederlands", "Marokkaans", "Surinaams"}, PEOPLES_NONE, NULL},
	        {"nl", "Wilt u een tolk?", {"Nederlandse gebarentaal", "Vlaamse gebarentaal"}, PEOPLES_NONE, NULL},
	        {"nl", "Kies.", {"Turkse taal", "Poolse taal"}, PEOPLES_NONE, NULL},
	        {"nl", "Wat is het?", {"Een Engelse sleutel", "Een hamer"}, PEOPLES_NONE, NULL},
	        {"nl", "Kies.", {"Ik wil dat een Turkse collega mij helpt", "Een Poolse collega kan dat ook"},
	                PEOPLES_NONE, NULL},
	        {"en", "Choose.", {"Dutch", "English", "Polish"}, PEOPLES_NONE, NULL},
	        {"de", "Wählen.", {"Deutsch", "Türkisch", "Arabisch"}, PEOPLES_NONE, NULL},
	        {"de", "Welche Sprache sprechen Sie?", {"Marokkanisch", "Syrisch"}, PEOPLES_NONE, NULL},
	        {"fr", "Choisissez.", {"Français", "Turc", "Arabe"}, PEOPLES_NONE, NULL},
	        {"fr", "Quelle langue parlez-vous ?", {"Arabe marocain", "Arabe syrien"}, PEOPLES_NONE, NULL},
	        {"ar", "اختر.", {"الهولندية", "التركية", "العربية"}, PEOPLES_NONE, NULL},
	        {"ar", "ما لغتك؟", {"عربي مغربي", "عربي سوري"}, PEOPLES_NONE, NULL},
	        {"uk", "Виберіть.", {"Українська", "Польська", "Турецька"}, PEOPLES_NONE, NULL},
	        {"pl", "Proszę wybrać.", {"Polski", "Turecki", "Arabski"}, PEOPLES_NONE, NULL},
	        {"tr", "Seçin.", {"Türkçe", "Almanca", "Arapça"}, PEOPLES_NONE, NULL},
	        {"es", "Elija.", {"Holandesa", "Turca"}, PEOPLES_NONE, NULL},
	        {"nl", "", {NULL}, PEOPLES_NONE, NULL},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_row(&rows[i]);
}

TEST(peoples, countries_are_asked_for_what_happened_there)
{
	static const struct row rows[] = {
	        {"nl", "In welk land is het gebeurd?", {"Nederland", "België", "Turkije"}, PEOPLES_NONE, NULL},
	        {"nl", "Waar woont u?", {"Nederland", "België", "Duitsland"}, PEOPLES_NONE, NULL},
	        {"nl", "Land kenteken", {"Nederland", "België", "Duitsland"}, PEOPLES_NONE, NULL},
	        {"nl", "Kies een land.", {"Nederland", "België"}, PEOPLES_NONE, NULL},
	        {"nl", "Kies een land.", {"Nederland", "België", "Turkije"}, PEOPLES_UNCLEAR, NULL},
	        {"nl", "Waar is uw moeder geboren?", {"Nederland", "België", "Turkije"}, PEOPLES_BIRTH, NULL},
	        {"en", "Where did it happen?", {"Netherlands", "Belgium", "Turkey"}, PEOPLES_NONE, NULL},
	        {"en", "Country", {"Netherlands", "United Kingdom", "Turkey"}, PEOPLES_UNCLEAR, NULL},
	        {"en", "Where were you born?", {"Netherlands", "Belgium", "Turkey"}, PEOPLES_BIRTH, NULL},
	        {"de", "Wo ist Ihre Mutter geboren?", {"Belgien", "Polen", "Türkei"}, PEOPLES_BIRTH, NULL},
	        {"fr", "Pays de naissance", {"Belgique", "Pologne", "Turquie"}, PEOPLES_BIRTH, NULL},
	        {"ar", "بلد الميلاد", {"بلجيكا", "تركيا", "المغرب"}, PEOPLES_BIRTH, NULL},
	        {"uk", "Де ви народилися?", {"Бельгія", "Польща", "Туреччина"}, PEOPLES_BIRTH, NULL},
	        {"pl", "Kraj urodzenia", {"Belgia", "Polska", "Turcja"}, PEOPLES_BIRTH, NULL},
	        {"tr", "Nerede doğdunuz?", {"Belçika", "Polonya", "Türkiye"}, PEOPLES_BIRTH, NULL},
	        {"de", "Wo ist es passiert?", {"Belgien", "Polen", "Türkei"}, PEOPLES_NONE, NULL},
	        {"fr", "Où est-ce arrivé ?", {"Belgique", "Pologne", "Turquie"}, PEOPLES_NONE, NULL},
	        {"ar", "أين حدث ذلك؟", {"بلجيكا", "تركيا", "المغرب"}, PEOPLES_NONE, NULL},
	        {"uk", "Де це сталося?", {"Бельгія", "Польща", "Туреччина"}, PEOPLES_NONE, NULL},
	        {"pl", "Gdzie to się stało?", {"Belgia", "Polska", "Turcja"}, PEOPLES_NONE, NULL},
	        {"tr", "Nerede oldu?", {"Belçika", "Polonya", "Türkiye"}, PEOPLES_NONE, NULL},
	        {"pl", "Kraj", {"Belgia", "Polska", "Turcja"}, PEOPLES_UNCLEAR, NULL},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_row(&rows[i]);
}

/* ---- words of the law, capitals ---------------------------------------------------------------- */

static void check_term(const char *label, const char *hint, const char *guidance, const char *want)
{
	const struct term_screen s = {label, hint, guidance};
	struct term_found found = {.word = ""};

	CHECK_INT(term_unexplained(&found, &s), want != NULL);
	if (want)
		CHECK_TEXT(found.word, want);
}

TEST(terms, a_word_of_the_law_is_explained_on_the_same_screen)
{
	check_term("Wie is uw gemachtigde?", "", "", "gemachtigde");
	check_term("Wie is uw gemachtigde?", "Een gemachtigde is iemand die voor u spreekt.", "", NULL);
	check_term("Wie is uw gemachtigde?", "", "Iemand die voor u spreekt, noemen we een gemachtigde.", NULL);
	check_term("Wie is het?", "Of uw curator?", "", "curator");
	check_term("Wie is het?", "", "Een curator.", NULL);
	check_term("Is er een proces-verbaal?", "", "", "proces verbaal");
	check_term("Wat is er gebeurd?", "", "", NULL);
}

static void check_capitals(const char *label, const char *hint, const char *want)
{
	const struct term_screen s = {label, hint, ""};
	struct term_found found = {.word = ""};

	CHECK_INT(term_capitals(&found, &s), want != NULL);
	if (want)
		CHECK_TEXT(found.word, want);
}

TEST(terms, a_short_form_in_capitals_stands_beside_its_words)
{
	check_capitals("Wat is uw BSN?", "", "BSN");
	check_capitals("Wat is uw burgerservicenummer (BSN)?", "Het BSN staat op uw pas.", NULL);
	check_capitals("Wat is uw BSN (burgerservicenummer)?", "", NULL);
	check_capitals("Kent u het OM?", "Het OM is de baas van de zaak.", NULL);
	check_capitals("Hebt u een ID bij u?", "Of een OV-kaart, zoals AB-12-CD?", NULL);
	check_capitals("Weet u het IMEI-nummer?", "Van het type X100B", NULL);
	check_capitals("Schrijf de postcode als 1012 AB.", "", NULL);
	check_capitals("Wat is uw rekeningnummer?", "Bijvoorbeeld NL91 ABNA 0417 1643 00", NULL);
	check_capitals("Was het de KMAR.", "", "KMAR");
}

/* ---- how long a screen takes -------------------------------------------------------------------- */

static size_t warnings_of(int words)
{
	struct findings findings;
	struct form *form = NULL;
	size_t found;
	AUTO_BUF xml;

	buf_init(&xml, 1 << 16);
	buf_text(&xml, "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "
	               "xmlns:jr=\"http://openrosa.org/javarosa\"><h:head><model><itext><translation "
	               "lang=\"Nederlands (nl)\"><text id=\"l\"><value>");
	for (int i = 0; i < words; i++)
		buf_text(&xml, i % 5 == 4 ? "vijfde. " : "woord ");
	buf_text(&xml,
	        "</value></text></translation></itext><instance><data id=\"t\"><a/></data></instance></model>"
	        "</h:head><h:body><input ref=\"/data/a\"><label ref=\"jr:itext('l')\"/></input></h:body></h:html>");
	findings_init(&findings);
	CHECK_INT(form_read(&form, buf_str(&xml), xml.len, "t.xml", NULL, &findings), 0);
	form_check_words(form, &findings);
	found = findings.errors + findings.warnings;
	if (found)
		CHECK_HAS(buf_str(&findings.text), "words before anybody can answer, at most 41 (20 seconds)");
	form_free(form);
	findings_fini(&findings);
	return found;
}

TEST(screen, twenty_seconds_are_forty_one_words)
{
	CHECK_INT(warnings_of(40), 0);
	CHECK_INT(warnings_of(41), 0);
	CHECK_INT(warnings_of(42), 1);
}
