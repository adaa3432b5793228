#include "paper_kit.h"

#include <stdio.h>
#include <stdlib.h>

#include "drivers/escpos_encode.h"
#include "drivers/picture.h"
#include "paper/raster.h"
#include "sys/proc.h"

static const struct receipt_pair stored_nl[] = {
        {"Wat", "Fiets, Gazelle Orange C7, zwart"},
        {"Framenummer", "GZ 4471 902 NL"},
        {"Wanneer", "zaterdag 14 maart 2026, tussen 18.00 en 23.30 uur"},
        {"Waar", "Stationsplein, 's-Hertogenbosch"},
        {"Telefoon", "06 12 34 56 78"},
};
static const char *const next_nl[] = {
        "De politie leest uw bericht. Dat duurt hooguit drie werkdagen.",
        "U krijgt een brief of een telefoontje. U hoeft niet te wachten.",
        "Wilt u iets veranderen? Kom terug met dit nummer.",
};
static const struct receipt_pair stored_en[] = {
        {"What", "Bicycle, Gazelle Orange C7, black"},
        {"Frame number", "GZ 4471 902 NL"},
        {"When", "Saturday 14 March 2026, between 18:00 and 23:30"},
        {"Where", "Stationsplein, 's-Hertogenbosch"},
        {"Telephone", "06 12 34 56 78"},
};
static const char *const next_en[] = {
        "The police read your message within three working days.",
        "You will get a letter or a call. You do not have to wait here.",
        "Do you want to change something? Come back with this number.",
};
static const struct receipt_pair stored_ar[] = {
        {"ماذا", "دراجة، Gazelle Orange C7، سوداء"},
        {"رقم الهيكل", "GZ 4471 902 NL"},
        {"متى", "السبت 14 مارس 2026، بين 18:00 و 23:30"},
        {"أين", "Stationsplein, 's-Hertogenbosch"},
        {"الهاتف", "06 12 34 56 78"},
};
static const char *const next_ar[] = {
        "تقرأ الشرطة رسالتك خلال ثلاثة أيام عمل.",
        "ستصلك رسالة أو مكالمة. لا حاجة إلى الانتظار هنا.",
        "هل تريد تغيير شيء؟ عد ومعك هذا الرقم.",
};

static const struct receipt_content receipts[] = {
        {
                .banner = "VOORBEELD",
                .title = "Bewijs van ontvangst",
                .number_label = "Uw nummer",
                .place_label = "Loket",
                .time_label = "Datum en tijd",
                .notice = "Ontvangen door deze machine. Nog niet geregistreerd door de politie. Dit is geen aangifte.",
                .stored_heading = "Dit hebben wij bewaard",
                .next_heading = "Wat gebeurt er nu?",
                .qr_caption = "Laat deze code zien aan de balie. Er staat alleen uw nummer in.",
                .footer = "Dit papier vervaagt. Maak een foto.",
                .place = "DEMO-01, Politiebureau Centrum",
                .time = "15 maart 2026, 11.20 uur",
                .stored = stored_nl,
                .next = next_nl,
        },
        {
                .banner = "VOORBEELD",
                .title = "Proof of receipt",
                .number_label = "Your number",
                .place_label = "Desk",
                .time_label = "Date and time",
                .notice = "Received by this machine. Not registered by the police. This is not a filed report.",
                .stored_heading = "What we stored",
                .next_heading = "What happens now?",
                .qr_caption = "Show this code at the desk. It holds your number only.",
                .footer = "This paper fades. Take a photo.",
                .place = "DEMO-01, Politiebureau Centrum",
                .time = "15 March 2026, 11:20",
                .stored = stored_en,
                .next = next_en,
        },
        {
                .banner = "VOORBEELD",
                .title = "إثبات الاستلام",
                .number_label = "رقمك",
                .place_label = "المكتب",
                .time_label = "التاريخ والوقت",
                .notice = "استلمته هذه الآلة. لم تسجله الشرطة بعد. هذا ليس بلاغا رسميا.",
                .stored_heading = "ما حفظناه",
                .next_heading = "ماذا يحدث الآن؟",
                .qr_caption = "أظهر هذا الرمز في المكتب. يحتوي على رقمك فقط.",
                .footer = "هذا الورق يبهت. التقط صورة له.",
                .place = "DEMO-01, Politiebureau Centrum",
                .time = "15 مارس 2026، 11:20",
                .stored = stored_ar,
                .next = next_ar,
        },
};

const struct receipt_content *kit_receipt(const char *lang)
{
	static struct receipt_content r;

	r = receipts[strcmp(lang, "nl") == 0 ? 0 : strcmp(lang, "en") == 0 ? 1 : 2];
	r.number = "DEMO-01-1-0000000012-1a2b3c4d";
	r.qr_text = "DEMO-01-1-0000000012-1a2b3c4d";
	r.n_stored = 5;
	r.n_next = 3;
	return &r;
}

