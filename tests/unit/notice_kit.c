#include "notice_kit.h"

#include <stdio.h>

#include "harness.h"
#include "sys/file.h"
#include "sys/text.h"
#include "notice/checklist.h"
#include "notice/packs.h"
#include "notice/prohibited.h"

const char kit_contacts[] = "# contacts of a test\n"
                            "alarm = 112 | 2026-06-01 | alarmnummer\n"
                            "politie = 0900-8844 | 2026-06-01 | politie\n";

struct tongue {
	const char *lang, *asks, *yes, *no, *unsure;
};

static const struct tongue *tongue_of(const char *lang)
{
	static const struct tongue tongues[] = {
	        {"nl", "Bent u ziek?", "Ja", "Nee", "Ik weet het niet"},
	        {"nl-easy", "Bent u ziek?", "Ja", "Nee", "Ik weet het niet"},
	        {"en", "Are you ill?", "Yes", "No", "I don't know"},
	        {"de", "Sind Sie krank?", "Ja", "Nein", "Ich weiß es nicht"},
	        {"fr", "Êtes-vous malade ?", "Oui", "Non", "Je ne sais pas"},
	        {"ar", "هل أنت مريض؟", "نعم", "لا", "لا أعرف"},
	        {"uk", "Ви хворі?", "Так", "Ні", "Я не знаю"},
	        {"pl", "Czy jest Pan chory?", "Tak", "Nie", "Nie wiem"},
	        {"tr", "Hasta mısınız?", "Evet", "Hayır", "Bilmiyorum"},
	};

	for (size_t i = 0; i < sizeof tongues / sizeof *tongues; i++)
		if (text_is(tongues[i].lang, lang))
			return &tongues[i];
	test_fail(__FILE__, __LINE__, "no such language: %s", lang);
}

void kit_notice(struct buf *out, const struct kit_notice *like)
{
	const struct checklist *list = checklist_of(like->id);
	const struct tongue *t = tongue_of(like->lang);

	buf_printf(out,
	        "---\nnotice: %s\nlang: %s\nversion: %d\nvalid_from: %s\nvalid_until: %s\nstatus: %s\napproved_by:\n"
	        "reviewer: Redactie\ntitle: Titel\nlaws: Sv 27c\n---\n\nEerste alinea.\n\nTweede alinea.\n",
	        like->id, like->lang, like->version ? like->version : 1, like->from ? like->from : "2026-01-01",
	        like->until ? like->until : "2099-12-31", like->status ? like->status : "draft");
	for (int i = 0; i < list->n_items; i++)
		buf_printf(out,
		        "\n## [%s] Kop %d\n\nDe kern van %d.\nBel {politie}.\n\n- Een punt.\n- Nog een punt.\n\n"
		        "1. Een stap.\n2. Nog een stap.\n\n**Let op. Bel {alarm}.**\n",
		        list->items[i].id, i, i);
	if (list->n_questions)
		buf_text(out, "\n# ?\n");
	for (int i = 0; i < list->n_questions; i++)
		buf_printf(out, "\n## [%s] %s\n\n- [ ] %s\n- [x] %s\n- [ ] %s\n", list->questions[i].id, t->asks,
		        t->yes, t->no, t->unsure);
}

void kit_swap(struct buf *text, const char *from, const char *to)
{
	const char *at = strstr(buf_str(text), from);
	AUTO_BUF copy;

	buf_init(&copy, text->max);
	CHECK_HAS(buf_str(text), from);
	buf_add(&copy, text->data, at ? (size_t)(at - (const char *)text->data) : 0);
	buf_text(&copy, to);
	buf_text(&copy, at ? at + strlen(from) : "");
	buf_clear(text);
	buf_add(text, copy.data, copy.len);
	CHECK_OK(buf_done(text));
}

void kit_grow(struct buf *text, const char *after, char letter, size_t n)
{
	AUTO_BUF grown;

	buf_init(&grown, text->max);
	buf_text(&grown, after);
	for (size_t i = 0; i < n; i++)
		buf_char(&grown, letter);
	kit_swap(text, after, buf_str(&grown));
}

void kit_init(struct kit *k)
{
	memset(k, 0, sizeof *k);
	CHECK_OK(arena_new(&k->arena, 64 << 20, false));
	buf_init(&k->said, 1 << 20);
	k->findings.text = &k->said;
	CHECK_OK(contacts_read(
	        &k->contacts, k->arena, "contacts.conf", kit_contacts, strlen(kit_contacts), &k->findings));
}

void kit_fini(struct kit *k)
{
	arena_free(k->arena);
	buf_fini(&k->said);
}

