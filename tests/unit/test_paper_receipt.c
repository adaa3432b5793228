/* What the receipt looks like and says, in three languages on three widths. */
#include "paper_kit.h"

#include <stdio.h>
#include <stdlib.h>

#include "drivers/escpos_encode.h"

static const char *const languages[] = {"nl", "en", "ar"};
static const char *const widths[] = {"generic-58", "tm-t88", "generic-80"}; /* 384, 512, 576 dots */

/* Kept where LOKET_PICTURES says, to be looked at. */
static void keep(const char *name, const char *lang, const struct kit *k, struct kit_bitmap b)
{
	const char *folder = getenv("LOKET_PICTURES");
	char path[4096];

	if (!folder)
		return;
	(void)snprintf(path, sizeof path, "%s/%s-%s.png", folder, name, lang);
	kit_png(path, b.bits, (int)k->profile.dots, b.rows, (int)k->profile.dpi);
}

TEST(receipt, comes_back_dot_for_dot_in_every_language_and_width)
{
	for (int w = 0; w < 3; w++) {
		for (int l = 0; l < 3; l++) {
			struct kit k;
			struct kit_bitmap b;
			struct escpos_paper paper;
			AUTO_BUF bytes;
			int raw;

			buf_init(&bytes, 1024 * 1024);
			kit_open(&k, widths[w], languages[l]);
			b = kit_draw(kit_sheet(&k, languages[l]), (int)k.profile.dots, kit_band_rows(&k.profile));
			keep(widths[w], languages[l], &k, b);
			kit_encode(&bytes, &k.profile, b, kit_band_rows(&k.profile));
			CHECK_OK(buf_done(&bytes));
			CHECK(escpos_is_quiet(bytes.data, bytes.len));
			paper = kit_decode_bytes(&k.profile, bytes.data, bytes.len);
			kit_same_dots(&paper, b);
			raw = b.rows * (b.row_bytes) + (b.rows + 119) / 120 * 8;
			printf("# %s %s: %d rows (%.0f mm), %zu of %d bytes, %.1f %%\n", widths[w], languages[l],
			        b.rows, escpos_mm((size_t)b.rows, (int)k.profile.dpi), bytes.len, raw,
			        100.0 * (double)bytes.len / raw);
			CHECK((double)bytes.len <= 0.6 * raw);
		}
	}
}
