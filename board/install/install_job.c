#include "board/install/install_job.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "board/install/install_gpt.h"
#include "sys/file.h"
#include "sys/text.h"

enum { NODE_PATH = 256 };

int install_job_look(struct install_pair *pair, const char *sys_class_block, const struct install_plan *plan)
{
	struct install_medium m[MEDIA_MAX];
	int n = 0, at = -1, sticks = 0, r = install_media_scan(m, &n, sys_class_block);

	*pair = (struct install_pair){0};
	if (r)
		return err_up(r);
	at = install_media_stick(m, n, &sticks);
	if (at < 0) {
		(void)err_new(ENODEV, sticks ? "two sticks of Loket are in: take one out"
		                             : "the stick does not answer: put it in again");
		return INSTALL_NO_STICK;
	}
	(void)text_copy(pair->stick, sizeof pair->stick, m[at].name);
	(void)text_copy(pair->pieces, sizeof pair->pieces, m[at].stick);
	r = install_media_choose(&at, m, n, plan->least);
	if (r == 0)
		(void)text_copy(pair->target, sizeof pair->target, m[at].name);
	return r;
}

/* A Loket that is there stays, but for a stick that was made to erase one; and that one does it once. */
static int is_held(const struct install_disk *target, const struct install_plan *plan)
{
	uint8_t id[PLAN_ID];

	if (!install_gpt_is_loket(id, target))
		return 0;
	if (memcmp(id, plan->id, sizeof id) == 0)
		(void)err_new(
		        EEXIST, "this stick has put Loket onto this device already: take it out, switch off and on");
	else if (!plan->erases)
		(void)err_new(EEXIST,
		        "a Loket is on this device, with what it holds: take the stick out, switch off and on; to put it on anew "
		        "erase it by its own screen, or make a stick that erases (make stick ERASE=1)");
	else
		return 0;
	return INSTALL_HELD;
}

static int open_both(struct install_world *w, const struct install_pair *pair, const char *dev)
{
	char path[NODE_PATH];
	int r;

	(void)snprintf(path, sizeof path, "%s/%s", dev, pair->pieces);
	r = install_disk_open(&w->source, path, false);
	if (r)
		return INSTALL_STICK_BAD;
	(void)snprintf(path, sizeof path, "%s/%s", dev, pair->target);
	return install_disk_open(&w->target, path, true) ? INSTALL_TARGET_BAD : 0;
}

int install_job_run(const struct install_pair *pair, const char *dev, const struct install_plan *plan,
        void (*progress)(void *me, enum install_stage stage, int percent), void *me)
{
	struct install_world w = {.plan = plan, .progress = progress, .me = me};
	int r = open_both(&w, pair, dev);

	if (r == 0)
		r = is_held(&w.target, plan);
	if (r == 0)
		r = install_run(&w);
	install_disk_close(&w.source);
	install_disk_close(&w.target);
	return r < 0 ? err_up(r) : r;
}
