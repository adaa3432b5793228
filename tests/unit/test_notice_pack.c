#include <errno.h>
#include <stdio.h>

#include "harness.h"
#include "notice_kit.h"
#include "sys/file.h"
#include "sys/text.h"

static const struct kit_notice two[] = {
        {.id = "N-EM", .lang = "nl"}, {.id = "N-EM", .lang = "en"}, {.id = "N-DV-N", .lang = "nl"}, {.id = NULL}};

static struct key_secret *new_key(bool demonstration)
{
	struct key_secret *k;

	CHECK_OK(key_new(&k, KEY_PACK, demonstration));
	return k;
}

static void read_bytes(struct buf *out, const char *path)
{
	buf_init(out, 2 * PACK_BYTES_MAX);
	CHECK_OK(file_read(out, path));
}

/* What pack_parse says of these bytes; "" when they hold. */
static const char *parsed(struct pack *p, const struct buf *bytes, struct buf *said)
{
	struct notice_findings f = {.text = said};
	int r;

	buf_clear(said);
	r = pack_parse(p, bytes->data, bytes->len, "x.pack", &f);
	CHECK_INT(r, f.errors ? PACK_REFUSED : 0);
	return buf_str(said);
}

TEST(pack, comes_back_as_it_was_built)
{
	const struct pack_approval approval = {.notice = "N-EM",
	        .lang = "*",
	        .status = NOTICE_SWORN,
	        .date = "2026-06-01",
	        .by = "Rechtbank Den Haag, vertalingen"};
	static struct pack p;
	struct key_secret *key = new_key(false), *other = new_key(true);
	AUTO_BUF bytes, said;

	buf_init(&said, 1 << 16);
	kit_folder("src", "loket-notices", 3, two);
	kit_pack("src", "a.pack", key, &approval);
	read_bytes(&bytes, "a.pack");
	CHECK_TEXT(parsed(&p, &bytes, &said), "");
	CHECK_TEXT(p.id, "loket-notices");
	CHECK_INT(p.version, 3);
	CHECK_INT(p.n_files, 4);
	CHECK_TEXT(p.files[0].name, "N-DV-N/nl.md");
	CHECK_TEXT(p.files[3].name, "contacts.conf");
	CHECK_BYTES(p.files[3].bytes, kit_contacts, p.files[3].n);
	CHECK(pack_file(&p, "N-EM/en.md") == &p.files[1] && !pack_file(&p, "N-EM/de.md"));
	CHECK_INT(pack_approval(&p, "N-EM", "en")->status, NOTICE_SWORN);
	CHECK_TEXT(pack_approval(&p, "N-EM", "nl")->by, "Rechtbank Den Haag, vertalingen");
	CHECK(!pack_approval(&p, "N-DV-N", "nl"));
	CHECK(pack_signer(&p, key_public_part(key), 1) == key_public_part(key));
	CHECK(!pack_signer(&p, key_public_part(other), 1));
	key_free(key);
	key_free(other);
}

TEST(pack, of_the_same_folder_has_the_same_bytes)
{
	struct key_secret *key = new_key(false);
	AUTO_BUF a, b;

	kit_folder("one", "p", 1, two);
	kit_folder("two", "p", 1, two);
	kit_pack("one", "a.pack", key, NULL);
	kit_pack("two", "b.pack", key, NULL);
	read_bytes(&a, "a.pack");
	read_bytes(&b, "b.pack");
	CHECK_INT(a.len, b.len);
	CHECK_BYTES(a.data, b.data, a.len);
	key_free(key);
}

