/* vm_hands - fingers, by the machine's multi-touch device */
#include <unistd.h>

#include "board/vm/vm.h"

enum { RANGE = 32767, HOLD_US = 160000, FINGER = 7 };

static json_t *event(const char *type, int id, const char *axis, int value)
{
	return json_pack("{s:s, s:{s:s, s:i, s:i, s:s, s:i}}", "type", "mtt", "data", "type", type, "slot", 0,
	        "tracking-id", id, "axis", axis, "value", value);
}

/* As a driver of the kernel tells it: the contact, and that the panel is touched at all. */
static json_t *touched(bool down)
{
	return json_pack("{s:s, s:{s:s, s:b}}", "type", "btn", "data", "button", "touch", "down", down);
}

int vm_tap(struct vm *v, int x, int y)
{
	int across = (int)((2LL * x + 1) * RANGE / (2LL * VM_WIDTH)),
	    down = (int)((2LL * y + 1) * RANGE / (2LL * VM_HEIGHT));
	json_t *put = json_pack("[o, o, o, o]", event("begin", FINGER, "x", 0), touched(true),
	        event("data", FINGER, "x", across), event("data", FINGER, "y", down));
	json_t *lift = json_pack("[o, o]", event("end", -1, "x", 0), touched(false));
	int e = vm_qmp(v, NULL, "input-send-event", json_pack("{s:o}", "events", put));

	if (e == 0)
		(void)usleep(HOLD_US);
	if (e == 0)
		e = vm_qmp(v, NULL, "input-send-event", json_pack("{s:o}", "events", lift));
	else
		json_decref(lift);
	return err_up(e);
}
