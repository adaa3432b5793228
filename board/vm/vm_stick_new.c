/* vm_stick_new - the first start of a device in the field: an empty card, the office's FAT32 stick, two touches, a station */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm_disk.h"
#include "board/vm/vm_stick.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { RUN_MS = 60000, FIRST_MS = 240000, OFF_MS = 60000, PATH_LONG = VM_PATH + 64 };

#define STATION "VM-02"

static int tool(const struct vm *v, const char *const *args)
{
	char program[VM_PATH + 16];
	const char *argv[24] = {program};
	AUTO_BUF said;
	int n = 1;

	buf_init(&said, 1 << 16);
	(void)snprintf(program, sizeof program, "%s/loketctl", v->build);
	while (*args && n < 23)
		argv[n++] = *args++;
	return err_up(proc_run(argv, &said, RUN_MS));
}

/* As board/README.md tells the office: a station of its own, known to the hub, with what this site has. */
static int make_office_stick(struct vm *v, struct vm_stick *s)
{
	char folder[PATH_LONG], url[64], authority[PATH_LONG], hub_key[PATH_LONG], site[PATH_LONG], conf[PATH_LONG],
	        pack[PATH_LONG];
	int e;

	(void)snprintf(folder, sizeof folder, "%.900s/office-stick/loket-station", v->dir);
	(void)snprintf(url, sizeof url, "https://10.0.2.2:%d", v->hub_port);
	(void)snprintf(authority, sizeof authority, "%s/authority.pub", v->office);
	(void)snprintf(hub_key, sizeof hub_key, "%s/hub/hub.pub", v->office);
	(void)snprintf(site, sizeof site, "%.900s/office-stick/loket-station/site", v->dir);
	(void)snprintf(conf, sizeof conf, "%.900s/site/loket.conf", v->fill);
	(void)snprintf(
	        pack, sizeof pack, "%.*s/content/notices/pack.pub", (int)(strrchr(v->image, '/') - v->image), v->image);
	e = tool(v, (const char *const[]){"init", "--data", folder, "--hub", url, "--authority", authority, "--hub-key",
	                    hub_key, "--ca", v->office, "--station", STATION, "--pack-key", pack, NULL});
	if (e == 0)
		e = tool(v,
		        (const char *const[]){"device", "add", "--hub", v->hub_store, "--station-dir", folder, NULL});
	if (e == 0)
		e = dir_make(site, 0755);
	if (e == 0)
		e = proc_run((const char *const[]){"cp", conf, site, NULL}, NULL, RUN_MS);
	if (e == 0)
		e = vm_stick_make(s, v, "office", VM_STICK_FAT32);
	return e ? err_up(e) : err_up(vm_stick_put(s, folder));
}

/* An empty card, and an empty folder for the kiosk beside the machine. */
static int make_empty(struct vm *v, struct vm_stick_desk *d)
{
	char fill[VM_PATH], path[PATH_LONG];
	static const char *const folders[] = {
	        "new/data", "new/commission", "new/errands/ask", "new/errands/told", "empty"};
	int e = 0;

	for (size_t i = 0; i < sizeof folders / sizeof *folders && e == 0; i++) {
		(void)snprintf(path, sizeof path, "%.900s/%s", v->dir, folders[i]);
		e = dir_make(path, 0755);
	}
	(void)snprintf(d->data, sizeof d->data, "%.900s/new/data", v->dir);
	(void)snprintf(d->errands, sizeof d->errands, "%.900s/new/errands", v->dir);
	(void)snprintf(fill, sizeof fill, "%s", v->fill);
	(void)snprintf(v->fill, sizeof v->fill, "%.900s/empty", v->dir);
	if (e == 0)
		e = vm_disk_new(v);
	(void)snprintf(v->fill, sizeof v->fill, "%s", fill);
	return e ? err_up(e) : err_up(shadow_over(v, d->data, d->errands));
}

