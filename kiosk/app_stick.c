#include "kiosk/app_stick.h"

#include "drivers/usbdisk.h"
#include "kiosk/app.h"
#include "sys/log.h"

#define LOG_MODULE "usb"

static void on_changed(void *me)
{
	app_stale(me);
}

/* A list that can not be meant allows nothing, and the log says so. */
int app_stick_open(struct app *a)
{
	struct usbdisk_setup setup = {.uri = a->settings->stick,
	        .list = a->settings->usb_list,
	        .loop = a->loop,
	        .clock = &a->clock,
	        .log = &a->log,
	        .changed = on_changed,
	        .me = a};
	int e = usbdisk_open(&a->stick, &setup);

	if (e) {
		log_surprise(&a->log, LOG_MODULE, e);
		setup.list = "";
		setup.uri = "none";
		e = usbdisk_open(&a->stick, &setup);
	}
	return err_up(e);
}

void app_stick_close(struct app *a)
{
	usbdisk_close(a->stick);
	a->stick = NULL;
}

void app_stick_staff(struct app *a, bool at_work)
{
	if (at_work != usbdisk_is_allowed(a->stick))
		usbdisk_allow(a->stick, at_work);
}

bool app_stick_event(struct app *a, const char *event)
{
	return usbdisk_do(a->stick, event) == 0;
}
