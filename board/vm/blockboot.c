/* blockboot - U-Boot's choice, and whether what it chooses is whole */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/vm/blockboot.h"
#include "sys/text.h"

enum { CRC_BYTES = 4, PIECE = 1 << 20 };

uint32_t blockboot_crc(const uint8_t *bytes, size_t n)
{
	uint32_t crc = 0xffffffff;

	for (size_t i = 0; i < n; i++) {
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

/* One block: its words when its CRC holds. NAME=VALUE, each ended by a zero byte. */
struct state {
	char order[8];
	int left[BLOCKBOOT_SLOTS];
};

static bool take_state(struct state *out, const uint8_t *block)
{
	struct state s = {"", {-1, -1}};
	uint32_t said = block[0] | block[1] << 8 | block[2] << 16 | (uint32_t)block[3] << 24;
	const char *at = (const char *)block + CRC_BYTES, *end = (const char *)block + BLOCKBOOT_STATE_BYTES;

	if (blockboot_crc(block + CRC_BYTES, BLOCKBOOT_STATE_BYTES - CRC_BYTES) != said)
		return false;
	while (at < end && *at) {
		size_t n = strnlen(at, (size_t)(end - at));

		if (at + n == end)
			break; /* no zero byte: not a word */
		if (text_starts(at, "BOOT_ORDER="))
			(void)text_copy(s.order, sizeof s.order, at + strlen("BOOT_ORDER="));
		for (int i = 0; i < BLOCKBOOT_SLOTS; i++)
			if (text_starts(at, i ? "BOOT_B_LEFT=" : "BOOT_A_LEFT="))
				s.left[i] = (int)strtol(at + strlen("BOOT_A_LEFT="), NULL, 16);
		at += n + 1;
	}
	*out = s;
	return true;
}

/* The first of the order that has a try left; when none has, all get theirs back and the first is it. */
static void choose(struct blockboot_verdict *v, struct state *s)
{
	if (!*s->order)
		(void)text_copy(s->order, sizeof s->order, "A B");
	for (int i = 0; i < BLOCKBOOT_SLOTS; i++)
		v->left[i] = s->left[i] < 0 ? BLOCKBOOT_TRIES : s->left[i];
	for (int round = 0; round < 2; round++) {
		for (const char *at = s->order; *at; at++)
			if ((*at == 'A' || *at == 'B') && v->left[*at - 'A'] > 0) {
				v->slot = *at - 'A';
				return;
			}
		v->left[0] = v->left[1] = BLOCKBOOT_TRIES;
	}
	v->slot = 0;
}

static int look_at_state(struct blockboot_verdict *v, const struct blockboot *b, int fd)
{
	uint8_t blocks[2 * BLOCKBOOT_STATE_BYTES];
	struct state s[2], none = {"", {-1, -1}};

	if (pread(fd, blocks, sizeof blocks, (off_t)b->env) != (ssize_t)sizeof blocks)
		return err_new(EIO, "the disk has no boot state where it should be");
	for (int i = 0; i < 2; i++)
		v->whole[i] = take_state(&s[i], blocks + (size_t)i * BLOCKBOOT_STATE_BYTES);
	choose(v, v->whole[0] ? &s[0] : v->whole[1] ? &s[1] : &none);
	return 0;
}

/* The disk from there on is the file. */
static int is_equal(bool *out, int disk, uint64_t at, const char *path, uint8_t *piece)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), e = 0;
	bool equal = true;
	ssize_t n = 0;

	if (fd < 0)
		return err_new(errno, "%s can not be read", path);
	while (equal && (n = read(fd, piece, PIECE)) > 0) {
		equal = pread(disk, piece + PIECE, (size_t)n, (off_t)at) == n &&
		        memcmp(piece, piece + PIECE, (size_t)n) == 0;
		at += (uint64_t)n;
	}
	if (n < 0)
		e = err_new(errno, "%s can not be read", path);
	(void)close(fd);
	if (e == 0)
		*out = equal;
	return e;
}

static int which(int *out, const struct blockboot *b, int slot, int disk)
{
	uint8_t *piece = malloc((size_t)2 * PIECE);
	int e = piece ? 0 : err_new(ENOMEM, "no memory to hold a slot against its image");

	*out = -1;
	for (int i = 0; i < b->n_images && e == 0 && *out < 0; i++) {
		bool root = false, boot = false;

		e = is_equal(&root, disk, b->root[slot], b->image[i].root, piece);
		if (e == 0 && root)
			e = is_equal(&boot, disk, b->boot[slot], b->image[i].boot, piece);
		if (root && boot)
			*out = i;
	}
	free(piece);
	return e;
}

int blockboot_look(struct blockboot_verdict *out, const struct blockboot *b, const char *disk)
{
	struct blockboot_verdict v = {.image = -1, .other = -1};
	int fd = open(disk, O_RDONLY | O_CLOEXEC), e;

	if (fd < 0)
		return err_new(errno, "%s can not be read", disk);
	e = look_at_state(&v, b, fd);
	if (e == 0)
		e = which(&v.image, b, v.slot, fd);
	if (e == 0 && v.image < 0 && v.left[!v.slot] > 0)
		e = which(&v.other, b, !v.slot, fd);
	(void)close(fd);
	if (e == 0)
		*out = v;
	return err_up(e);
}

const char *blockboot_version(const struct blockboot_verdict *v, const struct blockboot *b)
{
	int i = v->image >= 0 ? v->image : v->other;

	return i < 0 ? NULL : b->image[i].version;
}
