#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "form/finding_words.h"
#include "harness.h"
#include "sys/file.h"
#include "sys/text.h"
#include "tools/tool_form_words.h"
#include "tools/tools.h"

enum { NAMES_MAX = 400 };

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct names {
	char *at[NAMES_MAX];
	size_t n;
};

static void names_read(struct names *out, const char *folder, const char *end)
{
	DIR *dir = opendir(folder);

	*out = (struct names){0};
	CHECK(dir != NULL);
	for (const struct dirent *d; (d = readdir(dir)) != NULL;) {
		if (!text_ends(d->d_name, end))
			continue;
		CHECK(out->n < NAMES_MAX);
		out->at[out->n] = strdup(d->d_name);
		CHECK(out->at[out->n++] != NULL);
	}
	closedir(dir);
	qsort(out->at, out->n, sizeof *out->at, by_name);
}

static void names_free(struct names *n)
{
	for (size_t i = 0; i < n->n; i++)
		free(n->at[i]);
}

static void go_to(const char *folder)
{
	char path[1200];

	(void)snprintf(path, sizeof path, "%s/%s", test_root(), folder);
	CHECK_INT(chdir(path), 0);
}

static void report(struct findings *findings, const char *file, bool dutch)
{
	struct form *form = NULL;
	int r;

	findings_init(findings);
	findings->dutch = dutch;
	r = form_load(&form, file, findings);
	CHECK(r >= 0);
	if (r == 0) {
		form_lint(form, findings);
		form_check_words(form, findings);
	}
	form_free(form);
	findings_sort(findings);
}

static void check_report(const char *file, const char *lang)
{
	struct findings findings;
	char path[300];
	AUTO_BUF want;

	buf_init(&want, 1 << 20);
	(void)snprintf(path, sizeof path, "%.*s.%s.txt", (int)(strlen(file) - 4), file, lang);
	CHECK_OK(file_read(&want, path));
	report(&findings, file, text_is(lang, "nl"));
	CHECK_TEXT(buf_str(&findings.text), buf_str(&want));
	CHECK_INT(findings.errors + findings.warnings, 1);
	findings_fini(&findings);
}

TEST(form_check, each_bad_form_has_one_finding_as_written_beside_it)
{
	struct names forms;

	go_to("tests/forms-bad");
	names_read(&forms, ".", ".xml");
	CHECK(forms.n >= 40);
	for (size_t i = 0; i < forms.n; i++) {
		check_report(forms.at[i], "en");
		check_report(forms.at[i], "nl");
	}
	names_free(&forms);
}

TEST(form_check, forms_near_the_border_have_none)
{
	struct names forms;

	go_to("tests/forms-bad/fine");
	names_read(&forms, ".", ".xml");
	CHECK(forms.n >= 10);
	for (size_t i = 0; i < forms.n; i++) {
		struct findings findings;

		report(&findings, forms.at[i], false);
		CHECK_TEXT(buf_str(&findings.text), "");
		findings_fini(&findings);
	}
	names_free(&forms);
}

TEST(form_check, shipped_forms_have_no_error)
{
	struct names forms;

	go_to("assets/forms");
	names_read(&forms, ".", ".xml");
	for (size_t i = 0; i < forms.n; i++) {
		struct findings findings;

		report(&findings, forms.at[i], false);
		if (findings.errors)
			test_fail(__FILE__, __LINE__, "%s", buf_str(&findings.text));
		findings_fini(&findings);
	}
	names_free(&forms);
}

/* ---- the program ------------------------------------------------------------------------------ */

/* argv in one line, with a space between. */
static int run(const char *line)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		char said[1200], words[400], *argv[10], *rest = words;
		int argc = 0;

		(void)snprintf(words, sizeof words, "%s", line);
		while ((argv[argc] = strsep(&rest, " ")) != NULL)
			argc++;
		(void)snprintf(said, sizeof said, "%s/said", test_folder());
		if (!freopen(said, "w", stdout))
			_exit(99);
		status = tool_form(argc, argv);
		(void)fflush(NULL);
		_exit(status);
	}
	CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	return WEXITSTATUS(status);
}

