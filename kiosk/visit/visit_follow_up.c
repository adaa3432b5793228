#include "visit/visit_follow_up.h"

#include "form/carry.h"
#include "sys/log.h"
#include "visit/visit_inside.h"

enum { CARRIED_MOST = 32 };

static int follower(struct visit *v)
{
	if (!v->saved || !v->session || !(v->at_desk || v->completing.on))
		return -1;
	for (size_t i = 0; i < v->n_services; i++)
		if ((int)i != v->serving && visit_service_is_staffs(v, i) &&
		        form_follows(v->service[i].form, v->session))
			return (int)i;
	return -1;
}

const char *visit_follow_up(struct visit *v)
{
	int i = follower(v);

	return i < 0 ? NULL : v->service[i].name;
}

/* An answer that the form does not take stays out: it is asked then. */
static int take_over(struct visit *v, const struct session *before)
{
	struct session_answer answers[CARRIED_MOST];
	size_t n = form_carries(answers, CARRIED_MOST, session_form(v->session), before), left = 0;
	int e = session_restore(&left, v->session, answers, n);

	if (e == 0 && left)
		log_info(v->world.log, "%zu answers of the form before did not fit", left);
	return err_up(e);
}

int visit_begin_follow_up(struct visit *v)
{
	int i = follower(v), e;
	struct session *before = v->session;

	if (i < 0)
		return VISIT_UNKNOWN;
	v->session = NULL; /* it is read until the next one has what it takes over */
	visit_paper_end(v, false);
	visit_draft_over(v);
	wipe(&v->kept, sizeof v->kept);
	e = visit_begin_at_desk(v, v->service[i].name);
	if (e == 0)
		e = take_over(v, before);
	session_free(before);
	if (e < 0)
		visit_forget_answers(v);
	return err_up(e);
}