/* The unit itself, beside the machine, with the folder that the stick was made of. */
static int commission_unit(struct vm *v, const struct vm_stick_desk *d)
{
	char program[VM_PATH + 32], stage[PATH_LONG], stick[PATH_LONG];

	(void)snprintf(program, sizeof program, "%s/loket-commission", v->build);
	(void)snprintf(stage, sizeof stage, "%.900s/new/commission", v->dir);
	(void)snprintf(stick, sizeof stick, "%.900s/office-stick", v->dir);
	return err_up(proc_run((const char *const[]){program, "errand", "--data", d->data, "--stage", stage, "--stick",
	                               stick, "--errands", d->errands, NULL},
	        NULL, RUN_MS));
}

/* Its secret keys are gone, and its file system is whole. */
static void look_at_stick(struct vm *v, const struct vm_stick *s)
{
	static const char *const secret[] = {"keys/device.key", "tls/tls-client.key"};
	char at[PATH_LONG], to[PATH_LONG], name[128];
	int e = vm_stick_check(s), left = 0;

	(void)snprintf(at, sizeof at, "%s@@%llu", s->path, (unsigned long long)s->at);
	(void)snprintf(to, sizeof to, "%.900s/secret", v->dir);
	for (size_t i = 0; i < sizeof secret / sizeof *secret; i++) {
		AUTO_BUF bytes;

		buf_init(&bytes, 1 << 16);
		(void)unlink(to);
		(void)snprintf(name, sizeof name, "::loket-station/%s", secret[i]);
		if (proc_run((const char *const[]){"mcopy", "-n", "-i", at, name, to, NULL}, NULL, RUN_MS) == 0 &&
		        file_read(&bytes, to) == 0)
			for (size_t k = 0; k < bytes.len; k++)
				left += bytes.data[k] != 0;
	}
	(void)unlink(to);
	(void)vm_check(v, e == 0 && left == 0,
	        "the secret keys on the stick are gone (%d bytes left), and it is whole%s%s", left, e ? ": " : "",
	        e ? err_why() : "");
}

static bool holds_station(struct vm *v)
{
	char path[PATH_LONG];
	AUTO_BUF conf;

	buf_init(&conf, 1 << 16);
	(void)snprintf(path, sizeof path, "%.900s/kept/station/station.conf", v->dir);
	return vm_disk_take(v, "/station", "kept") == 0 && file_read(&conf, path) == 0 &&
	       strstr(buf_str(&conf), "station = " STATION);
}

void vm_stick_new(struct vm *v)
{
	static const struct vm_stick_errand look = {.what = "a new device looks at the office's stick",
	        .id = "task:look",
	        .name = "commission-look",
	        .run = commission_unit};
	struct vm_stick_desk d = {.data = ""};
	struct vm_stick s = {.at = 0};
	int e;

	vm_kill(v);
	e = make_office_stick(v, &s);
	if (e == 0)
		e = make_empty(v, &d);
	if (e == 0)
		e = vm_start(v);
	if (e == 0 && !vm_same(v, 1, FIRST_MS))
		e = err_new(5, "the screen of a new device does not come");
	if (vm_check(v, e == 0, "an empty card: the screen of a device that is no station yet%s%s", e ? ": " : "",
	            e ? err_why() : "") &&
	        vm_check(v, vm_stick_plug(v, &s, "2") == 0, "the office's stick is in") &&
	        vm_stick_errand(v, &d, &look)) {
		e = vm_stick_tap(v, "task:take");
		if (e == 0)
			e = commission_unit(v, &d);
		if (e == 0)
			e = shadow_tell(v, "{}");
		(void)vm_check(v, e == 0 && vm_same(v, 1, FIRST_MS),
		        "'yes' makes it a station, which starts anew to its first screen%s%s", e ? ": " : "",
		        e ? err_why() : "");
		if (vm_qmp(v, NULL, "system_powerdown", NULL) || vm_wait_ended(v, OFF_MS))
			vm_kill(v);
		look_at_stick(v, &s);
		(void)vm_check(v, holds_station(v), "the card holds station " STATION);
	}
	vm_kill(v);
	(void)unlink(s.path);
	e = shadow_tell(v, "{}");
	if (e)
		(void)vm_check(v, false, "%s", err_why());
}
