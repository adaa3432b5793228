#include "form/xpath_lex.h"

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

static bool name_char(char c)
{
	return name_start(c) || digit(c) || c == '-' || c == '.';
}

static char peek(const struct lexer *l, size_t ahead)
{
	return l->at + ahead < l->all.n ? l->all.p[l->at + ahead] : 0;
}

static struct token made(struct lexer *l, enum token_kind kind, size_t n)
{
	struct token t = {kind, {l->all.p + l->at, n}, l->at};

	l->at += n;
	l->after_operand = kind == TOKEN_NUMBER || kind == TOKEN_TEXT || kind == TOKEN_NAME || kind == TOKEN_STAR ||
	                   (kind == TOKEN_MARK && strchr(")].", t.text.p[0]));
	return t;
}

static struct token number(struct lexer *l)
{
	size_t n = 0;

	while (digit(peek(l, n)))
		n++;
	if (peek(l, n) == '.') {
		for (n++; digit(peek(l, n));)
			n++;
	}
	return made(l, TOKEN_NUMBER, n);
}

static struct token text(struct lexer *l)
{
	char quote = peek(l, 0);
	struct token t;
	size_t n = 1;

	while (l->at + n < l->all.n && peek(l, n) != quote)
		n++;
	if (l->at + n >= l->all.n)
		return made(l, TOKEN_BAD, n);
	t = made(l, TOKEN_TEXT, n + 1);
	t.text = (struct str){t.text.p + 1, n - 1};
	return t;
}

static struct token name(struct lexer *l)
{
	size_t n = 0;

	while (name_char(peek(l, n)))
		n++;
	if (peek(l, n) == ':' && peek(l, n + 1) != ':') {
		if (peek(l, n + 1) == '*')
			return made(l, TOKEN_STAR, n + 2);
		for (n++; name_char(peek(l, n));)
			n++;
	}
	return made(l, TOKEN_NAME, n);
}

/* Operators stand only behind an operand; there "div1" is "div 1". */
static struct token operation(struct lexer *l)
{
	static const char *const words[] = {
	        "and", "or", "mod", "div", "!=", "<=", ">=", "+", "-", "=", "<", ">", "|", "*"};
	struct str rest = {l->all.p + l->at, l->all.n - l->at};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i]);

		if (n <= rest.n && memcmp(rest.p, words[i], n) == 0)
			return made(l, TOKEN_OPERATOR, n);
	}
	return made(l, TOKEN_BAD, 1);
}

struct token lexer_next(struct lexer *l)
{
	static const char *const marks[] = {"::", "//", "..", "/", ".", "(", ")", "[", "]", "@", ","};
	struct str rest;
	char c;

	while (str_space(peek(l, 0)))
		l->at++;
	rest = (struct str){l->all.p + l->at, l->all.n - l->at};
	if (!rest.n)
		return (struct token){TOKEN_END, {"", 0}, l->at};
	c = rest.p[0];
	if (!l->after_operand && (digit(c) || (c == '.' && digit(peek(l, 1)))))
		return number(l);
	for (size_t i = 0; strchr(":/.()[]@,", c) && i < sizeof marks / sizeof *marks; i++) {
		if (rest.n >= strlen(marks[i]) && memcmp(rest.p, marks[i], strlen(marks[i])) == 0)
			return made(l, TOKEN_MARK, strlen(marks[i]));
	}
	if (l->after_operand)
		return operation(l);
	if (c == '"' || c == '\'')
		return text(l);
	if (c == '*')
		return made(l, TOKEN_STAR, 1);
	if (c == '-')
		return made(l, TOKEN_OPERATOR, 1);
	if (name_start(c))
		return name(l);
	return made(l, TOKEN_BAD, 1);
}
