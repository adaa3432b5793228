#include "form/finding_words.h"
#include "form/lint.h"

#include <stdarg.h>

void lint_say(struct lint *l, bool error, int line, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	findings_addv(l->findings, error, l->form->file, line, fmt, args);
	va_end(args);
}

bool lint_is_field(const struct def *d)
{
	const char *readonly = d->readonly ? d->readonly->text : "";

	return d->control && !d->first && !str_is(str_trim(str_of(readonly)), "true()");
}

void form_lint(const struct form *f, struct findings *findings)
{
	struct lint l = {f, findings};

	if (!*f->version)
		lint_say(&l, false, f->primary->line,
		        "the primary instance has no version; write version=\"...\", or nobody can tell two of them apart");
	lint_words(&l);
	lint_fields(&l);
	lint_controls(&l);
	lint_expressions(&l);
	lint_circles(&l);
	lint_reach(&l);
}

/* ---- the kiosk ---------------------------------------------------------------------------- */

static const char *beyond_kiosk(const struct def *d)
{
	switch (d->type) {
	case ANSWER_GEOPOINT:
	case ANSWER_GEOTRACE:
	case ANSWER_GEOSHAPE:
		return "a place on a map";
	case ANSWER_BARCODE:
		return "a barcode";
	case ANSWER_BINARY:
		return "a file";
	case ANSWER_INTENT:
		return "another program's answer";
	default:
		break;
	}
	for (const struct control *c = d->control; c; c = c->also) {
		if (c->question == QUESTION_UPLOAD)
			return "a file";
	}
	return NULL;
}

int form_fits_kiosk(const struct form *f, struct findings *findings)
{
	struct lint l = {f, findings};
	size_t before = findings->errors;

	for (size_t i = 0; i < f->n_defs; i++) {
		const struct def *d = f->defs[i];
		const char *what = lint_is_field(d) ? beyond_kiosk(d) : NULL;
		bool required = d->required && !str_is(str_trim(str_of(d->required->text)), "false()");

		if (what && required)
			lint_say(&l, true, d->line, "%s requires %s, which the kiosk can not take", d->path,
			        finding_words(l.findings->dutch, what));
		else if (what)
			lint_say(&l, false, d->line, "%s asks for %s; the kiosk leaves it out", d->path,
			        finding_words(l.findings->dutch, what));
	}
	if (f->encrypted)
		lint_say(&l, false, f->primary->line,
		        "the form's own encryption key is not used: records are sealed by the kiosk");
	return findings->errors > before ? FORM_REFUSED : 0;
}
