/* What printers in kiosks know beside the others: counters, metres of paper left, a presenter. GS g: Epson TM-T81 and
 * Custom; GS E0, E1 and e: Custom (printing.md 2.1, 2.2 and 2.8). */
#include "drivers/escpos_decode_inside.h"

/* GS g 2 m nL nH asks; GS g 0, which sets a counter back, writes flash memory and is not for us. */
int counter_measure(struct escpos_decoder *d, const uint8_t *c, size_t n, size_t *total)
{
	(void)n;
	if (!d->limits.knows_counters)
		return decode_error(d, "GS g: this printer does not know it");
	if (c[2] != '2' || c[3] != 0)
		return decode_error(d, "GS g: %d with %d is none that is decoded here", c[2], c[3]);
	*total = 6;
	return 0;
}

int counter_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	return decode_tell(d, ESCPOS_COUNTER_ASKED, c[4] | c[5] << 8, 0, NULL);
}

int metres_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)c;
	(void)n;
	if (!d->limits.knows_metres)
		return decode_error(d, "GS E1: this printer does not know it");
	return decode_tell(d, ESCPOS_METRES_ASKED, 0, 0, NULL);
}

int full_status_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	if (!d->limits.knows_presenter)
		return decode_error(d, "GS E0: this printer does not know it");
	return decode_tell(d, ESCPOS_KIOSK, 0, c[2], NULL);
}

/* 2 takes the ticket back, 3 m shows it by m steps, 5 throws it out, 6 asks where it is. */
int presenter_measure(struct escpos_decoder *d, const uint8_t *c, size_t n, size_t *total)
{
	(void)n;
	if (!d->limits.knows_presenter)
		return decode_error(d, "GS e: this printer does not know it");
	if (c[2] != 2 && c[2] != 3 && c[2] != 5 && c[2] != 6)
		return decode_error(d, "GS e: %d is none of 2, 3, 5 and 6", c[2]);
	*total = c[2] == 3 ? 4 : 3;
	return 0;
}

int presenter_run(struct escpos_decoder *d, const uint8_t *c, size_t n)
{
	(void)n;
	return decode_tell(d, ESCPOS_KIOSK, 1, c[2], NULL);
}
