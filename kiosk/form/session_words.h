#pragma once

/*
 * session_words - texts and choices as they are for one node now, in the language that counts
 */
#include "form/session_parts.h"

/* In scratch or view memory (into), in the language that counts now. Never NULL. */
const char *words_text(
        struct session *s, struct arena *into, const struct words *w, enum text_form form, const struct node *n);
const char *words_itext(
        struct session *s, struct arena *into, const struct itext *t, enum text_form form, const struct node *n);

struct offer {
	struct str name;
	const struct option *option; /* written out, or ... */
	const struct node *item; /* ... a row */
};
struct offers {
	struct offer *at;
	size_t n;
};
/* In scratch memory. */
struct offers choices_now(struct session *s, const struct control *c, const struct node *n);
const char *choice_label(struct session *s, struct arena *into, const struct control *c, const struct offer *o,
        enum text_form form, const struct node *n);
/* What a view shows of one; the view, or the form, holds it. */
const char *offer_name(struct session *s, const struct offer *o);
const char *offer_label(struct session *s, const struct control *c, const struct offer *o, const struct node *n);
const char *offer_image(struct session *s, const struct control *c, const struct offer *o, const struct node *n);
/* The value without the words that are not offered; in scratch memory. */
struct str choices_keep(struct session *s, const struct control *c, const struct node *n, struct str value);
bool choices_offer(const struct offers *offers, struct str name);
