#pragma once

/*
 * notices_kit - the pack as it was built, and any of its notices as a sheet, as dots and as a decoded job
 *
 * The same words, fonts and profiles as the kiosk takes: content/ of the build. What is drawn comes from raster, what
 * is on paper from the decoder that shares no line with the encoder.
 */
#include "drivers/escpos_decode.h"
#include "drivers/printer_profile.h"
#include "notice/packs.h"
#include "paper/notice_sheet.h"
#include "ui/words.h"

enum { SHELF_LANGUAGES = 9, SHELF_NOTICES = 16, PAPER_WIDTHS = 4, PAPER_A4 = 3, A4_DPI = 200 };

/* One printer of each width of roll, and pages of A4, which have no profile. */
struct paper_width {
	int dots; /* of the sheet */
	const char *name, *profile;
};
extern const struct paper_width paper_widths[PAPER_WIDTHS];

struct shelf {
	struct packs *packs;
	struct words *words[SHELF_LANGUAGES]; /* of notice_language(i) */
	struct printer_profile profile[PAPER_WIDTHS];
	struct fonts *fonts[PAPER_WIDTHS];
};
void shelf_open(struct shelf *s);
void shelf_close(struct shelf *s);
/* Fails the test when the pack has none. */
const struct notice *shelf_notice(const struct shelf *s, const char *id, const char *lang);
const char *shelf_say(const struct shelf *s, const char *lang, const char *key);

/* What is printed. One language: other is NULL. */
struct wish {
	const struct notice *text, *other;
	enum notice_format format;
	int width; /* index of paper_widths */
	int from, items; /* only these items of the notice; items 0: all of them */
};

struct printed {
	struct arena *arena;
	const struct printer_profile *profile; /* the shelf's; NULL: A4 */
	struct sheet *sheet;
	struct notice cut; /* the notice with fewer items */
	uint8_t *bits;
	int dots, rows, row_bytes;
	float px_per_mm;
	size_t sent; /* bytes of the job, once compared; 0 for A4 */
};
/* Lays out and draws; a missing letter or any other refusal fails the test. */
void print_sheet(struct printed *out, const struct shelf *s, const struct wish *w);
/* Encodes for the profile and decodes, or cuts into pages, and fails the test at the first dot that differs. From now on
 * the bits are those of the paper. */
void print_compare(struct printed *p);
void printed_free(struct printed *p);

/* The one QR code of the sheet: its text as the foot should say it, and where it is in dots. */
void printed_qr_text(char *out, size_t room, const struct wish *w);
struct dots_box {
	int x, y, w, h;
};
struct dots_box printed_box(const struct printed *p, const struct sheet_mark *m);
struct dots_box printed_qr_box(const struct printed *p);
bool printed_ink(const struct printed *p, int x, int y); /* beyond the edges: white */
