#include "visit/press.h"

#include <errno.h>
#include <stdlib.h>

#include "drivers/printer_profile.h"
#include "paper/job_journal.h"
#include "paper/page_job.h"
#include "sys/log.h"
#include "visit/duty_inside.h"

struct press {
	struct visit *visit;
	struct arena *arena;
	enum press_kind kind;
	bool secret; /* a person's words: their letters are forgotten, too */
	struct job *job; /* of the roll */
	struct pages *pages; /* of A4, with their job */
	struct page_job *page_job;
	bool left; /* nobody looks any more */
	bool counted; /* its paper was taken off the roll */
	const struct sheet *sheet;
	int timer; /* frees it, from the loop */
	struct press *next;
};

static int open_fonts(struct visit *v)
{
	const struct printer_profile *p = printer_profile(v->world.printer);

	if (v->paper_fonts)
		return 0;
	return err_up(fonts_open(&v->paper_fonts, v->world.fonts, (float)p->dpi / 25.4f));
}

/* Pages have the dots that their printer takes; it tells them when it is asked what it can. */
static int open_page_fonts(struct visit *v)
{
	int dpi = v->world.page_printer ? page_printer_dpi(v->world.page_printer) : 0;

	if (dpi == 0)
		return err_new(ENODEV, "there is no printer of pages, or it has not answered yet");
	if (v->page_fonts && v->page_dpi == dpi)
		return 0;
	fonts_close(v->page_fonts);
	v->page_fonts = NULL;
	v->page_dpi = dpi;
	return err_up(fonts_open(&v->page_fonts, v->world.fonts, (float)dpi / 25.4f));
}

int press_new(struct press **out, struct visit *v, enum press_kind kind, size_t bytes, bool secret)
{
	struct press *p;
	int e = kind == PRESS_A4 ? open_page_fonts(v) : open_fonts(v);

	if (e)
		return err_up(e);
	p = calloc(1, sizeof *p);
	if (!p)
		return err_new(ENOMEM, "no memory for a print");
	e = arena_new(&p->arena, bytes, secret);
	if (e) {
		free(p);
		return err_up(e);
	}
	p->visit = v;
	p->kind = kind;
	p->secret = secret;
	p->next = v->presses;
	v->presses = p;
	*out = p;
	return 0;
}

struct sheet_page press_page(const struct press *p, const char *lang, bool rtl)
{
	const struct printer_profile *roll = printer_profile(p->visit->world.printer);

	return (struct sheet_page){.arena = p->arena,
	        .fonts = p->kind == PRESS_A4 ? p->visit->page_fonts : p->visit->paper_fonts,
	        .lang = lang,
	        .width_mm = p->kind == PRESS_A4 ? (float)PAGE_SHEET_MM : profile_width_mm(roll),
	        .dir = rtl ? DIR_RTL : DIR_LTR};
}

float press_scale(const struct sheet_page *page, bool large)
{
	return !large ? 1 : page->width_mm < 60 ? 1.45f : 1.75f;
}

static void unlink_press(struct press *p)
{
	struct press **at = &p->visit->presses;

	while (*at != p)
		at = &(*at)->next;
	*at = p->next;
}

void press_drop(struct press *p)
{
	struct visit *v;

	if (!p)
		return;
	v = p->visit;
	loop_cancel(v->world.loop, p->timer);
	p->left = false;
	job_free(p->job);
	page_job_free(p->page_job);
	pages_free(p->pages);
	arena_free(p->arena);
	unlink_press(p);
	if (v->press == p)
		v->press = NULL;
	if (p->secret && v->paper_fonts)
		fonts_forget(v->paper_fonts);
	free(p);
}

void press_drop_all(struct visit *v)
{
	struct press *next;

	for (struct press *p = v->presses; p; p = next) {
		next = p->next;
		press_drop(p);
	}
}

static int on_free(void *me)
{
	struct press *p = me;

	p->timer = 0;
	press_drop(p);
	return 0;
}

/* Not from inside of the job's own call: the loop frees it a moment later. */
static void free_soon(struct press *p)
{
	if (p->left && p->timer == 0)
		p->timer = loop_after(p->visit->world.loop, 0, on_free, p);
}

static int rows_of(const struct visit *v, const struct sheet *s)
{
	return (int)(sheet_height_mm(s) * (float)printer_profile(v->world.printer)->dpi / 25.4f + 1);
}

/* What came out is taken off the roll; of a torn sheet, as much as was sent. */
static void feed_meter(struct press *p, const struct job_progress *at)
{
	struct visit *v = p->visit;
	struct roll *roll;
	int64_t um;
	int r;

	p->counted = true;
	if (p->kind == PRESS_A4 || at->bands_sent == 0)
		return;
	roll = visit_roll(v);
	um = roll_sheet_um(printer_profile(v->world.printer), rows_of(v, p->sheet));
	if (!roll)
		return;
	if (at->bands_sent < at->n_bands)
		um = um * at->bands_sent / at->n_bands;
	r = roll_fed(roll, um, at->bands_sent == at->n_bands, at->state == JOB_DONE);
	if (r == 0 && at->trouble == TROUBLE_PAPER)
		r = roll_ended(roll);
	if (r < 0)
		log_surprise(v->world.log, LOG_MODULE, r);
}

