#include "visit/duty_recover.h"

#include <stdio.h>
#include <unistd.h>

#include "sys/log.h"
#include "sys/text.h"
#include "visit/duty_inside.h"

static int surprise(struct visit *v, int r)
{
	if (r >= 0)
		return r;
	log_surprise(v->world.log, LOG_MODULE, r);
	return RECOVERY_REFUSED;
}

static bool may(struct visit *v)
{
	(void)duty_wake(v); /* false too when the register is not sound: that is why one comes here */
	return v->duty && !duty_is_open(v);
}

bool duty_may_recover(const struct visit *v)
{
	return v->duty && !duty_is_open(v) && v->world.station && v->world.station->has_recovery_key;
}

int duty_recovery_code(struct visit *v, char out[RECOVERY_CODE_TEXT + 1])
{
	uint8_t code[RECOVERY_CODE_BYTES];
	char path[4096];
	int r;

	*out = 0;
	if (!may(v))
		return RECOVERY_REFUSED;
	r = staff_recovery_code(code, v->duty->staff);
	if (r == 0)
		r = staff_recovery_path(path, sizeof path, v->world.data); /* the folder, for who brings the order */
	if (r == 0)
		recovery_code_text(out, code);
	return surprise(v, r);
}

void duty_recovery_device(const struct visit *v, char out[DUTY_DEVICE_TEXT + 1])
{
	char hex[2 * STATION_DEVICE_BYTES + 1];

	*out = 0;
	if (!v->world.station)
		return;
	hex_put(hex, v->world.station->device, STATION_DEVICE_BYTES);
	(void)snprintf(out, DUTY_DEVICE_TEXT + 1, "%.8s %.8s %.8s %.8s", hex, hex + 8, hex + 16, hex + 24);
}

int duty_recover(struct visit *v)
{
	struct recovery_order o;
	char path[4096];
	int r;

	if (!may(v))
		return RECOVERY_REFUSED;
	r = staff_recovery_path(path, sizeof path, v->world.data);
	if (r == 0)
		r = recovery_read(&o, path);
	if (r == 0)
		r = staff_recover(v->duty->staff, &o);
	if (r) {
		log_warn(v->world.log, "an order to begin the staff register anew was not taken (answer %d)", r);
		return surprise(v, r);
	}
	log_warn(v->world.log, "the staff register was begun anew, by leave of '%s': all badges are void", o.by);
	(void)unlink(path); /* used up either way */
	duty_free(v); /* what is opened next is what lies on the disk */
	return duty_wake(v) ? 0 : RECOVERY_REFUSED;
}
