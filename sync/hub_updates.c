#include "sync/hub_updates.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file.h"
#include "sys/text.h"

struct hub_updates {
	char folder[512];
	struct hub_update list[OFFERS_MAX];
	size_t n;
};

int hub_updates_new(struct hub_updates **out, const char *folder)
{
	struct hub_updates *u = calloc(1, sizeof(*u));

	if (!u)
		return err_new(ENOMEM, "There is no memory for the folder of updates.");
	if (!text_copy(u->folder, sizeof(u->folder), folder ? folder : "")) {
		free(u);
		return err_new(ENAMETOOLONG, "The folder of updates has too long a name.");
	}
	*out = u;
	return 0;
}

void hub_updates_free(struct hub_updates *u)
{
	free(u);
}

static int hash_of(uint8_t out[32], int fd)
{
	crypto_generichash_state state;
	uint8_t piece[65536];
	ssize_t n;

	(void)crypto_generichash_init(&state, NULL, 0, 32);
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		(void)crypto_generichash_update(&state, piece, (size_t)n);
	(void)crypto_generichash_final(&state, out, 32);
	return n < 0 ? err_new(errno, "A file of the folder of updates can not be read: %s.", strerror(errno)) : 0;
}

static const struct hub_update *known(const struct hub_updates *u, const char *name, const struct stat *st)
{
	for (size_t i = 0; i < u->n; i++)
		if (text_is(u->list[i].offer.name, name) && u->list[i].offer.size == st->st_size &&
		        u->list[i].mtime_ns == (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec)
			return &u->list[i];
	return NULL;
}

/* False: not one of ours, or it can not be read. */
static bool take(struct hub_update *out, const struct hub_updates *u, const char *name)
{
	struct hub_update one = {0};
	const struct hub_update *before;
	struct stat st;
	int fd, r;

	if (!offer_of_name(&one.offer.kind, one.offer.version, name) ||
	        path_join(one.path, sizeof(one.path), u->folder, name))
		return false;
	fd = open(one.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size < 1 || st.st_size > OFFER_SIZE_MAX) {
		if (fd >= 0)
			(void)close(fd);
		return false;
	}
	before = known(u, name, &st);
	(void)text_copy(one.offer.name, sizeof(one.offer.name), name);
	one.offer.size = st.st_size;
	one.mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
	r = before ? 0 : hash_of(one.offer.hash, fd);
	if (before)
		memcpy(one.offer.hash, before->offer.hash, sizeof(one.offer.hash));
	(void)close(fd);
	*out = one;
	return r == 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct hub_update *)a)->offer.name, ((const struct hub_update *)b)->offer.name);
}

int hub_updates_look(struct hub_updates *u)
{
	struct hub_update *fresh;
	struct dirent *entry;
	size_t n = 0;
	DIR *dir;

	if (!*u->folder)
		return 0;
	dir = opendir(u->folder);
	if (!dir)
		return err_new(errno, "The folder of updates %s can not be read: %s.", u->folder, strerror(errno));
	fresh = calloc(OFFERS_MAX, sizeof(*fresh));
	while (fresh && n < OFFERS_MAX && (entry = readdir(dir)) != NULL)
		n += take(&fresh[n], u, entry->d_name);
	(void)closedir(dir);
	if (!fresh)
		return err_new(ENOMEM, "There is no memory for the folder of updates.");
	qsort(fresh, n, sizeof(*fresh), by_name);
	memcpy(u->list, fresh, n * sizeof(*fresh));
	u->n = n;
	free(fresh);
	return 0;
}

size_t hub_updates_count(const struct hub_updates *u)
{
	return u->n;
}

const struct hub_update *hub_updates_at(const struct hub_updates *u, size_t i)
{
	return i < u->n ? &u->list[i] : NULL;
}

const struct hub_update *hub_updates_find(const struct hub_updates *u, const char *hex)
{
	uint8_t hash[32];

	if (!hex_take(hash, sizeof(hash), hex))
		return NULL;
	for (size_t i = 0; i < u->n; i++)
		if (memcmp(u->list[i].offer.hash, hash, sizeof(hash)) == 0)
			return &u->list[i];
	return NULL;
}

int hub_updates_list(struct buf *json, const struct hub_updates *u, const uint8_t device[16], int64_t now_ms,
        const struct key_secret *key)
{
	char text[sodium_base64_ENCODED_LEN(OFFER_BYTES, sodium_base64_VARIANT_ORIGINAL)];
	uint8_t bytes[OFFER_BYTES];

	buf_text(json, "{\"offers\":[");
	for (size_t i = 0; i < u->n; i++) {
		struct offer o = u->list[i].offer;

		memcpy(o.device, device, sizeof(o.device));
		o.issued_ms = now_ms;
		offer_put(bytes, &o, key);
		(void)sodium_bin2base64(text, sizeof(text), bytes, sizeof(bytes), sodium_base64_VARIANT_ORIGINAL);
		buf_printf(json, "%s\"%s\"", i ? "," : "", text);
	}
	buf_text(json, "]}");
	return err_up(buf_done(json));
}

bool hub_range(int64_t *from, int64_t *length, const char *text, int64_t size)
{
	char first[20], last[20] = "";
	int64_t a, b = size - 1;
	const char *dash;

	if (!text || !text_starts(text, "bytes="))
		return false;
	text += strlen("bytes=");
	dash = strchr(text, '-');
	if (!dash || (size_t)(dash - text) >= sizeof(first) || !text_copy(last, sizeof(last), dash + 1))
		return false;
	memcpy(first, text, (size_t)(dash - text));
	first[dash - text] = '\0';
	if (!text_i64(first, 0, size - 1, &a) || (*last && !text_i64(last, a, INT64_MAX, &b)))
		return false;
	*from = a;
	*length = (b < size - 1 ? b : size - 1) - a + 1;
	return true;
}
