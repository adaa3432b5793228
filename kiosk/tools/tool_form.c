#include "tools/tools.h"

#include <stdio.h>
#include <string.h>

#include "form/form.h"
#include "tools/form_case.h"
#include "tools/tool_form_words.h"

static const char help[] =
        "loketctl form check FILE...           what an author should mend: file:line: error|warning: sentence\n"
        "loketctl form check --lang nl FILE... the sentences in Dutch (nl) or English (en, preset)\n"
        "loketctl form check --kiosk FILE...   also: can the kiosk's screens take every required answer?\n"
        "loketctl form run FORM.xml CASE.json  plays a case without a screen and writes its trace\n"
        "exit status of check: 0 nothing or warnings only, 1 errors, 2 not understood\n"
        "  loketctl form check assets/forms/loss_report.xml\n";

struct wish {
	bool kiosk, dutch;
};

static int check_one(struct findings *findings, const char *path, const struct wish *wish)
{
	struct form *form = NULL;
	int r = form_load(&form, path, findings);

	if (r < 0) {
		(void)fprintf(stderr, "loketctl form: %s\n", err_why());
		return 1;
	}
	if (r == 0) {
		form_lint(form, findings);
		form_check_words(form, findings);
		if (wish->kiosk)
			r = form_fits_kiosk(form, findings);
	}
	form_free(form);
	(void)r; /* what was refused stands among the findings */
	return 0;
}

/* Options stand before the files. False: not understood. */
static bool read_wish(struct wish *out, int *first, int argc, char *const *argv)
{
	for (*first = 0; *first < argc && strncmp(argv[*first], "--", 2) == 0; ++*first) {
		const char *option = argv[*first], *lang = NULL;

		if (strcmp(option, "--kiosk") == 0) {
			out->kiosk = true;
			continue;
		}
		if (strncmp(option, "--lang=", 7) == 0)
			lang = option + 7;
		else if (strcmp(option, "--lang") == 0 && *first + 1 < argc)
			lang = argv[++*first];
		if (!lang || (strcmp(lang, "nl") != 0 && strcmp(lang, "en") != 0)) {
			(void)fprintf(stderr, "loketctl form check: %s: say --lang nl, --lang en or --kiosk\n", option);
			return false;
		}
		out->dutch = strcmp(lang, "nl") == 0;
	}
	if (*first < argc)
		return true;
	(void)fprintf(stderr, "loketctl form check: name at least one form; see loketctl form --help\n");
	return false;
}

static int check(int argc, char *const *argv)
{
	struct wish wish = {0};
	bool failed = false;
	int first;

	if (!read_wish(&wish, &first, argc, argv))
		return 2;
	for (int i = first; i < argc; i++) {
		struct findings findings;

		findings_init(&findings);
		findings.dutch = wish.dutch;
		failed = check_one(&findings, argv[i], &wish) || findings.errors || failed;
		findings_sort(&findings);
		(void)fputs(buf_str(&findings.text), stdout);
		findings_fini(&findings);
	}
	return failed;
}

static int run(int argc, char *const *argv)
{
	struct findings findings;
	struct buf out;
	int r;

	if (argc != 2) {
		(void)fprintf(stderr, "loketctl form run: name a form and a case; see loketctl form --help\n");
		return 2;
	}
	findings_init(&findings);
	buf_init(&out, 512 << 20);
	r = form_case_run(&out, argv[0], argv[1], &findings);
	if (r == 0)
		(void)fwrite(buf_str(&out), 1, out.len, stdout);
	else if (r < 0)
		(void)fprintf(stderr, "loketctl form run: %s\n", err_why());
	else
		(void)fprintf(stderr, "%s", buf_str(&findings.text));
	buf_fini(&out);
	findings_fini(&findings);
	return r ? 1 : 0;
}

int tool_form(int argc, char *const *argv)
{
	if (argc == 2 && !strcmp(argv[1], "--help")) {
		(void)fputs(help, stdout);
		return 0;
	}
	if (argc > 1 && !strcmp(argv[1], "check"))
		return check(argc - 2, argv + 2);
	if (argc > 1 && !strcmp(argv[1], "run"))
		return run(argc - 2, argv + 2);
	(void)fprintf(stderr, "loketctl form: say check or run; see loketctl form --help\n");
	return 2;
}
