/*
 * vm_stick - sticks as technicians bring them: FAT32 with and without a table, exFAT, broken ones, ones that were made to do harm
 *
 * On the image's own kernel, by its own units, asked for by touches on the technician's screens. What a unit says stands on the screen (dot for dot as on
 * the kiosk beside the machine that was told the same) and in the journal; what it wrote is read on this machine, without mounting it.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm_disk.h"
#include "board/vm/vm_stick.h"
#include "door.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum {
	RECORDS = 2,
	DOOR_MS = 10000,
	RUN_MS = 120000,
	FIRST_MS = 240000,
	SCREEN_MS = 60000,
	OFF_MS = 60000,
	LOG_MAX = 64 << 20,
	SENTENCE = 400,
	CONF_MAX = 16384
};

#define BADGE "04A1B2C3"
#define PIN "7391"
#define PORT "2-2" /* as the board's kernel calls the port that the site allows; the other one is 2-3 */
static const char usb_list[] = "*/09\n*/ff 0403:6001\n" PORT "/08\n";

struct bench {
	struct vm_stick_desk desk;
	char fill[VM_PATH]; /* what the card's data partition holds */
	char exported[SENTENCE], again[SENTENCE]; /* how an export to a good stick ends, and to one that has it all */
	int records; /* that wait at the desk */
};

/* ---- a station with a technician and two records ---------------------------------------------------- */

static int tree_text(struct vm *v, const char *id, char *out, size_t room)
{
	json_t *tree = NULL;
	const json_t *node;
	int e = door_tree(shadow_door(v), &tree) ? err_new(5, "the kiosk beside the machine shows no tree") : 0;

	node = e ? NULL : tree_node(tree, id);
	if (e == 0 && (!node || !text_copy(out, room, node_text(node, "label"))))
		e = err_new(5, "there is no '%s' on screen '%s'", id, tree_screen(tree));
	json_decref(tree);
	return e;
}

/* The first badge becomes the administrator, who gives himself the technician's work. */
static int make_technician(struct vm *v)
{
	static const char *const taps[] = {"work:staff", "person:B-001", "roles", "role:technician", "next", NULL};
	char pin[16] = "";
	int e = vm_stick_badge(v, BADGE);

	if (e == 0 && (door_do(shadow_door(v), NULL, "{s:s,s:s,s:i}", "do", "wait", "screen", "enrol", "ms", DOOR_MS) ||
	                      door_do(shadow_door(v), NULL, "{s:s,s:s}", "do", "type", "text", "B-001")))
		e = err_new(5, "the code can not be typed: %s", door_why(shadow_door(v)));
	if (e == 0)
		e = vm_both_tap(v, "next");
	if (e == 0)
		e = tree_text(v, "pin", pin, sizeof pin);
	if (e == 0)
		e = vm_both_tap(v, "next");
	if (e == 0)
		e = vm_stick_pin(v, pin);
	for (int i = 0; i < 2 && e == 0; i++)
		e = vm_stick_pin(v, PIN);
	for (int i = 0; taps[i] && e == 0; i++)
		e = vm_stick_tap(v, taps[i]);
	return e ? err_up(e) : err_up(vm_stick_badge(v, ""));
}

/* The badge reader is a keyboard; sticks may be plugged in at one port. */
static int make_site(const struct bench *b)
{
	static const char none[] = "badge = none\n";
	char path[VM_PATH + 32];
	AUTO_BUF conf;
	AUTO_BUF out;
	const char *at;
	int e;

	buf_init(&conf, CONF_MAX);
	buf_init(&out, CONF_MAX);
	(void)snprintf(path, sizeof path, "%s/site/loket.conf", b->fill);
	e = file_read(&conf, path);
	if (e)
		return err_up(e);
	at = strstr(buf_str(&conf), none);
	if (!at)
		return err_new(5, "%s has no badge reader to change", path);
	buf_add(&out, buf_str(&conf), (size_t)(at - buf_str(&conf)));
	buf_text(&out, "badge = hid:auto\n");
	buf_text(&out, at + sizeof none - 1);
	e = buf_done(&out);
	if (e == 0)
		e = file_replace(path, out.data, out.len, 0644);
	(void)snprintf(path, sizeof path, "%s/site/usb.list", b->fill);
	return e ? err_up(e) : err_up(file_replace(path, usb_list, sizeof usb_list - 1, 0644));
}

