#include "sync/tlog.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>

static void hash_leaf(uint8_t out[TLOG_HASH], const uint8_t record_hash[TLOG_HASH])
{
	uint8_t in[1 + TLOG_HASH] = {0x00};

	memcpy(in + 1, record_hash, TLOG_HASH);
	crypto_hash_sha256(out, in, sizeof(in));
}

static void hash_node(uint8_t out[TLOG_HASH], const uint8_t left[TLOG_HASH], const uint8_t right[TLOG_HASH])
{
	uint8_t in[1 + 2 * TLOG_HASH] = {0x01};

	memcpy(in + 1, left, TLOG_HASH);
	memcpy(in + 1 + TLOG_HASH, right, TLOG_HASH);
	crypto_hash_sha256(out, in, sizeof(in));
}

static unsigned peak_count(uint64_t size)
{
	return (unsigned)__builtin_popcountll(size);
}

void tlog_init(struct tlog *t)
{
	*t = (struct tlog){0};
}

/* As in binary counting: every one-bit that carries over joins two subtrees of the same size. */
void tlog_add(struct tlog *t, const uint8_t record_hash[TLOG_HASH])
{
	uint8_t node[TLOG_HASH];
	unsigned n = peak_count(t->size);

	hash_leaf(node, record_hash);
	for (uint64_t rest = t->size; rest & 1; rest >>= 1)
		hash_node(node, t->peaks[--n], node);
	memcpy(t->peaks[n], node, TLOG_HASH);
	t->size++;
}

void tlog_root(uint8_t out[TLOG_HASH], const struct tlog *t)
{
	unsigned n = peak_count(t->size);

	if (n == 0) {
		crypto_hash_sha256(out, NULL, 0);
		return;
	}
	memcpy(out, t->peaks[--n], TLOG_HASH);
	while (n > 0)
		hash_node(out, t->peaks[--n], out);
}

size_t tlog_pack(uint8_t out[TLOG_PACKED], const struct tlog *t)
{
	size_t n = peak_count(t->size) * (size_t)TLOG_HASH;

	for (int i = 0; i < 8; i++)
		out[i] = (uint8_t)(t->size >> (8 * i));
	memcpy(out + 8, t->peaks, n);
	return 8 + n;
}

int tlog_unpack(struct tlog *out, const void *bytes, size_t n)
{
	const uint8_t *in = bytes;
	uint64_t size = 0;

	for (int i = 0; n >= 8 && i < 8; i++)
		size |= (uint64_t)in[i] << (8 * i);
	if (n < 8 || n != 8 + peak_count(size) * (size_t)TLOG_HASH)
		return err_new(EBADMSG, "The hub's record log is damaged: its head has %zu bytes.", n);
	tlog_init(out);
	out->size = size;
	memcpy(out->peaks, in + 8, n - 8);
	return 0;
}
