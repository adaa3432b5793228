/* vm_machine - QEMU with the devices of a board, and what its serial line tells of a start */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "board/vm/vm.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { RUN_MS = 60000, LOOK_US = 300000, SERIAL_MAX = 64 << 20 };

/* What is looked for on the serial line, in the order of a start. */
static const char *const moments[] = {"U-Boot 20", "loket: slot", "Starting kernel", "start: begins",
        "start: words on the screen", "start: hands over to systemd"};

static int make_flash(const struct vm *v, char out[VM_PATH + 16])
{
	char text[VM_PATH + 32];
	int e;

	(void)snprintf(out, VM_PATH + 16, "%s/flash.img", v->dir);
	(void)snprintf(text, sizeof text, "board/boot/%s", v->stick[0] ? "qemu-stick.env" : "qemu-virt.env");
	e = proc_run((const char *const[]){"mkenvimage", "-s", "0x40000", "-o", out, text, NULL}, NULL, RUN_MS);
	if (e == 0 && truncate(out, 64 << 20))
		e = err_new(errno, "%s can not be made", out);
	return err_up(e);
}

static int launch(struct vm *v, const char *const *argv)
{
	char log[VM_PATH + 16];
	struct proc_spec spec = {.argv = argv, .in = -1};
	int fd, e;

	(void)snprintf(log, sizeof log, "%s/qemu.log", v->dir);
	fd = open(log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return err_new(errno, "%s can not be written", log);
	spec.out = spec.err = fd;
	v->started_us = clock_measure_us();
	e = proc_start(&v->qemu, &spec);
	(void)close(fd);
	return err_up(e);
}

static void describe_disk(char *out, size_t room, const struct vm *v)
{
	if (v->block_log[0])
		(void)snprintf(out, room,
		        "driver=blklogwrites,node-name=d0,file.driver=raw,file.file.driver=file,file.file.filename=%s,"
		        "log.driver=file,log.filename=%s,log-sector-size=512,log-super-update-interval=1",
		        v->disk, v->block_log);
	else
		(void)snprintf(out, room, "if=none,id=d0,format=raw,cache=writeback,file=%s", v->disk);
}

static void describe_stick(char *out, size_t room, const struct vm *v)
{
	(void)snprintf(out, room, "if=none,id=st,format=raw,snapshot=on,file=%s", v->stick);
}

int vm_start(struct vm *v)
{
	char qemu[VM_PATH + 64], share[VM_PATH + 64], modules[VM_PATH + 64], flash[VM_PATH + 16], pflash[VM_PATH + 80];
	char serial[VM_PATH + 32], qmp[VM_PATH + 32], drive[2 * VM_PATH + 256], printer[128], stick[VM_PATH + 80];
	char *colon = strchr(v->printer, ':');
	int e = make_flash(v, flash);

	(void)snprintf(qemu, sizeof qemu, "%s/image/qemu10/usr/bin/qemu-system-aarch64", v->build);
	(void)snprintf(share, sizeof share, "%s/image/qemu10/usr/share/qemu", v->build);
	(void)snprintf(modules, sizeof modules, "%s/image/qemu10/usr/lib/x86_64-linux-gnu/qemu", v->build);
	(void)setenv("QEMU_MODULE_DIR", modules, 1);
	(void)snprintf(pflash, sizeof pflash, "if=pflash,unit=1,format=raw,file=%s", flash);
	(void)snprintf(serial, sizeof serial, "file:%s/serial.log", v->dir);
	(void)snprintf(qmp, sizeof qmp, "unix:%s/qmp,server=on,wait=off", v->dir);
	describe_disk(drive, sizeof drive, v);
	describe_stick(stick, sizeof stick, v);
	(void)snprintf(printer, sizeof printer, "socket,id=pr,host=127.0.0.1,port=%s,reconnect-ms=1000",
	        colon ? colon + 1 : "");
	const char *const argv[] = {qemu, "-L", share, "-L", "/usr/share/qemu", "-M", "virt,acpi=off", "-cpu",
	        "cortex-a53", "-smp", "2", "-m", "1024", "-accel", "tcg,thread=multi", "-bios",
	        "/usr/lib/u-boot/qemu_arm64/u-boot.bin", "-drive", pflash, "-display", "none", "-serial", serial,
	        "-qmp", qmp, v->block_log[0] ? "-blockdev" : "-drive", drive, "-device", "virtio-blk-pci,drive=d0",
	        "-device", "virtio-gpu-pci,xres=1280,yres=800", "-device", "virtio-multitouch-pci,id=fingers",
	        "-device", "virtio-rng-pci", "-device", "qemu-xhci,id=usb", "-chardev", printer, "-device",
	        "usb-serial,chardev=pr,bus=usb.0,port=1,id=printer", "-netdev", "user,id=u0", "-netdev",
	        "hubport,id=h0,hubid=0,netdev=u0", "-netdev", "hubport,id=h1,hubid=0", "-device",
	        "virtio-net-pci,netdev=h1,id=net,romfile=", "-device", "virtio-keyboard-pci,id=keys", "-device",
	        "virtio-balloon-pci,id=balloon", "-device", "i6300esb", "-action", "watchdog=reset,panic=none",
	        v->stick[0] ? "-drive" : NULL, stick, "-device", "usb-ehci,id=ehci", "-device",
	        "usb-storage,bus=ehci.0,drive=st,id=stick", NULL};

	v->usb_shut = 0;
	v->serial_at = 0;
	v->n_line = 0;
	v->ended = false;
	v->bites = 0;
	v->n_marks = 0;
	for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
		v->mark[v->n_marks++] = (struct vm_mark){moments[i], 0, -1};
	if (e == 0)
		e = launch(v, argv);
	return e ? err_up(e) : err_up(vm_qmp_open(v));
}

static void note(struct vm *v, const char *line)
{
	double s;

	for (int i = 0; i < v->n_marks; i++)
		if (v->mark[i].at_us == 0 && strstr(line, v->mark[i].what)) {
			v->mark[i].at_us = clock_measure_us() - v->started_us;
			if (sscanf(line, "[%lf]", &s) == 1)
				v->mark[i].kernel_s = s;
			return;
		}
}

void vm_listen(struct vm *v)
{
	char path[VM_PATH + 16], part[4096];
	FILE *f;
	size_t n;

	(void)snprintf(path, sizeof path, "%s/serial.log", v->dir);
	f = fopen(path, "rb");
	if (!f)
		return;
	(void)fseek(f, v->serial_at, SEEK_SET);
	while ((n = fread(part, 1, sizeof part, f)) > 0) {
		v->serial_at += (long)n;
		for (size_t i = 0; i < n; i++) {
			if (part[i] != '\n' && v->n_line + 1 < sizeof v->line) {
				v->line[v->n_line++] = part[i];
				continue;
			}
			v->line[v->n_line] = 0;
			v->n_line = 0;
			note(v, v->line);
		}
	}
	(void)fclose(f);
}

int vm_serial_count(struct vm *v, const char *text)
{
	char path[VM_PATH + 16];
	AUTO_BUF all;

	buf_init(&all, SERIAL_MAX);
	(void)snprintf(path, sizeof path, "%s/serial.log", v->dir);
	return file_read(&all, path) ? 0 : vm_count(buf_str(&all), text);
}

bool vm_serial_wait(struct vm *v, const char *text, int wait_ms)
{
	int64_t until = clock_measure_us() + wait_ms * 1000LL;

	while (vm_serial_count(v, text) == 0) {
		if (clock_measure_us() > until)
			return false;
		(void)usleep(LOOK_US);
	}
	return true;
}

const struct vm_mark *vm_mark_of(const struct vm *v, const char *what)
{
	for (int i = 0; i < v->n_marks; i++)
		if (text_is(v->mark[i].what, what))
			return &v->mark[i];
	return NULL;
}

int vm_wait_ended(struct vm *v, int wait_ms)
{
	int status, e = proc_wait(v->qemu, wait_ms, &status);

	if (e)
		return err_up(e);
	v->qemu = 0;
	v->ended = true;
	(void)close(v->qmp);
	v->qmp = -1;
	return 0;
}

void vm_kill(struct vm *v)
{
	int status;

	if (v->qemu > 0) {
		(void)kill(v->qemu, SIGKILL);
		if (proc_wait(v->qemu, RUN_MS, &status))
			say("QEMU does not end");
	}
	v->qemu = 0;
	if (v->qmp >= 0)
		(void)close(v->qmp);
	v->qmp = -1;
}
