#include "paper_wire.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { TURN_US = 1000, RETRY_MS = 9000 };

/* An answer is fine; a surprise says that the stream holds what no printer takes. Behind the end of a job a command of
 * it may hang, and then questions stand inside of it: that is what the flush before the next one is for. */
static void sure_of(const struct wire *w, int r)
{
	if (r < 0 && !(w->s.job && job_is_over(w->s.job)))
		test_fail(__FILE__, __LINE__, "the twin: %s", err_why());
}

/* A pseudo-terminal behind the name in w->tty. */
static int plug(const struct wire *w)
{
	int peer = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC), unlock = 0, number;
	char to[64];

	CHECK(peer >= 0);
	CHECK_INT(ioctl(peer, TIOCSPTLCK, &unlock), 0);
	CHECK_INT(ioctl(peer, TIOCGPTN, &number), 0);
	(void)snprintf(to, sizeof to, "/dev/pts/%d", number);
	(void)unlink(w->tty);
	CHECK_INT(symlink(to, w->tty), 0);
	return peer;
}

/* The name goes with the line: the number of a closed one is soon another test's, and would be written to. */
static void unplug(struct wire *w)
{
	(void)unlink(w->tty);
	if (w->s.peer >= 0)
		close(w->s.peer);
	w->s.peer = -1;
}

static struct sheet *sheet(struct wire *w, const char *banner, const char *const *paragraphs)
{
	struct sheet *s;

	CHECK_OK(sheet_new(&s, &w->s.kit.page));
	sheet_banner(s, banner);
	for (int i = 0; paragraphs && paragraphs[i]; i++)
		sheet_point(s, i + 1, paragraphs[i]);
	CHECK_OK(sheet_done(s));
	return s;
}

void wire_open(struct wire *w, const char *profile)
{
	static const char *const rights[] = {"U mag hulp vragen van een advocaat.",
	        "U mag een tolk vragen. Dat kost u niets.", "U krijgt bericht over uw zaak.",
	        "U mag zeggen dat u iets niet begrijpt. Wij leggen het dan uit.",
	        "U mag een arts vragen als u ziek bent of medicijnen nodig hebt.",
	        "U mag iemand laten weten dat u hier bent.", "U mag uw dossier lezen.", NULL};

	*w = (struct wire){.step_us = TURN_US, .s.peer = -1, .s.log.fd = -1};
	(void)snprintf(w->tty, sizeof w->tty, "%s/tty", test_folder());
	clock_manual(&w->s.clock, 1000000);
	w->s.log.clock = &w->s.clock;
	kit_open(&w->s.kit, profile, "nl");
	w->s.sheet = sheet(w, "Uw rechten", rights);
	w->stub = sheet(w, "ONGELDIG - ONVOLLEDIG", NULL);
	w->head = sheet(w, "KOPIE 1", NULL);
	w->body = kit_draw(w->s.sheet, (int)w->s.kit.profile.dots, 24);
	w->s.kit.profile.speed_mm_s = 0; /* the twin prints in no time, and is believed */
}

void wire_plug(struct wire *w, const struct twin_setup *setup)
{
	struct printer_setup on = {.profile = &w->s.kit.profile, .log = &w->s.log};
	char uri[400];

	w->setup = *setup;
	w->setup.profile = w->s.kit.profile;
	w->fed = w->link_cut_at = 0;
	w->line_at = w->line_n = 0;
	w->now_us = 0;
	w->is_cut = false;
	CHECK_OK(twin_new(&w->twin, &w->setup));
	CHECK_OK(loop_new(&w->s.loop, &w->s.clock));
	w->s.peer = plug(w);
	(void)snprintf(uri, sizeof uri, "serial:%s,115200", w->tty);
	on.uri = uri;
	on.loop = w->s.loop;
	CHECK_OK(printer_open(&w->s.printer, &on));
	w->order = (struct job_order){
	        .sheet = w->s.sheet, .printer = w->s.printer, .loop = w->s.loop, .log = &w->s.log, .end_ms = 200};
}

void wire_unplug(struct wire *w)
{
	job_free(w->s.job);
	w->s.job = NULL;
	printer_close(w->s.printer);
	loop_free(w->s.loop);
	twin_free(w->twin);
	unplug(w);
}

void wire_start(struct wire *w)
{
	CHECK_OK(job_start(&w->s.job, &w->order));
}

/* ---- events ---------------------------------------------------------------------------------- */

void wire_event(struct wire *w, const char *what)
{
	sure_of(w, twin_happens(w->twin, what));
}

void wire_pull(struct wire *w)
{
	unplug(w);
	w->is_cut = true;
	wire_event(w, "link_cut");
}

