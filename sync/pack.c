#include "sync/pack.h"

#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <zstd.h>

static const char *const coding_name[] = {[PACK_IDENTITY] = "identity", [PACK_ZSTD] = "zstd"};

enum { ZSTD_SPEED = 1 }; /* level 1 undoes base64 as well as level 6 does, at a tenth of the time */

bool pack_coding_named(enum pack_coding *out, const char *name)
{
	if (!name || strcasecmp(name, "identity") == 0)
		*out = PACK_IDENTITY;
	else if (strcasecmp(name, "zstd") == 0)
		*out = PACK_ZSTD;
	else
		return false;
	return true;
}

const char *pack_coding_name(enum pack_coding coding)
{
	return coding_name[coding];
}

static int zstd_close(struct buf *out, const void *bytes, size_t n)
{
	size_t room = ZSTD_compressBound(n), len;
	void *packed = malloc(room);
	int r = 0;

	if (!packed)
		return err_new(ENOMEM, "There is no memory to pack a batch of %zu bytes.", n);
	len = ZSTD_compress(packed, room, bytes, n, ZSTD_SPEED);
	if (ZSTD_isError(len))
		r = err_new(EIO, "A batch could not be packed: %s.", ZSTD_getErrorName(len));
	else
		buf_add(out, packed, len);
	free(packed);
	return r < 0 ? err_up(r) : err_up(buf_done(out));
}

int pack_close(struct buf *out, enum pack_coding coding, const void *bytes, size_t n)
{
	if (coding == PACK_ZSTD)
		return err_up(zstd_close(out, bytes, n));
	buf_add(out, bytes, n);
	return err_up(buf_done(out));
}

static int zstd_open(struct buf *out, const void *bytes, size_t n, size_t most)
{
	unsigned long long said = ZSTD_getFrameContentSize(bytes, n);
	void *plain;
	size_t len;

	if (said == ZSTD_CONTENTSIZE_ERROR || said == ZSTD_CONTENTSIZE_UNKNOWN)
		return PACK_BROKEN;
	if (said > most)
		return PACK_TOO_LARGE;
	if (ZSTD_findFrameCompressedSize(bytes, n) != n) /* cut, or something behind it */
		return PACK_BROKEN;
	plain = malloc((size_t)said + 1);
	if (!plain)
		return err_new(ENOMEM, "There is no memory to unpack a batch of %llu bytes.", said);
	len = ZSTD_decompress(plain, (size_t)said + 1, bytes, n);
	if (!ZSTD_isError(len) && len == said)
		buf_add(out, plain, len);
	free(plain);
	if (ZSTD_isError(len) || len != said)
		return PACK_BROKEN;
	return err_up(buf_done(out));
}

int pack_open(struct buf *out, enum pack_coding coding, const void *bytes, size_t n, size_t most)
{
	if (coding == PACK_ZSTD)
		return zstd_open(out, bytes, n, most);
	if (n > most)
		return PACK_TOO_LARGE;
	buf_add(out, bytes, n);
	return err_up(buf_done(out));
}
