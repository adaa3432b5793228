#include "drivers/watchdog.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/watchdog_inside.h"
#include "sys/fault.h"
#include "sys/text.h"

#define LOG_MODULE "watchdog"

/* ---- the two without a device --------------------------------------------------------- */

static int none_open(struct watchdog *w)
{
	w->facts.nowayout = WATCHDOG_NO;
	return 0;
}

static int none_feed(struct watchdog *w)
{
	(void)w;
	return 0;
}

static void none_close(struct watchdog *w, bool orderly)
{
	(void)w;
	(void)orderly;
}

static int twin_open(struct watchdog *w)
{
	w->facts = (struct watchdog_facts){.identity = "twin", .timeout_s = w->setup.timeout_s, .can_stop = true};
	return 0;
}

const struct watchdog_ops watchdog_none = {"none", false, none_open, none_feed, none_close};
const struct watchdog_ops watchdog_twin = {"twin", false, twin_open, none_feed, none_close};

/* ---- which kind --------------------------------------------------------------------------- */

static int kind_of(const struct watchdog_ops **ops, const char **where, const char *uri)
{
	static const struct watchdog_ops *const kinds[] = {&watchdog_none, &watchdog_twin, &watchdog_dev};
	const struct watchdog *shape = NULL;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		size_t n = strlen(kinds[i]->name);

		if (!text_starts(uri, kinds[i]->name) || uri[n] != (kinds[i]->has_where ? ':' : 0))
			continue;
		*ops = kinds[i];
		*where = uri + n + kinds[i]->has_where;
		if (!kinds[i]->has_where || (text_starts(*where, "/") && strlen(*where) < sizeof shape->path))
			return 0;
	}
	return err_new(EINVAL, "'%.40s' is no watchdog; there are: none, twin, dev:/dev/watchdog0", uri);
}

int watchdog_check(const char *uri)
{
	const struct watchdog_ops *ops;
	const char *where;

	return err_up(kind_of(&ops, &where, uri));
}

static void tell(const struct watchdog *w)
{
	static const char *const nowayout[] = {"no", "yes", "not known"};
	const struct watchdog_facts *f = &w->facts;

	log_info(w->setup.log, "watchdog %s: %d s, warning %d s before, stops in order: %s, nowayout: %s", f->identity,
	        f->timeout_s, f->pretimeout_s, f->can_stop ? "yes" : "no", nowayout[f->nowayout]);
	if (f->timeout_s != w->setup.timeout_s)
		log_warn(
		        w->setup.log, "the watchdog made %d s of the %d s asked for", f->timeout_s, w->setup.timeout_s);
}

int watchdog_open(struct watchdog **out, const struct watchdog_setup *setup)
{
	const struct watchdog_ops *ops;
	const char *where;
	int e = kind_of(&ops, &where, setup->uri);
	struct watchdog *w;

	if (e)
		return err_up(e);
	w = fault("watchdog.memory", ENOMEM) ? NULL : calloc(1, sizeof *w);
	if (!w)
		return err_new(ENOMEM, "no memory for the watchdog");
	*w = (struct watchdog){.ops = ops, .setup = *setup, .fd = -1};
	w->setup.kernel = setup->kernel ? setup->kernel : &kernel_real;
	w->setup.timeout_s = setup->timeout_s ? setup->timeout_s : WATCHDOG_WANTED_S;
	(void)text_copy(w->path, sizeof w->path, where);
	(void)text_copy(w->sys, sizeof w->sys, setup->sys ? setup->sys : "/sys/class/watchdog");
	e = ops->open(w);
	if (e) {
		free(w);
		return err_up(e);
	}
	if (watchdog_is_armed(w))
		tell(w);
	*out = w;
	return 0;
}

void watchdog_close(struct watchdog *w, bool orderly)
{
	if (!w)
		return;
	w->ops->close(w, orderly);
	free(w);
}

int watchdog_feed(struct watchdog *w)
{
	int e = w->ops->feed(w);

	w->fed += e == 0;
	return err_up(e);
}

bool watchdog_is_armed(const struct watchdog *w)
{
	return w->ops != &watchdog_none;
}

void watchdog_facts(struct watchdog_facts *out, const struct watchdog *w)
{
	*out = w->facts;
}

unsigned watchdog_fed(const struct watchdog *w)
{
	return w->fed;
}
