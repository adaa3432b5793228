/* vm_desk_keypad - the first screens of a visit by keypad alone, each step seen on the machine */
#include <unistd.h>

#include "board/vm/vm.h"
#include "board/vm/vm_desk.h"
#include "door.h"
#include "sys/text.h"

enum { PRESSES_MOST = 40, KEY_US = 80000 };

static int press(struct vm *v, const char *qemu, const char *name)
{
	int e = 0;

	for (int down = 1; down >= 0 && e == 0; down--) {
		e = vm_send(v, json_pack("[{s:s, s:{s:b, s:{s:s, s:s}}}]", "type", "key", "data", "down", down, "key",
		                       "type", "qcode", "data", qemu));
		(void)usleep(KEY_US);
	}
	return e ? err_up(e) : err_up(desk_say(v, "key", "key", name));
}

static bool is_focused(struct vm *v, const char *id)
{
	json_t *tree = NULL;
	bool is = door_tree(shadow_door(v), &tree) == 0 && text_is(node_text(tree, "focus"), id);

	json_decref(tree);
	return is;
}

/* On, until the focus is there, and chosen: each place is seen on the machine. */
static int choose(struct vm *v, const char *id)
{
	int e = 0;

	for (int i = 0; i < PRESSES_MOST && e == 0 && !is_focused(v, id); i++) {
		e = press(v, "tab", "next");
		if (e == 0)
			e = desk_same(v, "a key of the keypad");
	}
	if (e == 0)
		e = press(v, "ret", "select");
	return e ? err_up(e) : err_up(desk_same(v, id));
}

void desk_by_keypad(struct vm *v)
{
	static const char *const way[] = {"next", "lang:nl", "service:loss_report", "choice:/data/danger:no", "next"};
	int e = 0;

	for (size_t i = 0; i < sizeof way / sizeof *way && e == 0; i++)
		e = choose(v, way[i]);
	desk_shot(v, "desk-keypad");
	if (e == 0)
		e = press(v, "esc", "back");
	if (e == 0)
		e = desk_same(v, "back");
	if (e == 0)
		e = choose(v, "stop");
	(void)vm_check(v, e == 0, "a keypad alone: to the second question, back, and stop%s%s", e ? ": " : "",
	        e ? err_why() : "");
}
