#pragma once

/*
 * kinds - the types of record and how long a station keeps each
 *
 * Data, not code: one row per type (R1..R14 of the domain reference, the desk's
 * own, and the chain's own), one row per retention rule. The clock of a rule runs from the
 * moment the station accepted the hub's receipt.
 */
#include <stdint.h>

enum {
	KIND_NEEDS_PROFILE = 1,
	KIND_NOTICE_HANDOVER = 2,
	KIND_VICTIM_INTAKE = 3,
	KIND_ASSESSMENT = 4, /* of a victim's need for protection */
	KIND_SELF_REPORT = 5,
	KIND_COMPLAINT = 6,
	KIND_SIGNAL_CARD = 7,
	KIND_KETENKAART = 8,
	KIND_CASUS = 9,
	KIND_REFERRAL = 10,
	KIND_ACCESS_REQUEST = 13,
	KIND_MELDCODE = 14,
	KIND_NOTICE_HANDOVER_AVG = 17, /* of a complaint notice: not police data, and not for every desk */
	KIND_NOTICE_HANDOVER_VIK = 18, /* of a disciplinary notice: the VIK's own partition */
	KIND_DESK_DAY = 19, /* counts and seals at the close of a day */
	KIND_STAFF_ENTRY = 20, /* one signed entry of the staff register */
	KIND_ACCESS_LOG = 21, /* who looked at which record, when and why */
	KIND_DEVICE_EVENT = 22, /* opened, and who accounted for it; a plug that was pulled; a bad start */
	KIND_COMPLAINT_TRIAGE = 23, /* what the coordinator adds to a complaint, which stays closed */
	KIND_SIGNAL_CONTACT = 24, /* how to reach whoever gave a signal; no role reads it at a desk */
	KIND_SIGNAL_OF_COMPLAINT =
	        25, /* a complaint without a name: nobody can answer it, and it says of itself that it is a signal */
	KIND_EPOCH_LINK = 0xff01, /* first record of a new epoch */
	KIND_CLOCK_JUMP = 0xff02, /* the wall clock moved by more than five minutes */
};

struct retention_rule {
	const char *name; /* "RT-W1" */
	int64_t keep_ms; /* after a verified receipt; -1: until a person deletes it */
	const char *what;
};

struct record_kind {
	uint16_t id;
	const char *code; /* "R5", "DAY"; "-" for the chain's own */
	const char *name; /* "self_report" */
	const char *retention; /* name of its rule */
};

const struct record_kind *kind_of_id(uint16_t id); /* NULL when unknown */
const struct record_kind *kind_of_name(const char *name); /* "self_report" or "R5" */
const struct retention_rule *retention_of_name(const char *name);
/* The rule of a type; of an unknown type the strictest common one, RT-W1 (72 hours). */
const struct retention_rule *retention_of_kind(uint16_t id);
