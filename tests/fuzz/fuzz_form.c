#include <stdlib.h>

#include "form/instance.h"
#include "form/session.h"
#include "sys/zone.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Says the same things to every question, and walks repeats up and down. */
static void answer_all(struct session *s)
{
	static const char *const values[] = {"1", "yes", "2026-03-14", "a b", ""};
	size_t n, steps = 0;
	const uint32_t *ids = session_questions(s, &n);

	for (size_t i = 0; i < n && steps < 60; i++, steps++) {
		const struct question *q = session_question(s, ids[i]);

		if (q && q->n_choices && session_set(s, ids[i], q->choices[0].name) == SESSION_FULL)
			return;
		if (session_set(s, ids[i], values[i % 5]) == SESSION_FULL)
			return;
		q = session_question(s, ids[i]);
		if (q && *q->repeat && session_add(s, "/data/r") == SESSION_FULL)
			return;
		ids = session_questions(s, &n);
	}
	if (session_remove(s, "/data/r", 0) == SESSION_FULL || session_set_language(s, 1) == SESSION_FULL)
		return;
	(void)session_check_all(s, NULL);
}

/* Whatever a form file holds: refused with a sentence, or a visit runs through it within its memory. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct session_env env = {.now_ms = 1773483630000, .language = -1, .ceiling = 2 << 20};
	struct session *s = NULL;
	struct form *form = NULL;
	struct zone *zone = NULL;
	struct findings findings;
	struct buf out;
	int r;

	findings_init(&findings);
	buf_init(&out, 1 << 20);
	r = form_read(&form, (const char *)bytes, n, "fuzz.xml", NULL, &findings);
	if (r > 0 && !findings.errors)
		abort();
	if (r == 0) {
		form_lint(form, &findings);
		(void)form_fits_kiosk(form, &findings);
		if (zone_utc(&zone) == 0)
			env.zone = zone;
		r = zone ? session_new(&s, form, &env) : -1;
	}
	if (r == 0) {
		answer_all(s);
		(void)!instance_json(&out, s);
		(void)!instance_xml(&out, s);
	}
	session_free(s);
	form_free(form);
	zone_free(zone);
	buf_fini(&out);
	findings_fini(&findings);
	return 0;
}
