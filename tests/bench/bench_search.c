/*
 * bench_search - a list of 250,000 rows on the screen: from a key to the frame with what it found
 *
 * A whole kiosk with a form of one question, whose choices are all rows of a list. A key goes in at the control socket
 * and the tree of the frame comes back: that way costs the same without a list, and stands beside.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "tests/screen/station.h"

enum { ROUNDS = 5, ROWS = 250000, PATH_ROOM = 4000 };

static const char *const words[] = {"st", "r", "a", "at 1", "2", "4"};
enum { KEYS = sizeof words / sizeof *words };

static void put(FILE *out, const char *text)
{
	if (fputs(text, out) < 0)
		bench_must(-1, "write");
}

static FILE *new_file(const char *dir, const char *name)
{
	char path[PATH_ROOM];
	FILE *f;

	bench_must(path_join(path, sizeof path, dir, name), "path");
	f = fopen(path, "w");
	bench_must(f ? 0 : -1, path);
	return f;
}

static void write_form(const char *dir, int rows)
{
	FILE *f = new_file(dir, "loss_report.xml");

	put(f, "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "
	       "xmlns:jr=\"http://openrosa.org/javarosa\"><h:head><h:title>bench</h:title><model><itext>"
	       "<translation lang=\"Nederlands (nl)\"><text id=\"q\"><value>Straat?</value></text></translation></itext>"
	       "<instance><data id=\"loss_report\" version=\"1\"><street/></data></instance>"
	       "<instance id=\"streets\" src=\"jr://file-csv/streets.csv\"/>"
	       "<bind nodeset=\"/data/street\" type=\"string\"/></model></h:head><h:body>"
	       "<select1 ref=\"/data/street\" appearance=\"search\"><label ref=\"jr:itext('q')\"/>"
	       "<itemset nodeset=\"instance('streets')/root/item\"><value ref=\"name\"/><label ref=\"label\"/></itemset>"
	       "</select1></h:body></h:html>\n");
	bench_must(fclose(f), "loss_report.xml");
	f = new_file(dir, "streets.csv");
	put(f, "name,label\n");
	for (int i = 0; i < rows; i++)
		fprintf(f, "s%d,Straat %d\n", i, i * 7 % ROWS);
	bench_must(fclose(f), "streets.csv");
}

/* The kiosk's own content, with one form changed. */
static void make_content(const char *to, int rows)
{
	static const char *const parts[] = {"fonts", "keyboards", "manual", "notices", "printers", "themes", "words"};
	char from[PATH_ROOM], at[PATH_ROOM];

	bench_must(mkdir(to, 0700), to);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		(void)snprintf(from, sizeof from, "%s/content/%s", bench_programs(), parts[i]);
		bench_must(path_join(at, sizeof at, to, parts[i]), "path");
		bench_must(symlink(from, at), at);
	}
	bench_must(path_join(at, sizeof at, to, "forms"), "path");
	bench_must(mkdir(at, 0700), at);
	write_form(at, rows);
}

static void tap(struct station *s, const char *id, const char *screen)
{
	bench_must(door_do(s->door, NULL, "{s:s,s:s}", "do", "tap", "id", id), id);
	bench_must(door_do(s->door, NULL, "{s:s,s:s,s:i}", "do", "wait", "screen", screen, "ms", 20000), screen);
}

/* Keys, each to the tree of the frame that follows. */
static void type_all(struct station *s, double *took)
{
	for (int k = 0; k < KEYS; k++) {
		int64_t began = clock_measure_us();
		json_t *tree;

		bench_must(door_do(s->door, NULL, "{s:s,s:s}", "do", "type", "text", words[k]), "type");
		bench_must(door_tree(s->door, &tree), "tree");
		took[k] = (double)(clock_measure_us() - began) / 1000 / (double)strlen(words[k]);
		json_decref(tree);
	}
}

struct searches {
	double key[ROUNDS], worst[ROUNDS], shown[ROUNDS], mib;
};

static void measure(struct searches *out, struct station *s, const char *content)
{
	const char *const options[] = {"--content", content, NULL};

	for (int i = 0; i < ROUNDS; i++) {
		double took[KEYS];
		int64_t began;

		bench_must(station_start(s, options), "station");
		bench_must(
		        door_do(s->door, NULL, "{s:s,s:s,s:i}", "do", "wait", "screen", "idle", "ms", 20000), "idle");
		tap(s, "next", "language");
		tap(s, "lang:nl", "service");
		began = clock_measure_us();
		tap(s, "service:loss_report", "question");
		out->shown[i] = (double)(clock_measure_us() - began) / 1000;
		type_all(s, took);
		out->key[i] = bench_at(took, KEYS, 0.5);
		out->worst[i] = bench_at(took, KEYS, 1);
		out->mib = bench_pss_mib(s->pid);
		bench_must(station_stop(s), "stop");
	}
}

int main(void)
{
	struct searches few = {.mib = 0}, many = {.mib = 0};
	char content[PATH_ROOM];
	struct station s;

	bench_must(station_make(&s, bench_programs(), NULL), "station");
	bench_must(path_join(content, sizeof content, s.dir, "few"), "path");
	make_content(content, 30);
	measure(&few, &s, content);
	bench_must(path_join(content, sizeof content, s.dir, "many"), "path");
	make_content(content, ROWS);
	measure(&many, &s, content);
	bench_row_beside("250,000 choices: the question shown", bench_at(many.shown, ROUNDS, 0.5),
	        bench_at(few.shown, ROUNDS, 0.5), "ms", "30 choices");
	bench_row_beside("250,000 choices: key to finds drawn, middle", bench_at(many.key, ROUNDS, 0.5),
	        bench_at(few.key, ROUNDS, 0.5), "ms", "30 choices");
	bench_row_beside("250,000 choices: key to finds drawn, worst", bench_at(many.worst, ROUNDS, 0.5),
	        bench_at(few.worst, ROUNDS, 0.5), "ms", "30 choices");
	bench_row_beside("250,000 choices: memory of the kiosk", many.mib, few.mib, "MiB", "30 choices");
	station_remove(&s);
	return 0;
}