/* Any byte of it, any bit: nothing that was altered is taken. And so with every cut, and with something behind it. */
TEST_LIMIT(pack, of_which_one_byte_was_altered_is_refused, 120)
{
	static const struct kit_notice small[] = {{.id = "N-DV-N", .lang = "nl"}, {.id = NULL}};
	const struct pack_approval approval = {
	        .notice = "*", .lang = "*", .status = NOTICE_REVIEWED, .date = "2026-06-01", .by = "X"};
	static struct pack p;
	struct key_secret *key = new_key(false);
	AUTO_BUF bytes, said, more;

	buf_init(&said, 1 << 16);
	kit_folder("src", "p", 1, small);
	kit_pack("src", "a.pack", key, &approval);
	read_bytes(&bytes, "a.pack");
	CHECK_TEXT(parsed(&p, &bytes, &said), "");
	for (size_t i = 0; i < bytes.len; i++) {
		uint8_t flip = (uint8_t)(1 << i % 8);

		bytes.data[i] ^= flip;
		if (!*parsed(&p, &bytes, &said))
			test_fail(__FILE__, __LINE__, "byte %zu was altered and nobody saw it", i);
		CHECK_HAS(buf_str(&said), "x.pack: error: ");
		bytes.data[i] ^= flip;
	}
	for (size_t n = 0; n < bytes.len; n += n < bytes.len - 200 ? 7 : 1) {
		struct buf cut = bytes;

		cut.len = n;
		CHECK(*parsed(&p, &cut, &said));
	}
	read_bytes(&more, "a.pack");
	buf_char(&more, 'x');
	CHECK_HAS(parsed(&p, &more, &said), "something behind its end");
	CHECK_TEXT(parsed(&p, &bytes, &said), "");
	key_free(key);
}

/* Whoever swaps the signature for one of his own is not trusted; whoever adds his own to it changes nothing. */
TEST(pack, is_signed_by_whom_it_says)
{
	static struct pack p;
	struct key_secret *ours = new_key(false), *theirs = new_key(false);
	AUTO_BUF bytes, again, said;

	buf_init(&said, 1 << 16);
	kit_folder("src", "p", 1, two);
	kit_pack("src", "a.pack", NULL, NULL);
	read_bytes(&bytes, "a.pack");
	CHECK_TEXT(parsed(&p, &bytes, &said), "");
	CHECK_INT(p.n_signatures, 0);
	CHECK(!pack_signer(&p, key_public_part(ours), 1));
	CHECK_OK(pack_sign(&p, theirs));
	CHECK(!pack_signer(&p, key_public_part(ours), 1));
	CHECK_OK(pack_sign(&p, ours));
	CHECK_OK(pack_sign(&p, ours));
	CHECK_INT(p.n_signatures, 2);
	buf_init(&again, PACK_BYTES_MAX);
	CHECK_OK(pack_write(&again, &p));
	CHECK_TEXT(parsed(&p, &again, &said), "");
	CHECK(pack_signer(&p, key_public_part(ours), 1));
	/* A change unmakes them all. */
	p.version = 2;
	CHECK_OK(pack_sign(&p, theirs));
	CHECK_INT(p.n_signatures, 1);
	CHECK(!pack_signer(&p, key_public_part(ours), 1));
	key_free(ours);
	key_free(theirs);
}

TEST(pack, genuine_key_counts_before_a_demonstration_key)
{
	static struct pack p;
	struct key_secret *demo = new_key(true), *real = new_key(false);
	struct key_public keys[2] = {*key_public_part(demo), *key_public_part(real)};
	AUTO_BUF bytes, said;

	buf_init(&said, 1 << 16);
	kit_folder("src", "p", 1, two);
	kit_pack("src", "a.pack", demo, NULL);
	read_bytes(&bytes, "a.pack");
	CHECK_TEXT(parsed(&p, &bytes, &said), "");
	CHECK(pack_signer(&p, keys, 2)->demonstration);
	CHECK_OK(pack_sign(&p, real));
	CHECK(!pack_signer(&p, keys, 2)->demonstration);
	key_free(demo);
	key_free(real);
}

TEST(pack, later_approval_holds)
{
	static struct pack p;
	struct pack_approval a = {
	        .notice = "*", .lang = "*", .status = NOTICE_REVIEWED, .date = "2026-06-01", .by = "A"};

	CHECK(!pack_approval(&p, "N-VIC", "nl"));
	p.n_signatures = 1;
	CHECK_OK(pack_approve(&p, &a));
	CHECK_INT(p.n_signatures, 0);
	CHECK_INT(pack_approval(&p, "N-VIC", "nl")->status, NOTICE_REVIEWED);
	a = (struct pack_approval){
	        .notice = "N-VIC", .lang = "fr", .status = NOTICE_OFFICIAL, .date = "2026-06-02", .by = "B"};
	CHECK_OK(pack_approve(&p, &a));
	CHECK_OK(pack_approve(&p, &a));
	CHECK_INT(p.n_approvals, 2);
	CHECK_INT(pack_approval(&p, "N-VIC", "fr")->status, NOTICE_OFFICIAL);
	CHECK_INT(pack_approval(&p, "N-VIC", "nl")->status, NOTICE_REVIEWED);
	a = (struct pack_approval){.notice = "*", .lang = "*", .status = NOTICE_SWORN, .date = "2026-06-03", .by = "C"};
	CHECK_OK(pack_approve(&p, &a));
	CHECK_INT(p.n_approvals, 1);
	CHECK_INT(pack_approval(&p, "N-VIC", "fr")->status, NOTICE_SWORN);
}

