#include "tools/tools.h"

#include <stdio.h>
#include <string.h>

#include "form/form.h"
#include "tools/form_case.h"

static const char help[] =
        "loketctl form check FILE...           what an author should mend: file:line: error|warning: sentence\n"
        "loketctl form check --kiosk FILE...   also: can the kiosk's screens take every required answer?\n"
        "loketctl form run FORM.xml CASE.json  plays a case without a screen and writes its trace\n"
        "  loketctl form check assets/forms/loss_report.xml\n";

static int check_one(struct findings *findings, const char *path, bool kiosk)
{
	struct form *form = NULL;
	int r = form_load(&form, path, findings);

	if (r < 0) {
		(void)fprintf(stderr, "loketctl form: %s\n", err_why());
		return 1;
	}
	if (r == 0) {
		form_lint(form, findings);
		if (kiosk)
			r = form_fits_kiosk(form, findings);
	}
	form_free(form);
	(void)r; /* what was refused stands among the findings */
	return 0;
}

static int check(int argc, char *const *argv)
{
	bool kiosk = argc > 0 && strcmp(argv[0], "--kiosk") == 0, failed = false;

	if (argc - kiosk < 1) {
		(void)fprintf(stderr, "loketctl form check: name at least one form; see loketctl form --help\n");
		return 2;
	}
	for (int i = kiosk; i < argc; i++) {
		struct findings findings;

		findings_init(&findings);
		failed = check_one(&findings, argv[i], kiosk) || findings.errors || failed;
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
