/* visit_begin - a form under way: begun by a citizen, or by an officer who may; and how it is left. */
#include <string.h>
#include <sys/random.h>

#include "sys/arena.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/duty.h"
#include "visit/visit_inside.h"

/* Address space: memory is taken as it is used. A quarter holds the choices of one question, in a list of a whole country 8 MiB.
 * The board lets the kiosk lock 64 MiB. */
enum { ANSWER_BYTES = 56 * 1024 * 1024 };

bool visit_service_is_first(const struct visit *v, size_t i)
{
	return v->service[i].kind->place == SERVICE_FIRST;
}

bool visit_service_is_more(const struct visit *v, size_t i)
{
	return v->service[i].kind->place == SERVICE_MORE;
}

/* Practice leaves nothing behind, and these forms are not made for that. */
bool visit_service_is_staffs(const struct visit *v, size_t i)
{
	const struct service_kind *k = v->service[i].kind;

	return k->desk && !duty_is_practice(v) && duty_may(v, ACTION_FORM, k->kind);
}

static void random_bytes(void *me, void *out, size_t n)
{
	(void)me;
	for (size_t done = 0; done < n;) {
		ssize_t got = getrandom((char *)out + done, n - done, 0);

		done += got > 0 ? (size_t)got : 0;
	}
}

void visit_forget_answers(struct visit *v)
{
	session_free(v->session);
	v->session = NULL;
	v->serving = -1;
	v->saved = v->at_desk = false;
	visit_deeds_forget(v);
	wipe(&v->completing, sizeof v->completing);
	wipe(v->record_id, sizeof v->record_id);
}

static int begin(struct visit *v, size_t i, const char *officer)
{
	struct session_env env = {.now_ms = clock_wall_ms(v->world.clock),
	        .zone = v->world.zone,
	        .random = random_bytes,
	        .device_id = v->world.station ? v->world.station->code : "",
	        .username = officer,
	        .email = "",
	        .phone = "",
	        .ceiling = ANSWER_BYTES,
	        .asks_repeats = true,
	        .language = visit_form_language(v, v->service[i].form)};
	int e;

	visit_forget_answers(v);
	e = session_new(&v->session, v->service[i].form, &env);
	if (e < 0)
		return err_up(e);
	if (!session_is_locked(v->session))
		log_warn(v->world.log, "answers can not be locked in memory; raise the limit for locked memory");
	v->serving = (int)i;
	store_new_id(v->record_id);
	store_new_id(v->apart_id);
	return 0;
}

static int service_named(struct visit *v, const char *name)
{
	for (size_t i = 0, n = visit_services(v); i < n; i++)
		if (text_is(v->service[i].name, name))
			return (int)i;
	return -1;
}

int visit_begin(struct visit *v, const char *name)
{
	int i = service_named(v, name);

	if (i < 0 || v->service[i].kind->place == SERVICE_STAFF)
		return VISIT_UNKNOWN;
	return begin(v, (size_t)i, "");
}

int visit_begin_at_desk(struct visit *v, const char *name)
{
	int i = service_named(v, name), e;

	if (i < 0 || !visit_service_is_staffs(v, (size_t)i))
		return VISIT_UNKNOWN;
	e = begin(v, (size_t)i, duty_token(v));
	v->at_desk = e == 0;
	return err_up(e);
}

int visit_begin_completing(struct visit *v, const char *name)
{
	int i = service_named(v, name);

	return i < 0 ? VISIT_UNKNOWN : err_up(begin(v, (size_t)i, duty_token(v)));
}

bool visit_is_at_desk(const struct visit *v)
{
	return v->at_desk;
}

void visit_leave_desk(struct visit *v)
{
	if (!v->at_desk)
		return;
	visit_paper_end(v, false);
	visit_draft_over(v);
	visit_forget_answers(v);
	wipe(&v->kept, sizeof v->kept);
	wipe(v->said, sizeof v->said);
	wipe(v->date, sizeof v->date);
}

struct session *visit_session(struct visit *v)
{
	if (v->session)
		session_set_now(v->session, clock_wall_ms(v->world.clock));
	return v->session;
}

uint32_t visit_first_bad(struct visit *v)
{
	return v->session ? session_check_all(v->session, NULL) : 0;
}