/* The same station twice: on the card, and for the kiosk beside the machine. No hub, so that the records wait. */
static int make_station(struct vm *v, struct bench *b)
{
	char station[VM_PATH + 16], fill[VM_PATH];
	bool brief = v->brief;
	int same, e = vm_hub_new(v);

	(void)snprintf(b->fill, sizeof b->fill, "%.900s/fill-stick", v->dir);
	(void)snprintf(b->desk.data, sizeof b->desk.data, "%.900s/stick-station", v->dir);
	(void)snprintf(b->desk.errands, sizeof b->desk.errands, "%.900s/stick-errands", v->dir);
	(void)snprintf(station, sizeof station, "%s/station", b->fill);
	if (e == 0)
		e = proc_run((const char *const[]){"cp", "-a", v->fill, b->fill, NULL}, NULL, RUN_MS);
	if (e == 0)
		e = shadow_over(v, station, NULL);
	v->brief = true;
	for (int i = 0; i < RECORDS && e == 0; i++) {
		e = vm_walk(v, &same);
		if (e == 0)
			e = vm_both_tap(v, "next");
	}
	v->brief = brief;
	if (e == 0)
		e = make_technician(v);
	shadow_close(v);
	if (e == 0)
		e = make_site(b);
	if (e == 0)
		e = proc_run((const char *const[]){"cp", "-a", station, b->desk.data, NULL}, NULL, RUN_MS);
	(void)snprintf(fill, sizeof fill, "%s", v->fill);
	(void)snprintf(v->fill, sizeof v->fill, "%s", b->fill);
	if (e == 0)
		e = vm_disk_new(v);
	(void)snprintf(v->fill, sizeof v->fill, "%s", fill);
	return err_up(e);
}

static int open_desk(struct vm *v, struct bench *b)
{
	char path[VM_PATH + 16];
	int e = 0;

	for (int i = 0; i < 2 && e == 0; i++) {
		(void)snprintf(path, sizeof path, "%s/%s", b->desk.errands, i ? "told" : "ask");
		e = dir_make(path, 0755);
	}
	return e ? err_up(e) : err_up(shadow_over(v, b->desk.data, b->desk.errands));
}

/* ---- what is expected: the same program on this machine, with a folder for a stick -------------------- */

static int beside(char out[SENTENCE], const struct vm *v, const struct bench *b, const char *what, const char *folder)
{
	static const char begins[] = "loket-stick: ";
	char program[VM_PATH + 16];
	const char *last;
	AUTO_BUF said;
	int e;

	buf_init(&said, 1 << 16);
	(void)snprintf(program, sizeof program, "%s/loket-stick", v->build);
	e = dir_make(folder, 0755);
	if (e == 0)
		e = proc_run((const char *const[]){program, "--data", b->desk.data, what, folder, NULL}, &said, RUN_MS);
	if (e)
		return err_up(e);
	last = buf_str(&said);
	for (const char *at = last; (at = strstr(at, begins)); at++)
		last = at + sizeof begins - 1;
	(void)snprintf(out, SENTENCE, "%.*s", (int)strcspn(last, "\n"), last);
	return 0;
}

/* What the machine wrote, given to the office's hub as its clerk does it: its records open there. */
static void office_takes(struct vm *v, const struct vm_stick *s, const char *name)
{
	char folder[VM_PATH], program[VM_PATH + 16], key[VM_PATH + 32];
	AUTO_BUF said;
	int e, n = 0;

	buf_init(&said, 1 << 16);
	(void)snprintf(folder, sizeof folder, "%.900s/from-%.40s", v->dir, name);
	(void)snprintf(program, sizeof program, "%s/loketctl", v->build);
	(void)snprintf(key, sizeof key, "%s/hub/hub.key", v->office);
	e = vm_stick_check(s);
	if (e == 0)
		e = vm_stick_take(s, folder);
	if (e == 0)
		e = proc_run((const char *const[]){program, "stick", "take", folder, "--hub", v->hub_store, "--key",
		                     key, NULL},
		        &said, RUN_MS);
	if (e == 0)
		n = vm_records(v, NULL);
	(void)vm_check(v, e == 0 && n >= RECORDS,
	        "%s: its file system is whole, and the office reads %d records from it%s%s", name, n, e ? ": " : "",
	        e ? err_why() : "");
	say("       %.*s", (int)strcspn(buf_str(&said), "\n"), buf_str(&said));
}

