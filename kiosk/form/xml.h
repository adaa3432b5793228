#pragma once

/*
 * xml - an XML file as a tree of nodes, read by expat under ceilings
 *
 * No document type, no entities of its own, no network: anything of the kind
 * is an error. Ceilings: bytes, depth and number of elements (form.h).
 * White space between elements is dropped, but inside labels, hints and values
 * it is text.
 */
#include "form/form.h"
#include "form/node.h"
#include "sys/arena.h"

struct xml_prefix {
	const char *prefix, *uri; /* prefix "" = the default */
	struct xml_prefix *next;
};

struct xml {
	struct node *root; /* a document node; its one child is the outermost element */
	struct xml_prefix *prefixes; /* as declared anywhere, latest first */
};

/* Everything is allocated in arena. FORM_REFUSED with the reason in the findings, under the name file. */
NODISCARD int xml_read(
        struct xml *out, struct arena *arena, const char *bytes, size_t n, const char *file, struct findings *findings);

enum ns xml_ns(const char *uri);
/* The URI of a namespace that we know; NULL for NS_NONE and NS_OTHER. */
const char *xml_uri(enum ns ns);
