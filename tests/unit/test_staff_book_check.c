/* A whole chain read anew: does it hold, and if not, where does it break? */
#include "harness.h"
#include "staff/book.h"
#include "staff_kit.h"

static struct staff_test t;

TEST(book_check, says_where_the_chain_breaks)
{
	struct book *b;
	uint32_t at = 99;

	staff_test_init(&t);
	CHECK_INT(book_open(&b, BOOK_ACCESS, &t.book, NULL, NULL), 0);
	for (int i = 0; i < 5; i++)
		CHECK_INT(book_add(b, "{\"a\":1}"), 0);
	CHECK_INT(book_check(&at, b), 0);
	CHECK_INT(at, 0);
	CHECK_INT(desk_run(t.desk, "UPDATE book SET json = '{\"a\":2}' WHERE book = 1 AND seq = 3", ""), 0);
	CHECK_INT(book_check(&at, b), BOOK_BROKEN);
	CHECK_INT(at, 3);
	CHECK_INT(desk_run(t.desk, "DELETE FROM book WHERE book = 1 AND seq = 3", ""), 0);
	CHECK_INT(book_check(&at, b), BOOK_BROKEN);
	CHECK_INT(at, 3);
	CHECK_INT(desk_run(t.desk, "DELETE FROM book WHERE book = 1 AND seq > 2", ""), 0);
	CHECK_INT(book_check(&at, b), BOOK_LOST);
	CHECK_INT(at, 3);
	book_close(b);
	staff_test_fini(&t);
}
