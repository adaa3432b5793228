/* The roll meter in the desk's own database. */
#include "harness.h"
#include "paper/roll.h"
#include "store/desk.h"

TEST(roll_desk, lives_in_the_desks_database)
{
	struct log log = {.fd = -1};
	struct roll_ops ops;
	struct desk *d;
	struct roll *r;

	CHECK_OK(desk_open(&d, "data", &log));
	CHECK_OK(roll_desk_ops(&ops, d));
	CHECK_OK(roll_open(&r, &ops, 3000));
	CHECK_OK(roll_new(r, 80 * 1000));
	CHECK_OK(roll_fed(r, 123456, true, true));
	CHECK_OK(roll_near_end(r));
	CHECK_OK(roll_fed(r, 654321, false, false));
	roll_close(r);
	desk_close(d);
	CHECK_OK(desk_open(&d, "data", &log));
	CHECK_OK(roll_desk_ops(&ops, d));
	CHECK_OK(roll_open(&r, &ops, 3000));
	CHECK_INT(roll_state(r)->left_um, 3000000 - 654321);
	CHECK_INT(roll_state(r)->length_um, 80000000);
	CHECK_INT(roll_state(r)->fed_um, 123456 + 654321);
	CHECK_INT(roll_state(r)->mean_um, 123456);
	CHECK_INT(roll_state(r)->cuts, 1);
	CHECK_INT(roll_state(r)->sheets, 1);
	CHECK(roll_state(r)->known && roll_state(r)->near_end);
	roll_close(r);
	desk_close(d);
}

TEST(roll_desk, counts_on_when_the_desk_is_out_of_order)
{
	struct log log = {.fd = -1};
	struct desk_tuning none = {.vfs = "no-such"};
	struct roll_ops ops;
	struct desk *d;
	struct roll *r;

	CHECK_OK(desk_open_tuned(&d, "data", &log, &none));
	CHECK_OK(roll_desk_ops(&ops, d));
	CHECK_INT(roll_open(&r, &ops, 0), ROLL_NOT_KEPT);
	CHECK_HAS(err_why(), "not kept");
	CHECK_INT(roll_new(r, 5000), ROLL_NOT_KEPT);
	CHECK_INT(roll_state(r)->left_um, 5000 * 1000);
	roll_close(r);
	desk_close(d);
}
