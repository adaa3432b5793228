#include "form/xml.h"

#include <errno.h>
#include <expat.h>

#include "form/finding_words.h"
#include "form/xml_lines.h"

/* expat writes "uri SEP local SEP prefix"; this byte can not stand in XML. */
#define SEP '\x1f'

enum { NAME_SLOTS = 256 };

struct name {
	const char *full, *name, *qname;
	enum ns ns;
	struct name *next; /* same slot */
};

struct reader {
	struct name *names[NAME_SLOTS];
	XML_Parser parser;
	struct arena *arena;
	struct xml *xml;
	struct node *at;
	const char *file, *bytes, *end;
	struct findings *findings;
	struct buf text; /* text since the last tag */
	size_t depth, nodes;
	bool stopped;
};

static const struct {
	enum ns ns;
	const char *uri;
} known[] = {
        {NS_XFORMS, "http://www.w3.org/2002/xforms"},
        {NS_XHTML, "http://www.w3.org/1999/xhtml"},
        {NS_JR, "http://openrosa.org/javarosa"},
        {NS_ORX, "http://openrosa.org/xforms"},
        {NS_ODK, "http://www.opendatakit.org/xforms"},
        {NS_ENTITIES, "http://www.opendatakit.org/xforms/entities"},
        {NS_EVENTS, "http://www.w3.org/2001/xml-events"},
        {NS_LOKET, "https://loket.invalid/ns"},
        {NS_XMLNS, "http://www.w3.org/XML/1998/namespace"},
};

/* Some tools write a slash behind a name; it is the same name. */
enum ns xml_ns(const char *uri)
{
	size_t n = strlen(uri);

	n -= n > 0 && uri[n - 1] == '/';
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (strlen(known[i].uri) == n && memcmp(known[i].uri, uri, n) == 0)
			return known[i].ns;
	}
	return *uri ? NS_OTHER : NS_NONE;
}

const char *xml_uri(enum ns ns)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (known[i].ns == ns)
			return known[i].uri;
	}
	return NULL;
}

static void stop(struct reader *r, const char *why)
{
	if (!r->stopped)
		findings_add(r->findings, true, r->file, (int)XML_GetCurrentLineNumber(r->parser), "%s",
		        finding_words(r->findings->dutch, why));
	r->stopped = true;
	XML_StopParser(r->parser, XML_FALSE);
}

/* In the words of expat, after ours. */
static void stop_at_error(struct reader *r)
{
	const char *why = XML_ErrorString(XML_GetErrorCode(r->parser));

	findings_add(r->findings, true, r->file, (int)XML_GetCurrentLineNumber(r->parser),
	        "this is no XML: %s; mend what stands here or just before", finding_words(r->findings->dutch, why));
	r->stopped = true;
}

static void *make(struct reader *r, size_t n)
{
	void *p = arena_alloc(r->arena, n);

	if (!p)
		stop(r, "the file needs more memory than a form may have");
	return p;
}

static const char *keep(struct reader *r, const char *text, size_t n)
{
	const char *copy = arena_text(r->arena, text, n);

	if (!copy)
		stop(r, "the file needs more memory than a form may have");
	return copy;
}

static bool split_name(struct reader *r, struct name *out, const char *full)
{
	const char *local = strchr(full, SEP), *prefix = local ? strchr(local + 1, SEP) : NULL;
	char uri[256];
	size_t n = local ? (size_t)(local - full) : 0;

	out->full = keep(r, full, strlen(full));
	if (!local) {
		out->ns = NS_NONE;
		out->name = out->qname = out->full;
		return out->full != NULL;
	}
	local++;
	if (n >= sizeof uri)
		n = sizeof uri - 1;
	memcpy(uri, full, n);
	uri[n] = 0;
	out->ns = xml_ns(uri);
	out->name = keep(r, local, prefix ? (size_t)(prefix - local) : strlen(local));
	out->qname = prefix && out->name ? arena_printf(r->arena, "%s:%s", prefix + 1, out->name) : out->name;
	if (!out->qname)
		stop(r, "the file needs more memory than a form may have");
	return out->full && out->qname;
}

/* expat's name taken apart; names come again and again, so each is kept once. NULL when memory is full. */
static const struct name *take_name(struct reader *r, const char *full)
{
	uint32_t h = 2166136261;
	struct name *n;

	for (const char *c = full; *c; c++)
		h = (h ^ (uint8_t)*c) * 16777619;
	for (n = r->names[h % NAME_SLOTS]; n; n = n->next) {
		if (strcmp(n->full, full) == 0)
			return n;
	}
	n = make(r, sizeof *n);
	if (!n || !split_name(r, n, full))
		return NULL;
	n->next = r->names[h % NAME_SLOTS];
	r->names[h % NAME_SLOTS] = n;
	return n;
}

static bool holds_text(const struct node *n)
{
	static const char *const names[] = {"label", "hint", "value", "help", "title", "output", "setvalue"};

	for (size_t i = 0; n->name && i < sizeof names / sizeof *names; i++) {
		if (strcmp(n->name, names[i]) == 0)
			return true;
	}
	return false;
}