static void on_progress(void *me, const struct job_progress *progress)
{
	struct press *p = me;
	struct visit *v = p->visit;

	if (progress->state >= JOB_DONE && !p->counted)
		feed_meter(p, progress);
	if (v->press == p)
		visit_paper_moved(v, progress);
	v->world.changed(v->world.me);
}

static void on_over(void *me)
{
	free_soon(me);
}

static int start_roll(struct press *p, const struct press_sheets *s)
{
	struct visit *v = p->visit;
	const struct job_journal *journal = visit_job_journal(v);
	struct job_order order = {.sheet = s->sheet,
	        .printer = v->world.printer,
	        .loop = v->world.loop,
	        .log = v->world.log,
	        .fn = on_progress,
	        .me = p,
	        .paper_class = s->paper_class,
	        .stub = s->stub,
	        .head = s->head,
	        .torn = &v->torn,
	        .journal = journal,
	        .kind = s->kind,
	        .title = s->title,
	        .must_prove = s->must_prove,
	        .hold_ms = s->hold_ms,
	        .copy_of = s->copy_of,
	        .copy_no = s->copy_no,
	        .over = on_over,
	        .over_me = p};
	struct roll *roll = visit_roll(v);
	int r;

	p->sheet = s->sheet;
	v->roll_is_short = s->must_prove && roll &&
	                   roll_fits(roll, roll_sheet_mm(printer_profile(v->world.printer), rows_of(v, s->sheet))) ==
	                           ROLL_TOO_SHORT;
	if (v->roll_is_short)
		return err_new(ENOSPC, "the roll is shorter than this notice: lay a new one in");
	r = job_start(&p->job, &order);

	return r > 0 ? err_new(EIO, "the printer takes no job (answer %d)", r) : err_up(r);
}

static int start_pages(struct press *p, const struct press_sheets *s)
{
	struct visit *v = p->visit;
	struct pages_order pages = {
	        .arena = p->arena, .sheet = s->sheet, .foot = s->page_foot, .title = s->page_title, .head = s->head};
	struct page_job_order order = {.printer = v->world.page_printer,
	        .loop = v->world.loop,
	        .log = v->world.log,
	        .fn = on_progress,
	        .me = p,
	        .journal = visit_job_journal(v),
	        .kind = s->kind,
	        .title = s->title,
	        .must_prove = s->must_prove,
	        .copy_of = s->copy_of,
	        .copy_no = s->copy_no,
	        .over = on_over,
	        .over_me = p};
	int r = pages_new(&p->pages, &pages);

	if (r > 0)
		return err_new(EINVAL, "the pages can not be laid out (answer %d)", r);
	order.pages = p->pages;
	if (r == 0)
		r = page_job_start(&p->page_job, &order);
	return r > 0 ? err_new(EIO, "the printer of pages takes no job (answer %d)", r) : err_up(r);
}

int press_start(struct press *p, const struct press_sheets *s)
{
	return err_up(p->kind == PRESS_A4 ? start_pages(p, s) : start_roll(p, s));
}

int press_send(struct press *p, struct press_sheets *s, int laid)
{
	struct visit *v = p->visit;
	int r = laid;

	if (r > 0)
		r = err_new(EINVAL, "the %s can not be laid out (answer %d of the sheet)", s->kind, r);
	if (r == 0)
		r = visit_stub(v, p, &s->stub);
	if (r == 0)
		r = press_start(p, s);
	if (r) {
		press_drop(p);
		return err_up(r);
	}
	v->press = p;
	return 0;
}

bool press_progress(const struct press *p, struct job_progress *out)
{
	if (p && p->page_job) {
		page_job_progress(p->page_job, out);
		return true;
	}
	if (!p || !p->job)
		return false;
	job_progress(p->job, out);
	return true;
}

static bool is_over(const struct press *p)
{
	if (p->page_job)
		return page_job_is_over(p->page_job);
	return !p->job || job_is_over(p->job);
}

/* A printer of pages goes on by itself. */
void press_mended(struct press *p)
{
	if (p && p->job)
		job_mended(p->job);
}

void press_cancel(struct press *p)
{
	if (!p || is_over(p))
		return;
	if (p->page_job)
		page_job_cancel(p->page_job);
	else
		job_cancel(p->job);
}

void press_leave(struct press *p)
{
	if (!p)
		return;
	p->left = true;
	if (p->job)
		job_leave(p->job);
	if (p->page_job)
		page_job_leave(p->page_job);
	if (is_over(p))
		free_soon(p);
}
