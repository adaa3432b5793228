#include "canaries.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "harness.h"
#include "sys/text.h"

struct maker {
	struct canaries *c;
	uint64_t state;
	int visit, n; /* the answer that comes next */
};

static unsigned dice(struct maker *m, unsigned sides)
{
	return test_random(&m->state) % sides;
}

static char *put_letters(struct maker *m, char *at, const char *letters, int n)
{
	for (; n; n--)
		*at++ = letters[dice(m, (unsigned)strlen(letters))];
	*at = '\0';
	return at;
}

static const char lower[] = "abcdefghijkmnpqrstuvwxyz", upper[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789",
                  digits[] = "123456789";

/* Letters of the alphabet from alif to ya; no words, so that no page of the kiosk's own holds them. */
static char *put_arabic(struct maker *m, char *at, int n)
{
	for (; n; n--) {
		unsigned point = 0x628 + dice(m, 0x63a - 0x628);

		*at++ = (char)(0xc0 | point >> 6);
		*at++ = (char)(0x80 | (point & 63));
	}
	*at = '\0';
	return at;
}

static char *new_text(struct maker *m)
{
	CHECK(m->c->n < TEXTS_MOST);
	return m->c->text[m->c->n];
}

/* Takes the text that was just made: typed for this question, looked for everywhere. stored: as it is kept. */
static void take(struct maker *m, const char *question, const char *stored)
{
	struct canaries *c = m->c;
	char *mark = c->mark[c->n];

	(void)text_copy(mark, sizeof c->mark[0], stored);
	needles_add(&c->needles, question, mark);
	if (strlen(c->text[c->n]) < sizeof c->mark[0] && strcmp(c->text[c->n], mark) != 0 &&
	        !strchr(c->text[c->n], ' '))
		needles_add(&c->needles, question, c->text[c->n]);
	c->answer[m->visit][m->n++] = (struct answer){question, c->text[c->n]};
	c->n++;
}

static void say(struct maker *m, const char *question, const char *value)
{
	CHECK(m->n < ANSWERS_MOST - 1);
	m->c->answer[m->visit][m->n++] = (struct answer){question, value};
}

static void word(struct maker *m, const char *question)
{
	char *t = new_text(m), *at = put_letters(m, t, lower, 9);

	*at++ = '-';
	put_letters(m, at, lower, 9);
	take(m, question, t);
}

static void arabic(struct maker *m, const char *question)
{
	char *t = new_text(m), *at = put_arabic(m, t, 9);

	*at++ = ' ';
	put_arabic(m, at, 9);
	take(m, question, t);
}

static void letters(struct maker *m, const char *question, const char *from, int n)
{
	char *t = new_text(m);

	put_letters(m, t, from, n);
	take(m, question, t);
}

/* A story of three lines, each of which is looked for. */
static void story(struct maker *m, bool rtl)
{
	char *t = new_text(m), *at = t, line[3][80];

	for (int i = 0; i < 3; i++) {
		if (rtl)
			put_arabic(m, line[i], 20);
		else
			put_letters(m, line[i], lower, 20);
		at += sprintf(at, "%s%s", i ? i == 1 ? ". " : "\n" : "", line[i]);
		if (i)
			needles_add(&m->c->needles, "story", line[i]);
	}
	take(m, "story", line[0]);
}

/* Typed in three fields, kept as YYYY-MM-DD. So long ago that other programs' files hold no such day. */
static void date(struct maker *m, const char *question, unsigned year, unsigned month)
{
	unsigned day = 13 + dice(m, 15);
	char *t = new_text(m), kept[16];

	sprintf(t, "%u %u %u", day, month, year);
	snprintf(kept, sizeof kept, "%04u-%02u-%02u", year, month, day);
	take(m, question, kept);
}

static void money(struct maker *m, const char *question)
{
	char *t = new_text(m), *at = put_letters(m, t, digits, 6), kept[16];

	strcpy(kept, t);
	*at++ = ',';
	put_letters(m, at, digits, 2);
	sprintf(kept + 6, ".%s", at);
	take(m, question, kept);
}

static void value(struct maker *m)
{
	money(m, "value");
}

static void postcode(struct maker *m)
{
	char *t = new_text(m), *at = put_letters(m, t, digits, 4);

	*at++ = ' ';
	put_letters(m, at, "BCEFGHJKLMNPRTVWXZ", 2);
	take(m, "postcode", t);
}

/* Fifteen digits whose last checks the others (Luhn). */
static void imei(struct maker *m)
{
	char *t = new_text(m);
	int sum = 0;

	put_letters(m, t, digits, 14);
	for (int i = 0; i < 14; i++) {
		int d = (t[i] - '0') * (i % 2 ? 2 : 1);

		sum += d / 10 + d % 10;
	}
	sprintf(t + 14, "%d", (10 - sum % 10) % 10);
	take(m, "imei", t);
}

/* A Dutch account whose second and third pair check the rest (ISO 13616: letters count from 10, modulo 97). */
static void iban(struct maker *m)
{
	char *t = new_text(m), *at = t + 4;
	unsigned rest = 0;

	at = put_letters(m, at, upper, 4);
	put_letters(m, at, digits, 10);
	for (const char *c = t + 4; *c; c++)
		rest = (*c >= 'A' ? rest * 100 + (unsigned)(*c - 'A' + 10) : rest * 10 + (unsigned)(*c - '0')) % 97;
	rest = 98 - (rest * 1000000 + 232100) % 97; /* N and L are 23 and 21 */
	t[0] = 'N';
	t[1] = 'L';
	t[2] = (char)('0' + rest / 10);
	t[3] = (char)('0' + rest % 10);
	take(m, "payee_iban", t);
}

static void phone(struct maker *m)
{
	char *t = new_text(m);

	strcpy(t, "06");
	put_letters(m, t + 2, digits, 8);
	take(m, "phone", t);
}

static void email(struct maker *m)
{
	char *t = new_text(m), *at = put_letters(m, t, lower, 10);

	*at++ = '@';
	at = put_letters(m, at, lower, 10);
	strcpy(at, ".nl");
	take(m, "email", t);
}

static void begin(struct maker *m, const char *lang)
{
	m->c->lang[m->visit] = lang;
	m->n = 0;
	say(m, "danger", "no");
	say(m, "violence", "no");
	say(m, "known", "no");
	say(m, "circumstances", "none");
	say(m, "damage_claim", "no");
}

static void end(struct maker *m)
{
	m->c->mark_from[++m->visit] = m->c->n;
}

static void stolen_bicycle(struct maker *m)
{
	begin(m, "nl");
	say(m, "kind", "stolen");
	say(m, "thing", "bicycle");
	word(m, "brand");
	word(m, "colour");
	letters(m, "frame", upper, 24);
	value(m);
	date(m, "from", 1911, 2);
	date(m, "to", 1913, 11);
	word(m, "place");
	postcode(m);
	story(m, false);
	say(m, "for_whom", "someone");
	word(m, "name");
	date(m, "born", 1931, 7);
	say(m, "contact", "phone");
	phone(m);
	end(m);
}

static void lost_phone(struct maker *m)
{
	begin(m, "ar");
	say(m, "kind", "lost");
	say(m, "thing", "phone");
	arabic(m, "brand");
	imei(m);
	value(m);
	date(m, "from", 1914, 3);
	date(m, "to", 1914, 4);
	arabic(m, "place");
	postcode(m);
	story(m, true);
	say(m, "for_whom", "self");
	arabic(m, "name");
	say(m, "birth_year", "1937");
	say(m, "contact", "email");
	email(m);
	end(m);
}

static void wallet_with_plate(struct maker *m)
{
	begin(m, "en");
	say(m, "kind", "unknown");
	say(m, "violence", "rather_desk");
	say(m, "known", "yes");
	say(m, "desk_first", "go_on");
	say(m, "thing", "wallet");
	say(m, "documents", "bankcard number_plate foreign");
	letters(m, "doc_number", upper, 20);
	say(m, "abroad", "yes");
	word(m, "abroad_where");
	say(m, "images", "yes");
	word(m, "images_where");
	say(m, "plate_dutch", "no");
	letters(m, "plate", upper, 18);
	say(m, "plate_land", "QXZ");
	word(m, "colour");
	value(m);
	date(m, "from", 1915, 5);
	date(m, "to", 1915, 6);
	word(m, "place");
	story(m, false);
	say(m, "for_whom", "company");
	word(m, "name");
	date(m, "born", 1932, 8);
	say(m, "contact", "post");
	word(m, "address");
	end(m);
}

static void something_else(struct maker *m)
{
	begin(m, "nl");
	say(m, "kind", "lost");
	say(m, "thing", "other");
	word(m, "what");
	word(m, "serial");
	say(m, "more", "once"); /* a row with the same answers */
	value(m);
	date(m, "from", 1916, 9);
	date(m, "to", 1916, 10);
	word(m, "place");
	story(m, false);
	say(m, "for_whom", "child");
	word(m, "name");
	date(m, "born", 1933, 9);
	say(m, "contact", "none");
	end(m);
}

static void broken_window(struct maker *m)
{
	begin(m, "en");
	say(m, "kind", "damaged");
	say(m, "damaged_thing", "house");
	word(m, "damage");
	money(m, "damage_cost");
	date(m, "from", 1917, 3);
	date(m, "to", 1917, 4);
	word(m, "place");
	story(m, false);
	say(m, "for_whom", "self");
	word(m, "name");
	date(m, "born", 1934, 10);
	say(m, "contact", "none");
	end(m);
}

static void paid_for_nothing(struct maker *m)
{
	begin(m, "nl");
	say(m, "kind", "fraud");
	word(m, "site");
	say(m, "paid", "transfer");
	iban(m);
	word(m, "payee_name");
	money(m, "amount");
	date(m, "paid_on", 1918, 5);
	date(m, "to", 1918, 6);
	story(m, false);
	say(m, "for_whom", "self");
	word(m, "name");
	date(m, "born", 1935, 11);
	say(m, "contact", "none");
	end(m);
}

void canaries_make(struct canaries *c)
{
	struct maker m = {.c = c, .state = (uint64_t)time(NULL) << 20 ^ (uint64_t)getpid()};

	memset(c, 0, sizeof *c);
	fprintf(stderr, "canaries: seed %llu\n", (unsigned long long)m.state);
	needles_init(&c->needles);
	stolen_bicycle(&m);
	lost_phone(&m);
	wallet_with_plate(&m);
	something_else(&m);
	broken_window(&m);
	paid_for_nothing(&m);
	CHECK_INT(m.visit, VISITS);
}

struct visitor canaries_visitor(const struct canaries *c, struct station *s, int visit)
{
	return (struct visitor){.s = s, .lang = c->lang[visit], .answers = c->answer[visit]};
}
