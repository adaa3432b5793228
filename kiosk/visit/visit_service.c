/* visit_service - the forms in CONTENT/forms, each a service; one of them under way. */
#include <dirent.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sys/arena.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/visit_inside.h"

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
		v->service[v->n_services].kind = service_kind_of(form);
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

static void swap_services(struct visit *v, size_t a, size_t b)
{
	char keep[sizeof v->service[0]];

	memcpy(keep, &v->service[a], sizeof keep);
	v->service[a] = v->service[b];
	memcpy(&v->service[b], keep, sizeof keep);
}

/* In the order of the table; an authority's own behind them. */
static void sort_services(struct visit *v)
{
	size_t done = 0;

	for (int at = 0; service_kind_at(at); at++)
		for (size_t i = done; i < v->n_services; i++)
			if (v->service[i].kind == service_kind_at(at)) {
				swap_services(v, i, done++);
				break;
			}
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
	sort_services(v);
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