/* ---- at the machine ------------------------------------------------------------------------------------- */

static bool log_in(struct vm *v)
{
	int e = vm_start(v);

	if (e == 0 && !vm_same(v, 1, FIRST_MS))
		e = err_new(5, "the first screen does not come");
	if (e == 0)
		e = vm_stick_badge(v, BADGE);
	if (e == 0 && !vm_same(v, 1, SCREEN_MS))
		e = err_new(5, "the badge does not bring the PIN");
	if (e == 0)
		e = vm_stick_pin(v, PIN);
	if (e == 0 && !vm_same(v, 1, SCREEN_MS))
		e = err_new(5, "the PIN does not bring the desk's work");
	if (e == 0)
		e = vm_stick_tap(v, "work:service");
	if (e == 0 && !vm_same(v, 1, SCREEN_MS))
		e = err_new(5, "the technician's work does not come");
	return vm_check(v, e == 0, "a technician: badge by a reader that types, PIN, menu%s%s", e ? ": " : "",
	        e ? err_why() : "");
}

static struct vm_stick_errand exports(bool good, const char *code, const char *says)
{
	return (struct vm_stick_errand){
	        .id = "task:export", .name = "stick-export", .good = good, .code = code, .say = says};
}

static void carry(struct vm *v, const struct bench *b, const struct vm_stick *s, const char *port,
        struct vm_stick_errand x, const char *what)
{
	x.what = what;
	vm_stick_with(v, &b->desk, s, port, &x);
}

struct broken {
	const char *name;
	enum vm_stick_kind kind;
	int fault; /* of enum vm_stick_fault; -1: nothing is wrong with it but what it is */
	bool imports;
	const char *code, *says;
};
#define UNREADABLE "The stick has no file system that is read here: format it as FAT32 or exFAT."
#define DAMAGED(why) "The stick is damaged: " why ". Take another one."
#define NO_OPEN "The stick can not be opened: Input/output error. Take another one."
static const struct broken all_broken[] = {
        {"nothing", VM_STICK_NOTHING, -1, false, "E03", UNREADABLE},
        {"ext4-64k", VM_STICK_EXT4_LARGE, -1, false, "E03", UNREADABLE},
        {"ext4-panic", VM_STICK_EXT4, VM_STICK_PANIC, true, "E05", DAMAGED("Bad message")},
        {"fat-ring", VM_STICK_FAT32, VM_STICK_RING, false, "E05", NO_OPEN},
        {"fat-noise", VM_STICK_FAT32, VM_STICK_NOISE, false, "E05", NO_OPEN},
        {"fat-endless", VM_STICK_FAT32_WHOLE, VM_STICK_ENDLESS, true, "E12",
                "1 receipts were refused; their names stand above."},
        {"exfat-ring", VM_STICK_EXFAT, VM_STICK_RING, false, "E05", NO_OPEN},
        {"exfat-noise", VM_STICK_EXFAT, VM_STICK_NOISE, false, "E05", NO_OPEN},
};

static void broken(struct vm *v, struct bench *b, const struct broken *k)
{
	struct vm_stick s;
	int e = vm_stick_make(&s, v, k->name, k->kind);

	if (e == 0 && k->fault >= 0)
		e = vm_stick_break(&s, v, (enum vm_stick_fault)k->fault);
	if (vm_check(v, e == 0, "%s is made%s%s", k->name, e ? ": " : "", e ? err_why() : ""))
		carry(v, b, &s, "2",
		        k->imports ? (struct vm_stick_errand){.id = "task:import",
		                             .name = "stick-import",
		                             .code = k->code,
		                             .say = k->says}
		                   : exports(false, k->code, k->says),
		        k->name);
	(void)unlink(s.path);
}

/* Three kinds of good sticks: written, and read by the office. */
static bool good_sticks(struct vm *v, const struct bench *b, struct vm_stick s[3])
{
	static const struct {
		const char *name;
		enum vm_stick_kind kind;
	} kinds[] = {{"fat32", VM_STICK_FAT32}, {"fat32-whole", VM_STICK_FAT32_WHOLE}, {"exfat", VM_STICK_EXFAT}};

	for (int i = 0; i < 3; i++) {
		int e = vm_stick_make(&s[i], v, kinds[i].name, kinds[i].kind);

		if (!vm_check(v, e == 0, "a stick: %s%s%s", kinds[i].name, e ? ": " : "", e ? err_why() : ""))
			return false;
		carry(v, b, &s[i], "2", exports(true, "E14", b->exported), kinds[i].name);
		office_takes(v, &s[i], kinds[i].name);
	}
	carry(v, b, &s[2], "2", exports(true, "E14", b->again), "exfat once more");
	carry(v, b, &s[2], "3", exports(false, "E02", "What is plugged in is refused: not on the list of this port."),
	        "at a port that is not listed");
	return true;
}

