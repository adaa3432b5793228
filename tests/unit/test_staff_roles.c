#include <stdio.h>

#include "harness.h"
#include "staff/roles.h"
#include "store/kinds.h"
#include "sys/text.h"

TEST(roles, who_is_nobody_may_nothing)
{
	for (int action = 0; action < ACTIONS; action++)
		for (unsigned kind = 0; kind < 64; kind++)
			CHECK(!role_may(0, (enum role_action)action, (uint16_t)kind));
}

TEST(roles, complaint_and_vik_records_are_never_read_by_any_set_of_roles)
{
	static const uint16_t never[] = {KIND_COMPLAINT, KIND_NOTICE_HANDOVER_AVG, KIND_NOTICE_HANDOVER_VIK};

	for (unsigned roles = 0; roles <= ROLES_ALL; roles++)
		for (size_t i = 0; i < 3; i++)
			CHECK(!role_may(roles, ACTION_READ, never[i]));
	CHECK(role_kind_is_never_read(6) && role_kind_is_never_read(17) && role_kind_is_never_read(18) &&
	        role_kind_is_never_read(25));
	CHECK(!role_kind_is_never_read(2) && !role_kind_is_never_read(5));
}

TEST(roles, what_is_not_in_the_table_is_not_allowed)
{
	static const unsigned reads[] = {1, 2, 3, 4, 5, 10, 14};

	for (unsigned kind = 0; kind < 70000; kind++) {
		bool listed = false;

		for (size_t i = 0; i < sizeof reads / sizeof *reads; i++)
			listed |= reads[i] == kind;
		CHECK(role_may(ROLES_ALL, ACTION_READ, (uint16_t)kind) == listed || kind > 65535);
	}
	CHECK(!role_may(ROLES_ALL, ACTION_HAND_OVER, 0) && !role_may(ROLES_ALL, ACTION_STAFF, 5));
	CHECK(!role_may(ROLES_ALL, ACTIONS, 0) && !role_may(128, ACTION_RULES, 0));
}

TEST(roles, each_notice_belongs_to_a_kind_and_to_roles)
{
	static const struct {
		const char *notice;
		uint16_t kind;
		unsigned roles;
	} rows[] = {
	        {"N-VIC", 2, ROLE_DESK | ROLE_ASSISTANT_PROSECUTOR},
	        {"N-SUS", 2, ROLE_DESK | ROLE_ASSISTANT_PROSECUTOR},
	        {"N-INV-V", 2, ROLE_DESK | ROLE_ASSISTANT_PROSECUTOR},
	        {"N-JUV", 2, ROLE_DESK | ROLE_ASSISTANT_PROSECUTOR},
	        {"N-EM", 2, ROLE_DESK | ROLE_ASSISTANT_PROSECUTOR},
	        {"N-CMP", 17, ROLE_DESK | ROLE_COMPLAINT_COORDINATOR},
	        {"N-PRV-A", 17, ROLE_DESK | ROLE_COMPLAINT_COORDINATOR},
	        {"N-DIS", 18, ROLE_VIK},
	        {"N-XXX", 0, 0},
	        {"", 0, 0},
	        {NULL, 0, 0},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK_INT(role_handover_kind(rows[i].notice), rows[i].kind);
		for (unsigned role = 1; role <= ROLES_ALL; role <<= 1)
			CHECK(role_may_hand(role, rows[i].notice) == ((rows[i].roles & role) != 0));
	}
}

TEST(roles, tasks_are_kept_apart)
{
	static const struct {
		enum role_action action;
		uint16_t kind;
		unsigned roles;
	} rows[] = {
	        {ACTION_OPEN_DAY, 0, ROLE_DESK | ROLE_ADMINISTRATOR},
	        {ACTION_CLOSE_DAY, 0, ROLE_DESK | ROLE_ADMINISTRATOR},
	        {ACTION_COUNTERS, 0, ROLE_DESK | ROLE_COMPLAINT_COORDINATOR | ROLE_ADMINISTRATOR | ROLE_AUDITOR},
	        {ACTION_EXPORT, 0, ROLE_ADMINISTRATOR | ROLE_AUDITOR},
	        {ACTION_ACCESS_LOG, 0, ROLE_AUDITOR},
	        {ACTION_STAFF, 0, ROLE_ADMINISTRATOR},
	        {ACTION_TECHNICIAN, 0, ROLE_TECHNICIAN},
	        {ACTION_READ, KIND_SELF_REPORT, ROLE_DESK | ROLE_ASSISTANT_PROSECUTOR},
	        {ACTION_READ, 3, ROLE_DESK},
	        {ACTION_RULES, 0, ROLES_ALL},
	        {ACTION_SIGNAL, 7, ROLES_ALL & ~ROLE_AUDITOR},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (unsigned role = 1; role <= ROLES_ALL; role <<= 1)
			CHECK(role_may(role, rows[i].action, rows[i].kind) == ((rows[i].roles & role) != 0));
}

TEST(roles, more_roles_may_what_each_of_them_may)
{
	for (unsigned roles = 0; roles <= ROLES_ALL; roles++) {
		for (int action = 0; action < ACTIONS; action++) {
			for (uint16_t kind = 0; kind < 24; kind++) {
				bool any = false;

				for (unsigned role = 1; role <= ROLES_ALL; role <<= 1)
					any |= (roles & role) && role_may(role, (enum role_action)action, kind);
				CHECK(role_may(roles, (enum role_action)action, kind) == any);
			}
		}
	}
}

TEST(roles, auditor_stands_alone)
{
	CHECK(!roles_are_sound(0) && !roles_are_sound(128) && !roles_are_sound(ROLES_ALL));
	CHECK(roles_are_sound(ROLE_AUDITOR) && !roles_are_sound(ROLE_AUDITOR | ROLE_DESK));
	CHECK(roles_are_sound(ROLES_ALL & ~ROLE_AUDITOR));
}

TEST(roles, names_go_both_ways)
{
	enum staff_role back;

	for (unsigned role = 1; role <= ROLES_ALL; role <<= 1) {
		CHECK(role_of_name(&back, role_name((enum staff_role)role)));
		CHECK_INT(back, role);
		CHECK(*role_label((enum staff_role)role, true) && *role_label((enum staff_role)role, false));
	}
	CHECK(!role_of_name(&back, "boss") && !role_of_name(&back, ""));
	CHECK_TEXT(role_name((enum staff_role)3), "");
	CHECK_TEXT(role_label((enum staff_role)128, true), "");
}

TEST(roles, sheet_says_each_rule_in_one_line)
{
	char line[200], small[10];
	bool vik = false, nobody = false;

	CHECK(role_rules() >= 16);
	for (size_t i = 0; i < role_rules(); i++) {
		for (int dutch = 0; dutch < 2; dutch++) {
			role_rule_text(line, sizeof line, i, dutch);
			CHECK(strlen(line) < sizeof line - 1 && strstr(line, ": ") && utf8_valid(line, strlen(line)));
			vik |= text_is(line, "Folder disciplinair onderzoek uitreiken (R2V): VIK");
			nobody |= text_ends(line, ": niemand");
		}
		role_rule_text(small, sizeof small, i, true);
		CHECK(strlen(small) < sizeof small);
	}
	CHECK(vik && nobody);
}
