#include "drivers/printer_profile.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "sys/file.h"
#include "sys/options.h"
#include "sys/text.h"

/* The file's words, before they become the profile's own kinds. */
struct raw {
	struct printer_profile p;
	char raster[16], cut[16], presenter[16], after_paper[16], serial_flow[16];
};

static const char *const raster_words[] = {
        [RASTER_GS_V_0] = "gs_v_0",
        [RASTER_GS_PAREN_L] = "gs_paren_l",
        [RASTER_ESC_STAR] = "esc_star",
        NULL,
};
static const char *const cut_words[] = {
        [CUT_NONE] = "none",
        [CUT_FULL] = "full",
        [CUT_PARTIAL] = "partial",
        [CUT_FEED_FULL] = "feed_full",
        [CUT_FEED_PARTIAL] = "feed_partial",
        NULL,
};
static const char *const presenter_words[] = {
        [PRESENTER_NONE] = "none",
        [PRESENTER_CUSTOM] = "custom",
        NULL,
};
static const char *const after_paper_words[] = {
        [AFTER_PAPER_LOST] = "lost",
        [AFTER_PAPER_RESUME] = "resume",
        NULL,
};

static const char *const flow_words[] = {
        [PROFILE_FLOW_XON] = "xon",
        [PROFILE_FLOW_RTS] = "rts",
        [PROFILE_FLOW_DSR] = "dsr",
        [PROFILE_FLOW_NONE] = "none",
        NULL,
};

static int word_at(const char *const *words, const char *word)
{
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

static bool is_raster(const char *value)
{
	return word_at(raster_words, value) >= 0;
}

static bool is_cut(const char *value)
{
	return word_at(cut_words, value) >= 0;
}

static bool is_presenter(const char *value)
{
	return word_at(presenter_words, value) >= 0;
}

static bool is_flow(const char *value)
{
	return word_at(flow_words, value) >= 0;
}

static bool is_after_paper(const char *value)
{
	return word_at(after_paper_words, value) >= 0;
}

static bool is_title(const char *value)
{
	return utf8_valid(value, strlen(value));
}

#define WORD(field, key, preset, shape, help, valid)                                                                   \
	{                                                                                                              \
		key, NULL, OPT_TEXT, offsetof(struct raw, field), sizeof(((struct raw *)0)->field), 0, 0, preset,      \
		        shape, help, valid                                                                             \
	}
#define NUMBER(field, min, max, preset, help) OPT_NUM(struct raw, p.field, #field, NULL, min, max, preset, help)
#define YES(field, help) OPT_BOOL(struct raw, p.field, #field, NULL, help)

static const struct opt profile_table[] = {
        WORD(p.title, "title", "", "NAME", "maker, model and paper, for people", is_title),
        NUMBER(paper_mm, 57, 112, "80", "width of the roll in millimetres"),
        NUMBER(dots, 64, 832, "576", "printable dots in a row, a multiple of 8"),
        NUMBER(dpi, 100, 300, "203", "dots an inch"),
        NUMBER(unit_dpi, 0, 600, "0", "vertical motion units an inch; 0 = as dpi"),
        NUMBER(max_rows, 24, 2303, "120", "most rows in one raster command"),
        NUMBER(graphics_rows, 0, 1662, "0", "most rows in one GS ( L; 0 = not known, or max_rows with gs_paren_l"),
        NUMBER(buffer_bytes, 45, 1048576, "4096", "receive buffer"),
        NUMBER(window_bytes, 0, 1048576, "0", "most bytes in flight; 0 = what window_bands may hold"),
        NUMBER(window_bands, 1, 16, "2", "most bands in flight"),
        NUMBER(speed_mm_s, 20, 500, "90", "paper speed"),
        NUMBER(cutter_um, 0, 60000, "15000", "from the print head to the cutter or tear bar, in micrometres"),
        NUMBER(tail_mm, 0, 40, "4", "white paper kept below the last line"),
        WORD(raster, "raster", "gs_v_0", "gs_v_0|gs_paren_l|esc_star", "how dots are sent", is_raster),
        WORD(cut, "cut", "none", "none|full|partial|feed_full|feed_partial", "how the sheet comes off", is_cut),
        YES(cut_66, "GS V 66 is understood"),
        YES(left_margin, "GS L moves raster and columns"),
        YES(column, "ESC * 33 works"),
        YES(column_right, "ESC a 2 puts columns at the right edge"),
        NUMBER(column_8_dots, 1, 3, "3", "pitch of the dots of an 8-dot ESC *, down the paper"),
        YES(esc_j, "ESC J feeds"),
        YES(eats_lf, "swallows one LF right behind GS v 0"),
        YES(bidirectional, "answers at all"),
        YES(dle_eot, "answers DLE EOT truthfully"),
        YES(asb, "sends its state by itself (GS a)"),
        YES(gs_r, "answers GS r behind the data"),
        YES(process_id, "answers GS ( H when printed"),
        YES(usb_status, "tells paper and error by the USB port status"),
        YES(counters, "GS g 2 tells rows fed and cuts"),
        YES(metres_left, "1D E1 tells what is left of the roll"),
        WORD(presenter, "presenter", "none", "none|custom", "what holds the sheet out", is_presenter),
        WORD(after_paper, "after_paper", "lost", "lost|resume", "a job in which the paper ended", is_after_paper),
        NUMBER(serial_speed, 0, 921600, "0", "bits a second on a serial line; 0 = 9600"),
        WORD(serial_flow, "serial_flow", "xon", "xon|rts|dsr|none", "how it says busy on a serial line", is_flow),
        YES(paper_sensor, "a paper-end sensor is fitted"),
        YES(near_end_sensor, "a near-end sensor is fitted"),
        YES(cover_sensor, "a cover sensor is fitted"),
        {0},
};

static bool was_given(const struct options *o, const char *key)
{
	for (size_t i = 0; i < o->n; i++)
		if (strcmp(o->table[i].key, key) == 0)
			return strcmp(o->source[i], "preset") != 0;
	return false;
}

static int finish(struct raw *raw, const struct options *o, const char *path)
{
	struct printer_profile *p = &raw->p;

	if (!was_given(o, "dots") || !was_given(o, "dpi"))
		return err_new(EINVAL, "%s: a printer profile must give dots and dpi", path);
	if (p->dots % 8 != 0)
		return err_new(EINVAL, "%s: dots must be a multiple of 8, not %lld", path, (long long)p->dots);
	if (profile_width_mm(p) > (float)p->paper_mm)
		return err_new(EINVAL, "%s: %lld dots at %lld dpi are wider than paper of %lld mm", path,
		        (long long)p->dots, (long long)p->dpi, (long long)p->paper_mm);
	if (p->left_margin && p->dpi > 255)
		return err_new(EINVAL, "%s: left_margin needs at most 255 dpi, not %lld: GS P takes no more", path,
		        (long long)p->dpi);
	p->raster = (enum profile_raster)word_at(raster_words, raw->raster);
	p->cut = (enum profile_cut)word_at(cut_words, raw->cut);
	p->presenter = (enum profile_presenter)word_at(presenter_words, raw->presenter);
	p->after_paper = (enum profile_after_paper)word_at(after_paper_words, raw->after_paper);
	p->serial_flow = (enum profile_flow)word_at(flow_words, raw->serial_flow);
	p->graphics_rows = profile_graphics_rows(p);
	p->cut_66 |= p->cut == CUT_FEED_PARTIAL;
	p->bidirectional |= p->dle_eot || p->asb || p->gs_r || p->process_id;
	if (p->window_bytes == 0)
		p->window_bytes = p->window_bands * (p->max_rows < 240 ? p->max_rows : 240) * p->dots / 8;
	if (p->unit_dpi == 0)
		p->unit_dpi = p->dpi;
	if (p->unit_dpi % p->dpi != 0)
		return err_new(EINVAL,
		        "%s: unit_dpi must be a multiple of dpi, or a fed row would not be a printed row", path);
	return 0;
}

/* The file's name without folder and .conf; "" when that is no profile name. */
static void name_of(char out[33], const char *path)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	size_t n = strlen(base);

	out[0] = 0;
	if (n > 5 && n - 5 < 33 && text_ends(base, ".conf")) {
		memcpy(out, base, n - 5);
		out[n - 5] = 0;
	}
}

