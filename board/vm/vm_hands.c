/* vm_hands - fingers, by the machine's multi-touch device; keys, by a keyboard that somebody left plugged in */
#include <unistd.h>

#include "board/vm/vm.h"

enum { RANGE = 32767, HOLD_US = 160000, FINGER = 7 };

static json_t *event(const char *type, int slot, int id, const char *axis, int value)
{
	return json_pack("{s:s, s:{s:s, s:i, s:i, s:s, s:i}}", "type", "mtt", "data", "type", type, "slot", slot,
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
	json_t *put = json_pack("[o, o, o, o]", event("begin", 0, FINGER, "x", 0), touched(true),
	        event("data", 0, FINGER, "x", across), event("data", 0, FINGER, "y", down));
	json_t *lift = json_pack("[o, o]", event("end", 0, -1, "x", 0), touched(false));
	int e = vm_qmp(v, NULL, "input-send-event", json_pack("{s:o}", "events", put));

	if (e == 0)
		(void)usleep(HOLD_US);
	if (e == 0)
		e = vm_qmp(v, NULL, "input-send-event", json_pack("{s:o}", "events", lift));
	else
		json_decref(lift);
	return err_up(e);
}

json_t *vm_key(int number, bool down)
{
	return json_pack("{s:s, s:{s:b, s:{s:s, s:i}}}", "type", "key", "data", "down", down, "key", "type", "number",
	        "data", number);
}

json_t *vm_contact(int kind, int slot, int value)
{
	static const char *const kinds[] = {"begin", "end", "data", "data"};

	return event(kinds[kind % 4], slot, kind % 4 == 1 ? -1 : slot + 1, kind % 4 == 3 ? "y" : "x", value);
}

int vm_send(struct vm *v, json_t *events)
{
	return err_up(vm_qmp(v, NULL, "input-send-event", json_pack("{s:o}", "events", events)));
}