/* What was read since the last tag becomes a run of text of the element that we are in. */
static void flush(struct reader *r)
{
	struct str s = {buf_str(&r->text), r->text.len};
	struct node *run;

	if (s.n && (str_trim(s).n || holds_text(r->at)) && (run = make(r, sizeof *run))) {
		s.p = keep(r, s.p, s.n);
		run->value = s;
		run->line = (int)XML_GetCurrentLineNumber(r->parser);
		node_append(r->at, run);
	}
	r->text.len = 0;
}

static void take_attrs(struct reader *r, struct node *n, const char **attrs)
{
	struct attr **tail = &n->attrs;

	for (; *attrs && !r->stopped; attrs += 2) {
		struct attr *a = make(r, sizeof *a);
		const struct name *name = a ? take_name(r, attrs[0]) : NULL;

		if (!name)
			return;
		a->ns = name->ns;
		a->name = name->name;
		a->qname = name->qname;
		a->value = keep(r, attrs[1], strlen(attrs[1]));
		if (!a->value)
			return;
		*tail = a;
		tail = &a->next;
	}
}

static void on_start(void *me, const char *full, const char **attrs)
{
	struct reader *r = me;
	const struct name *name;
	struct node *n;

	if (r->stopped)
		return;
	if (++r->depth > FORM_MAX_DEPTH) {
		stop(r, "elements stand more than 64 deep in each other");
		return;
	}
	if (++r->nodes > FORM_MAX_NODES) {
		stop(r, "the file has more than 400000 elements");
		return;
	}
	flush(r);
	n = make(r, sizeof *n);
	name = n ? take_name(r, full) : NULL;
	if (!name)
		return;
	n->ns = name->ns;
	n->name = name->name;
	n->qname = name->qname;
	n->line = (int)XML_GetCurrentLineNumber(r->parser);
	n->value = (struct str){"", 0};
	take_attrs(r, n, attrs);
	/* The file is read in one piece, so places in it are places in bytes. */
	if (n->attrs)
		xml_lines(n->attrs, r->bytes + XML_GetCurrentByteIndex(r->parser), r->end, n->line);
	node_append(r->at, n);
	r->at = n;
}

static void on_end(void *me, const char *name)
{
	struct reader *r = me;
	struct node *n = r->at;

	(void)name;
	if (r->stopped)
		return;
	flush(r);
	/* An element with nothing but text is a leaf: its text is its value. */
	if (n->first && n->first == n->last && !n->first->name) {
		n->value = n->first->value;
		n->first = n->last = NULL;
	}
	r->at = n->parent;
	r->depth--;
}

static void on_text(void *me, const char *text, int n)
{
	struct reader *r = me;

	buf_add(&r->text, text, (size_t)n);
}

static void on_prefix(void *me, const char *prefix, const char *uri)
{
	struct reader *r = me;
	struct xml_prefix *p;
	size_t n = 0;

	for (p = r->xml->prefixes; p && uri; p = p->next, n++) {
		if (strcmp(p->prefix, prefix ? prefix : "") == 0 && strcmp(p->uri, uri) == 0)
			return;
	}
	if (n >= FORM_MAX_PREFIXES)
		stop(r, "the file declares more than 64 namespaces");
	if (r->stopped || !uri || !(p = make(r, sizeof *p)))
		return;
	p->prefix = prefix ? keep(r, prefix, strlen(prefix)) : "";
	p->uri = keep(r, uri, strlen(uri));
	if (!p->prefix || !p->uri)
		return;
	p->next = r->xml->prefixes;
	r->xml->prefixes = p;
}

static void on_doctype(void *me, const char *name, const char *sys, const char *pub, int internal)
{
	(void)name, (void)sys, (void)pub, (void)internal;
	stop(me, "a document type (DOCTYPE) is not allowed in a form; remove it");
}

static void set_up(struct reader *r)
{
	XML_SetUserData(r->parser, r);
	XML_SetReturnNSTriplet(r->parser, 1);
	XML_SetElementHandler(r->parser, on_start, on_end);
	XML_SetCharacterDataHandler(r->parser, on_text);
	XML_SetStartNamespaceDeclHandler(r->parser, on_prefix);
	XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
}

int xml_read(
        struct xml *out, struct arena *arena, const char *bytes, size_t n, const char *file, struct findings *findings)
{
	struct xml xml = {0};
	struct reader r = {
	        .arena = arena, .xml = &xml, .file = file, .bytes = bytes, .end = bytes + n, .findings = findings};

	if (n > FORM_MAX_BYTES) {
		findings_add(findings, true, file, 1, "the file is larger than %d MiB", FORM_MAX_BYTES >> 20);
		return FORM_REFUSED;
	}
	r.parser = XML_ParserCreateNS(NULL, SEP);
	if (!r.parser)
		return err_new(ENOMEM, "no memory to read a form");
	buf_init(&r.text, FORM_MAX_BYTES);
	set_up(&r);
	xml.root = r.at = make(&r, sizeof *xml.root);
	if (xml.root) {
		xml.root->name = xml.root->qname = "";
		xml.root->value.p = "";
	}
	if (!r.stopped && XML_Parse(r.parser, bytes, (int)n, 1) != XML_STATUS_OK && !r.stopped)
		stop_at_error(&r);
	XML_ParserFree(r.parser);
	buf_fini(&r.text);
	if (r.stopped)
		return FORM_REFUSED;
	*out = xml;
	return 0;
}
