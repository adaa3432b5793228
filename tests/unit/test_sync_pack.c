#include "harness.h"

#include <sodium.h>
#include <stdlib.h>
#include <zstd.h>

#include "sync/pack.h"
#include "sync/wire.h"

TEST(pack, zstd_and_identity_give_back_what_they_got)
{
	static const size_t sizes[] = {0, 1, 1000, 100000};

	for (size_t i = 0; i < 4; i++)
		for (enum pack_coding c = PACK_IDENTITY; c <= PACK_ZSTD; c++) {
			uint8_t *bytes = malloc(sizes[i] + 1);
			AUTO_BUF packed;
			AUTO_BUF plain;

			memset(bytes, 'x', sizes[i] + 1);
			buf_init(&packed, 1 << 20);
			buf_init(&plain, 1 << 20);
			CHECK_OK(pack_close(&packed, c, bytes, sizes[i]));
			CHECK_OK(pack_open(&plain, c, packed.data, packed.len, sizes[i]));
			CHECK_INT(plain.len, sizes[i]);
			CHECK(sizes[i] == 0 || memcmp(plain.data, bytes, sizes[i]) == 0);
			free(bytes);
		}
}

TEST(pack, one_byte_over_the_ceiling_is_too_large)
{
	char bytes[1001] = "";

	for (enum pack_coding c = PACK_IDENTITY; c <= PACK_ZSTD; c++)
		for (size_t n = 999; n <= 1001; n++) {
			AUTO_BUF packed;
			AUTO_BUF plain;

			buf_init(&packed, 4096);
			buf_init(&plain, 4096);
			CHECK_OK(pack_close(&packed, c, bytes, n));
			CHECK_INT(pack_open(&plain, c, packed.data, packed.len, 1000), n > 1000 ? PACK_TOO_LARGE : 0);
		}
}

/* A frame made with zstd's own calls, with bytes of another behind it. */
static int open_frame(size_t plain_len, bool say_size, size_t extra)
{
	size_t room = ZSTD_compressBound(plain_len) + 64, n;
	char *plain = calloc(1, plain_len + 1), *packed = calloc(1, room);
	ZSTD_CCtx *z = ZSTD_createCCtx();
	AUTO_BUF out;
	int r;

	buf_init(&out, WIRE_BATCH * 8);
	randombytes_buf(plain, plain_len);
	ZSTD_CCtx_setParameter(z, ZSTD_c_contentSizeFlag, say_size);
	if (!say_size) { /* streamed, or zstd would state it */
		ZSTD_inBuffer in = {plain, plain_len, 0};
		ZSTD_outBuffer to = {packed, room, 0};

		ZSTD_compressStream2(z, &to, &in, ZSTD_e_continue);
		CHECK_INT(ZSTD_compressStream2(z, &to, &in, ZSTD_e_end), 0);
		n = to.pos;
	} else {
		n = ZSTD_compress2(z, packed, room, plain, plain_len);
	}
	ZSTD_freeCCtx(z);
	r = pack_open(&out, PACK_ZSTD, packed, n + extra, WIRE_BATCH * 8);
	free(plain);
	free(packed);
	return r;
}

TEST(pack, only_one_frame_that_states_its_size)
{
	CHECK_INT(open_frame(5000, true, 0), 0);
	CHECK_INT(open_frame(5000, false, 0), PACK_BROKEN);
	CHECK_INT(open_frame(5000, true, 1), PACK_BROKEN);
}

TEST(pack, cut_and_damaged_frames_are_broken)
{
	char plain[3000];
	AUTO_BUF packed;

	randombytes_buf(plain, sizeof(plain));
	buf_init(&packed, 8192);
	CHECK_OK(pack_close(&packed, PACK_ZSTD, plain, sizeof(plain)));
	for (size_t n = 0; n < packed.len; n++) {
		AUTO_BUF out;

		buf_init(&out, 4096);
		CHECK_INT(pack_open(&out, PACK_ZSTD, packed.data, n, sizeof(plain)), PACK_BROKEN);
	}
}

TEST(pack, a_small_bomb_costs_nothing)
{
	/* magic, descriptor: single segment with an 8-byte size of 2^60 */
	static const uint8_t bomb[] = {0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0, 0, 0};
	AUTO_BUF out;

	buf_init(&out, WIRE_BATCH);
	CHECK_INT(pack_open(&out, PACK_ZSTD, bomb, sizeof(bomb), WIRE_BATCH), PACK_TOO_LARGE);
	CHECK_INT(out.len, 0);
}

TEST(pack, codings_are_known_by_name)
{
	enum pack_coding c;

	CHECK(pack_coding_named(&c, NULL) && c == PACK_IDENTITY);
	CHECK(pack_coding_named(&c, "ZSTD") && c == PACK_ZSTD);
	CHECK(!pack_coding_named(&c, "gzip") && !pack_coding_named(&c, "") && !pack_coding_named(&c, "zstd, zstd"));
}

TEST(pack, nothing_may_stand_behind_the_frame)
{
	static const uint8_t skippable[] = {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 'x'};
	char plain[100] = "";
	AUTO_BUF packed;
	AUTO_BUF out;
	AUTO_BUF empty;

	buf_init(&packed, 4096);
	buf_init(&empty, 4096);
	buf_init(&out, 4096);
	CHECK_OK(pack_close(&packed, PACK_ZSTD, plain, sizeof(plain)));
	CHECK_OK(pack_close(&empty, PACK_ZSTD, "", 0));
	CHECK_OK(pack_open(&out, PACK_ZSTD, packed.data, packed.len, sizeof(plain)));
	buf_add(&packed, empty.data, empty.len);
	CHECK_INT(pack_open(&out, PACK_ZSTD, packed.data, packed.len, sizeof(plain)), PACK_BROKEN);
	packed.len -= empty.len;
	buf_add(&packed, skippable, sizeof(skippable));
	CHECK_INT(pack_open(&out, PACK_ZSTD, packed.data, packed.len, sizeof(plain)), PACK_BROKEN);
}
