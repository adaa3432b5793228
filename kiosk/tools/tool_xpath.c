#include "tools/tools.h"

#include <stdio.h>
#include <string.h>

#include "form/trace.h"
#include "sys/clock.h"
#include "sys/zone.h"
#include "tools/form_case.h"

/* The document of expressions that name no form: as contracts.md gives it. */
static const char fixture[] =
        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "
        "xmlns:jr=\"http://openrosa.org/javarosa\">"
        "<h:head><h:title>fixture</h:title><model><instance><data id=\"x\"><a>1</a><b>2</b><d>2026-01-01</d>"
        "<r><x>1</x></r><r><x>2</x></r><out/></data></instance></model></h:head>"
        "<h:body><group ref=\"/data/r\"><repeat nodeset=\"/data/r\"><input ref=\"/data/r/x\"/></repeat></group></h:body>"
        "</h:html>";

static const char help[] =
        "loketctl xpath [--now TIME] [--tz ZONE] [--at REF] 'EXPR' [FORM.xml]\n"
        "Prints the text of one expression. Without a form it is worked out in a small document of our own,\n"
        "/data with a, b, d, two r/x and out. It is about the node out where there is one, else the outermost; --at names another.\n"
        "  loketctl xpath \"round(12.345, 2)\"\n"
        "  loketctl xpath --at /data/name \"string-length(.)\" form.xml\n";

struct call {
	const char *now, *tz, *at, *expression, *form;
};

static int wrong(const char *why)
{
	(void)fprintf(stderr, "loketctl xpath: %s; see loketctl xpath --help\n", why);
	return 2;
}

static const char *read_args(struct call *c, int argc, char *const *argv)
{
	for (int i = 1; i < argc; i++) {
		const char **option = !strcmp(argv[i], "--now")  ? &c->now
		                      : !strcmp(argv[i], "--tz") ? &c->tz
		                      : !strcmp(argv[i], "--at") ? &c->at
		                                                 : NULL;

		if (option) {
			if (++i == argc)
				return "an option misses its value";
			*option = argv[i];
		} else if (!c->expression) {
			c->expression = argv[i];
		} else if (!c->form) {
			c->form = argv[i];
		} else {
			return "there is an argument too many";
		}
	}
	return c->expression ? NULL : "the expression is missing";
}

static int print_value(struct session *s, const struct call *c)
{
	const char *at = c->at;
	struct buf out;
	char ref[256];
	int r;

	/* Expressions are usually about a node that is to get their value. */
	(void)snprintf(ref, sizeof ref, "/%s/out", trace_root(s));
	if (!at && session_value(s, ref))
		at = ref;
	buf_init(&out, 1 << 20);
	r = trace_eval(&out, s, c->expression, at);
	if (r == 0) {
		(void)fwrite(buf_str(&out), 1, out.len, stdout);
		(void)putchar('\n');
	} else if (r > 0) {
		(void)fprintf(stderr, "loketctl xpath: there is no node %s\n", at);
	} else {
		(void)fprintf(stderr, "loketctl xpath: %s\n", err_why());
	}
	buf_fini(&out);
	return r ? 1 : 0;
}

static int run(const struct call *c, const struct zone *zone, int64_t now_ms)
{
	struct session_env env = form_case_env(zone, now_ms);
	struct findings findings;
	struct form *form = NULL;
	struct session *s = NULL;
	int r, status = 1;

	findings_init(&findings);
	if (c->form)
		r = form_load(&form, c->form, &findings);
	else
		r = form_read(&form, fixture, sizeof fixture - 1, "fixture", NULL, &findings);
	if (r == 0)
		r = session_new(&s, form, &env);
	if (r == 0)
		status = print_value(s, c);
	else
		(void)fprintf(stderr, "%s", r < 0 ? err_why() : buf_str(&findings.text));
	session_free(s);
	form_free(form);
	findings_fini(&findings);
	return status;
}

int tool_xpath(int argc, char *const *argv)
{
	struct call c = {.tz = "Europe/Amsterdam"};
	const char *why = read_args(&c, argc, argv);
	struct zone *zone = NULL;
	struct clock clock;
	int64_t now_ms;
	int status;

	if (argc == 2 && !strcmp(argv[1], "--help")) {
		(void)fputs(help, stdout);
		return 0;
	}
	if (why)
		return wrong(why);
	if (zone_load(&zone, NULL, c.tz) < 0)
		return wrong("the time zone is not known");
	clock_real(&clock);
	now_ms = clock_wall_ms(&clock);
	if (c.now && !form_case_time(&now_ms, c.now, zone)) {
		zone_free(zone);
		return wrong("the time of --now is no time such as 2026-03-14T11:20:30+01:00");
	}
	status = run(&c, zone, now_ms);
	zone_free(zone);
	return status;
}
