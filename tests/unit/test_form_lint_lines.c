#include <stdio.h>

#include "form_kit.h"

/* The finding of the one mistake in a model stands on the line after so many breaks. The kit writes two lines before it. */
static void check_line(const char *model, int line, const char *part)
{
	struct kit k;
	char start[40];

	kit_form(&k, "<a/><b/>", model, "<input ref=\"/data/a\"><label>a</label></input>");
	form_lint(k.form, &k.findings);
	findings_sort(&k.findings);
	CHECK_HAS(buf_str(&k.findings.text), part);
	(void)snprintf(start, sizeof start, "t.xml:%d: ", line);
	for (const char *at = buf_str(&k.findings.text), *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
		if (memmem(at, (size_t)(end - at), part, strlen(part)))
			CHECK_INT(strncmp(at, start, strlen(start)), 0);
	}
	kit_close(&k);
}

#define LOOSE "constraint=\"regex(., '[0-9]')\""
#define HELD "is not held by ^ and $"

TEST(lines, a_finding_stands_where_its_attribute_begins)
{
	check_line("<bind nodeset=\"/data/a\" " LOOSE "/>", 4, HELD);
	check_line("<bind nodeset=\"/data/a\"\n " LOOSE "/>", 5, HELD);
	check_line("<bind\n\n nodeset=\"/data/a\"\n\t" LOOSE "\n/>", 7, HELD);
	check_line("<bind nodeset=\"/data/a\"\r\n type = 'string'\r\n" LOOSE "/>", 6, HELD);
	check_line("<bind nodeset=\"/data/a\" relevant=\"true()\n or\n false()\"\n" LOOSE "/>", 7, HELD);
	check_line(
	        "<bind xmlns:x=\"urn:a&gt;b\"\n xmlns='http://www.w3.org/2002/xforms'\n nodeset=\"/data/a\" x:y=\"&#10;>\"\n" LOOSE
	        "/>",
	        7, HELD);
}

TEST(lines, a_form_in_another_encoding_keeps_the_lines_of_its_tags)
{
	static const char text[] =
	        "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\">"
	        "<h:head><model><instance><data id=\"t\"><a/></data></instance>\n<bind\n nodeset=\"/data/a\"\n"
	        "constraint=\"regex(., 'x')\"/></model></h:head><h:body/></h:html>";
	uint8_t wide[2 * sizeof text];
	struct findings findings;
	struct form *form;

	wide[0] = 0xff;
	wide[1] = 0xfe;
	for (size_t i = 0; i + 1 < sizeof text; i++) {
		wide[2 + 2 * i] = (uint8_t)text[i];
		wide[3 + 2 * i] = 0;
	}
	findings_init(&findings);
	CHECK_INT(form_read(&form, (const char *)wide, 2 * sizeof text, "t.xml", NULL, &findings), 0);
	form_lint(form, &findings);
	CHECK_HAS(buf_str(&findings.text), "t.xml:2: warning: the pattern \"x\"");
	form_free(form);
	findings_fini(&findings);
}

TEST(lines, a_circle_is_named_in_full_from_its_first_node)
{
	kit_refused("<a/><b/><c/><d/>",
	        "<bind nodeset=\"/data/c\" calculate=\"/data/a\"/><bind nodeset=\"/data/b\" calculate=\"/data/c + 1\"/>"
	        "<bind nodeset=\"/data/d\" calculate=\"/data/a\"/><bind nodeset=\"/data/a\" calculate=\"/data/b\"/>",
	        "", "/data/a -> /data/b -> /data/c -> /data/a depend on each other in a circle");
	kit_refused("<a/><b/><c/><d/>",
	        "<bind nodeset=\"/data/a\" calculate=\"/data/b\"/><bind nodeset=\"/data/b\" calculate=\"/data/a\"/>"
	        "<bind nodeset=\"/data/c\" calculate=\"/data/d\"/><bind nodeset=\"/data/d\" calculate=\"/data/c\"/>",
	        "", "/data/c -> /data/d -> /data/c depend on each other in a circle");
}