TEST(form_check, the_exit_status_tells_errors_from_warnings)
{
	char said[1200];
	AUTO_BUF text;

	buf_init(&text, 1 << 20);
	go_to("tests/forms-bad");
	CHECK_INT(run("form check no_class.xml"), 0);
	CHECK_INT(run("form check --lang=en --kiosk fine/base.xml"), 0);
	CHECK_INT(run("form check --lang fy fine/base.xml"), 2);
	CHECK_INT(run("form check --lang nl"), 2);
	CHECK_INT(run("form check not_there.xml"), 1);
	CHECK_INT(run("form check --lang nl no_class.xml no_purpose.xml"), 1);
	(void)snprintf(said, sizeof said, "%s/said", test_folder());
	CHECK_OK(file_read(&text, said));
	CHECK_HAS(buf_str(&text),
	        "no_class.xml:46: warning: /data/kind zegt niet hoe gevoelig het is; schrijf loket:class\n");
	CHECK_HAS(buf_str(&text), "no_purpose.xml:46: error: /data/kind zegt niet waarom we het vragen; ");
}

/* ---- Dutch for every sentence ------------------------------------------------------------------ */

/* The conversions of a format, in order: "%s%d". */
static void conversions(char out[100], const char *format)
{
	size_t n = 0;

	for (const char *c = format; *c; c++) {
		if (*c != '%')
			continue;
		do {
			CHECK(n < 98);
			out[n++] = *c++;
		} while (*c && !strchr("sduc%", *c));
		if (!*c)
			break;
		out[n++] = *c;
	}
	out[n] = 0;
}

static void check_sentence(const char *english)
{
	const char *dutch = finding_words(true, english);
	char a[100], b[100];

	if (!strchr(english, ' '))
		return;
	if (dutch == english)
		test_fail(__FILE__, __LINE__, "there is no Dutch for: %s", english);
	conversions(a, english);
	conversions(b, dutch);
	CHECK_TEXT(b, a);
	CHECK(finding_words(false, english) == english);
}

/* Literals between at and the bracket that closes the call, those beside each other as one. */
static size_t check_call(const char *at)
{
	char text[1000];
	size_t n = 0, sentences = 0;
	int depth = 1;

	for (; depth > 0; at++) {
		if (*at == '"') {
			for (at++; *at != '"'; at++) {
				at += *at == '\\';
				CHECK(n < sizeof text - 1);
				text[n++] = *at;
			}
			continue;
		}
		depth += (*at == '(') - (*at == ')');
		if (n && *at != ' ' && *at != '\n' && *at != '\t') {
			text[n] = 0;
			check_sentence(text);
			sentences++;
			n = 0;
		}
	}
	return sentences;
}

static size_t check_source(const char *path)
{
	static const char *const calls[] = {
	        "load_error(", "load_warning(", "lint_say(", "parser_fail(", "stop(", "findings_add(", "lint_literal("};
	size_t sentences = 0;
	AUTO_BUF text;

	buf_init(&text, 1 << 20);
	CHECK_OK(file_read(&text, path));
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		for (const char *at = buf_str(&text); (at = strstr(at, calls[i])) != NULL;) {
			at += strlen(calls[i]);
			sentences += check_call(at);
		}
	}
	return sentences;
}

TEST(form_check, every_sentence_has_its_dutch_with_the_same_arguments)
{
	static const char *const folders[] = {"kiosk/form", "kiosk/tools"};
	size_t sentences = 0;

	for (size_t f = 0; f < 2; f++) {
		struct names sources;

		go_to(folders[f]);
		names_read(&sources, ".", ".c");
		for (size_t i = 0; i < sources.n; i++) {
			if (f == 0 || text_starts(sources.at[i], "tool_form"))
				sentences += check_source(sources.at[i]);
		}
		names_free(&sources);
	}
	CHECK(sentences > 100);
}
