#include <errno.h>
#include <string.h>
#include <sodium.h>

#include "sys/text.h"
#include "notice/checklist.h"
#include "notice/notice_read.h"
#include "notice/pack_inside.h"
#include "notice/packs.h"

static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

bool pack_id_is_valid(const char *id)
{
	size_t n = strlen(id);

	return n > 0 && n <= PACK_ID_MAX && strspn(id, letters) == n;
}

/* contacts.conf, or N-XXX/LANG.md of a notice and a language that there are. */
bool pack_name_is_valid(const char *name)
{
	const char *slash = strchr(name, '/');
	char part[PACK_NAME_MAX + 1];

	if (text_is(name, PACK_CONTACTS))
		return true;
	if (!slash || strlen(name) > PACK_NAME_MAX || !text_ends(name, ".md"))
		return false;
	memcpy(part, name, (size_t)(slash - name));
	part[slash - name] = 0;
	if (!checklist_of(part) || !text_copy(part, sizeof part, slash + 1))
		return false;
	part[strlen(part) - 3] = 0;
	for (int i = 0; notice_language(i); i++)
		if (text_is(notice_language(i), part))
			return true;
	return false;
}

const char *pack_approval_fault(const struct pack_approval *a)
{
	bool lang = text_is(a->lang, "*");
	size_t n = strlen(a->by);

	for (int i = 0; notice_language(i); i++)
		lang = lang || text_is(notice_language(i), a->lang);
	if (!text_is(a->notice, "*") && !checklist_of(a->notice))
		return "an approval is for a notice such as N-VIC, or for all of them";
	if (!lang)
		return "an approval is for a language such as nl, or for all of them";
	if (a->status == NOTICE_DRAFT)
		return "an approval makes a text reviewed, sworn or official";
	if (!notice_date(NULL, a->date))
		return "an approval has a day, yyyy-mm-dd";
	if (n == 0 || a->by[0] == ' ' || a->by[n - 1] == ' ' || !utf8_valid(a->by, n))
		return "an approval says who gave it, in 1 to 80 bytes";
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)a->by[i] < ' ')
			return "who gave an approval stands in one line";
	return NULL;
}

void pack_put_manifest(struct buf *out, const struct pack *p)
{
	char hex[65];

	buf_printf(out, "pack = %s\nversion = %d\n", p->id, p->version);
	for (int i = 0; i < p->n_files; i++) {
		hex_put(hex, p->files[i].hash, sizeof p->files[i].hash);
		buf_printf(out, "file = %zu %s %s\n", p->files[i].n, hex, p->files[i].name);
	}
}

void pack_put_approvals(struct buf *out, const struct pack *p)
{
	for (int i = 0; i < p->n_approvals; i++) {
		const struct pack_approval *a = &p->approvals[i];

		buf_printf(out, "approve = %s %s %s %s %s %s\n", a->notice, a->lang, notice_status_name(a->status),
		        a->date, a->example ? "example" : "genuine", a->by);
	}
}

void pack_signed_bytes(uint8_t out[PACK_SIGNED_BYTES], const uint8_t *bytes, size_t n)
{
	static const char mark[] = "loket-pack-v1-signature";

	_Static_assert(sizeof mark - 1 + 64 == PACK_SIGNED_BYTES, "the mark and the hash fill it");
	memcpy(out, mark, sizeof mark - 1);
	(void)crypto_generichash(out + sizeof mark - 1, 64, bytes, n, NULL, 0);
}

static void put_text(struct buf *out, void (*put)(struct buf *out, const struct pack *p), const struct pack *p)
{
	AUTO_BUF text;

	buf_init(&text, PACK_TEXT_MAX);
	put(&text, p);
	if (buf_done(&text))
		out->failed = true;
	buf_u32(out, (uint32_t)text.len);
	buf_add(out, text.data, text.len);
}

/* All that a signature stands for. */
static void put_body(struct buf *out, const struct pack *p)
{
	buf_text(out, PACK_MAGIC);
	put_text(out, pack_put_manifest, p);
	for (int i = 0; i < p->n_files; i++)
		buf_add(out, p->files[i].bytes, p->files[i].n);
	put_text(out, pack_put_approvals, p);
}

int pack_write(struct buf *out, const struct pack *p)
{
	put_body(out, p);
	buf_u32(out, (uint32_t)p->n_signatures);
	for (int i = 0; i < p->n_signatures; i++) {
		buf_add(out, p->signatures[i].key, sizeof p->signatures[i].key);
		buf_add(out, p->signatures[i].bytes, sizeof p->signatures[i].bytes);
	}
	return err_up(buf_done(out));
}

/* Those that hold for these bytes, but for this key's own, stay. */
static void drop_signatures(struct pack *p, const uint8_t what[PACK_SIGNED_BYTES], const uint8_t key[KEY_BYTES])
{
	int stays = 0;

	for (int i = 0; i < p->n_signatures; i++) {
		const struct pack_signature *s = &p->signatures[i];

		if (memcmp(s->key, key, KEY_BYTES) != 0 && key_verify(s->bytes, s->key, what, PACK_SIGNED_BYTES))
			p->signatures[stays++] = *s;
	}
	p->n_signatures = stays;
}

int pack_sign(struct pack *p, const struct key_secret *key)
{
	const struct key_public *public = key_public_part(key);
	uint8_t what[PACK_SIGNED_BYTES];
	struct pack_signature *s;
	AUTO_BUF body;
	int e;

	buf_init(&body, PACK_BYTES_MAX);
	put_body(&body, p);
	e = buf_done(&body);
	if (e)
		return err_up(e);
	pack_signed_bytes(what, body.data, body.len);
	drop_signatures(p, what, public->bytes);
	if (p->n_signatures == PACK_SIGNATURES_MAX)
		return err_new(ENOSPC, "the pack has %d signatures already; more do not fit", PACK_SIGNATURES_MAX);
	s = &p->signatures[p->n_signatures++];
	memcpy(s->key, public->bytes, sizeof s->key);
	key_sign(s->bytes, key, what, sizeof what);
	return 0;
}

/* All of them, or this very one, went before: what is approved anew stands once. */
static bool is_replaced(const struct pack_approval *old, const struct pack_approval *by)
{
	return (text_is(by->notice, "*") || text_is(by->notice, old->notice)) &&
	       (text_is(by->lang, "*") || text_is(by->lang, old->lang));
}

int pack_approve(struct pack *p, const struct pack_approval *approval)
{
	const char *fault = pack_approval_fault(approval);
	int stays = 0;

	if (fault)
		return err_new(EINVAL, "%s", fault);
	for (int i = 0; i < p->n_approvals; i++)
		if (!is_replaced(&p->approvals[i], approval))
			p->approvals[stays++] = p->approvals[i];
	p->n_approvals = stays;
	if (p->n_approvals == PACK_APPROVALS_MAX)
		return err_new(
		        ENOSPC, "more than %d approvals; approve whole notices or languages", PACK_APPROVALS_MAX);
	p->approvals[p->n_approvals++] = *approval;
	p->n_signatures = 0;
	return 0;
}