/* Whatever a case made is held until its process ends: cases are short, and so are their texts. */
static void hold(void *p)
{
	static void *held[4096];
	static size_t n;

	CHECK(p != NULL && n < sizeof held / sizeof held[0]);
	held[n++] = p;
}

void kit_profile(struct printer_profile *out, const char *name)
{
	char folder[4096];
	AUTO_BUF warnings;

	buf_init(&warnings, 4096);
	(void)snprintf(folder, sizeof folder, "%s/assets/printers", test_root());
	CHECK_OK(printer_profile_load(out, folder, name, &warnings));
	CHECK_TEXT(buf_str(&warnings), "");
}

void kit_open(struct kit *k, const char *profile, const char *lang)
{
	kit_profile(&k->profile, profile);
	CHECK_OK(arena_new(&k->arena, 4 * 1024 * 1024, false));
	CHECK_OK(fonts_open(&k->fonts, KIT_FONTS, (float)k->profile.dpi / 25.4f));
	hold(k->arena);
	hold(k->fonts);
	k->page = (struct sheet_page){.arena = k->arena,
	        .fonts = k->fonts,
	        .width_mm = profile_width_mm(&k->profile),
	        .lang = lang,
	        .dir = strcmp(lang, "ar") == 0 ? DIR_RTL : DIR_LTR};
}

struct sheet *kit_sheet(struct kit *k, const char *lang)
{
	struct sheet *s;

	CHECK_OK(receipt_sheet(&s, &k->page, kit_receipt(lang)));
	return s;
}

int kit_band_rows(const struct printer_profile *p)
{
	int rows = (int)p->max_rows / RASTER_STEP * RASTER_STEP;

	return rows < 120 ? rows : 120;
}

struct kit_bitmap kit_blank(int dots, int rows)
{
	struct kit_bitmap b = {.row_bytes = dots / 8, .rows = rows};

	b.bits = calloc((size_t)rows + 1, (size_t)b.row_bytes);
	hold(b.bits);
	return b;
}

struct kit_bitmap kit_draw(const struct sheet *s, int dots, int band_rows)
{
	struct kit_bitmap b;
	struct raster *r;
	int y = 0;

	CHECK_OK(raster_new(&r, s, dots, band_rows));
	b = kit_blank(dots, raster_rows(r));
	for (int i = 0; i < raster_bands(r); i++) {
		const uint8_t *rows;
		int n;

		CHECK_OK(raster_band(&rows, &n, r, i));
		memcpy(b.bits + (size_t)y * (size_t)b.row_bytes, rows, (size_t)n * (size_t)b.row_bytes);
		y += n;
	}
	CHECK_INT(y, b.rows);
	raster_free(r);
	return b;
}

void kit_encode(struct buf *out, const struct printer_profile *p, struct kit_bitmap b, int band_rows)
{
	escpos_start(out, p, false);
	for (int y = 0; y < b.rows; y += band_rows) {
		int n = b.rows - y < band_rows ? b.rows - y : band_rows;

		CHECK_OK(escpos_rows(out, p, b.bits + (size_t)y * (size_t)b.row_bytes, n));
	}
	CHECK_OK(escpos_finish(out, p));
}

struct escpos_paper kit_decode_bytes(const struct printer_profile *p, const void *bytes, size_t n)
{
	struct escpos_limits limits;
	struct escpos_decoder *d;

	escpos_limits_of(&limits, p);
	CHECK_OK(escpos_decoder_new(&d, &limits, NULL));
	hold(d);
	CHECK_OK(escpos_decode(d, bytes, n));
	CHECK_OK(escpos_decode_end(d));
	return escpos_paper(d);
}

void kit_same_dots(const struct escpos_paper *paper, struct kit_bitmap b)
{
	CHECK_INT(paper->row_bytes, b.row_bytes);
	CHECK(paper->n_rows >= (size_t)b.rows);
	CHECK_BYTES(paper->rows, b.bits, (size_t)b.rows * (size_t)b.row_bytes);
	for (size_t i = (size_t)b.rows * paper->row_bytes; i < paper->n_rows * paper->row_bytes; i++)
		CHECK_INT(paper->rows[i], 0);
}

void kit_png(const char *path, const uint8_t *rows, int dots, int n_rows, int dpi)
{
	const struct picture p = {.kind = PICTURE_BIT,
	        .width = dots,
	        .height = n_rows,
	        .stride = (size_t)dots / 8,
	        .dpi = dpi,
	        .rows = rows};

	CHECK_OK(picture_write(path, &p));
}

void kit_zbar(struct buf *out, const char *path)
{
	const char *const argv[] = {"zbarimg", "--quiet", "--raw", "--nodbus", path, NULL};

	CHECK_OK(proc_run(argv, out, 20000));
}
