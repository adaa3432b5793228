#include "form/form.h"

#include <errno.h>
#include <stdlib.h>
#include <strings.h>

#include "form/load.h"
#include "form/xpath_regex.h"
#include "sys/file.h"
#include "sys/text.h"

enum { FORM_MAX_MEMORY = 512 << 20 };

static int form_new(struct form **out, const char *name, const char *folder)
{
	struct form *f = calloc(1, sizeof *f);
	int r;

	if (!f)
		return err_new(ENOMEM, "no memory for a form");
	r = arena_new(&f->arena, FORM_MAX_MEMORY, false);
	if (r) {
		free(f);
		return err_up(r);
	}
	f->file = arena_text(f->arena, name, strlen(name));
	f->folder = folder ? arena_text(f->arena, folder, strlen(folder)) : NULL;
	f->id = f->version = f->title = "";
	f->language = -1;
	*out = f;
	return 0;
}

void form_free(struct form *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->n_regexes; i++)
		regex_free(f->regexes[i]);
	free(f->regexes);
	arena_free(f->arena);
	free(f);
}

static const struct node *find(struct load *l, const struct node *under, const char *name, const char *what)
{
	const struct node *n = node_child(under, NS_XFORMS, name);

	if (!n)
		n = node_child(under, NS_XHTML, name);
	if (!n && what)
		load_error(l, under->line ? under->line : 1, "the form has no %s", what);
	return n;
}

/* On the outermost node, where pyxform writes it, or on the model. */
static void load_audience(struct load *l, const struct node *model)
{
	static const char *const names[] = {"", "citizen", "staff", "suspect"};
	const struct node *on = l->form->primary;
	const char *audience = on ? node_attr(on, NS_LOKET, "audience") : NULL;

	if (!audience) {
		on = model;
		audience = node_attr(on, NS_LOKET, "audience");
	}
	for (int i = 1; audience && i < (int)(sizeof names / sizeof *names); i++) {
		if (strcmp(audience, names[i]) == 0)
			l->form->audience = (enum form_audience)i;
	}
	if (audience && l->form->audience == AUDIENCE_UNSAID)
		load_error(l, node_attr_line(on, NS_LOKET, "audience"),
		        "loket:audience is \"%.60s\"; it must be citizen, staff or suspect", audience);
}

static void load_head(struct load *l, const struct node *model)
{
	const struct node *submission = node_child(model, NS_XFORMS, "submission");
	const struct form *f = l->form;

	l->form->encrypted = submission && node_get(submission, "base64RsaPublicKey");
	for (const struct xml_prefix *p = f->xml.prefixes; p; p = p->next) {
		if (xml_ns(p->uri) == NS_LOKET)
			l->form->declares_loket = true;
	}
	load_audience(l, model);
	load_after(l);
	if (!f->primary)
		return;
	l->form->id = node_get(f->primary, "id");
	if (!f->id)
		l->form->id = node_attr(f->primary, NS_OTHER, "id");
	if (!f->id || !*f->id) {
		load_warning(l, f->primary->line, "the primary instance has no id");
		l->form->id = f->primary->name;
	}
	l->form->version = node_get(f->primary, "version");
	if (!f->version)
		l->form->version = node_attr(f->primary, NS_ORX, "version");
	if (!f->version)
		l->form->version = "";
}

static void load_all(struct load *l)
{
	const struct node *html = node_first(l->form->xml.root);
	const struct node *head = find(l, html, "head", "head");
	const struct node *body = find(l, html, "body", "body");
	const struct node *title = head ? find(l, head, "title", NULL) : NULL;
	const struct node *model = head ? find(l, head, "model", "model") : NULL;

	if (!body || !model)
		return;
	if (title)
		l->form->title = title->value.p;
	load_itext(l, model);
	load_instances(l, model);
	load_head(l, model);
	if (!l->form->root)
		return;
	load_body(l, body);
	load_binds(l, model);
	load_actions(l, model, NULL);
	if (l->full)
		return;
	load_paths(l);
	load_indexes(l);
	load_units(l);
}

int form_read(
        struct form **out, const char *xml, size_t n, const char *name, const char *folder, struct findings *findings)
{
	struct load l = {.findings = findings};
	struct form *f = NULL;
	int r = form_new(&f, name, folder);

	if (r)
		return err_up(r);
	l.form = f;
	r = xml_read(&f->xml, f->arena, xml, n, f->file, findings);
	if (r < 0)
		r = err_up(r);
	if (!r) {
		size_t before = findings->errors;

		load_all(&l);
		if (l.full)
			load_error(&l, 1, "the form needs more memory than a form may have");
		r = findings->errors > before ? FORM_REFUSED : 0;
	}
	if (r) {
		form_free(f);
		return r;
	}
	*out = f;
	return 0;
}

int form_load(struct form **out, const char *path, struct findings *findings)
{
	const char *slash = strrchr(path, '/');
	char folder[4096] = ".";
	struct buf bytes;
	int r;

	if (slash) {
		if ((size_t)(slash - path) >= sizeof folder)
			return err_new(ENAMETOOLONG, "the path of a form is too long");
		memcpy(folder, path, (size_t)(slash - path) + 1);
		folder[slash == path ? 1 : slash - path] = 0;
	}
	buf_init(&bytes, FORM_MAX_BYTES + 1);
	r = file_read(&bytes, path);
	if (r == -EFBIG) {
		findings_add(findings, true, path, 1, "the file is larger than %d MiB", FORM_MAX_BYTES >> 20);
		r = FORM_REFUSED;
	} else if (r < 0) {
		r = err_up(r);
	} else {
		r = form_read(out, buf_str(&bytes), bytes.len, path, folder, findings);
	}
	buf_fini(&bytes);
	return r;
}

const char *form_id(const struct form *f)
{
	return f->id;
}

const char *form_version(const struct form *f)
{
	return f->version;
}

const char *form_title(const struct form *f)
{
	return f->title;
}

enum form_audience form_audience(const struct form *f)
{
	return f->audience;
}

size_t form_languages(const struct form *f)
{
	return f->n_languages;
}

int form_language_default(const struct form *f)
{
	return f->language;
}

const char *form_language_name(const struct form *f, int language)
{
	return language >= 0 && (size_t)language < f->n_languages ? f->languages[language] : "";
}

const char *form_language_tag(const struct form *f, int language)
{
	return language >= 0 && (size_t)language < f->n_languages ? f->tags[language] : "";
}

int form_language_of_tag(const struct form *f, const char *tag)
{
	size_t first = strcspn(tag, "-");

	for (size_t i = 0; i < f->n_languages; i++) {
		if (*tag && strcasecmp(f->tags[i], tag) == 0)
			return (int)i;
	}
	for (size_t i = 0; i < f->n_languages; i++) {
		if (first && strlen(f->tags[i]) == first && strncasecmp(f->tags[i], tag, first) == 0)
			return (int)i;
	}
	return -1;
}

int form_language_of_name(const struct form *f, const char *name)
{
	for (size_t i = 0; i < f->n_languages; i++) {
		if (strcmp(f->languages[i], name) == 0)
			return (int)i;
	}
	return -1;
}
