/* loket-usb - opens the USB devices of the list as they come; all others stay shut (board/setup/usb_gate.h) */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/setup/usb_gate.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { EVENT_MAX = 8192, PATH_ROOM = 600 };

static const char devices[] = "/sys/bus/usb/devices";

/* Only a folder that can be looked into and holds none: whoever may not look takes it for a station, and sticks stay shut. */
static bool is_no_station(void)
{
	struct stat st;

	return stat("/data/station/station.conf", &st) < 0 && errno == ENOENT;
}

static int read_list(struct usb_gate *out)
{
	const char *path = "/data/site/usb.list";
	AUTO_BUF text;
	int e;

	buf_init(&text, USB_GATE_LIST_MAX);
	if (!file_exists(path))
		path = "/usr/share/loket/usb.list";
	e = file_read(&text, path);
	/* What is no station yet holds nothing, and becomes one by a stick. */
	if (e == 0 && is_no_station())
		buf_text(&text, "\n*/08\n");
	return err_up(e ? e : usb_gate_read(out, buf_str(&text)));
}

static bool is_open(const char folder[PATH_ROOM])
{
	char path[PATH_ROOM + 16];
	AUTO_BUF text;

	buf_init(&text, 16);
	(void)snprintf(path, sizeof path, "%s/authorized", folder);
	return file_read(&text, path) == 0 && text.data[0] == '1';
}

static void let_in(const char folder[PATH_ROOM], const char *port)
{
	char path[PATH_ROOM + 16];
	int fd;

	(void)snprintf(path, sizeof path, "%s/authorized", folder);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0 || write(fd, "1", 1) != 1)
		(void)fprintf(stderr, "loket-usb: %s can not be let in: %s\n", port, strerror(errno));
	else
		(void)fprintf(stderr, "loket-usb: %s is on the list and was let in\n", port);
	if (fd >= 0)
		(void)close(fd);
}

/* Folders of interfaces ("1-1:1.0") and root hubs ("usb1") are none of ours. */
static void judge(const struct usb_gate *g, const char *port)
{
	char folder[PATH_ROOM], path[PATH_ROOM + 16];
	uint8_t class;
	AUTO_BUF bytes;

	buf_init(&bytes, USB_GATE_DESCRIPTORS_MAX);
	(void)snprintf(folder, sizeof folder, "%s/%s", devices, port);
	(void)snprintf(path, sizeof path, "%s/descriptors", folder);
	if (strchr(port, ':') || !strchr(port, '-') || is_open(folder))
		return;
	/* What comes and goes in a moment is told as well: whoever tries a port quickly does not try it unseen. */
	if (file_read(&bytes, path))
		(void)fprintf(stderr, "loket-usb: %s was gone before it was looked at, and stays shut\n", port);
	else if (usb_gate_lets_in(g, port, bytes.data, bytes.len, &class))
		let_in(folder, port);
	else
		(void)fprintf(stderr, "loket-usb: %s is not on the list (class %02x) and stays shut\n", port, class);
}

static void judge_all(const struct usb_gate *g)
{
	struct dirent *d;
	DIR *dir = opendir(devices);

	while (dir && (d = readdir(dir)))
		if (d->d_name[0] != '.')
			judge(g, d->d_name);
	if (dir)
		(void)closedir(dir);
}

/* "add@/devices/.../1-1", then NUL-ended words. */
static void hear(const struct usb_gate *g, char *event, size_t n)
{
	const char *slash = strrchr(event, '/');
	bool usb = false, whole = false;

	for (char *word = event; word < event + n; word += strlen(word) + 1) {
		usb = usb || text_is(word, "SUBSYSTEM=usb");
		whole = whole || text_is(word, "DEVTYPE=usb_device");
	}
	if (text_starts(event, "add@") && slash && usb && whole)
		judge(g, slash + 1);
}

static int listen_to_kernel(void)
{
	struct sockaddr_nl at = {.nl_family = AF_NETLINK, .nl_groups = 1};
	int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT);

	if (fd < 0 || bind(fd, (const struct sockaddr *)&at, sizeof at))
		return err_new(errno, "the kernel's news can not be heard");
	return fd;
}

int main(void)
{
	char event[EVENT_MAX + 1];
	struct usb_gate gate;
	int e = read_list(&gate), fd = e ? -1 : listen_to_kernel();

	if (e < 0 || fd < 0) {
		(void)fprintf(stderr, "loket-usb: %s\n", err_why());
		return 1;
	}
	judge_all(&gate);
	for (;;) {
		ssize_t n = recv(fd, event, EVENT_MAX, 0);

		if (n < 0 && errno == ENOBUFS)
			judge_all(&gate); /* too much at once: look at everything */
		else if (n < 0 && errno != EINTR)
			return 1;
		if (n <= 0)
			continue;
		event[n] = 0;
		hear(&gate, event, (size_t)n);
	}
}
