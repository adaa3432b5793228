#include "sync/sync_fetch.h"

#include <string.h>

#include "sys/beacon.h"
#include "sys/file.h"
#include "sys/text.h"

#define LOG_MODULE "sync"

enum { OS_RELEASE_MAX = 65536 };

/* IMAGE_VERSION of os-release(5): only an image has one. */
static void read_running(char out[OFFER_VERSION_MAX + 1], const char *path)
{
	static const char key[] = "IMAGE_VERSION=";
	const char *at;
	AUTO_BUF text;
	size_t n;

	out[0] = '\0';
	buf_init(&text, OS_RELEASE_MAX);
	if (!file_exists(path) || file_read(&text, path) < 0)
		return;
	at = strstr(buf_str(&text), key);
	if (!at || (at != buf_str(&text) && at[-1] != '\n'))
		return;
	at += sizeof(key) - 1 + (at[sizeof(key) - 1] == '"');
	n = strspn(at, "0123456789.");
	if (n == 0 || n > OFFER_VERSION_MAX)
		return;
	memcpy(out, at, n);
	out[n] = '\0';
}

static bool wanted(void *me, const struct offer *o)
{
	const struct sync_fetch *f = me;

	if (o->kind == OFFER_PACK)
		return true;
	return *f->running && strverscmp(o->version, f->running) > 0;
}

static bool is_served(const struct sync_fetch *f)
{
	int64_t now = clock_mono_ms(f->world.clock);
	struct beacon b;

	if (beacon_read(&b, f->world.beacon) != 0 || !beacon_is_fresh(&b, f->boot, now, FETCH_BEACON_MS))
		return false;
	return b.idle_since_ms < 0 || now - b.idle_since_ms < FETCH_IDLE_MS;
}

int sync_fetch_step(int64_t *again_ms, struct sync_fetch *f)
{
	enum download_state state = DOWNLOAD_LATER;
	int r;

	if (is_served(f)) {
		*again_ms = FETCH_SERVED_MS;
		return 0;
	}
	r = download_step(&f->download, &state);
	if (r < 0) {
		download_forget(&f->download);
		*again_ms = FETCH_LATER_MS;
		return err_up(r);
	}
	if (state == DOWNLOAD_DONE)
		download_forget(&f->download);
	*again_ms = state == DOWNLOAD_MORE   ? DOWNLOAD_SLICE / 1024 * 1000 / f->world.kib_s
	            : state == DOWNLOAD_DONE ? 1000
	            : state == DOWNLOAD_IDLE ? FETCH_ASK_MS
	                                     : FETCH_LATER_MS;
	return 0;
}

/* Nothing here is worth ending the program for: records matter more. */
static int on_timer(void *me)
{
	struct sync_fetch *f = me;
	int64_t again_ms;
	int r = sync_fetch_step(&again_ms, f);

	if (r < 0)
		log_surprise(f->world.log, LOG_MODULE, r);
	f->timer = loop_after(f->world.loop, again_ms, on_timer, f);
	return f->timer < 0 ? err_up(f->timer) : 0;
}

int sync_fetch_start(struct sync_fetch *f, const struct sync_fetch_world *world)
{
	struct download_world d = {.station = world->station,
	        .transport = world->transport,
	        .log = world->log,
	        .reserve_bytes = (int64_t)FETCH_RESERVE_MIB << 20,
	        .wanted = wanted,
	        .me = f};
	char ledger[600];
	int r = station_path(ledger, sizeof(ledger), world->data, STATION_LEDGER);

	*f = (struct sync_fetch){.world = *world};
	if (r == 0)
		r = path_join(f->folder, sizeof(f->folder), ledger, "updates");
	if (r < 0)
		return err_up(r);
	(void)boot_id_read(f->boot);
	read_running(f->running, world->os_release);
	d.folder = f->folder;
	download_init(&f->download, &d);
	if (!world->loop || world->kib_s == 0)
		return 0;
	f->timer = loop_after(world->loop, FETCH_SERVED_MS, on_timer, f);
	return f->timer < 0 ? err_up(f->timer) : 0;
}

void sync_fetch_stop(struct sync_fetch *f)
{
	if (f->world.loop && f->timer > 0)
		loop_cancel(f->world.loop, f->timer);
	download_fini(&f->download);
}
