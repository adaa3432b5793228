#include "bad_kit.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { RECORDS_MOST = 1 << 20, RUN_MS = 60000 };

static const struct answer lost_umbrella[] = {
        {"danger", "no"},
        {"kind", "lost"},
        {"abroad", "no"},
        {"thing", "other"},
        {"what", "een paraplu"},
        {"from", "1 4 2019"},
        {"to", "2 4 2019"},
        {"place", "In de bus"},
        {"story", "Ik liet hem in de bus liggen, op de achterste bank."},
        {"insured", "no"},
        {"for_whom", "self"},
        {"name", "J. de Boer"},
        {"born", "1 2 1980"},
        {"contact", "none"},
        {NULL, NULL},
};

void path_in(char out[PLANT_PATH], const char *folder, const char *name)
{
	CHECK_OK(path_join(out, PLANT_PATH, folder, name));
}

void write_file(const char *path, const void *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	CHECK(fd >= 0);
	CHECK_OK(write_all(fd, bytes, n));
	close(fd);
}

/* A folder of links to what stands in another. */
static void link_all(const char *from, const char *to)
{
	DIR *d = opendir(from);
	const struct dirent *entry;

	CHECK(d != NULL);
	CHECK(mkdir(to, 0700) == 0);
	while ((entry = readdir(d))) {
		char there[PATH_MAX], here[PLANT_PATH];

		if (entry->d_name[0] == '.')
			continue;
		CHECK_OK(path_join(there, sizeof there, from, entry->d_name));
		path_in(here, to, entry->d_name);
		CHECK(symlink(there, here) == 0);
	}
	closedir(d);
}

struct bad *bad_make(void)
{
	struct bad *b = calloc(1, sizeof *b);
	char content[PATH_MAX + 16];

	CHECK(b != NULL);
	plant_make(&b->p);
	snprintf(content, sizeof content, "%s/content", test_programs());
	path_in(b->content, b->p.s.dir, "content");
	link_all(content, b->content);
	return b;
}

struct bad *bad_make_with_record(void)
{
	struct bad *b = bad_make();

	bad_start(b, NULL);
	bad_visit(b);
	plant_kiosk_stop(&b->p);
	return b;
}

void bad_end(struct bad *b)
{
	AUTO_BUF opened;

	plant_end(&b->p);
	buf_init(&opened, RECORDS_MOST);
	if (b->records) {
		plant_open_station(&b->p, &opened);
		CHECK_INT(count_lines(&opened), b->records);
		CHECK_HAS(buf_str(&opened), b->number);
	}
	free(b);
}

void bad_start(struct bad *b, const char *const *options)
{
	const char *all[40] = {"--content", b->content};
	int n = 2;

	for (; options && *options && n < 39; options++)
		all[n++] = *options;
	plant_kiosk_start(&b->p, all);
}

void bad_visit_to_confirm(struct bad *b)
{
	struct visitor *v = calloc(1, sizeof *v);

	CHECK(v != NULL);
	*v = (struct visitor){.s = &b->p.s, .lang = "nl", .answers = lost_umbrella};
	await_screen(v->s, "idle");
	visitor_begin(v);
	visitor_answer(v, NULL);
	tap(v->s, "next");
	await_screen(v->s, "confirm");
	free(v);
}

void bad_visit_to_receipt(struct bad *b)
{
	struct visitor *v = calloc(1, sizeof *v);

	CHECK(v != NULL);
	*v = (struct visitor){.s = &b->p.s, .lang = "nl", .answers = lost_umbrella};
	await_screen(v->s, "idle");
	visitor_begin(v);
	visitor_answer(v, NULL);
	visitor_save(v);
	(void)text_copy(b->number, sizeof b->number, v->number);
	b->records++;
	free(v);
}

void bad_visit(struct bad *b)
{
	bad_visit_to_receipt(b);
	tap(&b->p.s, "next");
	await_screen(&b->p.s, "idle");
}

void bad_spoil(struct bad *b, const char *file, const char *text)
{
	char folder[PLANT_PATH], path[PLANT_PATH], real[PATH_MAX], name[100];
	struct stat st;

	(void)text_copy(name, sizeof name, file);
	path_in(path, b->content, file);
	if (strchr(name, '/')) {
		*strchr(name, '/') = '\0';
		path_in(folder, b->content, name);
		CHECK(lstat(folder, &st) == 0 && realpath(folder, real) != NULL);
		if (S_ISLNK(st.st_mode)) {
			CHECK(unlink(folder) == 0);
			link_all(real, folder);
		}
	}
	CHECK(unlink(path) == 0 || errno == ENOENT);
	if (text)
		write_file(path, text, strlen(text));
}

void bad_leave_one_form(struct bad *b)
{
	char pattern[PATH_MAX + 64];
	glob_t found = {0};

	snprintf(pattern, sizeof pattern, "%s/assets/forms/*.xml", test_root());
	CHECK(glob(pattern, 0, NULL, &found) == 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char file[300];

		snprintf(file, sizeof file, "forms/%s", strrchr(found.gl_pathv[i], '/') + 1);
		if (strcmp(file, "forms/loss_report.xml") != 0)
			bad_spoil(b, file, NULL);
	}
	globfree(&found);
}

int bad_run(struct bad *b, const char *const *options)
{
	const char *all[40] = {"--content", b->content};
	int n = 2, status;

	for (; options && *options && n < 39; options++)
		all[n++] = *options;
	CHECK_OK(station_launch(&b->p.s, all));
	CHECK_OK(proc_wait(b->p.s.pid, RUN_MS, &status));
	b->p.s.pid = 0;
	return status;
}

void check_log(const struct bad *b, const char *text)
{
	AUTO_BUF log;

	buf_init(&log, 16 << 20);
	CHECK_OK(file_read(&log, b->p.s.log));
	CHECK_HAS(buf_str(&log), text);
}

void check_out_of_service(const struct bad *b, const char *sentence)
{
	const struct station *s = &b->p.s;

	await_screen(s, "out_of_service");
	await_sight(s, "Deze zuil werkt nu niet", 2000);
	await_sight(s, "Ga naar de balie", 0);
	await_sight(s, "Voor de technicus", 0);
	await_sight(s, sentence, 0);
}

void own_mounts(void)
{
	if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
		test_skip("mounting needs root");
}