void wire_back(struct wire *w)
{
	twin_connect(w->twin);
	unplug(w);
	w->s.peer = plug(w);
	w->is_cut = false;
	w->link_cut_at = w->line_at = w->line_n = 0;
	for (int i = 0; i < 3; i++) {
		CHECK_OK(loop_step(w->s.loop, 1));
		clock_advance(&w->s.clock, RETRY_MS);
	}
}

/* ---- carrying ----------------------------------------------------------------------------------- */

static bool is_on(const struct wire *w)
{
	const struct twin_truth t = twin_truth(w->twin);

	return t.linked && t.powered;
}

/* From the line into the twin, never past the byte at which the line is cut. */
static bool carry_down(struct wire *w)
{
	size_t most = sizeof w->line, taken = 0;
	ssize_t n;

	if (w->s.peer < 0 || !twin_has_room(w->twin))
		return false;
	if (w->line_at == w->line_n) {
		if (w->link_cut_at && w->link_cut_at - w->fed < most)
			most = (size_t)(w->link_cut_at - w->fed);
		n = read(w->s.peer, w->line, most);
		w->line_n = n > 0 ? (size_t)n : 0;
		w->line_at = 0;
		w->fed += w->line_n;
	}
	for (bool more = true; more && w->line_at < w->line_n && is_on(w); more = taken > 0) {
		sure_of(w, twin_feed(&taken, w->twin, w->line + w->line_at, w->line_n - w->line_at));
		w->line_at += taken;
		sure_of(w, twin_run(w->twin, w->now_us));
	}
	if (w->link_cut_at && w->fed >= w->link_cut_at && w->line_at == w->line_n)
		wire_pull(w);
	return taken > 0;
}

bool wire_turn(struct wire *w)
{
	uint8_t answers[512];
	bool moved;
	size_t n;

	CHECK_OK(loop_step(w->s.loop, 1));
	moved = carry_down(w);
	w->now_us += w->step_us;
	sure_of(w, twin_run(w->twin, w->now_us));
	if (w->s.peer >= 0 && !is_on(w)) {
		unplug(w); /* its power or its plug went */
		w->is_cut = true;
	}
	n = twin_answers(w->twin, answers, sizeof answers);
	if (n > 0 && w->s.peer >= 0)
		CHECK_INT(write(w->s.peer, answers, n), n);
	return moved || n > 0;
}

struct job_progress wire_run(struct wire *w, int still_turns)
{
	struct job_progress p;

	for (int still = 0; still < still_turns && !job_is_over(w->s.job);)
		still = wire_turn(w) ? 0 : still + 1;
	/* What the line still holds when the job is over comes out too. */
	for (int still = 0; still < 3 && job_is_over(w->s.job);)
		still = wire_turn(w) ? 0 : still + 1;
	job_progress(w->s.job, &p);
	return p;
}

struct job_progress wire_until_trouble(struct wire *w, enum job_trouble t)
{
	struct job_progress p;

	job_progress(w->s.job, &p);
	for (int i = 0; i < 2000 && !job_is_over(w->s.job) && p.trouble != t; i++) {
		(void)wire_turn(w);
		job_progress(w->s.job, &p);
	}
	CHECK_INT(p.trouble, t);
	return p;
}

/* ---- what is on paper ------------------------------------------------------------------------ */

static bool is_white(const uint8_t *row, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (row[i])
			return false;
	return true;
}

int wire_count(const struct wire *w, struct kit_bitmap b)
{
	struct escpos_paper paper = twin_paper(w->twin);
	size_t row = (size_t)b.row_bytes, rows;
	int found = 0;

	/* White rows at its ends are no content. */
	while (b.rows > 0 && is_white(b.bits, row)) {
		b.bits += row;
		b.rows--;
	}
	while (b.rows > 0 && is_white(b.bits + (size_t)(b.rows - 1) * row, row))
		b.rows--;
	rows = (size_t)b.rows;
	CHECK(rows > 0);
	CHECK_INT(paper.row_bytes, b.row_bytes);
	for (size_t y = 0; y + rows <= paper.n_rows;) {
		bool same = memcmp(paper.rows + y * row, b.bits, rows * row) == 0;

		found += same;
		y += same ? rows : 1;
	}
	return found;
}

int wire_bodies(const struct wire *w)
{
	return wire_count(w, w->body);
}

int wire_stubs(const struct wire *w)
{
	return wire_count(w, kit_draw(w->stub, (int)w->s.kit.profile.dots, 24));
}

int wire_heads(const struct wire *w)
{
	return wire_count(w, kit_draw(w->head, (int)w->s.kit.profile.dots, 24));
}
