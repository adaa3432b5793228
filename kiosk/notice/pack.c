#include "notice/pack.h"

#include <stdio.h>
#include <string.h>
#include <sodium.h>

#include "sys/text.h"
#include "store/lines.h"
#include "notice/notice_read.h"
#include "notice/pack_inside.h"

struct parse {
	struct pack *p;
	const uint8_t *bytes;
	size_t n, at;
	const char *path;
	struct notice_findings *findings;
};

static int refuse(const struct parse *c, const char *why)
{
	notice_error(c->findings, c->path, 0, "%s", why);
	return PACK_REFUSED;
}

static bool take_u32(struct parse *c, uint32_t *out)
{
	const uint8_t *b = c->bytes + c->at;

	if (c->n - c->at < 4)
		return false;
	*out = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
	c->at += 4;
	return true;
}

/* A counted text at the place in hand; false when there is none that could be one. */
static bool take_text(struct parse *c, struct buf *text)
{
	uint32_t n;

	if (!take_u32(c, &n) || n > PACK_TEXT_MAX || n > c->n - c->at)
		return false;
	buf_add(text, c->bytes + c->at, n);
	c->at += n;
	return buf_done(text) == 0 && !memchr(buf_str(text), 0, text->len) && utf8_valid(buf_str(text), text->len);
}

/* The word at *at, which moves behind it and its space; "" at the end. */
static const char *word_of(char **at)
{
	char *word = *at, *end = word + strcspn(word, " ");

	*at = *end ? end + 1 : end;
	*end = 0;
	return word;
}

static bool take_file(struct pack *p, char *value)
{
	struct pack_file *f = &p->files[p->n_files];
	const char *size = word_of(&value), *hash = word_of(&value);
	int64_t n;

	if (p->n_files == PACK_FILES_MAX || !text_i64(size, 1, NOTICE_TEXT_MAX, &n) ||
	        !hex_take(f->hash, sizeof f->hash, hash) || !text_copy(f->name, sizeof f->name, value) ||
	        !pack_name_is_valid(f->name))
		return false;
	if (p->n_files && strcmp(p->files[p->n_files - 1].name, f->name) >= 0)
		return false;
	f->n = (size_t)n;
	p->n_files++;
	return true;
}

static bool take_approval(struct pack *p, char *value)
{
	struct pack_approval *a = &p->approvals[p->n_approvals];
	const char *notice = word_of(&value), *lang = word_of(&value), *status = word_of(&value),
	           *date = word_of(&value), *kind = word_of(&value);

	if (p->n_approvals == PACK_APPROVALS_MAX || !text_copy(a->notice, sizeof a->notice, notice) ||
	        !text_copy(a->lang, sizeof a->lang, lang) || !notice_status_of(&a->status, status) ||
	        !text_copy(a->date, sizeof a->date, date) || !text_copy(a->by, sizeof a->by, value))
		return false;
	a->example = text_is(kind, "example");
	if ((!a->example && !text_is(kind, "genuine")) || pack_approval_fault(a))
		return false;
	p->n_approvals++;
	return true;
}

static bool take_line(struct pack *p, const char *key, char *value)
{
	int64_t v;

	if (text_is(key, "file"))
		return take_file(p, value);
	if (text_is(key, "approve"))
		return take_approval(p, value);
	if (text_is(key, "version")) {
		if (!text_i64(value, 1, PACK_VERSION_MAX, &v))
			return false;
		p->version = (int)v;
		return true;
	}
	return text_is(key, "pack") && pack_id_is_valid(value) && text_copy(p->id, sizeof p->id, value);
}

/* Reads one of the two texts. There is one way to write it: that one. */
static int take_lines(struct parse *c, const char *what, void (*put)(struct buf *out, const struct pack *p))
{
	AUTO_BUF text, copy, again;
	const char *key, *value;
	struct lines l = {.path = c->path};
	char why[160];
	int r;

	buf_init(&text, PACK_TEXT_MAX);
	buf_init(&copy, PACK_TEXT_MAX + 1);
	buf_init(&again, 2 * PACK_TEXT_MAX);
	(void)snprintf(
	        why, sizeof why, "its %s can not be read; build the pack again with this version of loketctl", what);
	if (!take_text(c, &text))
		return refuse(c, why);
	buf_add(&copy, text.data, text.len);
	buf_char(&copy, '\n');
	r = buf_done(&copy);
	if (r)
		return err_up(r);
	l.at = (char *)copy.data;
	while ((r = lines_next(&l, &key, &value)) == 0)
		if (!take_line(c->p, key, (char *)value))
			return refuse(c, why);
	put(&again, c->p);
	if (r < 0 || buf_done(&again) || again.len != text.len ||
	        (text.len && memcmp(again.data, text.data, text.len) != 0))
		return refuse(c, why);
	return 0;
}

