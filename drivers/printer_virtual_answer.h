#pragma once

/*
 * printer_virtual_answer - the bytes with which a printer tells how it is
 *
 * Pure: state in, bytes out, as in printing.md 2.2. A sensor that the profile
 * says is not fitted never shows anything.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct printer_profile;

enum { VIRTUAL_ANSWER_MOST = 80 };

struct virtual_state { /* what is true, seen or not */
	bool paper_out, paper_low, cover_open, jam, hot;
};

/* Acts out "paper_out", "cover_open" and so on. Gives the word back, NULL for one that is none. */
const char *virtual_happens(struct virtual_state *s, const char *what);
bool virtual_is_offline(const struct virtual_state *s);
bool virtual_shows_low(const struct virtual_state *s, const struct printer_profile *profile);
bool virtual_shows_out(const struct virtual_state *s, const struct printer_profile *profile);
bool virtual_shows_open(const struct virtual_state *s, const struct printer_profile *profile);

/* Each gives the number of bytes to say, 0 = this printer keeps silent. */
size_t virtual_answer_status(
        uint8_t *out, const struct virtual_state *s, const struct printer_profile *profile, int which); /* DLE EOT */
size_t virtual_answer_auto(uint8_t *out, const struct virtual_state *s, const struct printer_profile *profile);
size_t virtual_answer_sensor(
        uint8_t *out, const struct virtual_state *s, const struct printer_profile *profile, int which); /* GS r */
size_t virtual_answer_identity(uint8_t *out, const struct printer_profile *profile, int which); /* GS I */
size_t virtual_answer_process_id(uint8_t *out, const uint8_t id[4]);
/* Custom's FULL status, DLE EOT 20: six bytes. */
size_t virtual_answer_full(uint8_t *out, const struct virtual_state *s, const struct printer_profile *profile,
        bool spooling, bool moving, bool ticket);
