#include "drivers/escpos_decode_realtime.h"

enum { DLE = 0x10, EOT = 0x04, ENQ = 0x05, DC4 = 0x14 };

/* DLE EOT 1-4 by all; 5 presenter and 20 full status by Custom; 7, 8 and 18 by Epson's ink, MICR and hybrid models.
 * DLE ENQ 1-2, and 0 (as the feed button) by Epson. DLE DC4 1 drawer, 2 power off, 3 buzzer, 6 to 8 status and clear. */
bool escpos_is_realtime(uint8_t first, uint8_t second, uint8_t third)
{
	if (first != DLE)
		return false;
	switch (second) {
	case EOT:
		return (third >= 1 && third <= 8) || third == 18 || third == 20;
	case ENQ:
		return third <= 2;
	case DC4:
		return (third >= 1 && third <= 3) || (third >= 6 && third <= 8);
	}
	return false;
}

int escpos_realtime_length(uint8_t second, uint8_t third)
{
	if (second == EOT)
		return third == 7 || third == 8 ? 4 : 3;
	if (second == ENQ)
		return 3;
	switch (third) {
	case 1:
	case 2:
		return 5;
	case 3:
		return 8;
	case 8:
		return 10;
	}
	return 4;
}

bool escpos_realtime_next(struct escpos_realtime *r, uint8_t byte)
{
	if (r->need && r->n == r->need) /* the one told about is over */
		r->n = r->need = 0;
	r->seen[r->n++] = byte;
	if (!r->need && r->n == 3) {
		if (escpos_is_realtime(r->seen[0], r->seen[1], r->seen[2])) {
			r->need = escpos_realtime_length(r->seen[1], r->seen[2]);
		} else {
			r->seen[0] = r->seen[1];
			r->seen[1] = r->seen[2];
			r->n = 2;
		}
	}
	return r->need && r->n == r->need;
}
