#include "board_bus.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <systemd/sd-bus.h>
#include <unistd.h>

#include "board/update_rauc_bus.h"
#include "harness.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { STEPS = 4, OWN_TRIES = 400, OWN_US = 10000 };

static int on_garbled(sd_bus_message *m, void *me, sd_bus_error *error)
{
	(void)me;
	(void)error;
	return sd_bus_reply_method_return(m, "u", 7u);
}

static int on_info(sd_bus_message *m, void *me, sd_bus_error *error)
{
	struct bus_rauc *r = me;

	r->infos++;
	if (r->manner == BUS_ANSWERS_ERROR)
		return sd_bus_error_setf(error, "org.gtk.GDBus.UnmappedGError.Quark._rauc", "%s", r->last_error);
	return sd_bus_reply_method_return(m, "ss", r->compatible, r->version);
}

static int tell(sd_bus *bus, const char *type, int percent, const char *what)
{
	sd_bus_message *m = NULL;
	int e = sd_bus_message_new_signal(bus, &m, RAUC_PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged");

	if (e >= 0)
		e = sd_bus_message_append(m, "s", RAUC_INTERFACE);
	if (e >= 0 && type)
		e = sd_bus_message_append(
		        m, "a{sv}", 2, "Operation", "s", "installing", "Progress", "(isi)", percent, what, 1);
	else if (e >= 0)
		e = sd_bus_message_append(m, "a{sv}", 1, "Progress", "s", what);
	if (e >= 0)
		e = sd_bus_message_append(m, "as", 0);
	if (e >= 0)
		e = sd_bus_send(bus, m, NULL);
	(void)sd_bus_message_unref(m);
	return e;
}

static void tell_steps(sd_bus *bus, const struct bus_rauc *r)
{
	static const int odd[] = {10, 60, 40, 1000, -5, 61};

	if (r->manner == BUS_ODD_STEPS) {
		for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
			(void)tell(bus, "(isi)", odd[i], "odd");
		(void)tell(bus, NULL, 0, "no step at all");
		return;
	}
	for (int i = 1; i <= STEPS; i++)
		(void)tell(bus, "(isi)", 100 * i / STEPS, "Copying image to rootfs");
}

static int on_install(sd_bus_message *m, void *me, sd_bus_error *error)
{
	sd_bus *bus = sd_bus_message_get_bus(m);
	struct bus_rauc *r = me;
	const char *file;

	if (r->manner == BUS_ANSWERS_ERROR)
		return sd_bus_error_setf(error, "org.gtk.GDBus.UnmappedGError.Quark._rauc", "%s", r->last_error);
	if (sd_bus_message_read(m, "s", &file) < 0)
		return -EINVAL;
	r->installs++;
	(void)text_copy(r->installed, sizeof r->installed, file);
	if (sd_bus_reply_method_return(m, "") < 0)
		return -EIO;
	tell_steps(bus, r);
	if (r->manner == BUS_DIES) {
		(void)sd_bus_flush(bus);
		_exit(0);
	}
	if (r->manner == BUS_ODD_END)
		return sd_bus_emit_signal(bus, RAUC_PATH, RAUC_INTERFACE, "Completed", "s", "well") < 0 ? -EIO : 1;
	return sd_bus_emit_signal(bus, RAUC_PATH, RAUC_INTERFACE, "Completed", "i", r->manner == BUS_REFUSES) < 0 ? -EIO
	                                                                                                          : 1;
}

static int add_slot(sd_bus_message *m, const char *name, bool booted, const char *version)
{
	return sd_bus_message_append(m, "(sa{sv})", name, 5, "class", "s", "rootfs", "bootname", "s",
	        booted ? "A" : "B", "state", "s", booted ? "booted" : "inactive", "size", "t", (uint64_t)1000,
	        "bundle.version", "s", version);
}

static int on_slots(sd_bus_message *m, void *me, sd_bus_error *error)
{
	const struct bus_rauc *r = me;
	sd_bus_message *reply = NULL;
	char name[40];
	int e;

	(void)error;
	e = sd_bus_message_new_method_return(m, &reply);
	if (e >= 0)
		e = sd_bus_message_open_container(reply, 'a', "(sa{sv})");
	if (e >= 0)
		e = sd_bus_message_append(reply, "(sa{sv})", "kernel.0", 1, "class", "s", "kernel"); /* boots nothing */
	if (e >= 0)
		e = add_slot(reply, "rootfs.0", r->booted == 0, r->running);
	if (e >= 0)
		e = add_slot(reply, r->slot_name, r->booted == 1, r->running);
	for (int i = 0; e >= 0 && i < r->more_slots; i++) {
		(void)snprintf(name, sizeof name, "more.%d", i);
		e = add_slot(reply, name, false, "0.1.0");
	}
	if (e >= 0)
		e = sd_bus_message_close_container(reply);
	if (e >= 0)
		e = sd_bus_send(NULL, reply, NULL);
	(void)sd_bus_message_unref(reply);
	return e < 0 ? e : 1;
}

static int on_primary(sd_bus_message *m, void *me, sd_bus_error *error)
{
	const struct bus_rauc *r = me;

	if (!*r->primary)
		return sd_bus_error_setf(error, "org.gtk.GDBus.UnmappedGError.Quark._rauc", "no block");
	return sd_bus_reply_method_return(m, "s", r->primary);
}

static int on_mark(sd_bus_message *m, void *me, sd_bus_error *error)
{
	struct bus_rauc *r = me;

	if (r->marks_fail)
		return sd_bus_error_setf(
		        error, "org.gtk.GDBus.UnmappedGError.Quark._rauc", "Failed marking slot as good");
	r->marks++;
	return sd_bus_reply_method_return(m, "ss", "rootfs.0", "marked");
}

static int on_text(sd_bus *bus, const char *path, const char *interface, const char *property, sd_bus_message *reply,
        void *me, sd_bus_error *error)
{
	const struct bus_rauc *r = me;

	(void)bus;
	(void)path;
	(void)interface;
	(void)error;
	return sd_bus_message_append(reply, "s",
	        text_is(property, "Compatible")  ? r->compatible
	        : text_is(property, "Operation") ? r->operation
	                                         : r->last_error);
}

static const sd_bus_vtable table[] = {
        SD_BUS_VTABLE_START(0),
        SD_BUS_METHOD("Info", "s", "ss", on_info, SD_BUS_VTABLE_UNPRIVILEGED),
        SD_BUS_METHOD("InstallBundle", "sa{sv}", NULL, on_install, SD_BUS_VTABLE_UNPRIVILEGED),
        SD_BUS_METHOD("GetSlotStatus", NULL, "a(sa{sv})", on_slots, SD_BUS_VTABLE_UNPRIVILEGED),
        SD_BUS_METHOD("GetPrimary", NULL, "s", on_primary, SD_BUS_VTABLE_UNPRIVILEGED),
        SD_BUS_METHOD("Mark", "ss", "ss", on_mark, SD_BUS_VTABLE_UNPRIVILEGED),
        SD_BUS_PROPERTY("Compatible", "s", on_text, 0, 0),
        SD_BUS_PROPERTY("Operation", "s", on_text, 0, 0),
        SD_BUS_PROPERTY("LastError", "s", on_text, 0, 0),
        SD_BUS_VTABLE_END,
};

static const sd_bus_vtable garbled[] = {
        SD_BUS_VTABLE_START(0),
        SD_BUS_METHOD("Info", "s", "u", on_garbled, SD_BUS_VTABLE_UNPRIVILEGED),
        SD_BUS_METHOD("GetSlotStatus", NULL, "u", on_garbled, SD_BUS_VTABLE_UNPRIVILEGED),
        SD_BUS_METHOD("GetPrimary", NULL, "u", on_garbled, SD_BUS_VTABLE_UNPRIVILEGED),
        SD_BUS_PROPERTY("Compatible", "s", on_text, 0, 0),
        SD_BUS_PROPERTY("Operation", "s", on_text, 0, 0),
        SD_BUS_VTABLE_END,
};

static void __attribute__((noreturn)) serve(struct bus *b)
{
	sd_bus *bus = NULL;
	int r = sd_bus_new(&bus);

	if (r >= 0)
		r = sd_bus_set_address(bus, b->address);
	if (r >= 0)
		r = sd_bus_set_bus_client(bus, 1);
	if (r >= 0)
		r = sd_bus_start(bus);
	if (r >= 0)
		r = sd_bus_add_object_vtable(bus, NULL, RAUC_PATH, RAUC_INTERFACE,
		        b->rauc->manner == BUS_GARBLED ? garbled : table, b->rauc);
	if (r >= 0)
		r = sd_bus_request_name(bus, RAUC_NAME, 0);
	while (r >= 0) {
		r = sd_bus_process(bus, NULL);
		if (r == 0)
			r = sd_bus_wait(bus, UINT64_MAX);
	}
	_exit(1);
}

static bool answers(const struct bus *b)
{
	char why[RAUC_WHY_MAX + 1];
	struct rauc_status s;
	struct rauc rauc;
	int r;

	CHECK_OK(rauc_bus_open(&rauc, b->address, "none"));
	r = rauc.ops->status(rauc.me, &s, why);
	rauc_close(&rauc);
	return r != RAUC_GONE || !strstr(why, "not provided");
}

void bus_service(struct bus *b)
{
	if (b->service > 0) {
		(void)kill(b->service, SIGKILL);
		(void)waitpid(b->service, NULL, 0);
	}
	b->service = fork();
	CHECK(b->service >= 0);
	if (b->service == 0)
		serve(b);
	for (int i = 0; !answers(b); i++) {
		CHECK(i < OWN_TRIES);
		(void)usleep(OWN_US);
	}
}

struct bus bus_start(void)
{
	static const char conf[] = "<busconfig><type>session</type><listen>unix:path=%s/bus</listen>"
	                           "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
	                           "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>";
	const char *const argv[] = {"dbus-daemon", "--config-file=bus.conf", "--nofork", "--nopidfile", NULL};
	struct proc_spec spec = {.argv = argv, .in = -1, .out = -1, .err = -1};
	struct bus b = {0};
	char text[900];

	if (!file_exists("/usr/bin/dbus-daemon"))
		test_skip("dbus-daemon is not installed");
	(void)snprintf(text, sizeof text, conf, test_folder());
	CHECK_OK(file_replace("bus.conf", text, strlen(text), 0644));
	(void)snprintf(b.address, sizeof b.address, "unix:path=%s/bus", test_folder());
	b.rauc = mmap(NULL, sizeof *b.rauc, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CHECK(b.rauc != MAP_FAILED);
	*b.rauc = (struct bus_rauc){.compatible = "loket-test",
	        .operation = "idle",
	        .version = "0.5.0",
	        .running = "0.4.0",
	        .primary = "rootfs.0",
	        .slot_name = "rootfs.1"};
	CHECK_OK(proc_start(&b.daemon, &spec));
	for (int i = 0; !file_exists("bus"); i++) {
		CHECK(i < OWN_TRIES);
		(void)usleep(OWN_US);
	}
	bus_service(&b);
	return b;
}

void bus_end(struct bus *b)
{
	(void)kill(b->service, SIGKILL);
	(void)kill(b->daemon, SIGKILL);
	(void)waitpid(b->service, NULL, 0);
	(void)waitpid(b->daemon, NULL, 0);
	(void)munmap(b->rauc, sizeof *b->rauc);
}
