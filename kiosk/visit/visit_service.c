/* visit_service - the forms in CONTENT/forms, each a service; one of them under way. */
#include <dirent.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "sys/arena.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/visit_inside.h"

enum { ANSWER_BYTES = 2 * 1024 * 1024 };

/* One line of the log for each finding: the author, or the technician, mends it. */
static void log_findings(const struct visit *v, struct findings *f)
{
	char *line = (char *)f->text.data;

	while (line && *line) {
		char *end = strchr(line, '\n');

		if (end)
			*end = 0;
		log_warn(v->world.log, "%s", line);
		line = end ? end + 1 : NULL;
	}
}

static void load_form(struct visit *v, const char *folder, const char *file)
{
	struct findings found;
	struct form *form = NULL;
	char path[1600];
	int r;

	findings_init(&found);
	(void)snprintf(path, sizeof path, "%s/%s", folder, file);
	r = form_load(&form, path, &found);
	if (r == 0)
		r = form_fits_kiosk(form, &found);
	if (r == 0 && text_copy(v->service[v->n_services].name, sizeof v->service[0].name, form_id(form))) {
		v->service[v->n_services++].form = form;
	} else {
		if (r < 0)
			log_surprise(v->world.log, LOG_MODULE, r);
		log_findings(v, &found);
		log_warn(v->world.log, "the form %s is not offered", file);
		form_free(form);
	}
	findings_fini(&found);
}

static int is_form(const struct dirent *d)
{
	return text_ends(d->d_name, ".xml");
}

/* Another number when a file comes, goes or changes. */
static uint64_t stamp_of(const char *folder)
{
	struct dirent **list = NULL;
	int n = scandir(folder, &list, is_form, alphasort);
	uint64_t stamp = n < 0 ? 1 : 0;

	for (int i = 0; i < n; i++) {
		char path[1600];
		struct stat st;

		(void)snprintf(path, sizeof path, "%s/%s", folder, list[i]->d_name);
		if (stat(path, &st) == 0)
			stamp = stamp * 31 + (uint64_t)st.st_mtim.tv_sec * 1000000007u + (uint64_t)st.st_mtim.tv_nsec +
			        (uint64_t)st.st_ino + (uint64_t)st.st_size;
		free(list[i]);
	}
	free(list);
	return stamp;
}

static void load_all(struct visit *v)
{
	struct dirent **list = NULL;
	char folder[1200];
	int n;

	if (v->services_loaded)
		return;
	v->services_loaded = true;
	(void)snprintf(folder, sizeof folder, "%s/forms", v->world.content);
	v->services_stamp = stamp_of(folder);
	n = scandir(folder, &list, is_form, alphasort);
	if (n < 0)
		log_error(v->world.log, "the folder %s can not be listed", folder);
	for (int i = 0; i < n; i++) {
		if (v->n_services < SERVICES_MAX)
			load_form(v, folder, list[i]->d_name);
		free(list[i]);
	}
	free(list);
}

void visit_services_free(struct visit *v)
{
	while (v->n_services)
		form_free(v->service[--v->n_services].form);
}

void visit_services_again(struct visit *v)
{
	char folder[1200];

	(void)snprintf(folder, sizeof folder, "%s/forms", v->world.content);
	if (v->services_loaded && stamp_of(folder) == v->services_stamp)
		return; /* nothing to say about it that is not in the log */
	v->services_loaded = false;
	load_all(v);
}

size_t visit_services(struct visit *v)
{
	load_all(v);
	return v->n_services;
}

const char *visit_service_name(const struct visit *v, size_t i)
{
	return v->service[i].name;
}

const char *visit_service_key(const struct visit *v, size_t i, const char *what)
{
	struct visit *me = (struct visit *)(uintptr_t)v; /* only its scratch text changes */

	(void)snprintf(me->said, sizeof me->said, "service.%s.%s", v->service[i].name, what);
	return me->said;
}

static void random_bytes(void *me, void *out, size_t n)
{
	(void)me;
	for (size_t done = 0; done < n;) {
		ssize_t got = getrandom((char *)out + done, n - done, 0);

		done += got > 0 ? (size_t)got : 0;
	}
}

int visit_begin(struct visit *v, const char *name)
{
	struct session_env env = {.now_ms = clock_wall_ms(v->world.clock),
	        .zone = v->world.zone,
	        .random = random_bytes,
	        .device_id = v->world.station ? v->world.station->code : "",
	        .username = "",
	        .email = "",
	        .phone = "",
	        .ceiling = ANSWER_BYTES,
	        .asks_repeats = true};
	int e;

	load_all(v);
	for (size_t i = 0; i < v->n_services; i++) {
		if (!text_is(v->service[i].name, name))
			continue;
		session_free(v->session);
		v->session = NULL;
		v->saved = false;
		wipe(&v->completing, sizeof v->completing);
		env.language = visit_form_language(v, v->service[i].form);
		e = session_new(&v->session, v->service[i].form, &env);
		if (e < 0)
			return err_up(e);
		if (!session_is_locked(v->session))
			log_warn(
			        v->world.log, "answers can not be locked in memory; raise the limit for locked memory");
		v->serving = (int)i;
		store_new_id(v->record_id);
		return 0;
	}
	return VISIT_UNKNOWN;
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