int kit_read(struct kit *k, const struct buf *text)
{
	struct notice_source source = {.path = "x.md", .text = buf_str(text), .n = text->len, .contacts = &k->contacts};

	buf_clear(&k->said);
	k->findings.errors = k->findings.warnings = 0;
	return notice_read(&k->reading, k->arena, &source, &k->findings);
}

int kit_judge(struct kit *k, const struct buf *text)
{
	int r = kit_read(k, text);

	if (r == 0)
		prohibited_check(&k->reading, &k->findings);
	return r ? r : k->findings.errors ? NOTICE_REFUSED : 0;
}

void kit_refuses(struct kit *k, const struct buf *text, const char *says)
{
	CHECK_INT(kit_judge(k, text), NOTICE_REFUSED);
	CHECK_HAS(buf_str(&k->said), says);
	CHECK_HAS(buf_str(&k->said), "x.md:");
}

void kit_write(const char *folder, const char *name, const struct buf *text)
{
	char path[300], *slash;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	slash = strrchr(path, '/');
	*slash = 0;
	CHECK_OK(dir_make(path, 0755));
	*slash = '/';
	CHECK_OK(file_replace(path, text->data, text->len, 0644));
}

void kit_folder(const char *folder, const char *pack, int version, const struct kit_notice *notices)
{
	AUTO_BUF text;
	char name[60];

	buf_init(&text, NOTICE_TEXT_MAX);
	CHECK_OK(dir_remove(folder));
	buf_printf(&text, "pack = %s\nversion = %d\n", pack, version);
	kit_write(folder, "pack.conf", &text);
	buf_clear(&text);
	buf_text(&text, kit_contacts);
	kit_write(folder, "contacts.conf", &text);
	for (; notices->id; notices++) {
		buf_clear(&text);
		kit_notice(&text, notices);
		CHECK_OK(buf_done(&text));
		snprintf(name, sizeof name, "%s/%s.md", notices->id, notices->lang);
		kit_write(folder, name, &text);
	}
}

void kit_pack(const char *folder, const char *file, const struct key_secret *key, const struct pack_approval *approval)
{
	struct pack_source *source;
	AUTO_BUF bytes, said;
	struct notice_findings f = {.text = &said};

	buf_init(&bytes, PACK_BYTES_MAX);
	buf_init(&said, 1 << 16);
	if (pack_source_open(&source, folder, &f))
		test_fail(__FILE__, __LINE__, "no pack of %s: %s", folder, buf_str(&said));
	if (approval)
		CHECK_OK(pack_approve(&source->pack, approval));
	if (key)
		CHECK_OK(pack_sign(&source->pack, key));
	CHECK_OK(pack_write(&bytes, &source->pack));
	CHECK_OK(file_replace(file, bytes.data, bytes.len, 0644));
	pack_source_free(source);
}

/* ---- a station */

int stand_lowest(void *me, const char *pack)
{
	struct floors *f = me;

	for (int i = 0; i < f->n; i++)
		if (text_is(f->pack[i], pack))
			return f->version[i];
	return 0;
}

static void accepted(void *me, const char *pack, int version)
{
	struct floors *f = me;
	int i = 0;

	while (i < f->n && !text_is(f->pack[i], pack))
		i++;
	CHECK(i < 4);
	(void)text_copy(f->pack[i], sizeof f->pack[i], pack);
	f->version[i] = version;
	f->n = i == f->n ? i + 1 : f->n;
}

void stand_init(struct stand *s)
{
	memset(s, 0, sizeof *s);
	CHECK_OK(key_new(&s->key, KEY_PACK, false));
	CHECK_OK(key_new(&s->demo, KEY_PACK, true));
	CHECK_OK(key_new(&s->stranger, KEY_PACK, false));
	s->keys[0] = *key_public_part(s->key);
	s->keys[1] = *key_public_part(s->demo);
	s->floor = (struct packs_floor){&s->floors, stand_lowest, accepted};
	s->folders[0] = "packs";
	s->folders[1] = "site";
	s->world = (struct packs_world){.folders = s->folders,
	        .n_folders = 2,
	        .keys = s->keys,
	        .n_keys = 2,
	        .floor = &s->floor,
	        .today = "2026-06-01"};
	buf_init(&s->said, 1 << 18);
	CHECK_OK(dir_make("packs", 0755));
	CHECK_OK(dir_make("site", 0755));
}

void stand_fini(struct stand *s)
{
	packs_close(s->packs);
	key_free(s->key);
	key_free(s->demo);
	key_free(s->stranger);
	buf_fini(&s->said);
}

const char *stand_look(struct stand *s)
{
	buf_clear(&s->said);
	if (s->packs)
		CHECK_OK(packs_again(s->packs, &s->world, &s->said));
	else
		CHECK_OK(packs_open(&s->packs, &s->world, &s->said));
	return buf_str(&s->said);
}
