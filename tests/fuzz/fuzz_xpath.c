#include <stdlib.h>
#include <string.h>

#include "form/trace.h"
#include "sys/text.h"
#include "sys/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char world[] = "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\">"
                            "<h:head><model><instance><data id=\"x\"><a>1</a><b>two words</b><d>2026-01-01</d>"
                            "<r><x>1</x></r><r><x>2</x></r><out/></data></instance>"
                            "<instance id=\"l\"><root><item><name>n</name></item></root></instance></model></h:head>"
                            "<h:body><repeat nodeset=\"/data/r\"><input ref=\"x\"/></repeat></h:body></h:html>";

/* Any text as an expression: it fails with a sentence, or gives a text that is UTF-8 if the expression was. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct session_env env = {.now_ms = 1773483630000, .language = -1, .ceiling = 4 << 20};
	char *text = calloc(1, n + 1);
	struct session *s = NULL;
	struct form *form = NULL;
	struct zone *zone = NULL;
	struct findings findings;
	struct buf out;

	findings_init(&findings);
	buf_init(&out, 1 << 20);
	if (text && n)
		memcpy(text, bytes, n);
	if (!text || form_read(&form, world, sizeof world - 1, "world", NULL, &findings) || zone_utc(&zone))
		abort();
	env.zone = zone;
	if (session_new(&s, form, &env))
		abort();
	if (trace_eval(&out, s, text, "/data/out") == 0 && utf8_valid(text, strlen(text)) &&
	        !utf8_valid(buf_str(&out), out.len))
		abort();
	session_free(s);
	form_free(form);
	zone_free(zone);
	buf_fini(&out);
	findings_fini(&findings);
	free(text);
	return 0;
}
