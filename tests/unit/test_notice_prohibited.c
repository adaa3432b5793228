#include <stdio.h>

#include "harness.h"
#include "notice_kit.h"
#include "sys/text.h"
#include "notice/packs.h"
#include "notice/prohibited_inside.h"

/* A whole notice with this sentence in place of its first; what is found in it. */
static const char *judged(struct kit *k, const char *id, const char *lang, const char *sentence)
{
	struct kit_notice one = {.id = id, .lang = lang};
	AUTO_BUF text;

	buf_init(&text, NOTICE_TEXT_MAX);
	kit_notice(&text, &one);
	kit_swap(&text, "Eerste alinea.", sentence);
	(void)kit_judge(k, &text);
	return buf_str(&k->said);
}

struct row {
	const char *lang, *says;
};

static void all_refused(const char *id, const struct row *rows, size_t n, const char *why)
{
	struct kit k;

	kit_init(&k);
	for (size_t i = 0; i < n; i++) {
		const char *said = judged(&k, id, rows[i].lang, rows[i].says);

		if (!strstr(said, why) || !strstr(said, "x.md:14: error:"))
			test_fail(__FILE__, __LINE__, "'%s' is let pass: %s", rows[i].says, said);
	}
	kit_fini(&k);
}

static void all_pass(const char *id, const struct row *rows, size_t n)
{
	struct kit k;

	kit_init(&k);
	for (size_t i = 0; i < n; i++) {
		const char *said = judged(&k, id, rows[i].lang, rows[i].says);

		if (*said)
			test_fail(__FILE__, __LINE__, "'%s' is refused: %s", rows[i].says, said);
	}
	kit_fini(&k);
}

#define ROWS(rows) (rows), sizeof(rows) / sizeof *(rows)

TEST(prohibited, that_a_report_was_filed)
{
	static const struct row rows[] = {
	        {"nl", "U heeft aangifte gedaan."},
	        {"nl", "U heeft vandaag bij ons aangifte gedaan."},
	        {"nl-easy", "Je hebt aangifte gedaan!"},
	        {"nl", "Uw aangifte is binnen."},
	        {"nl", "DIT IS UW AANGIFTE"},
	        {"nl", "Dit papier is een aangifte."},
	        {"nl", "Bedankt voor uw aangifte."},
	        {"nl", "Wij hebben uw aangifte ontvangen."},
	        {"en", "You have filed a report."},
	        {"en", "You\u2019ve filed a police report."},
	        {"en", "Your report has been registered."},
	        {"de", "Sie haben Anzeige erstattet."},
	        {"de", "Ihre Anzeige wurde aufgenommen."},
	        {"fr", "Vous avez porté plainte."},
	        {"fr", "Vous avez déposé une plainte."},
	        {"fr", "Votre plainte est enregistrée."},
	        {"ar", "لقد قدمت بلاغاً."},
	        {"ar", "تم تسجيل بلاغك."},
	        {"uk", "Ви подали заяву."},
	        {"uk", "Вашу заяву зареєстровано."},
	        {"pl", "Złożyli Państwo zawiadomienie."},
	        {"pl", "Zawiadomienie zostało przyjęte."},
	        {"tr", "Suç duyurusunda bulundunuz."},
	        {"tr", "Şikâyetiniz alındı."},
	};

	all_refused("N-VIC", ROWS(rows), "is no report");
}

/* What helps is not refused: rights, denials, conditions and questions. */
TEST(prohibited, not_the_right_to_report)
{
	static const struct row rows[] = {
	        {"nl", "U mag altijd aangifte doen."},
	        {"nl", "U heeft nog geen aangifte gedaan."},
	        {"nl", "Dit papier is geen aangifte."},
	        {"nl", "Heeft u aangifte gedaan? Dan krijgt u een bevestiging."},
	        {"nl", "Als u aangifte heeft gedaan, krijgt u een bevestiging."},
	        {"nl", "U krijgt een bevestiging van uw aangifte."},
	        {"nl", "Het is niet uw schuld."},
	        {"nl", "U bent niet schuldig aan wat er is gebeurd."},
	        {"en", "You have not filed a report."},
	        {"en", "Have you filed a report?"},
	        {"en", "If you have filed a report, you get a confirmation."},
	        {"en", "This paper is not a report."},
	        {"en", "It is not your fault."},
	        {"de", "Sie haben noch keine Anzeige erstattet."},
	        {"de", "Wenn Sie Anzeige erstattet haben, bekommen Sie eine Bestätigung."},
	        {"de", "Es ist nicht Ihre Schuld."},
	        {"fr", "Vous n'avez pas porté plainte."},
	        {"fr", "Ce papier n'est pas une plainte."},
	        {"fr", "Ce n'est pas votre faute."},
	        {"ar", "هذه الورقة ليست بلاغاً."},
	        {"ar", "لم تقدم بلاغاً."},
	        {"ar", "هذا ليس ذنبك."},
	        {"uk", "Ви не подали заяву."},
	        {"uk", "Це не ваша вина."},
	        {"pl", "Nie złożyli Państwo zawiadomienia."},
	        {"pl", "To nie jest Pani wina."},
	        {"tr", "Bu kâğıt bir suç duyurusu değildir."},
	        {"tr", "Bu sizin suçunuz değil."},
	};

	all_pass("N-VIC", ROWS(rows));
}

