#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "form/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

struct count {
	size_t nodes;
	int last; /* line of the last bytes */
};

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void look_at_attributes(const struct node *n, const struct count *c)
{
	for (const struct attr *a = n->attrs; a; a = a->next) {
		must(a->name && a->qname && a->value);
		must(a->line >= n->line && a->line <= c->last);
	}
}

/* Neighbours know each other, lines lie within the file, a child stands behind its parent. */
static void look_at(const struct node *n, struct count *c, size_t depth)
{
	const struct node *before = NULL;

	must(depth <= FORM_MAX_DEPTH + 2 && ++c->nodes <= 2 * FORM_MAX_NODES);
	must(n->line >= 0 && n->line <= c->last);
	look_at_attributes(n, c);
	for (const struct node *k = n->first; k; before = k, k = k->next) {
		must(k->parent == n && k->prev == before && k->line >= n->line);
		look_at(k, c, depth + 1);
	}
	must(n->last == before);
}

/* Any bytes as XML: refused with a sentence, or a whole tree within the ceilings. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct count c = {.last = 1};
	struct findings findings;
	struct arena *arena = NULL;
	struct xml xml;
	int r;

	findings_init(&findings);
	must(arena_new(&arena, 8 << 20, false) == 0);
	for (size_t i = 0; i < n; i++)
		c.last += bytes[i] == '\n' || bytes[i] == '\r';
	r = xml_read(&xml, arena, (const char *)bytes, n, "fuzz.xml", &findings);
	must(r <= 0 || findings.errors);
	if (r == 0) {
		must(xml.root && node_first(xml.root));
		look_at(xml.root, &c, 0);
	}
	arena_free(arena);
	findings_fini(&findings);
	return 0;
}
