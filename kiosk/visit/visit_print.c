/* visit_print - what a screen may know of the print it looks at; and the journal that every print stands in. */
#include <stdio.h>
#include <string.h>

#include "paper/job_journal.h"
#include "sys/log.h"
#include "visit/guard.h"
#include "visit/duty_inside.h"
#include "visit/press.h"
#include "visit/visit_draft.h"

static enum visit_paper paper_of(const struct job_progress *p)
{
	switch (p->state) {
	case JOB_QUEUED:
		return PAPER_WAITING;
	case JOB_PRINTING:
		return PAPER_PRINTING;
	case JOB_DONE:
		return p->level >= PROOF_PRINTED ? PAPER_PRINTED : PAPER_SENT;
	case JOB_VOID:
		return p->reason == JOB_NO_PRINTER ? PAPER_NONE : PAPER_FAILED;
	case JOB_UNKNOWN:
		break;
	}
	return PAPER_UNSURE;
}

enum visit_paper visit_paper(struct visit *v)
{
	struct job_progress p;

	if (v->print_broken)
		return PAPER_FAILED;
	if (!press_progress(v->press, &p))
		return visit_has_printer(v) ? PAPER_WAITING : PAPER_NONE;
	return paper_of(&p);
}

bool visit_paper_begun(const struct visit *v)
{
	return v->press != NULL;
}

int visit_paper_percent(struct visit *v)
{
	struct job_progress p;

	return press_progress(v->press, &p) ? job_percent(&p) : 0;
}

int visit_paper_level(struct visit *v)
{
	struct job_progress p;

	return press_progress(v->press, &p) ? (int)p.level : -1;
}

enum visit_trouble visit_paper_trouble(struct visit *v)
{
	static const enum visit_trouble of[] = {
	        [TROUBLE_NONE] = VISIT_NO_TROUBLE,
	        [TROUBLE_GONE] = VISIT_TROUBLE_GONE,
	        [TROUBLE_PAPER] = VISIT_TROUBLE_PAPER,
	        [TROUBLE_COVER] = VISIT_TROUBLE_COVER,
	        [TROUBLE_CUTTER] = VISIT_TROUBLE_CUTTER,
	        [TROUBLE_HOT] = VISIT_TROUBLE_HOT,
	        [TROUBLE_OTHER] = VISIT_TROUBLE_CUTTER,
	        [TROUBLE_NOT_TAKEN] = VISIT_NO_TROUBLE,
	};
	struct job_progress p;

	if (!press_progress(v->press, &p) || !p.trouble_lasts || p.state >= JOB_DONE)
		return VISIT_NO_TROUBLE;
	return of[p.trouble];
}

bool visit_paper_is_unprovable(struct visit *v)
{
	struct job_progress p;

	return press_progress(v->press, &p) && p.state == JOB_VOID && p.reason == JOB_NO_JOURNAL;
}

bool visit_roll_is_short(const struct visit *v)
{
	return v->roll_is_short;
}

void visit_paper_mended(struct visit *v)
{
	press_mended(v->press);
}

void visit_paper_stop(struct visit *v)
{
	press_cancel(v->press);
}

static void count_print(struct visit *v, bool came_out)
{
	const struct notice *n = v->handing.text;
	int r;

	if (!v->duty || !n)
		return;
	r = counters_print(
	        v->duty->counters, n->id, n->lang, came_out ? COUNT_PRINT_OK : COUNT_PRINT_FAIL, duty_is_practice(v));
	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
}

/* A notice that an officer hands over: the record learns what the printer proved; a copy becomes a row of its own. */
void visit_paper_moved(struct visit *v, const struct job_progress *p)
{
	struct handover_print done = {.level = p->level, .done = true, .copies = 1};
	struct handing *h = &v->handing;
	char job[24];

	if (p->state < JOB_DONE || !h->settled)
		return;
	count_print(v, p->state == JOB_DONE);
	/* It may have come out: a further sheet must not look like the first. */
	if (p->state == JOB_UNKNOWN && !h->job)
		h->job = p->journal_id;
	if (p->state != JOB_DONE) /* what did not certainly come out was not handed over */
		return;
	(void)snprintf(job, sizeof job, "%lld", (long long)p->journal_id);
	done.job = job;
	h->copies++;
	h->job = h->job ? h->job : p->journal_id;
	if (h->copies > 1 && h->copies <= HANDOVER_COPIES_MAX)
		done.copies = h->copies;
	if (!h->attested)
		handover_printed(&h->record, &done, handing_now_ms(v));
	else
		handing_reprinted(v, &done);
}

/* ---- the journal ----------------------------------------------------------------------- */

/* Opened at the first print, or by the first look after a start: what the power ended is told then. */
struct journal *visit_journal(struct visit *v)
{
	int e;

	if (v->journal || !v->world.desk)
		return v->journal;
	e = journal_open(&v->journal, v->world.desk, v->world.clock, v->world.log);
	if (e)
		log_surprise(v->world.log, LOG_MODULE, e);
	return v->journal;
}

const struct job_journal *visit_job_journal(struct visit *v)
{
	struct journal *j = visit_journal(v);

	if (!j)
		return NULL;
	job_journal_of(&v->job_journal, j);
	return &v->job_journal;
}

void visit_wake(struct visit *v)
{
	(void)visit_journal(v);
	guard_wake(v);
	visit_draft_wake(v);
}
