#include "form/xml_lines.h"

struct scan {
	const char *at, *end;
	int line;
};

static bool ends_line(const struct scan *s)
{
	return *s->at == '\n' || (*s->at == '\r' && (s->at + 1 == s->end || s->at[1] != '\n'));
}

static void step(struct scan *s)
{
	s->line += ends_line(s);
	s->at++;
}

static bool in_name(char c)
{
	return !str_space(c) && c != '=' && c != '>' && c != '/';
}

static struct str take_name(struct scan *s)
{
	const char *start = s->at;

	while (s->at < s->end && in_name(*s->at))
		s->at++;
	return (struct str){start, (size_t)(s->at - start)};
}

/* Over ="value"; false when there is none. */
static bool skip_value(struct scan *s)
{
	char quote;

	while (s->at < s->end && (str_space(*s->at) || *s->at == '='))
		step(s);
	if (s->at == s->end || (*s->at != '"' && *s->at != '\''))
		return false;
	quote = *s->at++;
	while (s->at < s->end && *s->at != quote)
		step(s);
	s->at += s->at < s->end;
	return true;
}

static bool declares(struct str name)
{
	return name.n >= 5 && memcmp(name.p, "xmlns", 5) == 0 && (name.n == 5 || name.p[5] == ':');
}

void xml_lines(struct attr *first, const char *tag, const char *end, int line)
{
	struct scan s = {tag, end, line};
	struct attr *a;

	for (a = first; a; a = a->next)
		a->line = line;
	(void)take_name(&s);
	for (a = first; a;) {
		struct str name;
		int begins;

		while (s.at < s.end && str_space(*s.at))
			step(&s);
		begins = s.line;
		name = take_name(&s);
		if (!name.n || !skip_value(&s))
			return;
		if (declares(name))
			continue;
		if (!str_is(name, a->qname))
			return;
		a->line = begins;
		a = a->next;
	}
}
