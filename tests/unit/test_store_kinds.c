#include "harness.h"
#include "store/kinds.h"

TEST(kinds, desk_has_its_own_types_and_each_its_retention)
{
	static const struct {
		uint16_t id;
		const char *code, *name, *rule;
		int64_t hours;
	} desk[] = {
	        {KIND_NOTICE_HANDOVER, "R2", "notice_handover", "RT-W2", 72},
	        {KIND_NOTICE_HANDOVER_AVG, "R2A", "notice_handover_avg", "RT-A1", 72},
	        {KIND_NOTICE_HANDOVER_VIK, "R2V", "notice_handover_vik", "RT-A2", 24},
	        {KIND_DESK_DAY, "DAY", "desk_day", "RT-N1", 730 * 24},
	        {KIND_STAFF_ENTRY, "STF", "staff_entry", "RT-L1", 730 * 24},
	        {KIND_SIGNAL_CONTACT, "R7C", "signal_contact", "RT-W1", 72},
	        {KIND_SIGNAL_OF_COMPLAINT, "R7A", "signal_of_complaint", "RT-A1", 72},
	        {KIND_ACCESS_LOG, "LOG", "access_log", "RT-L1", 730 * 24},
	        {KIND_DEVICE_EVENT, "EVT", "device_event", "RT-L1", 730 * 24},
	};

	for (size_t i = 0; i < sizeof desk / sizeof *desk; i++) {
		const struct record_kind *k = kind_of_id(desk[i].id);

		CHECK(k != NULL);
		CHECK_TEXT(k->code, desk[i].code);
		CHECK_TEXT(k->name, desk[i].name);
		CHECK_TEXT(k->retention, desk[i].rule);
		CHECK(kind_of_name(desk[i].code) == k && kind_of_name(desk[i].name) == k);
		CHECK_INT(retention_of_kind(desk[i].id)->keep_ms, desk[i].hours * 3600000);
	}
	CHECK_INT(KIND_NOTICE_HANDOVER_AVG, 17);
	CHECK_INT(KIND_ACCESS_LOG, 21);
	CHECK_INT(KIND_DEVICE_EVENT, 22);
	CHECK(kind_of_id(15) == NULL && kind_of_id(16) == NULL && kind_of_id(26) == NULL);
}
