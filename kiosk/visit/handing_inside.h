#pragma once

/*
 * handing_inside - what is kept of a notice while it is handed over; for the files of this room only
 *
 * Locked memory with the visit; wiped when the officer, the card or the person goes.
 */
#include "staff/staff.h"
#include "store/store.h"
#include "visit/handing.h"

/* One notice that an officer hands over (handing.h). */
struct handing {
	bool on, settled, attested, taught;
	struct propose_case the_case;
	struct proposal proposal;
	int chosen;
	char lang[NOTICE_LANG_MAX + 1]; /* as wanted */
	const struct notice *dutch, *text;
	enum notice_format format;
	bool a4; /* on the printer of pages */
	struct teach_back teach;
	struct handover record;
	struct { /* what the record was begun for; another choice begins it anew */
		struct propose_case the_case;
		char lang[NOTICE_LANG_MAX + 1];
		const struct notice *dutch, *text;
		enum notice_format format;
		bool a4; /* on the printer of pages */
	} settled_for;
	struct store_kept kept;
	uint8_t record_id[RECORD_ID_BYTES];
	char by[STAFF_TOKEN_MAX + 1]; /* who attested; a copy may come out when the card is away */
	int64_t job; /* of the journal; 0 = none */
	int64_t printed_ms; /* what stands on its paper; a copy says the same */
	int copies, copy_no; /* that came out; the n of KOPIE n of the latest, 0 = none */
	char when[40];
};
