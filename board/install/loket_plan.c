/*
 * loket-plan - at build time: what a stick holds (install_plan.h)
 *
 * loket-plan DISK.img DATA.ext4 BOARD VERSION ERASES PLAN PAYLOAD: the disk's image up to its data partition, and the file system that goes there.
 * What lies there twice (both slots) lies once on the stick; zeros do not lie there at all.
 */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "board/install/install.h"
#include "board/install/install_gpt.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { ARGS = 8, SLOTS = 4 };

struct range {
	int64_t at, bytes;
};

struct making {
	struct install_plan plan;
	FILE *payload;
	uint8_t *bytes;
	struct range slots[SLOTS]; /* what lies behind a slot's end is never read: zeros there need not be written */
};

static bool is_zero(const uint8_t *bytes, size_t n)
{
	return bytes[0] == 0 && memcmp(bytes, bytes + 1, n - 1) == 0;
}

static bool is_in_slot(const struct making *m, int64_t at)
{
	for (int i = 0; i < SLOTS; i++)
		if (at >= m->slots[i].at && at < m->slots[i].at + m->slots[i].bytes)
			return true;
	return false;
}

static int add(struct making *m, int64_t at, size_t n)
{
	struct install_plan *p = &m->plan;
	struct install_piece *piece = &p->pieces[p->n], *before = p->n ? piece - 1 : NULL;

	if (p->n == PLAN_PIECES_MAX)
		return err_new(EFBIG, "the image has more pieces than a stick holds");
	*piece = (struct install_piece){.at = at, .from = -1, .bytes = (uint32_t)n};
	if (p->n && is_zero(m->bytes, n)) {
		if (is_in_slot(m, at))
			return 0;
		if (before->from < 0 && before->at + before->bytes == at && before->bytes < (UINT32_MAX / 2))
			before->bytes += (uint32_t)n;
		else
			p->n++;
		return 0;
	}
	(void)crypto_generichash(piece->hash, PLAN_HASH, m->bytes, n, NULL, 0);
	for (int i = 0; i < p->n && piece->from < 0; i++)
		if (p->pieces[i].from >= 0 && p->pieces[i].bytes == n &&
		        memcmp(p->pieces[i].hash, piece->hash, PLAN_HASH) == 0)
			piece->from = p->pieces[i].from;
	p->n++;
	if (piece->from >= 0)
		return 0;
	piece->from = p->payload;
	p->payload += (int64_t)n;
	return fwrite(m->bytes, 1, n, m->payload) == n ? 0 : err_new(errno, "the stick's pieces can not be written");
}

/* A file's first `all` bytes lie at `at` of the target. */
static int add_file(struct making *m, const char *path, int64_t at, int64_t all)
{
	FILE *f = fopen(path, "rb");
	int e = f ? 0 : err_new(errno, "%s can not be read", path);

	for (int64_t done = 0; e == 0 && done < all;) {
		size_t n = all - done < INSTALL_PIECE ? (size_t)(all - done) : INSTALL_PIECE;

		e = fread(m->bytes, 1, n, f) == n ? add(m, at + done, n) : err_new(EIO, "%s is cut off", path);
		done += (int64_t)n;
	}
	if (f)
		(void)fclose(f);
	return err_up(e);
}

/* Where the data partition and the slots lie, told by the image itself. */
static int read_table(struct making *m, const struct install_disk *disk)
{
	static const char *const names[SLOTS] = {"boot-a", "boot-b", "root-a", "root-b"};
	static const uint8_t none[PLAN_ID];
	uint8_t *front = calloc(1, INSTALL_PIECE), *back = calloc(1, GPT_BACK_BYTES);
	int64_t bytes;
	int e = front && back ? disk->ops->read(disk->me, front, INSTALL_PIECE, 0) : err_new(ENOMEM, "no memory");

	if (e == 0)
		e = install_gpt_fit(front, back, disk->bytes + 2 * INSTALL_BEHIND, none);
	for (int i = 0; i < SLOTS && e == 0; i++)
		if (!install_gpt_place(&m->slots[i].at, &m->slots[i].bytes, front, names[i]))
			e = err_new(EINVAL, "the image has no partition %s", names[i]);
	if (e == 0 && !install_gpt_place(&m->plan.data, &bytes, front, "data"))
		e = err_new(EINVAL, "the image has no partition data");
	free(front);
	free(back);
	return err_up(e);
}

static int make(struct making *m, char **argv)
{
	struct install_disk disk = {0}, data = {0};
	int e = install_disk_open(&disk, argv[1], false);

	if (e == 0)
		e = install_disk_open(&data, argv[2], false);
	if (e == 0)
		e = read_table(m, &disk);
	if (e == 0)
		m->plan.least = disk.bytes / INSTALL_BLOCK * INSTALL_BLOCK;
	if (e == 0 && m->plan.data + data.bytes + INSTALL_BEHIND > m->plan.least)
		e = err_new(EFBIG, "what goes along does not fit on the smallest target");
	if (e == 0)
		e = add_file(m, argv[1], 0, m->plan.data);
	if (e == 0)
		e = add_file(m, argv[2], m->plan.data, data.bytes);
	install_disk_close(&disk);
	install_disk_close(&data);
	return err_up(e);
}

static int write_plan(const struct making *m, const char *path)
{
	struct install_plan again;
	AUTO_BUF text;
	int e;

	buf_init(&text, PLAN_BYTES_MAX);
	install_plan_put(&text, &m->plan);
	e = buf_done(&text);
	if (e == 0)
		e = install_plan_read(&again, text.data, text.len);
	if (e)
		return err_up(e);
	install_plan_fini(&again);
	return err_up(file_replace(path, text.data, text.len, 0644));
}

int main(int argc, char **argv)
{
	struct making m = {0};
	int e;

	if (argc != ARGS || sodium_init() < 0) {
		(void)fputs("loket-plan: takes DISK.img DATA.ext4 BOARD VERSION ERASES PLAN PAYLOAD\n", stderr);
		return 2;
	}
	(void)text_copy(m.plan.board, sizeof m.plan.board, argv[3]);
	(void)text_copy(m.plan.version, sizeof m.plan.version, argv[4]);
	m.plan.erases = text_is(argv[5], "1");
	m.plan.pieces = calloc(PLAN_PIECES_MAX, sizeof *m.plan.pieces);
	m.bytes = malloc(INSTALL_PIECE);
	m.payload = fopen(argv[7], "wb");
	e = m.plan.pieces && m.bytes && m.payload ? make(&m, argv) : err_new(EIO, "%s can not be written", argv[7]);
	if (m.payload && fclose(m.payload) && e == 0)
		e = err_new(EIO, "%s can not be written", argv[7]);
	if (e == 0)
		e = write_plan(&m, argv[6]);
	if (e)
		(void)fprintf(stderr, "loket-plan: %s\n", err_why());
	else
		printf("  stick %d pieces, %lld MiB\n", m.plan.n, (long long)(m.plan.payload >> 20));
	install_plan_fini(&m.plan);
	free(m.bytes);
	return e ? 1 : 0;
}
