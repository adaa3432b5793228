#include <stdio.h>

#include "harness.h"
#include "staff_kit.h"
#include "sys/text.h"

/* B-001 and n colleagues who read nothing. */
static int issue_nth(struct staff_test *t, int n)
{
	struct staff_order o = {.by = staff_at(t->staff, 0)->staff, .roles = ROLE_TECHNICIAN};
	char badge[40], code[STAFF_CODE_MAX + 1];
	struct staff_given given;

	snprintf(badge, sizeof badge, "badge-%06d-91c0de44a7f25b3e88", n);
	snprintf(code, sizeof code, "T-%d", n % 100000);
	o.code = code;
	o.badge = badge;
	o.n_badge = strlen(badge);
	return staff_issue(&given, t->staff, &o);
}

TEST_LIMIT(ceilings, as_many_people_as_promised_and_not_one_more, 120)
{
	struct staff_test t;
	char pin[9];

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	for (int n = 1; n < STAFF_MOST; n++)
		CHECK_INT(issue_nth(&t, n), 0);
	CHECK_INT(staff_count(t.staff), STAFF_MOST);
	CHECK_INT(issue_nth(&t, STAFF_MOST), STAFF_FULL);
	staff_test_reopen(&t);
	CHECK(staff_is_sound(t.staff));
	CHECK_INT(staff_count(t.staff), STAFF_MOST);
	CHECK_INT(issue_nth(&t, STAFF_MOST), STAFF_FULL);
	staff_test_fini(&t);
}

static int copy(void *me, const struct book_entry *e)
{
	return text_copy(me, 2000, e->json) ? 0 : BOOK_BROKEN;
}

TEST_LIMIT(ceilings, as_many_entries_as_promised_and_not_one_more, 120)
{
	struct staff_order o;
	struct book *book;
	struct staff_test t;
	char pin[9], json[2000];
	int64_t began;

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	CHECK_INT(issue_nth(&t, 1), 0);
	book = staff_book(t.staff);
	CHECK_INT(book_read(book, 2, copy, json), 0);
	CHECK_INT(desk_begin(t.desk), 0);
	while (book_length(book) == 2) { /* the length follows once the transaction is over */
		for (int n = 2; n < STAFF_ENTRIES_MOST - 1; n++)
			CHECK_INT(book_add_within(book, json), 0);
		CHECK_INT(desk_commit(t.desk), 0);
		book_settle(book, true);
	}
	CHECK_INT(book_length(book), STAFF_ENTRIES_MOST - 1);
	began = clock_measure_us();
	staff_test_reopen(&t);
	printf("# a register of %d entries opens in %lld ms\n", STAFF_ENTRIES_MOST,
	        (long long)(clock_measure_us() - began) / 1000);
	CHECK(staff_is_sound(t.staff));
	o = (struct staff_order){
	        .by = staff_at(t.staff, 0)->staff, .staff = staff_at(t.staff, 1)->staff, .roles = ROLE_VIK};
	CHECK_INT(staff_set_roles(t.staff, &o), 0);
	CHECK_INT(staff_set_roles(t.staff, &o), STAFF_FULL);
	CHECK_INT(issue_nth(&t, 2), STAFF_FULL);
	staff_test_fini(&t);
}
