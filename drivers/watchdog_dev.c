/* watchdog_dev - the Linux watchdog: dev:/dev/watchdog0 (kernel documentation, watchdog-api) */
#include <errno.h>
#include <fcntl.h>
#include <linux/watchdog.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

#include "drivers/watchdog_inside.h"
#include "sys/file.h"
#include "sys/text.h"

#define LOG_MODULE "watchdog"

static int ask(struct watchdog *w, unsigned long request, void *arg)
{
	const struct kernel *k = w->setup.kernel;

	return k->ioctl(k->me, w->fd, request, arg);
}

/* Only sysfs tells; without it nobody knows. */
static enum watchdog_known nowayout(const struct watchdog *w)
{
	const char *name = strrchr(w->path, '/') + 1;
	char path[300];
	AUTO_BUF text;

	buf_init(&text, 64);
	(void)snprintf(path, sizeof path, "%s/%s/nowayout", w->sys, name);
	if (!file_exists(path) || file_read(&text, path))
		return WATCHDOG_NOT_KNOWN;
	return buf_str(&text)[0] == '1' ? WATCHDOG_YES : buf_str(&text)[0] == '0' ? WATCHDOG_NO : WATCHDOG_NOT_KNOWN;
}

static int set_time(struct watchdog *w, const struct watchdog_info *info)
{
	int s = w->setup.timeout_s, before = s / 4;

	if (info->options & WDIOF_SETTIMEOUT && ask(w, WDIOC_SETTIMEOUT, &s) < 0)
		log_warn(w->setup.log, "the watchdog does not take %d s: %s", w->setup.timeout_s, strerror(errno));
	if (ask(w, WDIOC_GETTIMEOUT, &s) < 0 || s <= 0)
		return err_new(EIO, "the watchdog %s does not tell its time: it is of no use", w->path);
	w->facts.timeout_s = s;
	/* A warning before the reset lets the kernel write down what hung. Many have none. */
	if (info->options & WDIOF_PRETIMEOUT && ask(w, WDIOC_SETPRETIMEOUT, &before) == 0 &&
	        ask(w, WDIOC_GETPRETIMEOUT, &before) == 0)
		w->facts.pretimeout_s = before;
	return 0;
}

static int look(struct watchdog *w)
{
	struct watchdog_info info = {0};
	int status = 0;

	if (ask(w, WDIOC_GETSUPPORT, &info) < 0)
		return err_new(errno, "%s is no watchdog: %s", w->path, strerror(errno));
	memcpy(w->facts.identity, info.identity, sizeof info.identity);
	w->facts.identity[sizeof w->facts.identity - 1] = 0;
	if (!utf8_valid(w->facts.identity, strlen(w->facts.identity)))
		w->facts.identity[0] = 0;
	w->facts.can_stop = info.options & WDIOF_MAGICCLOSE;
	w->facts.nowayout = nowayout(w);
	if (ask(w, WDIOC_GETBOOTSTATUS, &status) == 0) {
		w->facts.was_reset = status & WDIOF_CARDRESET;
		w->facts.was_hot = status & WDIOF_OVERHEAT;
		w->facts.was_power = status & (WDIOF_POWERUNDER | WDIOF_POWEROVER);
	}
	return err_up(set_time(w, &info));
}

static void dev_close(struct watchdog *w, bool orderly)
{
	const struct kernel *k = w->setup.kernel;

	if (orderly && w->facts.can_stop && k->write(k->me, w->fd, "V", 1) != 1)
		log_warn(w->setup.log, "the watchdog did not take its stop: the machine may start anew");
	else if (orderly && (!w->facts.can_stop || w->facts.nowayout == WATCHDOG_YES))
		log_warn(w->setup.log, "this watchdog can not be stopped: it runs on, %d s", w->facts.timeout_s);
	(void)k->close(k->me, w->fd);
}

static int dev_open(struct watchdog *w)
{
	const struct kernel *k = w->setup.kernel;
	int e;

	w->fd = k->open(k->me, w->path, O_WRONLY);
	if (w->fd < 0)
		return err_new(errno, "the watchdog %s: %s%s", w->path, strerror(errno),
		        errno == EBUSY ? " (systemd's RuntimeWatchdogSec has it?)" : "");
	e = look(w);
	if (e)
		dev_close(w, true);
	return err_up(e);
}

static int dev_feed(struct watchdog *w)
{
	if (ask(w, WDIOC_KEEPALIVE, NULL) < 0)
		return err_new(errno, "the watchdog %s takes no feeding: %s", w->path, strerror(errno));
	return 0;
}

const struct watchdog_ops watchdog_dev = {"dev", true, dev_open, dev_feed, dev_close};
