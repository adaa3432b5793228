/* vm_desk - an officer's desk: a keypad, the card at a reader that is plugged in, the PIN by finger, a notice handed over */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "board/vm/vm_desk.h"
#include "board/vm/vm_disk.h"
#include "door.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { FIRST_MS = 240000, SCREEN_MS = 60000, PAPER_MS = 120000, HUB_MS = 180000, COPY_MS = 60000, LOOK_US = 200000 };
enum { OFF_MS = 60000, LOG_MAX = 64 << 20, DIGITS = 12, PAGES_MOST = 20 };

/* No card of anybody: the test's own. The PIN is the officer's own choice. */
#define CARD "6C6F6B65742D766D2D6465736B303031" /* as a reader tells it: capitals */
#define CODE "B-001"
#define PIN "7391"

/* The machine's keyboard is the keypad: named by its place, for one that is found by itself must not have all keys. */
static const char site[] = "# the machine of make vm, with an officer's desk\n"
                           "display = drm:auto\n"
                           "touch = evdev:auto\n"
                           "keypad = evdev:/dev/input/by-path/platform-4010000000.pcie-pci-0000:00:07.0-event-kbd\n"
                           "badge = serial:/dev/ttyUSB1,9600,line\n"
                           "printer = serial:/dev/ttyUSB0,115200\n"
                           "printer_profile = generic-80\n"
                           "watchdog = dev:/dev/watchdog0\n"
                           "beacon = /run/loket/beacon\n";

struct desk {
	char fill[VM_PATH], beside[VM_PATH + 32]; /* what the card holds; the same for the kiosk beside */
	char usual[VM_PATH]; /* v->fill, as it was */
	int reader; /* a socket: what a reader says goes in; -1 when it is not plugged in */
	int sheets; /* that were out before */
};

/* ---- the kiosk beside, alone ---- */

int desk_say(struct vm *v, const char *does, const char *key, const char *value)
{
	int r = door_do(shadow_door(v), NULL, "{s:s, s:s}", "do", does, key, value);

	return r > 0 ? err_new(EIO, "%s %s: %s", does, value, door_why(shadow_door(v))) : err_up(r);
}

static int digits(struct vm *v, const char *pin)
{
	int e = 0;

	for (; *pin && e == 0; pin++) {
		char id[8];

		(void)snprintf(id, sizeof id, "key:%c", *pin);
		e = vm_both_tap(v, id);
	}
	return err_up(e);
}

static bool has(struct vm *v, const char *id)
{
	json_t *tree = NULL;
	bool there = door_tree(shadow_door(v), &tree) == 0 && tree_node(tree, id);

	json_decref(tree);
	return there;
}

static bool is_on(struct vm *v, const char *screen)
{
	json_t *tree = NULL;
	bool there = door_tree(shadow_door(v), &tree) == 0 && text_is(tree_screen(tree), screen);

	json_decref(tree);
	return there;
}

static int given_pin(char out[DIGITS], struct vm *v)
{
	json_t *tree = NULL;
	int e = door_tree(shadow_door(v), &tree);
	const json_t *node = e ? NULL : tree_node(tree, "pin");

	if (e == 0 && !(node && text_copy(out, DIGITS, node_text(node, "label"))))
		e = err_new(EIO, "no PIN was given");
	json_decref(tree);
	return err_up(e);
}

/* The first administrator of that station; the machine is off. */
static int enrol(struct vm *v, const char *station)
{
	char pin[DIGITS];
	int e = shadow_over(v, station, NULL);

	if (e == 0)
		e = desk_say(v, "badge", "token", CARD);
	if (e == 0)
		e = desk_say(v, "type", "text", CODE);
	if (e == 0)
		e = vm_both_tap(v, "next");
	if (e == 0)
		e = given_pin(pin, v);
	if (e == 0)
		e = vm_both_tap(v, "next");
	if (e == 0)
		e = digits(v, pin);
	if (e == 0)
		e = digits(v, PIN);
	if (e == 0)
		e = digits(v, PIN);
	if (e == 0 && !is_on(v, "staff_menu"))
		e = err_new(EIO, "the first administrator is not at work");
	return e ? err_up(e) : err_up(desk_say(v, "badge", "token", ""));
}

/* ---- both ---- */

int desk_same(struct vm *v, const char *what)
{
	char kept[VM_PATH];

	if (vm_same(v, 2, SCREEN_MS))
		return 0;
	if (vm_keep(v, "desk-differs", kept) == 0)
		say("       %s", kept);
	return err_new(EIO, "%s: the machine shows something else than the kiosk beside it", what);
}

static int both(struct vm *v, const char *id)
{
	int e = vm_both_tap(v, id);

	return e ? err_up(e) : err_up(desk_same(v, id));
}

