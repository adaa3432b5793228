#include "sync/download.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"

#define LOG_MODULE "sync"

enum { LIST_MS = 20000, SLICE_MS = 60000, TRIES_MOST = 3 };

void download_init(struct download *d, const struct download_world *world)
{
	*d = (struct download){.world = *world};
	buf_init(&d->answer.body, DOWNLOAD_ANSWER_MAX);
}

void download_fini(struct download *d)
{
	buf_fini(&d->answer.body);
}

static int path_of(char out[DOWNLOAD_PATH_MAX], const struct download *d, const char *name, const char *end)
{
	if (snprintf(out, DOWNLOAD_PATH_MAX, "%s/%s%s", d->world.folder, name, end) >= DOWNLOAD_PATH_MAX)
		return err_new(ENAMETOOLONG, "the folder of downloads has too long a name");
	return 0;
}

static void forget(struct download *d)
{
	d->offer = (struct offer){0};
	d->have = 0;
}

/* ---- what is offered ------------------------------------------------------------------------ */

static bool take_offer(struct offer *out, const struct download *d, const json_t *text)
{
	uint8_t bytes[OFFER_BYTES];
	size_t n;

	return json_is_string(text) &&
	       sodium_base642bin(bytes, sizeof(bytes), json_string_value(text), json_string_length(text), NULL, &n,
	               NULL, sodium_base64_VARIANT_ORIGINAL) == 0 &&
	       offer_take(out, bytes, n, d->world.station->hub_key.bytes, d->world.station->device) == 0;
}

static bool is_there(const struct download *d, const struct offer *o)
{
	char path[DOWNLOAD_PATH_MAX];

	return path_of(path, d, o->name, "") == 0 && file_exists(path);
}

/* Of what is wanted and not here: content first (it is small), then the newest firmware. */
static bool is_better(const struct offer *a, const struct offer *b)
{
	if (!*b->name || a->kind != b->kind)
		return !*b->name || a->kind == OFFER_PACK;
	return strverscmp(a->version, b->version) > 0;
}

static bool is_offered(const json_t *list, const struct download *d, const char *name)
{
	struct offer o;

	for (size_t i = 0; i < json_array_size(list) && i < OFFERS_MAX; i++)
		if (take_offer(&o, d, json_array_get(list, i)) && text_is(o.name, name))
			return true;
	return false;
}

/* What the hub does not offer any more is not kept, whole or in part. */
static void tidy(const struct download *d, const json_t *list)
{
	char path[DOWNLOAD_PATH_MAX], name[OFFER_NAME_MAX + 8];
	DIR *dir = opendir(d->world.folder);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)) != NULL) {
		if (*entry->d_name == '.' || !text_copy(name, sizeof(name), entry->d_name))
			continue;
		if (text_ends(name, ".part"))
			name[strlen(name) - strlen(".part")] = '\0';
		if (!is_offered(list, d, name) && path_of(path, d, entry->d_name, "") == 0)
			(void)unlink(path);
	}
	if (dir)
		(void)closedir(dir);
}

/* How much of it came before; what can not be a beginning of it goes. */
static int look_at_part(struct download *d)
{
	char path[DOWNLOAD_PATH_MAX];
	struct stat st;
	int r = path_of(path, d, d->offer.name, ".part");

	if (r < 0)
		return err_up(r);
	d->have = 0;
	if (lstat(path, &st) < 0)
		return 0;
	if (S_ISREG(st.st_mode) && st.st_size <= d->offer.size)
		d->have = st.st_size;
	else
		(void)unlink(path);
	return 0;
}

static int choose(struct download *d, const json_t *list)
{
	struct offer best = {0}, o;

	for (size_t i = 0; i < json_array_size(list) && i < OFFERS_MAX; i++) {
		if (!take_offer(&o, d, json_array_get(list, i))) {
			log_warn(d->world.log, "the hub sent an offer that it did not sign for this station");
			continue;
		}
		if (!is_there(d, &o) && d->world.wanted(d->world.me, &o) && is_better(&o, &best))
			best = o;
	}
	d->offer = best;
	return *best.name ? err_up(look_at_part(d)) : 0;
}

static int ask(struct download *d, enum download_state *out)
{
	const struct transport_request q = {.path = "/v1/updates", .timeout_ms = LIST_MS};
	int r = d->world.transport.call(d->world.transport.me, &d->answer, &q);
	const json_t *list;
	json_t *root;

	if (r < 0)
		return err_up(r);
	*out = DOWNLOAD_LATER;
	if (d->answer.end != TRANSPORT_REPLY || d->answer.status != 200)
		return 0;
	root = json_loadb((const char *)d->answer.body.data, d->answer.body.len, JSON_REJECT_DUPLICATES, NULL);
	list = json_object_get(root, "offers");
	if (json_is_array(list)) {
		r = dir_make(d->world.folder, 02770);
		if (r == 0)
			tidy(d, list);
		if (r == 0)
			r = choose(d, list);
		*out = *d->offer.name ? DOWNLOAD_MORE : DOWNLOAD_IDLE;
	}
	json_decref(root);
	return err_up(r);
}

