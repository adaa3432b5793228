#pragma once

/*
 * paper_kit - what the tests of paper share: three receipts, whole bitmaps, jobs as bytes
 *
 * Everything here is freed with the test's process.
 */
#include "drivers/escpos_decode.h"
#include "drivers/printer_profile.h"
#include "harness.h"
#include "paper/receipt.h"
#include "sys/buf.h"

#define KIT_FONTS "/usr/share/fonts/truetype/noto"

struct kit {
	struct printer_profile profile;
	struct arena *arena;
	struct fonts *fonts;
	struct sheet_page page;
};

/* A profile of assets/printers with its fonts, and a page of lang ("nl", "en", "ar"). */
void kit_open(struct kit *k, const char *profile, const char *lang);
void kit_profile(struct printer_profile *out, const char *name);
/* A loss report of a bicycle, with names, dates, a phone number and a record number. */
const struct receipt_content *kit_receipt(const char *lang);
struct sheet *kit_sheet(struct kit *k, const char *lang);

/* A whole sheet in memory, drawn in bands of band_rows. */
struct kit_bitmap {
	uint8_t *bits;
	int row_bytes, rows;
};
struct kit_bitmap kit_draw(const struct sheet *s, int dots, int band_rows);
struct kit_bitmap kit_blank(int dots, int rows);
/* What a job sends for it: start, bands, finish. */
void kit_encode(struct buf *out, const struct printer_profile *p, struct kit_bitmap b, int band_rows);
/* The independent decoder reads the bytes back. */
struct escpos_paper kit_decode_bytes(const struct printer_profile *p, const void *bytes, size_t n);
/* The paper begins with exactly these dots, and is white below. */
void kit_same_dots(const struct escpos_paper *paper, struct kit_bitmap b);
int kit_band_rows(const struct printer_profile *p);
void kit_png(const char *path, const uint8_t *rows, int dots, int n_rows, int dpi);
/* What zbarimg reads off a picture. */
void kit_zbar(struct buf *out, const char *path);