TEST(pack, approval_says_what_of_whom_and_when)
{
	static struct pack p;
	static const struct {
		struct pack_approval a;
		const char *says;
	} wrong[] = {
	        {{.notice = "N-X", .lang = "*", .status = NOTICE_SWORN, .date = "2026-06-01", .by = "A"},
	                "a notice such as"},
	        {{.notice = "*", .lang = "es", .status = NOTICE_SWORN, .date = "2026-06-01", .by = "A"},
	                "a language such as"},
	        {{.notice = "*", .lang = "*", .status = NOTICE_DRAFT, .date = "2026-06-01", .by = "A"},
	                "reviewed, sworn"},
	        {{.notice = "*", .lang = "*", .status = NOTICE_SWORN, .date = "2026-06-31", .by = "A"}, "has a day"},
	        {{.notice = "*", .lang = "*", .status = NOTICE_SWORN, .date = "2026-06-01", .by = ""}, "who gave it"},
	        {{.notice = "*", .lang = "*", .status = NOTICE_SWORN, .date = "2026-06-01", .by = " A"}, "who gave it"},
	        {{.notice = "*", .lang = "*", .status = NOTICE_SWORN, .date = "2026-06-01", .by = "A\nB"},
	                "in one line"},
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		CHECK_INT(pack_approve(&p, &wrong[i].a), -EINVAL);
		CHECK_HAS(err_why(), wrong[i].says);
	}
	CHECK_INT(p.n_approvals, 0);
}

/* Approvals for 16 notices in 9 languages are fewer than fit, so the table is filled by hand. */
TEST(pack, holds_its_ceilings)
{
	static struct pack p;
	struct pack_approval a = {
	        .notice = "N-VIC", .lang = "nl", .status = NOTICE_SWORN, .date = "2026-06-01", .by = "A"};
	struct key_secret *keys[PACK_SIGNATURES_MAX + 1];

	for (int over = -1; over <= 1; over++) {
		for (p.n_approvals = 0; p.n_approvals < PACK_APPROVALS_MAX + over - 1;)
			p.approvals[p.n_approvals++] =
			        (struct pack_approval){.notice = "N-EM", .lang = "en", .status = NOTICE_SWORN};
		CHECK_INT(pack_approve(&p, &a), over > 0 ? -ENOSPC : 0);
	}
	memset(&p, 0, sizeof p);
	strcpy(p.id, "p");
	p.version = 1;
	for (int i = 0; i <= PACK_SIGNATURES_MAX; i++) {
		keys[i] = new_key(false);
		CHECK_INT(pack_sign(&p, keys[i]), i < PACK_SIGNATURES_MAX ? 0 : -ENOSPC);
	}
	CHECK_INT(p.n_signatures, PACK_SIGNATURES_MAX);
	for (int i = 0; i <= PACK_SIGNATURES_MAX; i++)
		key_free(keys[i]);
}

TEST(pack, is_not_larger_than_a_pack_of_notices_is)
{
	static struct pack p;
	AUTO_BUF bytes, said;

	buf_init(&bytes, PACK_BYTES_MAX + 1);
	buf_init(&said, 1 << 16);
	for (int over = -1; over <= 1; over++) {
		buf_clear(&bytes);
		buf_text(&bytes, PACK_MAGIC);
		buf_zero(&bytes, (size_t)(PACK_BYTES_MAX + over) - bytes.len);
		CHECK_HAS(parsed(&p, &bytes, &said), over > 0 ? "larger than 12 MiB" : "manifest");
	}
}

TEST(pack_id, is_small_letters)
{
	char id[PACK_ID_MAX + 2] = "";

	CHECK(pack_id_is_valid("loket-notices") && pack_id_is_valid("a1"));
	CHECK(!pack_id_is_valid("") && !pack_id_is_valid("A") && !pack_id_is_valid("a b") && !pack_id_is_valid("a/b"));
	for (int n = 1; n <= PACK_ID_MAX + 1; n++) {
		id[n - 1] = 'a';
		CHECK_INT(pack_id_is_valid(id), n <= PACK_ID_MAX);
	}
}