int printer_profile_file(struct printer_profile *out, const char *path, struct buf *warnings)
{
	struct raw raw = {0};
	struct options o;
	int e = options_init(&o, profile_table, &raw);

	if (e)
		return err_up(e);
	e = options_file(&o, path);
	if (e == 0)
		e = finish(&raw, &o, path);
	if (e == 0) {
		if (warnings)
			buf_text(warnings, buf_str(&o.warnings));
		name_of(raw.p.name, path);
		*out = raw.p;
	}
	options_fini(&o);
	return err_up(e);
}

bool printer_profile_is_name(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

	return n > 0 && n <= 32 && name[n] == 0;
}

int printer_profile_load(struct printer_profile *out, const char *folder, const char *name, struct buf *warnings)
{
	char file[40], path[4096];
	int e;

	if (!printer_profile_is_name(name))
		return err_new(EINVAL, "'%.40s' is no name of a printer profile; see the files in %s", name, folder);
	(void)snprintf(file, sizeof file, "%s.conf", name);
	e = path_join(path, sizeof path, folder, file);
	if (e == 0)
		e = printer_profile_file(out, path, warnings);
	return err_up(e);
}

void printer_profile_text(struct buf *out, const struct printer_profile *p)
{
	struct raw raw = {.p = *p};
	const char *base = (const char *)&raw;

	(void)text_copy(raw.raster, sizeof raw.raster, raster_words[p->raster]);
	(void)text_copy(raw.cut, sizeof raw.cut, cut_words[p->cut]);
	(void)text_copy(raw.presenter, sizeof raw.presenter, presenter_words[p->presenter]);
	(void)text_copy(raw.after_paper, sizeof raw.after_paper, after_paper_words[p->after_paper]);
	(void)text_copy(raw.serial_flow, sizeof raw.serial_flow, flow_words[p->serial_flow]);
	for (const struct opt *row = profile_table; row->key; row++) {
		bool yes;
		int64_t n;

		switch (row->kind) {
		case OPT_TEXT:
			buf_printf(out, "%s = %s\n", row->key, base + row->offset);
			break;
		case OPT_NUMBER:
			memcpy(&n, base + row->offset, sizeof n);
			buf_printf(out, "%s = %lld\n", row->key, (long long)n);
			break;
		case OPT_FLAG:
			memcpy(&yes, base + row->offset, sizeof yes);
			if (yes)
				buf_printf(out, "%s = yes\n", row->key);
			break;
		}
	}
}