/* French and Turkish have one word for a report and a complaint: in the notice about complaints it may stand. */
TEST(prohibited, not_a_complaint_that_was_made)
{
	static const struct row rows[] = {{"fr", "Votre plainte est enregistrée."}, {"tr", "Şikayetiniz alındı."}};
	static const struct row not_even_there[] = {{"nl", "U heeft aangifte gedaan."}};

	all_pass("N-CMP", ROWS(rows));
	all_refused("N-CMP", ROWS(not_even_there), "is no report");
}

TEST(prohibited, farewells)
{
	static const struct row rows[] = {{"nl", "Tot ziens!"}, {"nl-easy", "Nog een fijne dag."},
	        {"en", "Have a nice day!"}, {"en", "Goodbye."}, {"de", "Auf Wiedersehen!"}, {"fr", "Au revoir."},
	        {"fr", "Bonne journée"}, {"ar", "مع السلامة"}, {"ar", "إلى اللقاء"}, {"uk", "До побачення!"},
	        {"uk", "Гарного дня"}, {"pl", "Do widzenia."}, {"pl", "Miłego dnia"}, {"tr", "Güle güle"},
	        {"tr", "İYİ GÜNLER"}};

	all_refused("N-WIT", ROWS(rows), "does not say goodbye");
}

TEST(prohibited, blame)
{
	static const struct row rows[] = {{"nl", "Dat is uw eigen schuld."}, {"nl", "U had beter moeten opletten."},
	        {"nl", "Waarom ging u daar alleen heen?"}, {"en", "It was your own fault."},
	        {"en", "Why did you go there?"}, {"de", "Sie sind selbst schuld."}, {"fr", "C'est votre faute."},
	        {"ar", "هذا ذنبك"}, {"uk", "Це ваша вина."}, {"pl", "To twoja wina."}, {"tr", "Bu sizin suçunuz."}};

	all_refused("N-VIC", ROWS(rows), "blames the reader");
}

TEST(prohibited, questions_about_the_offence)
{
	static const struct row rows[] = {
	        {"nl", "Wat heeft u gedaan?"},
	        {"nl", "Waarom bent u hier?"},
	        {"nl", "Waar was u gisteren?"},
	        {"nl", "Met wie was u samen toen u ziek werd?"},
	        {"nl", "Heeft u het mes nog?"},
	        {"nl", "Bent u schuldig?"},
	        {"nl-easy", "Wat is er gebeurd?"},
	        {"en", "What happened?"},
	        {"en", "Did you take it?"},
	        {"en", "Where were you last night?"},
	        {"de", "Was ist passiert?"},
	        {"de", "Wo waren Sie gestern?"},
	        {"fr", "Pourquoi êtes-vous ici ?"},
	        {"fr", "Que s'est-il passé ?"},
	        {"ar", "ماذا فعلت؟"},
	        {"ar", "أين كنت أمس؟"},
	        {"uk", "Що сталося?"},
	        {"uk", "Де ви були вчора?"},
	        {"pl", "Co się stało?"},
	        {"pl", "Dlaczego Pan tu jest?"},
	        {"tr", "Ne oldu?"},
	        {"tr", "Neden buradasınız?"},
	};

	all_refused("N-SUS", ROWS(rows), "never asked about the offence");
	all_refused("N-JUV", ROWS(rows), "never asked about the offence");
	all_refused("N-INV-M", ROWS(rows), "never asked about the offence");
}