static int take_files(struct parse *c)
{
	uint8_t hash[32];
	char why[160];

	for (int i = 0; i < c->p->n_files; i++) {
		struct pack_file *f = &c->p->files[i];

		if (f->n > c->n - c->at)
			return refuse(c, "is cut off; bring the whole file");
		f->bytes = c->bytes + c->at;
		c->at += f->n;
		(void)crypto_generichash(hash, sizeof hash, f->bytes, f->n, NULL, 0);
		if (memcmp(hash, f->hash, sizeof hash) != 0) {
			(void)snprintf(why, sizeof why, "%s in it was altered after the pack was built; bring it anew",
			        f->name);
			return refuse(c, why);
		}
	}
	return 0;
}

static int take_signatures(struct parse *c)
{
	uint8_t what[PACK_SIGNED_BYTES];
	size_t body = c->at;
	uint32_t n;

	if (!take_u32(c, &n))
		return refuse(c, "is cut off; bring the whole file");
	if (n > PACK_SIGNATURES_MAX || c->n - c->at != n * sizeof(struct pack_signature))
		return refuse(c, "is cut off, or has something behind its end; bring it anew");
	pack_signed_bytes(what, c->bytes, body);
	for (uint32_t i = 0; i < n; i++) {
		struct pack_signature *s = &c->p->signatures[i];

		memcpy(s->key, c->bytes + c->at, KEY_BYTES);
		memcpy(s->bytes, c->bytes + c->at + KEY_BYTES, KEY_SIGNATURE_BYTES);
		c->at += KEY_BYTES + KEY_SIGNATURE_BYTES;
		if (!key_verify(s->bytes, s->key, what, sizeof what))
			return refuse(c,
			        "a signature does not hold: the pack was altered after it was signed; bring it anew");
	}
	c->p->n_signatures = (int)n;
	return 0;
}

int pack_parse(struct pack *out, const uint8_t *bytes, size_t n, const char *path, struct notice_findings *f)
{
	struct parse c = {.p = out, .bytes = bytes, .n = n, .path = path, .findings = f};
	size_t magic = strlen(PACK_MAGIC);
	int r;

	memset(out, 0, sizeof *out);
	if (n > PACK_BYTES_MAX)
		return refuse(&c, "is larger than 12 MiB; a pack of notices is not");
	if (n < magic || memcmp(bytes, PACK_MAGIC, magic) != 0)
		return refuse(&c, "is no pack of notices");
	c.at = magic;
	r = take_lines(&c, "manifest", pack_put_manifest);
	if (r)
		return r < 0 ? err_up(r) : r;
	if (!out->id[0] || !out->version || out->n_approvals)
		return refuse(&c, "its manifest names no pack and version");
	r = take_files(&c);
	if (r)
		return r;
	r = take_lines(&c, "approvals", pack_put_approvals);
	if (r)
		return r < 0 ? err_up(r) : r;
	return take_signatures(&c);
}

const struct key_public *pack_signer(const struct pack *p, const struct key_public *keys, int n_keys)
{
	const struct key_public *demonstration = NULL;

	for (int i = 0; i < p->n_signatures; i++)
		for (int k = 0; k < n_keys; k++)
			if (memcmp(p->signatures[i].key, keys[k].bytes, KEY_BYTES) == 0) {
				if (!keys[k].demonstration)
					return &keys[k];
				demonstration = &keys[k];
			}
	return demonstration;
}

const struct pack_file *pack_file(const struct pack *p, const char *name)
{
	for (int i = 0; i < p->n_files; i++)
		if (text_is(p->files[i].name, name))
			return &p->files[i];
	return NULL;
}

const struct pack_approval *pack_approval(const struct pack *p, const char *notice, const char *lang)
{
	for (int i = p->n_approvals - 1; i >= 0; i--) {
		const struct pack_approval *a = &p->approvals[i];

		if ((text_is(a->notice, "*") || text_is(a->notice, notice)) &&
		        (text_is(a->lang, "*") || text_is(a->lang, lang)))
			return a;
	}
	return NULL;
}