static int both_reach(struct vm *v, const char *id)
{
	int e = 0;

	for (int i = 0; i < PAGES_MOST && e == 0 && !has(v, id); i++)
		e = both(v, "more");
	return e ? err_up(e) : err_up(both(v, id));
}

void desk_shot(struct vm *v, const char *name)
{
	char kept[VM_PATH];

	if (vm_keep(v, name, kept) == 0)
		say("       %s", kept);
}

/* ---- the reader ---- */

/* It is plugged in by the one who connects to it. */
static int plug_in(struct vm *v, struct desk *d)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int e;

	if (snprintf(at.sun_path, sizeof at.sun_path, "%s/badge", v->dir) >= (int)sizeof at.sun_path)
		return err_new(ENAMETOOLONG, "%s is too long for a socket's name", v->dir);
	e = vm_qmp(v, NULL, "chardev-add",
	        json_pack("{s:s, s:{s:s, s:{s:{s:s, s:{s:s}}, s:b, s:b}}}", "id", "card", "backend", "type", "socket",
	                "data", "addr", "type", "unix", "data", "path", at.sun_path, "server", true, "wait", false));
	if (e == 0)
		e = vm_qmp(v, NULL, "device_add",
		        json_pack("{s:s, s:s, s:s, s:s, s:s}", "driver", "usb-serial", "id", "reader", "bus", "usb.0",
		                "port", "2", "chardev", "card"));
	if (e)
		return err_up(e);
	d->reader = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (d->reader < 0 || connect(d->reader, (const struct sockaddr *)&at, sizeof at))
		return err_new(errno, "the reader can not be plugged in");
	return 0;
}

/* A card that comes or goes at the machine; said again until the screen shows it, as readers do while a card lies there. */
static int card(struct vm *v, struct desk *d, char sign)
{
	char line[sizeof CARD + 4];
	int64_t until = clock_measure_us() + SCREEN_MS * 1000LL;
	int n = snprintf(line, sizeof line, "%c" CARD "\r\n", sign);

	while (clock_measure_us() < until) {
		if (send(d->reader, line, (size_t)n, MSG_NOSIGNAL) != n)
			return err_new(errno, "the reader is gone");
		if (vm_same(v, 2, 3000))
			return 0;
	}
	return err_up(desk_same(v, "the card"));
}

/* ---- the notice ---- */

static int wait_sheet(struct vm *v, const struct desk *d)
{
	int64_t until = clock_measure_us() + PAPER_MS * 1000LL;

	while (vm_sheets(v) <= d->sheets) {
		if (clock_measure_us() > until)
			return err_new(ETIMEDOUT, "no sheet came out of the printer");
		(void)usleep(LOOK_US);
	}
	return 0;
}

static int hand_over(struct vm *v, struct desk *d)
{
	int e = both(v, "situation:victim");

	d->sheets = vm_sheets(v);
	if (e == 0)
		e = both_reach(v, "lang:ar");
	desk_shot(v, "desk-notice");
	if (e == 0)
		e = vm_both_tap(v, "print");
	if (e == 0)
		e = wait_sheet(v, d);
	if (e == 0)
		e = desk_same(v, "the notice is printed");
	if (e == 0)
		e = both(v, "attest");
	if (e == 0)
		e = vm_both_tap(v, "next");
	/* The numbers of two records differ by a few letters. */
	if (e == 0 && !vm_same(v, 4, SCREEN_MS))
		e = err_new(EIO, "the end of the handing over does not come");
	desk_shot(v, "desk-handed-over");
	return err_up(e);
}

static bool is_at_hub(struct vm *v)
{
	int64_t until = clock_measure_us() + HUB_MS * 1000LL;
	bool found = false;

	while (!found && clock_measure_us() < until) {
		json_t *last = NULL;
		const json_t *answers, *notice;

		if (vm_records(v, &last) > 0) {
			answers = json_object_get(last, "answers");
			notice = json_object_get(answers, "notice");
			found = text_is(node_text(notice, "id"), "N-VIC") &&
			        text_is(node_text(json_object_get(notice, "beside"), "lang"), "ar") &&
			        json_is_true(json_object_get(json_object_get(answers, "print"), "done"));
		}
		json_decref(last);
		if (!found)
			(void)usleep(LOOK_US);
	}
	return found;
}

static void officer(struct vm *v, struct desk *d)
{
	int e = desk_say(v, "badge", "token", CARD);

	if (e == 0)
		e = card(v, d, '+');
	if (!vm_check(v, e == 0, "a card at a reader that was plugged in: the PIN is asked%s%s", e ? ": " : "",
	            e ? err_why() : ""))
		return;
	e = digits(v, PIN);
	if (e == 0)
		e = desk_same(v, "the PIN");
	if (vm_check(v, e == 0, "the PIN by finger: the desk's menu%s%s", e ? ": " : "", e ? err_why() : "")) {
		e = hand_over(v, d);
		(void)vm_check(v, e == 0, "a victim's notice in Arabic, on paper, handed over%s%s", e ? ": " : "",
		        e ? err_why() : "");
		(void)vm_check(v, e == 0 && is_at_hub(v), "its record is at the hub: Arabic beside Dutch, printed");
	}
	e = desk_say(v, "badge", "token", "");
	if (e == 0)
		e = card(v, d, '-');
	(void)vm_check(v, e == 0 && !is_on(v, "staff_menu"), "the card is taken away: locked at once%s%s",
	        e ? ": " : "", e ? err_why() : "");
}

