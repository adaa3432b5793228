#include "sync/commission.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sys/file.h"
#include "sys/text.h"

enum { PATH_ROOM = 1200 };

struct piece {
	const char *folder, *name;
	bool needed, secret;
};

static const struct piece pieces[] = {
        {"", "station.conf", true, false},
        {"keys", "device.key", true, true},
        {"keys", "device.pub", true, false},
        {"tls", "ca.crt", false, false},
        {"tls", "tls-client.crt", false, false},
        {"tls", "tls-client.key", false, true},
        {"site", "loket.conf", false, false},
        {"site", "usb.list", false, false},
};
enum { PIECES = sizeof pieces / sizeof *pieces };

static void on_stick(char out[PATH_ROOM], const struct commission *c, const char *folder)
{
	(void)snprintf(out, PATH_ROOM, "%.1000s/%s%s%s", c->stick, COMMISSION_FOLDER, *folder ? "/" : "", folder);
}

static void on_stage(char out[PATH_ROOM], const struct commission *c, const char *folder, const char *name)
{
	(void)snprintf(out, PATH_ROOM, "%.1000s%s%s%s%s", c->stage, *folder ? "/" : "", folder, *name ? "/" : "", name);
}

/* 0, or COMMISSION_NOTHING: it is not on the stick. */
static int copy(const struct commission *c, const struct piece *p)
{
	char from[PATH_ROOM], to[PATH_ROOM];
	AUTO_BUF bytes;
	int r;

	buf_init(&bytes, COMMISSION_FILE_MOST);
	on_stick(from, c, p->folder);
	on_stage(to, c, p->folder, "");
	r = c->disk->read(c->disk->me, &bytes, from, p->name, false);
	if (r == STICK_NO_FILE)
		return COMMISSION_NOTHING;
	if (r == -EFBIG)
		return err_new(EFBIG, "%s on the stick is larger than %d bytes: have the office make the stick anew.",
		        p->name, COMMISSION_FILE_MOST);
	if (r == 0)
		r = dir_make(to, 0700);
	on_stage(to, c, p->folder, p->name);
	if (r == 0)
		r = file_replace(to, bytes.data, bytes.len, p->secret ? 0600 : 0644);
	wipe(bytes.data, bytes.len);
	return err_up(r);
}

/* What was looked at before goes first: two sticks never become one station. */
static int copy_all(const struct commission *c)
{
	char path[PATH_ROOM];
	int r = 0;

	for (size_t i = 0; i < PIECES; i++) {
		on_stage(path, c, pieces[i].folder, pieces[i].name);
		if (unlink(path) < 0 && errno != ENOENT && errno != ENOTDIR)
			return err_new(errno, "%s can not be removed: %s", path, strerror(errno));
	}
	for (size_t i = 0; i < PIECES && r == 0; i++) {
		r = copy(c, &pieces[i]);
		if (r == COMMISSION_NOTHING && i > 0 && pieces[i].needed)
			return err_new(ENOENT,
			        "%s/%s/%s is not on the stick. A stick makes one station: have the office make another.",
			        COMMISSION_FOLDER, pieces[i].folder, pieces[i].name);
		if (r == COMMISSION_NOTHING && i > 0)
			r = 0;
	}
	return r < 0 ? err_up(r) : r;
}

static int check(struct station *out, const struct commission *c)
{
	char secret[PATH_ROOM], public[PATH_ROOM];
	struct key_secret *device = NULL;
	struct key_public told;
	struct station s;
	int r = station_read(&s, c->stage);

	on_stage(secret, c, "keys", "device.key");
	on_stage(public, c, "keys", "device.pub");
	if (r == 0)
		r = key_read_secret(&device, secret, KEY_DEVICE);
	if (r == 0)
		r = key_read_public(&told, public, KEY_DEVICE);
	if (r == 0 && memcmp(told.bytes, key_public_part(device)->bytes, KEY_BYTES) != 0)
		r = err_new(EINVAL, "The two halves of the device key on the stick do not belong together.");
	key_free(device);
	if (r == 0)
		*out = s;
	return err_up(r);
}

static bool is_station(const struct commission *c)
{
	char path[PATH_ROOM];

	return station_path(path, sizeof path, c->data, STATION_CONF) < 0 || file_exists(path);
}

int commission_look(struct station *out, const struct commission *c)
{
	int r;

	if (is_station(c))
		return COMMISSION_THERE;
	r = copy_all(c);
	if (r)
		return r < 0 ? err_up(r) : r;
	return err_up(check(out, c));
}

static int lay(const struct commission *c, const struct piece *p)
{
	char from[PATH_ROOM], to[PATH_ROOM];
	AUTO_BUF bytes;
	int r;

	buf_init(&bytes, COMMISSION_FILE_MOST);
	on_stage(from, c, p->folder, p->name);
	(void)snprintf(to, sizeof to, "%.900s%s%s", c->data, *p->folder ? "/" : "", p->folder);
	r = file_read(&bytes, from);
	if (r == 0)
		r = dir_make(to, 0700);
	(void)snprintf(to, sizeof to, "%.900s%s%s/%s", c->data, *p->folder ? "/" : "", p->folder, p->name);
	if (r == 0)
		r = file_replace(to, bytes.data, bytes.len, p->secret ? 0600 : 0644);
	wipe(bytes.data, bytes.len);
	return err_up(r);
}

/* Overwritten where it lies, as far as a stick allows that, and removed. */
static int erase(const struct commission *c, const struct piece *p)
{
	static const uint8_t zeros[COMMISSION_FILE_MOST];
	char folder[PATH_ROOM];
	AUTO_BUF bytes;
	int r;

	buf_init(&bytes, COMMISSION_FILE_MOST);
	on_stick(folder, c, p->folder);
	r = c->disk->read(c->disk->me, &bytes, folder, p->name, false);
	wipe(bytes.data, bytes.len);
	if (r == STICK_NO_FILE)
		return 0;
	if (r == 0)
		r = c->disk->write(c->disk->me, folder, p->name, zeros, bytes.len);
	if (r == 0)
		r = c->disk->sync(c->disk->me, folder, p->name);
	if (r == 0)
		r = c->disk->unlink(c->disk->me, folder, p->name);
	if (r == 0)
		r = c->disk->sync_dir(c->disk->me, folder);
	return err_up(r);
}

int commission_take(struct station *out, bool *keys_stay, const struct commission *c)
{
	char path[PATH_ROOM];
	struct station s;
	bool stay = false;
	int r;

	on_stage(path, c, "", "station.conf");
	if (is_station(c))
		return COMMISSION_THERE;
	if (!file_exists(path))
		return COMMISSION_NOTHING;
	r = check(&s, c);
	for (size_t i = PIECES; r == 0 && i-- > 0;) /* backwards: station.conf is the last, and makes it a station */
		if (pieces[i].needed)
			r = lay(c, &pieces[i]);
	if (r)
		return err_up(r);
	for (size_t i = 0; i < PIECES; i++)
		stay = (pieces[i].secret && erase(c, &pieces[i]) < 0) || stay;
	*keys_stay = stay;
	*out = s;
	return 0;
}