/* What is not known to be harmless is not asked. */
TEST(prohibited, questions_about_anything_else_to_a_suspect)
{
	static const struct row rows[] = {{"nl", "Kent u die man?"}, {"en", "Is that your car?"},
	        {"de", "Ist das Ihr Auto?"}, {"fr", "C'est à vous ?"}, {"ar", "هل هذه سيارتك؟"},
	        {"uk", "Це ваша машина?"}, {"pl", "To Pana auto?"}, {"tr", "Bu araba kimin?"}};

	all_refused("N-INV", ROWS(rows), "asks a suspect something that is not about");
	/* To a witness that is no matter of notices. */
	all_pass("N-WIT", ROWS(rows));
}

TEST(prohibited, not_questions_that_help_a_suspect)
{
	static const struct row rows[] = {
	        {"nl", "Bent u ziek of gewond of heeft u medicijnen nodig?"},
	        {"nl", "Begrijpt u iets niet?"},
	        {"nl", "Spreekt u geen of weinig Nederlands, of bent u doof?"},
	        {"nl", "Heeft u niet de Nederlandse nationaliteit?"},
	        {"nl", "Wilt u geen advocaat?"},
	        {"nl", "Moet u langer blijven?"},
	        {"nl", "Klopt er iets niet?"},
	        {"nl", "Moet je komen praten?"},
	        {"en", "Are you ill or injured, or do you need medicine?"},
	        {"en", "Is something unclear?"},
	        {"en", "Do you not want a lawyer?"},
	        {"de", "Verstehen Sie etwas nicht?"},
	        {"de", "Möchten Sie keinen Anwalt?"},
	        {"fr", "Vous ne comprenez pas quelque chose ?"},
	        {"fr", "Êtes-vous malade ou blessé ?"},
	        {"ar", "هل أنت مريض أو مصاب؟"},
	        {"ar", "هل تريد محامياً؟"},
	        {"uk", "Ви захворіли або поранені?"},
	        {"uk", "Ви чогось не розумієте?"},
	        {"pl", "Czy jest Pan chory lub ranny?"},
	        {"pl", "Czy czegoś Pan nie rozumie?"},
	        {"tr", "Hasta mısınız, yaralı mısınız?"},
	        {"tr", "Bir şeyi anlamıyor musunuz?"},
	};

	all_pass("N-SUS", ROWS(rows));
}

/* In the teach-back too, where the question is judged with the sentence before it. */
TEST(prohibited, questions_about_the_offence_in_the_teach_back)
{
	struct kit_notice sus = {.id = "N-SUS", .lang = "nl"};
	struct kit k;
	AUTO_BUF text;

	kit_init(&k);
	buf_init(&text, NOTICE_TEXT_MAX);
	kit_notice(&text, &sus);
	kit_swap(&text, "[SUS-4] Bent u ziek?", "[SUS-4] U voelt zich ziek. Wat nu?");
	CHECK_OK(kit_judge(&k, &text));
	kit_swap(&text, "[SUS-4] U voelt zich ziek. Wat nu?", "[SUS-4] U bent hier. Wat is er gestolen?");
	kit_refuses(&k, &text, "says 'gestolen': a suspect is never asked");
	kit_fini(&k);
}

TEST(prohibited, what_tells_the_person_at_home)
{
	static const struct row rows[] = {{"nl", "Hulp bij huiselijk geweld."}, {"nl-easy", "Voor slachtoffers."},
	        {"en", "Help for victims."}, {"de", "Hilfe bei häuslicher Gewalt."}, {"fr", "Aide aux victimes."},
	        {"ar", "مساعدة ضحايا العنف"}, {"uk", "Допомога жертвам насильства."}, {"pl", "Pomoc ofiarom przemocy."},
	        {"tr", "Şiddet mağdurlarına yardım."}};

	all_refused("N-DV-N", ROWS(rows), "may read this paper too");
	all_pass("N-DV", ROWS(rows));
}

/* ---- the words themselves */

static void add_token(char *out, size_t room, const char *token, size_t n, bool last)
{
	const char *at = token, *end = token + n;

	for (const char *bar; (bar = memchr(at, '|', (size_t)(end - at))) && last;)
		at = bar + 1;
	for (; at < end && *at != '|'; at++)
		if (*at != '*' && strlen(out) + 2 < room)
			strncat(out, at, 1);
	strncat(out, " ", room - strlen(out) - 1);
}