/* ---- before and after ---- */

static int copy(const char *from, const char *to)
{
	int e = dir_remove(to);

	return e ? err_up(e) : err_up(proc_run((const char *const[]){"cp", "-a", from, to, NULL}, NULL, COPY_MS));
}

/* The image's own notices, approved by who signed them: as an authority does, and a stick brings. A draft counts as handed over to nobody. */
static int approve(const struct vm *v, const char *station)
{
	char program[VM_PATH + 16], key[VM_PATH + 48], image[2 * VM_PATH], folder[VM_PATH + 64], pack[VM_PATH + 80];
	int e;

	(void)snprintf(program, sizeof program, "%s/loketctl", v->build);
	(void)snprintf(key, sizeof key, "%s/keys/pack-production/pack.key", v->build);
	(void)snprintf(image, sizeof image, "%.*s/content/notices/loket.pack", (int)(strrchr(v->image, '/') - v->image),
	        v->image);
	(void)snprintf(folder, sizeof folder, "%s/packs", station);
	(void)snprintf(pack, sizeof pack, "%s/loket.pack", folder);
	e = dir_make(folder, 0755);
	if (e == 0)
		e = proc_run((const char *const[]){"cp", image, pack, NULL}, NULL, COPY_MS);
	return e ? err_up(e)
	         : err_up(proc_run((const char *const[]){program, "pack", "approve", pack, "--by", "Proefautoriteit",
	                                   "--key", key, NULL},
	                   NULL, COPY_MS));
}

static int begin(struct vm *v, struct desk *d)
{
	char path[VM_PATH + 32];
	int e;

	vm_kill(v);
	(void)text_copy(d->usual, sizeof d->usual, v->fill);
	(void)snprintf(d->fill, sizeof d->fill, "%.900s/fill-desk", v->dir);
	(void)snprintf(d->beside, sizeof d->beside, "%s/beside-desk", v->dir);
	e = vm_hub_new(v);
	if (e == 0)
		e = vm_hub_start(v);
	if (e == 0)
		e = copy(v->fill, d->fill);
	(void)snprintf(path, sizeof path, "%s/site/loket.conf", d->fill);
	if (e == 0)
		e = file_replace(path, site, strlen(site), 0644);
	(void)snprintf(path, sizeof path, "%s/station", d->fill);
	if (e == 0)
		e = approve(v, path);
	if (e == 0)
		e = enrol(v, path);
	shadow_close(v);
	if (e == 0)
		e = copy(path, d->beside);
	(void)text_copy(v->fill, sizeof v->fill, d->fill);
	if (e == 0)
		e = vm_disk_new(v);
	if (e == 0)
		e = shadow_over(v, d->beside, NULL);
	if (e == 0)
		e = vm_start(v);
	if (e == 0 && !vm_same(v, 1, FIRST_MS))
		e = err_new(EIO, "the first screen does not come");
	return err_up(e);
}

static void look_at_journal(struct vm *v)
{
	AUTO_BUF log;
	int e;

	buf_init(&log, LOG_MAX);
	e = vm_journal(&log, v);
	(void)vm_check(v,
	        e == 0 && vm_count(buf_str(&log), CARD) == 0 && vm_count(buf_str(&log), "Failed to start") == 0,
	        "no card and nothing broken in the journal%s%s", e ? ": " : "", e ? err_why() : "");
}

void vm_desk(struct vm *v)
{
	struct desk d = {.reader = -1};
	int e = begin(v, &d);

	if (vm_check(v, e == 0, "a station with an officer, a keypad and no reader yet%s%s", e ? ": " : "",
	            e ? err_why() : "")) {
		desk_by_keypad(v);
		e = plug_in(v, &d);
		if (vm_check(v, e == 0, "a reader is plugged in%s%s", e ? ": " : "", e ? err_why() : ""))
			officer(v, &d);
		if (vm_qmp(v, NULL, "system_powerdown", NULL) || vm_wait_ended(v, OFF_MS))
			vm_kill(v);
		look_at_journal(v);
	}
	if (d.reader >= 0)
		(void)close(d.reader);
	vm_kill(v);
	(void)text_copy(v->fill, sizeof v->fill, d.usual);
	shadow_close(v);
	e = shadow_open(v);
	if (e)
		(void)vm_check(v, false, "%s", err_why());
}
