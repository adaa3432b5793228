#include "board_rauc.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "board/update_guard.h"
#include "board_device.h"
#include "sys/buf.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"

enum { PIECES = 8 };

struct read_bundle {
	char signer[16], compatible[64], version[64], conf[64];
	int manner, bytes, damaged, plain;
};

static int give(char why[RAUC_WHY_MAX + 1], const char *sentence)
{
	(void)text_copy(why, RAUC_WHY_MAX + 1, sentence);
	return rauc_why_kind(sentence);
}

static int gone(struct device *d, char why[RAUC_WHY_MAX + 1])
{
	(void)d;
	(void)text_copy(why, RAUC_WHY_MAX + 1, "the name de.pengutronix.rauc was not provided");
	return RAUC_GONE;
}

static int take(struct read_bundle *b, struct device *d, const char *file, char why[RAUC_WHY_MAX + 1])
{
	AUTO_BUF bytes;

	buf_init(&bytes, 1 << 22);
	if (file_read(&bytes, file))
		return give(why, "No such file or directory");
	if (sscanf(buf_str(&bytes),
	            "hsqs signer=%15s compatible=%63s version=%63s conf=%63s manner=%d bytes=%d damaged=%d plain=%d end",
	            b->signer, b->compatible, b->version, b->conf, &b->manner, &b->bytes, &b->damaged, &b->plain) != 8)
		return give(why, "signature verification failed: digest failure");
	if (bytes.len != 8192 + 256 + 8)
		return give(why, "signature verification failed: Failed to parse CMS");
	if (b->plain)
		return give(why, "Bundle format 'plain' not allowed");
	if (!strstr(d->trusted, b->signer))
		return give(why,
		        "signature verification failed: Verify error: self-signed certificate in certificate chain");
	return 0;
}

static int rauc_inspect(void *me, struct rauc_bundle *out, const char *file, char why[RAUC_WHY_MAX + 1])
{
	struct device *d = me;
	struct read_bundle b;
	int r;

	if (d->rauc_gone)
		return gone(d, why);
	r = take(&b, d, file, why);
	if (r)
		return r;
	(void)text_copy(out->compatible, sizeof out->compatible, b.compatible);
	(void)text_copy(out->version, sizeof out->version, b.version);
	return 0;
}

/* The handler sees what lies in the bundle. */
static int ask_guard(struct device *d, const struct read_bundle *b, char why[RAUC_WHY_MAX + 1])
{
	char folder[700], path[800], text[128], said[UPDATE_GUARD_WHY_MAX + 1];

	(void)snprintf(folder, sizeof folder, "%s/mounted", d->dir);
	(void)snprintf(path, sizeof path, "%s/loket.conf", folder);
	(void)snprintf(text, sizeof text, "version = %s\n", b->conf);
	fault_pause(true);
	CHECK_OK(dir_make(folder, 0755));
	CHECK_OK(file_replace(path, text, strlen(text), 0644));
	fault_pause(false);
	if (update_guard(said, folder, d->state, d->os_release) == 0)
		return 0;
	return give(why, said);
}

static int write_slot(struct device *d, const struct read_bundle *b, rauc_progress_fn *progress, void *progress_me,
        char why[RAUC_WHY_MAX + 1])
{
	struct hardware *hw = d->hw;
	int target = !hw->booted;
	struct device_slot *slot = &hw->slots[target];

	if (fault("rauc.mark_bad", EIO))
		return give(why, "Failed marking slot as bad");
	slot->left = 0;
	if (hw->primary == target)
		hw->primary = hw->booted;
	slot->whole = false;
	for (int i = 1; i <= PIECES; i++) {
		if (d->rauc_gone_at == i) {
			d->rauc_gone = true;
			return gone(d, why);
		}
		if (fault("rauc.write", EIO) || (b->damaged && i == PIECES / 2))
			return give(why, "Failed updating slot: Input/output error");
		progress(progress_me, 20 + 70 * i / PIECES, "Copying image to rootfs");
		progress(progress_me, -1, "Copying image to rootfs"); /* a slow card: nothing new for a minute */
	}
	(void)text_copy(slot->version, sizeof slot->version, b->version);
	slot->manner = (enum device_manner)b->manner;
	slot->whole = true;
	if (fault("rauc.activate", EIO))
		return give(why, "Failed marking slot as active");
	slot->left = 3;
	hw->primary = target;
	(void)fault("rauc.tell", EIO);
	return 0;
}

static int rauc_install(
        void *me, const char *file, rauc_progress_fn *progress, void *progress_me, char why[RAUC_WHY_MAX + 1])
{
	struct device *d = me;
	struct read_bundle b;
	int r;

	if (d->rauc_gone)
		return gone(d, why);
	d->hw->rauc_calls++;
	r = take(&b, d, file, why);
	if (r)
		return r;
	if (!text_is(b.compatible, d->compatible))
		return give(why, "Compatible mismatch: Expected 'loket-test' but bundle manifest has another");
	r = ask_guard(d, &b, why);
	if (r)
		return r;
	if (b.bytes > d->slot_bytes)
		return give(why, "Slot (/dev/x) is too small for image");
	progress(progress_me, 20, "Checking bundle done");
	return write_slot(d, &b, progress, progress_me, why);
}

static int rauc_status_of(void *me, struct rauc_status *out, char why[RAUC_WHY_MAX + 1])
{
	struct device *d = me;

	if (d->rauc_gone)
		return gone(d, why);
	*out = (struct rauc_status){.n_slots = 2, .installing = d->rauc_busy};
	(void)text_copy(out->compatible, sizeof out->compatible, d->compatible);
	for (int i = 0; i < 2; i++) {
		(void)snprintf(out->slots[i].name, sizeof out->slots[i].name, "rootfs.%d", i);
		(void)text_copy(out->slots[i].version, sizeof out->slots[i].version, d->hw->slots[i].version);
		out->slots[i].booted = d->hw->booted == i;
		out->slots[i].good = d->hw->slots[i].left > 0;
		out->slots[i].primary = d->hw->primary == i;
	}
	return 0;
}

static int rauc_mark_good(void *me, char why[RAUC_WHY_MAX + 1])
{
	struct device *d = me;

	if (d->rauc_gone)
		return gone(d, why);
	if (fault("rauc.good", EIO))
		return give(why, "Failed marking slot as good");
	d->hw->slots[d->hw->booted].left = 3;
	d->hw->goods++;
	return 0;
}

static void rauc_end(void *me)
{
	(void)me;
}

const struct rauc_ops device_rauc = {.inspect = rauc_inspect,
        .install = rauc_install,
        .status = rauc_status_of,
        .mark_good = rauc_mark_good,
        .close = rauc_end};
