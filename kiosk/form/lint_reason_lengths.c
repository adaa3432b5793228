#include "form/lint_reason_inside.h"

#include <math.h>

enum { MAX_GROUPS = 20 };

struct pattern {
	const char *at, *end;
	int groups;
	bool lost; /* something whose length is not plain to see */
};

struct span {
	double least, most;
};

static struct span read_either(struct pattern *p);

static bool eats(struct pattern *p, char c)
{
	if (p->at == p->end || *p->at != c)
		return false;
	p->at++;
	return true;
}

/* [...], one character whatever stands in it. */
static void skip_class(struct pattern *p)
{
	(void)eats(p, '^');
	(void)eats(p, ']');
	while (p->at < p->end && *p->at != ']') {
		if (*p->at == '[')
			p->lost = true;
		p->at += *p->at == '\\' && p->at + 1 < p->end ? 2 : 1;
	}
	p->lost = p->lost || !eats(p, ']');
}

static void skip_escape(struct pattern *p)
{
	static const char one[] = "dDwWsS.-+*?()[]{}|^$/\\ '\"&;:,@#_%!=~<>";

	if (p->at == p->end || !strchr(one, *p->at))
		p->lost = true;
	else
		p->at++;
}

static struct span read_one(struct pattern *p)
{
	const struct span single = {1, 1};
	struct span inner;

	if (eats(p, '(')) {
		if (++p->groups > MAX_GROUPS || (eats(p, '?') && !eats(p, ':')))
			p->lost = true;
		inner = p->lost ? single : read_either(p);
		p->lost = p->lost || !eats(p, ')');
		return inner;
	}
	if (eats(p, '[')) {
		skip_class(p);
	} else if (eats(p, '\\')) {
		skip_escape(p);
	} else if (p->at < p->end) {
		p->lost = p->lost || strchr("^$*+?{", *p->at) != NULL;
		/* A letter may be several bytes. */
		for (p->at++; p->at < p->end && (*p->at & 0xc0) == 0x80;)
			p->at++;
	}
	return single;
}

static double read_count(struct pattern *p)
{
	double n = 0;

	p->lost = p->lost || p->at == p->end || *p->at < '0' || *p->at > '9';
	while (p->at < p->end && *p->at >= '0' && *p->at <= '9')
		n = n * 10 + (*p->at++ - '0');
	return n;
}

static struct span read_times(struct pattern *p)
{
	struct span times = {1, 1};

	if (eats(p, '*')) {
		times = (struct span){0, INFINITY};
	} else if (eats(p, '+')) {
		times.most = INFINITY;
	} else if (eats(p, '?')) {
		times.least = 0;
	} else if (eats(p, '{')) {
		times.least = times.most = read_count(p);
		if (eats(p, ','))
			times.most = p->at < p->end && *p->at == '}' ? INFINITY : read_count(p);
		p->lost = p->lost || !eats(p, '}');
	} else {
		return times;
	}
	/* Lazy or possessive: the length is the same. */
	(void)(eats(p, '?') || eats(p, '+'));
	return times;
}

static struct span read_row(struct pattern *p)
{
	struct span all = {0, 0};

	while (p->at < p->end && *p->at != '|' && *p->at != ')' && !p->lost) {
		struct span one = read_one(p), times = read_times(p);

		all.least += one.least * times.least;
		all.most += one.most == 0 || times.most == 0 ? 0 : one.most * times.most;
	}
	return all;
}

static struct span read_either(struct pattern *p)
{
	struct span all = read_row(p);

	while (!p->lost && eats(p, '|')) {
		struct span one = read_row(p);

		all.least = fmin(all.least, one.least);
		all.most = fmax(all.most, one.most);
	}
	return all;
}

bool thought_lengths(struct str pattern, double *least, double *most)
{
	struct pattern p = {.at = pattern.p + 1, .end = pattern.p + pattern.n - 1};
	struct span all;

	if (pattern.n < 2 || pattern.p[0] != '^' || pattern.p[pattern.n - 1] != '$')
		return false;
	all = read_row(&p);
	if (p.lost || p.at != p.end)
		return false;
	*least = all.least;
	*most = all.most;
	return true;
}