/* ---- a slice -------------------------------------------------------------------------------- */

static int append(const struct download *d, const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640), r = fault("download.write", ENOSPC);

	if (fd < 0)
		return err_new(errno, "%s can not be written: %s", path, strerror(errno));
	if (r == 0 && lseek(fd, d->have, SEEK_SET) < 0)
		r = -errno;
	if (r == 0)
		r = write_all(fd, d->answer.body.data, d->answer.body.len);
	if (r == 0 && (fault("download.sync", EIO) || fdatasync(fd) < 0))
		r = err_new(EIO, "%s can not be synced", path);
	(void)close(fd);
	return r;
}

/* The answer's bytes are the ones asked for, or it is no use. */
static int fetch(struct download *d, enum download_state *out)
{
	int64_t left = d->offer.size - d->have, want = left < DOWNLOAD_SLICE ? left : DOWNLOAD_SLICE;
	struct transport_request q = {.timeout_ms = SLICE_MS, .from = d->have, .length = want};
	char target[96], hash[65], path[DOWNLOAD_PATH_MAX];
	int64_t room = disk_free(d->world.folder);
	int r = path_of(path, d, d->offer.name, ".part");

	if (r < 0 || room < 0)
		return r < 0 ? err_up(r) : err_up((int)room);
	*out = DOWNLOAD_LATER;
	if (room < left + d->world.reserve_bytes) {
		log_warn(d->world.log, "there is no room for %s: it waits", d->offer.name);
		return 0;
	}
	hex_put(hash, d->offer.hash, sizeof(d->offer.hash));
	snprintf(target, sizeof(target), "/v1/updates/%s", hash);
	q.path = target;
	r = d->world.transport.call(d->world.transport.me, &d->answer, &q);
	if (r < 0)
		return err_up(r);
	if (d->answer.end != TRANSPORT_REPLY || d->answer.status != 206 || (int64_t)d->answer.body.len != want) {
		if (d->answer.end == TRANSPORT_REPLY)
			forget(d); /* not offered any more, or no such hub: the list is asked for anew */
		return 0;
	}
	r = append(d, path);
	if (r == -ENOSPC || r == -EDQUOT)
		return 0;
	if (r < 0)
		return err_up(r);
	d->have += want;
	*out = DOWNLOAD_MORE;
	return 0;
}

/* ---- the whole ------------------------------------------------------------------------------ */

static int hash_file(uint8_t out[32], const char *path)
{
	crypto_generichash_state state;
	uint8_t piece[65536];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t n;

	if (fd < 0)
		return err_new(errno, "%s can not be read: %s", path, strerror(errno));
	(void)crypto_generichash_init(&state, NULL, 0, 32);
	while ((n = read(fd, piece, sizeof(piece))) > 0)
		(void)crypto_generichash_update(&state, piece, (size_t)n);
	(void)crypto_generichash_final(&state, out, 32);
	(void)close(fd);
	return n < 0 ? err_new(EIO, "%s can not be read to its end", path) : 0;
}

static int finish(struct download *d, enum download_state *out)
{
	char part[DOWNLOAD_PATH_MAX], path[DOWNLOAD_PATH_MAX];
	uint8_t hash[32];
	int r = path_of(part, d, d->offer.name, ".part");

	if (r == 0)
		r = path_of(path, d, d->offer.name, "");
	if (r == 0)
		r = hash_file(hash, part);
	if (r < 0)
		return err_up(r);
	if (memcmp(hash, d->offer.hash, sizeof(hash)) != 0) {
		log_warn(d->world.log, "%s came with other bytes than the hub signed for: it is fetched anew",
		        d->offer.name);
		(void)unlink(part);
		*out = ++d->tries < TRIES_MOST ? DOWNLOAD_MORE : DOWNLOAD_LATER;
		d->have = 0;
		return 0;
	}
	if (fault("download.rename", EIO) || rename(part, path) < 0)
		return err_new(EIO, "%s can not get its name", part);
	r = dir_sync(d->world.folder);
	if (r < 0)
		return err_up(r);
	log_info(d->world.log, "%s is here, whole", d->offer.name);
	d->tries = 0;
	*out = DOWNLOAD_DONE;
	return 0;
}

int download_step(struct download *d, enum download_state *out)
{
	enum download_state state = DOWNLOAD_LATER;
	int r;

	if (!*d->offer.name)
		r = ask(d, &state);
	else if (d->have < d->offer.size)
		r = fetch(d, &state);
	else
		r = finish(d, &state);
	if (r == 0)
		*out = state;
	if (r == 0 && state == DOWNLOAD_DONE)
		d->have = 0;
	return err_up(r);
}

void download_forget(struct download *d)
{
	forget(d);
}
