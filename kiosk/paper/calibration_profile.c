/* What a technician read off the slip, as a profile. */
#include "paper/calibration.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "drivers/printer_profile.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

static const char mark[] = "# Written from a calibration slip.\n";

/* An answer of ours, with its sentence. */
#define ANSWER(answer, ...) ((void)err_new(EINVAL, __VA_ARGS__), (answer))

/* The resolution whose bar is as long as this one: within 3 %; they lie 12 % apart. */
static int dpi_of(int bar_tenth_mm)
{
	static const int known[] = {180, 203, 300};

	for (int i = 0; i < 3; i++) {
		int want = SLIP_BAR_DOTS * 254 / known[i];

		if (bar_tenth_mm * 100 >= want * 97 && bar_tenth_mm * 100 <= want * 103)
			return known[i];
	}
	return 0;
}

/* The narrowest usual roll that this many dots fit on. */
static int64_t paper_of(int64_t dots, int64_t dpi)
{
	int64_t mm = (dots * 254 + dpi * 10 - 1) / (dpi * 10);

	return mm <= 55 ? 58 : mm <= 78 ? 80 : mm <= 83 ? 83 : 112;
}

static int take_sizes(struct printer_profile *p, const struct slip_reading *r, const struct printer_profile *from)
{
	int dpi = dpi_of(r->bar_tenth_mm);

	if (dpi == 0)
		return ANSWER(SLIP_BAD_BAR,
		        "a bar of %d.%d mm fits neither 180 nor 203 nor 300 dots an inch; measure it again",
		        r->bar_tenth_mm / 10, r->bar_tenth_mm % 10);
	if (r->last_dot < SLIP_MIN_DOTS || r->last_dot > from->dots)
		return ANSWER(SLIP_BAD_DOTS, "the last line of the ruler is %d to %lld, not %d", SLIP_MIN_DOTS,
		        (long long)from->dots, r->last_dot);
	if (r->last_mm < 0 || r->last_mm > SLIP_CUTTER_MM)
		return ANSWER(SLIP_BAD_CUTTER, "the smallest number on the piece is 0 to %d, not %d", SLIP_CUTTER_MM,
		        r->last_mm);
	p->dots = r->last_dot / 8 * 8;
	p->dpi = dpi;
	p->unit_dpi = from->unit_dpi / from->dpi * dpi;
	p->paper_mm = paper_of(p->dots, dpi);
	p->cutter_um = (int64_t)r->last_mm * 1000;
	return 0;
}

static void take_words(struct printer_profile *p, const struct slip_reading *r, const struct printer_profile *from)
{
	bool full = from->cut == CUT_FULL || from->cut == CUT_FEED_FULL;

	p->left_margin = r->margin_in_line && p->dpi < 256;
	p->esc_j = r->fed;
	p->column = r->columns;
	p->cut_66 = r->cut && r->cut_66 && from->cut == CUT_FEED_PARTIAL;
	if (!r->cut)
		p->cut = CUT_NONE;
	else if (p->cut_66)
		p->cut = CUT_FEED_PARTIAL;
	else
		p->cut = full ? CUT_FULL : CUT_PARTIAL; /* we feed to the cutter: its distance is known now */
}

/* Whether a file of this name may be replaced: none there, or one of ours. */
static int is_ours(const char *path)
{
	AUTO_BUF text;
	int e;

	buf_init(&text, 64 * 1024);
	e = file_read(&text, path);
	if (e == -ENOENT)
		return 0;
	if (e)
		return err_up(e);
	if (text.len < sizeof mark - 1 || memcmp(text.data, mark, sizeof mark - 1) != 0)
		return ANSWER(SLIP_TAKEN, "%s is there already, and no slip wrote it; choose another name", path);
	return 0;
}

/* Written beside its place, read back, and only then given its name. */
static int write_checked(struct printer_profile *out, const char *path, const struct printer_profile *p)
{
	struct printer_profile again;
	char beside[4200];
	AUTO_BUF text;
	AUTO_BUF warnings;
	int e;

	buf_init(&text, 16 * 1024);
	buf_init(&warnings, 16 * 1024);
	(void)snprintf(beside, sizeof beside, "%s.try", path);
	buf_text(&text, mark);
	printer_profile_text(&text, p);
	e = buf_done(&text);
	if (e == 0)
		e = file_replace(beside, text.data, text.len, 0644);
	if (e == 0)
		e = printer_profile_file(&again, beside, &warnings);
	if (e == 0 && warnings.len)
		e = err_new(EINVAL, "the profile from the slip is none: %.200s", buf_str(&warnings));
	(void)unlink(beside);
	if (e == 0 && strcmp(again.title, p->title) != 0)
		return ANSWER(SLIP_BAD_NAME, "a title that begins or ends in white space does not keep it");
	if (e == 0)
		e = file_replace(path, text.data, text.len, 0644);
	if (e == 0)
		e = printer_profile_file(out, path, NULL);
	return err_up(e);
}

int calibration_profile(struct printer_profile *out, const char *folder, const struct slip_reading *reading,
        const struct printer_profile *from)
{
	struct printer_profile p = *from;
	char file[40], path[4096];
	int e;

	if (!printer_profile_is_name(reading->name))
		return ANSWER(
		        SLIP_BAD_NAME, "'%.40s' is no name of a profile: letters, digits, - and _", reading->name);
	if (reading->title[0] == 0 || strpbrk(reading->title, "\n\r") ||
	        !text_copy(p.title, sizeof p.title, reading->title))
		return ANSWER(
		        SLIP_BAD_NAME, "a profile needs a title of one line and at most %zu bytes", sizeof p.title - 1);
	e = take_sizes(&p, reading, from);
	if (e)
		return e;
	take_words(&p, reading, from);
	(void)snprintf(file, sizeof file, "%s.conf", reading->name);
	e = path_join(path, sizeof path, folder, file);
	if (e == 0)
		e = is_ours(path);
	if (e)
		return e > 0 ? e : err_up(e);
	e = write_checked(out, path, &p);
	return e > 0 ? e : err_up(e);
}
