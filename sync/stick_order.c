/* stick_order - a leave of the owner for this station's staff register, brought to where the kiosk looks for it. */
#include <errno.h>
#include <stdio.h>

#include "sync/stick_inside.h"
#include "sys/file.h"
#include "sys/text.h"

static int lay_down(const struct stick_station *s, const struct buf *order)
{
	char inbox[4000], path[4096];
	int e = path_join(inbox, sizeof inbox, s->data, "inbox");

	if (e == 0)
		e = dir_make(inbox, 0770);
	if (e == 0)
		e = path_join(path, sizeof path, inbox, STICK_ORDER);
	return e ? err_up(e) : err_up(file_replace(path, order->data, order->len, 0660));
}

/* 0: taken, refused, or not there. */
static int take(
        struct stick_imported *count, const struct stick_world *w, const struct stick_station *s, const char *name)
{
	AUTO_BUF order;
	int r;

	buf_init(&order, STICK_ORDER_MOST);
	r = w->disk->read(w->disk->me, &order, w->dir, name, false);
	if (r == STICK_NO_FILE)
		return 0;
	if (r < 0 && r != -EFBIG)
		return err_up(r);
	if (r == -EFBIG || order.len == 0) {
		stick_say(w, "REFUSED: %s is %s: have the owner make it again.", name,
		        r ? "too long for an order" : "empty");
		count->refused++;
		return 0;
	}
	r = lay_down(s, &order);
	if (r < 0)
		return err_up(r);
	stick_say(w, "%s: an order for the staff register lies ready; the station itself judges it.", name);
	count->orders++;
	return 0;
}

int stick_order_take(struct stick_imported *count, const struct stick_world *w, const struct stick_station *s)
{
	char device[2 * STATION_DEVICE_BYTES + 1], own[sizeof device + sizeof STICK_ORDER];
	int r;

	hex_put(device, s->station->device, STATION_DEVICE_BYTES);
	(void)snprintf(own, sizeof own, "%s.%s", device, STICK_ORDER);
	r = take(count, w, s, own);
	if (r == 0 && !count->orders)
		r = take(count, w, s, STICK_ORDER);
	return err_up(r);
}
