#include "drivers/printer_virtual_answer.h"

#include <string.h>

#include "drivers/printer_profile.h"
#include "sys/text.h"

const char *virtual_happens(struct virtual_state *s, const char *what)
{
	static const struct happening { /* what becomes true, and what becomes false */
		const char *what;
		struct virtual_state on, off;
	} happenings[] = {
	        {"paper_out", {.paper_out = true}, {0}},
	        {"paper_low", {.paper_low = true}, {0}},
	        {"paper_in", {0}, {.paper_out = true, .paper_low = true}},
	        {"cover_open", {.cover_open = true}, {0}},
	        /* whoever opened it also freed the cutter and let the head cool */
	        {"cover_closed", {0}, {.cover_open = true, .jam = true, .hot = true}},
	        {"jam", {.jam = true}, {0}},
	        {"hot", {.hot = true}, {0}},
	        {"cool", {0}, {.hot = true}},
	};
	for (size_t i = 0; i < sizeof(happenings) / sizeof(*happenings); i++) {
		const struct happening *h = &happenings[i];
		if (!text_is(what, h->what))
			continue;
		s->paper_out = (s->paper_out || h->on.paper_out) && !h->off.paper_out;
		s->paper_low = (s->paper_low || h->on.paper_low) && !h->off.paper_low;
		s->cover_open = (s->cover_open || h->on.cover_open) && !h->off.cover_open;
		s->jam = (s->jam || h->on.jam) && !h->off.jam;
		s->hot = (s->hot || h->on.hot) && !h->off.hot;
		return h->what;
	}
	return NULL;
}

bool virtual_is_offline(const struct virtual_state *s)
{
	return s->paper_out || s->cover_open || s->jam || s->hot;
}

bool virtual_shows_low(const struct virtual_state *s, const struct printer_profile *profile)
{
	return profile->near_end_sensor && (s->paper_low || s->paper_out);
}

bool virtual_shows_out(const struct virtual_state *s, const struct printer_profile *profile)
{
	return profile->paper_sensor && s->paper_out;
}

bool virtual_shows_open(const struct virtual_state *s, const struct printer_profile *profile)
{
	return profile->cover_sensor && s->cover_open;
}

/* Always 0xx1xx10. */
size_t virtual_answer_status(
        uint8_t *out, const struct virtual_state *s, const struct printer_profile *profile, int which)
{
	int bits = 0;
	if (!profile->dle_eot)
		return 0;
	switch (which) {
	case 1:
		bits = virtual_is_offline(s) ? 0x08 : 0;
		break;
	case 2:
		bits = (virtual_shows_open(s, profile) ? 0x04 : 0) | (virtual_shows_out(s, profile) ? 0x20 : 0) |
		       (s->jam || s->hot ? 0x40 : 0);
		break;
	case 3:
		bits = (s->jam ? 0x08 : 0) | (s->hot ? 0x40 : 0);
		break;
	case 4:
		bits = (virtual_shows_low(s, profile) ? 0x0c : 0) | (virtual_shows_out(s, profile) ? 0x60 : 0);
		break;
	default:
		return 0;
	}
	out[0] = (uint8_t)(0x12 | bits);
	return 1;
}

/* Four bytes, the first 0xx1xx00. */
size_t virtual_answer_auto(uint8_t *out, const struct virtual_state *s, const struct printer_profile *profile)
{
	if (!profile->asb)
		return 0;
	out[0] = (uint8_t)(0x10 | (virtual_is_offline(s) ? 0x08 : 0) | (virtual_shows_open(s, profile) ? 0x20 : 0));
	out[1] = (uint8_t)((s->jam ? 0x08 : 0) | (s->hot ? 0x40 : 0));
	out[2] = (uint8_t)((virtual_shows_low(s, profile) ? 0x03 : 0) | (virtual_shows_out(s, profile) ? 0x0c : 0));
	out[3] = 0;
	return 4;
}

/* One byte 0xx0xxxx; 2 asks for the drawer, which is shut. */
size_t virtual_answer_sensor(
        uint8_t *out, const struct virtual_state *s, const struct printer_profile *profile, int which)
{
	if (!profile->gs_r)
		return 0;
	out[0] = 0;
	if (which == 1)
		out[0] = (uint8_t)((virtual_shows_low(s, profile) ? 0x03 : 0) |
		                   (virtual_shows_out(s, profile) ? 0x0c : 0));
	return 1;
}

/* "Epson TM-T88V/VI/VII (80 mm, 180 dpi)" says "Epson" and "TM-T88V"; without a title, the profile's own name. */
static void name_of(char maker[33], char model[33], const struct printer_profile *profile)
{
	const char *title = profile->title;
	size_t n = strcspn(title, " "), m = title[n] ? strcspn(title + n + 1, "/(") : 0;

	(void)text_copy(maker, 33, "Loket");
	(void)text_copy(model, 33, profile->name);
	while (m > 0 && title[n + m] == ' ')
		m--;
	if (n == 0 || n > 32 || m == 0 || m > 32)
		return;
	memcpy(maker, title, n);
	maker[n] = '\0';
	memcpy(model, title + n + 1, m);
	model[m] = '\0';
}

/* 1 model, 2 type (bit 1: a cutter), 3 ROM: one byte each; 65 firmware, 66 maker, 67 model, 68 serial, 69 fonts: text. */
size_t virtual_answer_identity(uint8_t *out, const struct printer_profile *profile, int which)
{
	char maker[33], model[33];
	const char *const texts[] = {"1.00", maker, model, "VIRTUAL", ""};

	name_of(maker, model, profile);
	if (which >= 1 && which <= 3) {
		out[0] = which == 2 ? (profile->cut == CUT_NONE ? 0 : 0x02) : 0x20;
		return 1;
	}
	if (which < 65 || which > 69)
		return 0;
	size_t n = strlen(texts[which - 65]);
	out[0] = 0x5f;
	memcpy(out + 1, texts[which - 65], n + 1);
	return n + 2;
}

/* 10 0F; paper: end, near end, ticket in the mouth; user: cover, spooling, motor; heat; cutter (Custom's manuals: the
 * bytes are in printing.md 2.2, the bits are not confirmed on hardware). */
size_t virtual_answer_full(uint8_t *out, const struct virtual_state *s, const struct printer_profile *profile,
        bool spooling, bool moving, bool ticket)
{
	out[0] = 0x10;
	out[1] = 0x0f;
	out[2] = (uint8_t)((virtual_shows_out(s, profile) ? 0x01 : 0) | (virtual_shows_low(s, profile) ? 0x04 : 0) |
	                   (ticket ? 0x20 : 0));
	out[3] = (uint8_t)((virtual_shows_open(s, profile) ? 0x02 : 0) | (spooling ? 0x04 : 0) | (moving ? 0x08 : 0));
	out[4] = s->hot ? 0x01 : 0;
	out[5] = s->jam ? 0x01 : 0;
	return 6;
}

size_t virtual_answer_process_id(uint8_t *out, const uint8_t id[4])
{
	out[0] = 0x37;
	out[1] = 0x22;
	memcpy(out + 2, id, 4);
	out[6] = 0;
	return 7;
}
