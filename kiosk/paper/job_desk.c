#include "paper/job_desk.h"

#include <errno.h>
#include <stdlib.h>

#include "paper/job_inside.h"

struct job_desk {
	struct loop *loop;
	struct job *jobs[JOB_DESK_MOST];
	int sweep_timer;
	bool torn;
};

int job_desk_new(struct job_desk **out, struct loop *loop)
{
	struct job_desk *d = calloc(1, sizeof *d);

	if (!d)
		return err_new(ENOMEM, "no memory for prints");
	d->loop = loop;
	*out = d;
	return 0;
}

static void sweep(struct job_desk *d)
{
	for (int i = 0; i < JOB_DESK_MOST; i++) {
		if (!d->jobs[i] || !job_is_over(d->jobs[i]))
			continue;
		job_free(d->jobs[i]);
		d->jobs[i] = NULL;
	}
}

static int on_sweep(void *me)
{
	struct job_desk *d = me;

	d->sweep_timer = 0;
	sweep(d);
	return 0;
}

/* From inside of the job, so it is freed a moment later; without a timer at the next job_keep(). */
static void on_over(void *me)
{
	struct job_desk *d = me;
	int id = d->sweep_timer ? d->sweep_timer : loop_after(d->loop, 0, on_sweep, d);

	d->sweep_timer = id > 0 ? id : 0;
}

int job_keep(struct job_desk *d, struct job *j)
{
	int i = 0;

	sweep(d);
	while (i < JOB_DESK_MOST && d->jobs[i])
		i++;
	if (i == JOB_DESK_MOST)
		return JOB_DESK_FULL;
	job_leave(j);
	d->jobs[i] = j;
	j->kept_over = on_over;
	j->kept_me = d;
	if (job_is_over(j))
		on_over(d);
	return 0;
}

int job_desk_count(const struct job_desk *d)
{
	int n = 0;

	for (int i = 0; i < JOB_DESK_MOST; i++)
		n += d->jobs[i] && !job_is_over(d->jobs[i]);
	return n;
}

bool *job_desk_torn(struct job_desk *d)
{
	return &d->torn;
}

void job_desk_free(struct job_desk *d)
{
	if (!d)
		return;
	for (int i = 0; i < JOB_DESK_MOST; i++) {
		if (d->jobs[i])
			d->jobs[i]->kept_over = NULL;
		job_free(d->jobs[i]);
	}
	loop_cancel(d->loop, d->sweep_timer);
	free(d);
}
