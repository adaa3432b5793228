#pragma once

/*
 * pack - one signed file of notices
 *
 * Bytes, numbers little-endian:
 *   "loket-pack-v1\n"                        PACK_MAGIC, 14 bytes
 *   u32 n, n bytes                           manifest: `pack = ID`, `version = N`, then `file = BYTES BLAKE2B-256 NAME` each
 *   the bytes of the files, in that order
 *   u32 n, n bytes                           approvals: `approve = NOTICE|* LANG|* STATUS yyyy-mm-dd genuine|example BY` each
 *   u32 n, n times 32 + 64 bytes             Ed25519 keys and their signatures
 * A signature is over "loket-pack-v1-signature" and the BLAKE2b-512 of everything before the count of signatures.
 * The same files give the same bytes: names are sorted, nothing holds a time. Of two approvals the later one holds.
 *
 * A struct pack borrows the bytes it was read from.
 */
#include "store/keys.h"
#include "sys/buf.h"
#include "notice/notice.h"
#include "notice/notice_findings.h"

#define PACK_MAGIC "loket-pack-v1\n"
#define PACK_CONTACTS "contacts.conf"

enum {
	PACK_REFUSED = 1,
	PACK_BYTES_MAX = 12 << 20,
	PACK_FILES_MAX = 160, /* 16 notices in 9 languages, the contacts, and a few */
	PACK_NAME_MAX = 63, /* of a file: "N-VIC/nl-easy.md" */
	PACK_ID_MAX = 31, /* a-z 0-9 - */
	PACK_VERSION_MAX = 999999,
	PACK_APPROVALS_MAX = 256,
	PACK_BY_MAX = 80, /* bytes of who approved: a place, no person */
	PACK_SIGNATURES_MAX = 4,
	PACK_TEXT_MAX = 65536, /* manifest, approvals */
};

struct pack_file {
	char name[PACK_NAME_MAX + 1];
	const uint8_t *bytes;
	size_t n;
	uint8_t hash[32]; /* BLAKE2b-256 */
};

struct pack_approval {
	char notice[NOTICE_ID_MAX + 1], lang[NOTICE_LANG_MAX + 1]; /* "*": all of them */
	enum notice_status status;
	char date[11];
	bool example; /* made with a demonstration key */
	char by[PACK_BY_MAX + 1];
};

struct pack_signature {
	uint8_t key[KEY_BYTES], bytes[KEY_SIGNATURE_BYTES];
};

struct pack {
	char id[PACK_ID_MAX + 1];
	int version;
	struct pack_file files[PACK_FILES_MAX];
	int n_files;
	struct pack_approval approvals[PACK_APPROVALS_MAX];
	int n_approvals;
	struct pack_signature signatures[PACK_SIGNATURES_MAX];
	int n_signatures;
};

/* PACK_REFUSED with findings when the bytes are no whole pack: sizes, names, hashes, every signature in it. path: as findings
 * name it. Whose the signatures are is not judged here. */
NODISCARD int pack_parse(struct pack *out, const uint8_t *bytes, size_t n, const char *path, struct notice_findings *f);
/* NULL when nobody of these keys signed it. */
const struct key_public *pack_signer(const struct pack *p, const struct key_public *keys, int n_keys);
/* NULL when there is none of that name. */
const struct pack_file *pack_file(const struct pack *p, const char *name);
/* The approval that holds for a notice in a language; NULL when nobody approved it. */
const struct pack_approval *pack_approval(const struct pack *p, const char *notice, const char *lang);

/* Appends the whole pack. A surprise when there is no room. */
NODISCARD int pack_write(struct buf *out, const struct pack *p);
/* Adds this key's signature, or puts it anew; those of others that no longer hold go. -ENOSPC over PACK_SIGNATURES_MAX. */
NODISCARD int pack_sign(struct pack *p, const struct key_secret *key);
/* Adds it (in place of one for the same notice and language) and drops every signature: what was signed has changed.
 * -EINVAL with a sentence for an approval that can not be; -ENOSPC over PACK_APPROVALS_MAX. */
NODISCARD int pack_approve(struct pack *p, const struct pack_approval *approval);
bool pack_id_is_valid(const char *id);
