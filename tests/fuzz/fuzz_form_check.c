#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "form/form.h"
#include "tools/tool_form_words.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Each line is "fuzz.xml:LINE: error: ..." or a warning, with a line that the file has. */
static void look_at_lines(const struct findings *f, long last)
{
	static const char name[] = "fuzz.xml:";
	size_t lines = 0;

	for (const char *at = buf_str(&f->text), *end; *at; at = end + 1, lines++) {
		char *kind;
		long line;

		end = strchr(at, '\n');
		if (!end || strncmp(at, name, sizeof name - 1) != 0)
			abort();
		line = strtol(at + sizeof name - 1, &kind, 10);
		if (line < 0 || line > last ||
		        (strncmp(kind, ": error: ", 9) != 0 && strncmp(kind, ": warning: ", 11) != 0))
			abort();
	}
	if (lines != f->errors + f->warnings && !f->text.failed)
		abort();
}

/* Whatever a form file holds, its author is told in lines that an editor can follow, in both languages. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	long last = 1;

	for (size_t i = 0; i < n; i++)
		last += bytes[i] == '\n' || bytes[i] == '\r';
	for (int dutch = 0; dutch < 2; dutch++) {
		struct findings findings;
		struct form *form = NULL;

		findings_init(&findings);
		findings.dutch = dutch;
		if (form_read(&form, (const char *)bytes, n, "fuzz.xml", NULL, &findings) == 0) {
			form_lint(form, &findings);
			form_check_words(form, &findings);
			(void)form_fits_kiosk(form, &findings);
		}
		findings_sort(&findings);
		look_at_lines(&findings, last);
		form_free(form);
		findings_fini(&findings);
	}
	return 0;
}