/* Each token stands there folded already: the matcher relies on that. */
static void check_folded(const struct prohibited_words *w, const char *pattern)
{
	for (const char *at = pattern; *at;) {
		size_t n = strcspn(at, " |*~");
		struct prohibited_text text;

		prohibited_fold(&text, at, n, w->lang);
		if (n && (text.n != 1 || strlen(text.words[0]) != n || memcmp(text.words[0], at, n) != 0))
			test_fail(__FILE__, __LINE__, "%s: '%.*s' in '%s' is '%s' when folded", w->lang, (int)n, at,
			        pattern, text.n ? text.words[0] : "");
		at += n + (at[n] != 0);
	}
}

/* Every pattern finds its own first and last words: none is too long, none is misspelt so that it could never match. */
static void find_themselves(const struct prohibited_words *w, const char *const *patterns)
{
	for (int p = 0; patterns[p]; p++)
		for (int last = 0; last < 2; last++) {
			struct prohibited_text text;
			char words[400] = "";

			check_folded(w, patterns[p]);
			for (const char *at = patterns[p]; *at;) {
				size_t n = strcspn(at, " ");

				if (!(n == 1 && *at == '~'))
					add_token(words, sizeof words, at, n, last);
				at += n + (at[n] == ' ');
			}
			prohibited_fold(&text, words, strlen(words), w->lang);
			if (!prohibited_find(NULL, &text, patterns, NULL))
				test_fail(__FILE__, __LINE__, "%s: '%s' is not found in '%s'", w->lang, patterns[p],
				        words);
		}
}

TEST(prohibited_words, find_themselves)
{
	for (int l = 0; notice_language(l); l++) {
		const struct prohibited_words *w = prohibited_words(notice_language(l));
		const char *const *const lists[] = {
		        w->report, w->complaint, w->farewell, w->blame, w->lifts, w->topics, w->offence, w->telling};

		for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
			find_themselves(w, lists[i]);
	}
	CHECK(!prohibited_words("es"));
}

TEST(prohibited_words, match_as_they_say)
{
	static const struct {
		const char *pattern, *text;
		bool found;
	} rows[] = {
	        {"een twee", "Een, twee!", true},
	        {"een twee", "een en twee", false},
	        {"een ~ twee", "een a b c d twee", true},
	        {"een ~ twee", "een a b c d e twee", false},
	        {"een ~ twee", "een niet twee", false},
	        {"een twee", "niet x een twee", false},
	        {"een twee", "niet x y een twee", true},
	        {"een twee", "een twee niet", false},
	        {"een|drie twee", "drie twee", true},
	        {"zie*", "ziek", true},
	        {"zie*", "onziek", false},
	        {"*ziek", "doodziek", true},
	        {"*ie*", "ziek", true},
	        {"ziek", "zie\u00adk", true},
	        {"été", "ÉTÉ", true},
	};
	static const char *const lifts[] = {"niet|geen", NULL};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *const one[] = {rows[i].pattern, NULL};
		struct prohibited_text text;

		prohibited_fold(&text, rows[i].text, strlen(rows[i].text), "nl");
		if (prohibited_find(NULL, &text, one, lifts) != rows[i].found)
			test_fail(__FILE__, __LINE__, "'%s' in '%s'", rows[i].pattern, rows[i].text);
	}
}

TEST(prohibited_fold, takes_what_fits)
{
	static char text[3 * PROHIBITED_WORDS_MAX + 10], wide[PROHIBITED_BYTES_MAX + 10];
	struct prohibited_text out;

	for (int i = 0; i <= PROHIBITED_WORDS_MAX; i++) {
		strcat(text, "a ");
		prohibited_fold(&out, text, strlen(text), "nl");
		CHECK_INT(out.n, i < PROHIBITED_WORDS_MAX ? i + 1 : PROHIBITED_WORDS_MAX);
	}
	for (int over = -1; over <= 1; over++) {
		memset(wide, 'w', sizeof wide);
		prohibited_fold(&out, wide, PROHIBITED_BYTES_MAX - 2 + (size_t)(over + 1), "nl");
		CHECK_INT(out.n, over <= 0);
	}
	prohibited_fold(&out, "\xff \xc3", 3, "nl");
	CHECK_INT(out.n, 0);
}