/* What the technician did is signed and waits too, a while later: at each of the two in its own time. */
static bool expect(struct vm *v, struct bench *b)
{
	char folder[VM_PATH];
	int e;

	(void)snprintf(folder, sizeof folder, "%.900s/stick-beside", v->dir);
	e = beside(b->exported, v, b, "export", folder);
	if (e == 0)
		e = beside(b->again, v, b, "export", folder);
	if (e == 0 && sscanf(b->exported, "%d records", &b->records) != 1)
		e = err_new(5, "'%s' tells no number", b->exported);
	return vm_check(v, e == 0 && b->records >= RECORDS, "%d records wait for a stick%s%s", b->records,
	        e ? ": " : "", e ? err_why() : "");
}

/* Off: what the board told of it. */
static void look_back(struct vm *v)
{
	static const char *const opened[] = {"vfat, nosuid, nodev, noexec, rw", "exfat, nosuid, nodev, noexec, rw",
	        "vfat, nosuid, nodev, noexec, ro", "exfat, nosuid, nodev, noexec, ro",
	        "ext4, nosuid, nodev, noexec, ro"};
	const char *text;
	AUTO_BUF log;
	int e;

	buf_init(&log, LOG_MAX);
	if (v->qemu > 0 && (vm_qmp(v, NULL, "system_powerdown", NULL) || vm_wait_ended(v, OFF_MS)))
		vm_kill(v);
	e = vm_journal(&log, v);
	text = buf_str(&log);
	for (size_t i = 0; i < sizeof opened / sizeof *opened && e == 0; i++)
		(void)vm_check(v, vm_count(text, opened[i]) > 0, "the journal tells of sticks that were open: %s: %d",
		        opened[i], vm_count(text, opened[i]));
	for (size_t i = 0; i < sizeof all_broken / sizeof *all_broken && e == 0; i++)
		(void)vm_check(v, vm_count(text, all_broken[i].says) > 0, "and of %s: '%s'", all_broken[i].name,
		        all_broken[i].says);
	(void)vm_check(v,
	        e == 0 && vm_journal_processes(text, "loket") == 1 && vm_count(text, "Linux version") == 1 &&
	                vm_count(text, "blocked for more than") == 0 && vm_count(text, "soft lockup") == 0,
	        "one start of the board, one of the kiosk, nothing hung%s%s", e ? ": " : "", e ? err_why() : "");
}

/* What is left goes: the kiosk beside the machine is as it was, and so is the hub. */
static void clean_up(struct vm *v, const struct bench *b, const struct vm_stick s[3])
{
	int e = dir_remove(b->fill);

	for (int i = 0; i < 3; i++)
		if (s[i].path[0])
			(void)unlink(s[i].path);
	vm_kill(v);
	if (e == 0)
		e = shadow_tell(v, "{}");
	if (e == 0)
		e = vm_hub_start(v);
	if (e)
		(void)vm_check(v, false, "%s", err_why());
}

void vm_stick(struct vm *v)
{
	struct vm_stick s[3] = {{.at = 0}};
	char receipts[VM_PATH];
	struct bench b = {.fill = ""};
	int e;

	vm_kill(v);
	e = make_station(v, &b);
	if (e == 0)
		e = open_desk(v, &b);
	if (vm_check(v, e == 0, "a station with a technician and %d records that wait%s%s", RECORDS, e ? ": " : "",
	            e ? err_why() : "") &&
	        log_in(v) && vm_stick_go(v, "task:stick") && expect(v, &b)) {
		bool good = good_sticks(v, &b, s);

		for (size_t i = 0; i < sizeof all_broken / sizeof *all_broken; i++)
			broken(v, &b, &all_broken[i]);
		(void)snprintf(receipts, sizeof receipts, "%.900s/from-fat32", v->dir);
		if (good)
			vm_stick_bring(v, &b.desk, &s[0], &s[2], receipts);
		look_back(v);
	}
	clean_up(v, &b, s);
	vm_stick_new(v);
}
