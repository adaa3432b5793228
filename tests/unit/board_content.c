#include "board_content.h"

#include <stdio.h>
#include <stdlib.h>
#include <sodium.h>

#include "harness.h"
#include "sys/file.h"

struct desk desk_open(void)
{
	struct desk d = {0};

	CHECK(sodium_init() >= 0);
	CHECK_OK(key_new(&d.ours, KEY_PACK, false));
	CHECK_OK(key_new(&d.foreign, KEY_PACK, false));
	CHECK_OK(dir_make("stick", 0755));
	return d;
}

void desk_close(struct desk *d)
{
	key_free(d->ours);
	key_free(d->foreign);
}

void desk_make(struct buf *out, const char *id, int version, const struct key_secret *key)
{
	static const char text[] = "alarm = 112 | 2026-06-01 | alarmnummer\n";
	struct pack *p = calloc(1, sizeof *p);

	CHECK(p != NULL);
	(void)snprintf(p->id, sizeof p->id, "%s", id);
	p->version = version;
	p->n_files = 1;
	p->files[0] = (struct pack_file){.name = PACK_CONTACTS, .bytes = (const uint8_t *)text, .n = sizeof text - 1};
	(void)crypto_generichash(p->files[0].hash, 32, p->files[0].bytes, p->files[0].n, NULL, 0);
	if (key)
		CHECK_OK(pack_sign(p, key));
	CHECK_OK(pack_write(out, p));
	free(p);
}

void desk_lay(const char *path, const char *id, int version, const struct key_secret *key)
{
	AUTO_BUF bytes;

	buf_init(&bytes, PACK_BYTES_MAX);
	desk_make(&bytes, id, version, key);
	CHECK_OK(file_replace(path, bytes.data, bytes.len, 0644));
}

int desk_run(struct desk *d)
{
	const struct content_world w = {"stick", "packs", key_public_part(d->ours), 1};

	return update_content(&d->told, &w);
}

int desk_there(const char *id)
{
	struct pack *p = calloc(1, sizeof *p);
	struct notice_findings f = {0};
	char path[100];
	int version = 0;
	AUTO_BUF bytes;

	buf_init(&bytes, PACK_BYTES_MAX);
	(void)snprintf(path, sizeof path, "packs/%s.pack", id);
	if (file_exists(path)) {
		CHECK_OK(file_read(&bytes, path));
		CHECK_INT(pack_parse(p, bytes.data, bytes.len, path, &f), 0);
		version = p->version;
	}
	free(p);
	return version;
}
