#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/receipt.h"
#include "store/store_read.h"
#include "sync/inbox.h"
#include "sync/stick_inside.h"
#include "sys/file.h"
#include "sys/text.h"

struct import {
	const struct stick_world *w;
	const struct stick_station *s;
	struct stick_reader reader;
	struct stick_imported count;
	uint32_t newest_epoch;
	char inbox[4096];
};

static void refuse(struct import *i, const char *name, const char *why)
{
	stick_say(i->w, "REFUSED: %s %s.", name, why);
	i->count.refused++;
}

/* loket-sync looks for what ends so, and judges it again with its own ledger at hand. */
static int lay_down(struct import *i, const struct receipt *r, const uint8_t bytes[RECEIPT_BYTES])
{
	char device[33], name[80], path[4200];
	int e = dir_make(i->inbox, 02770);

	hex_put(device, r->device, sizeof(r->device));
	(void)snprintf(name, sizeof(name), "%s-%" PRIu32 "-%" PRIu32 ".receipt", device, r->epoch, r->confirmed_up_to);
	if (e < 0 || (e = path_join(path, sizeof(path), i->inbox, name)) < 0 ||
	        (e = file_replace(path, bytes, RECEIPT_BYTES, 0660)) < 0)
		return err_up(e);
	i->count.taken++;
	return 0;
}

static int view_of(struct receipt_view *out, uint8_t hash[32], struct import *i, const struct receipt *r)
{
	bool found;
	int e;

	*out = (struct receipt_view){.device = i->s->station->device, .newest_epoch = i->newest_epoch};
	if ((e = stick_reader_last(&out->committed, &i->reader, r->epoch)) < 0 ||
	        (e = stick_reader_accepted(&out->accepted, &i->reader, r->epoch)) < 0 ||
	        (e = stick_reader_hash(hash, &found, &i->reader, r->epoch, r->confirmed_up_to)) < 0)
		return err_up(e);
	out->hash = found ? hash : NULL;
	return 0;
}

static int judge(struct import *i, const char *name, const struct receipt *r, const uint8_t bytes[RECEIPT_BYTES])
{
	struct receipt_view own;
	uint8_t hash[32];
	int e = view_of(&own, hash, i, r), verdict;

	if (e < 0)
		return err_up(e);
	verdict = receipt_judge(r, &own);
	if (verdict == RECEIPT_OTHER_DEVICE) {
		stick_say(i->w, "%s is for another station; it stays on the stick.", name);
		i->count.others++;
		return 0;
	}
	if (verdict == RECEIPT_OLDER || verdict == RECEIPT_SPLIT ||
	        (verdict == 0 && r->confirmed_up_to == own.accepted)) {
		stick_say(i->w, "%s says nothing new.", name);
		i->count.known++;
		return 0;
	}
	if (verdict == 0) {
		stick_say(i->w, "%s: the office holds everything up to record %" PRIu32 " of epoch %" PRIu32 ".", name,
		        r->confirmed_up_to, r->epoch);
	} else {
		i->count.ahead++;
		stick_say(i->w,
		        "ALARM: %s: the office has records of this station that the station does not know (up to %" PRIu32
		        "-%" PRIu32 "). Its card was put back to an older state, or copied; tell the office.",
		        name, r->epoch, r->confirmed_up_to);
	}
	return err_up(lay_down(i, r, bytes));
}

static int take_file(struct import *i, const struct stick_entry *e)
{
	struct receipt receipt;
	AUTO_BUF bytes;
	int r;

	buf_init(&bytes, RECEIPT_BYTES);
	r = i->w->disk->read(i->w->disk->me, &bytes, i->w->dir, e->name, false);
	if (r < 0 && r != -EFBIG)
		return err_up(r);
	if (r == -EFBIG || bytes.len != RECEIPT_BYTES) {
		refuse(i, e->name,
		        r == -EFBIG ? "is too long for a receipt" : "is cut short: have the office write it again");
		return 0;
	}
	r = receipt_take(&receipt, bytes.data, bytes.len, i->s->station->hub_key.bytes);
	if (r == RECEIPT_MALFORMED)
		refuse(i, e->name, "is no receipt");
	else if (r != 0)
		refuse(i, e->name, "was altered, or is signed by another hub than this station's");
	else
		return err_up(judge(i, e->name, &receipt, bytes.data));
	return 0;
}

static int take_files(struct import *i)
{
	struct stick_list list;
	struct store_row head;
	int r = i->reader.store ? store_read_head(&head, i->reader.store) : STORE_READ_END;

	if (r < 0)
		return err_up(r);
	i->newest_epoch = r == 0 ? head.epoch : i->s->station->epoch;
	if ((r = stick_list_read(&list, i->w, ".receipt")) < 0)
		return err_up(r);
	for (size_t n = 0; r == 0 && n < list.n; n++) {
		if (i->count.taken == INBOX_FILES) {
			stick_say(i->w, "%d receipts were taken up; the rest another time.", INBOX_FILES);
			break;
		}
		r = take_file(i, &list.entries[n]);
	}
	if (r == 0 && list.n == 0 && !i->count.orders)
		stick_say(i->w, "There are no receipts on the stick. The office has to read it first.");
	stick_list_free(&list);
	return err_up(r);
}

int stick_import(struct stick_imported *out, const struct stick_world *w, const struct stick_station *s)
{
	struct import i = {.w = w, .s = s};
	char ledger[4000];
	int r = stick_order_take(&i.count, w, s);

	if (r < 0)
		return err_up(r);
	if (!s->station->has_hub_key && i.count.orders) { /* what was brought for the register needs no hub */
		*out = i.count;
		return 0;
	}
	r = station_path(ledger, sizeof(ledger), s->data, STATION_LEDGER);
	if (!s->station->has_hub_key)
		return err_new(EINVAL,
		        "%s/station.conf has no hub_key: without it no receipt can be believed. Add the hub's public key.",
		        s->data);
	if (r < 0 || (r = path_join(i.inbox, sizeof(i.inbox), ledger, "inbox")) < 0 ||
	        (r = stick_reader_open(&i.reader, s)) < 0)
		return err_up(r);
	r = take_files(&i);
	stick_reader_close(&i.reader);
	if (r == 0)
		*out = i.count;
	return err_up(r);
}
