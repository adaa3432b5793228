/* bad_printer - printers that are not there, or leave in the middle of a sheet: the record is saved, the number stands on the screen. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bad_kit.h"
#include "harness.h"
#include "sys/file.h"

enum { PATIENCE_MS = 80 * 1000 };

/* Whatever the printer does, the visit ends well and the screen does not claim a paper. */
static void check_without_paper(const char *printer)
{
	struct bad *b = bad_make();

	bad_start(b, (const char *const[]){"--printer", printer, NULL});
	bad_visit_to_receipt(b);
	await_sight(&b->p.s, b->number, 0);
	advance(&b->p.s, PATIENCE_MS);
	await_sight(&b->p.s, "Het printen lukt niet", 5000);
	await_sight(&b->p.s, "Schrijf uw nummer over", 0);
	CHECK_INT(waiting(&b->p.s), 1);
	CHECK_INT(station_papers(&b->p.s), 0);
	tap(&b->p.s, "next");
	await_screen(&b->p.s, "idle");
	bad_end(b);
}

TEST_LIMIT(printer, where_nothing_listens, LIMIT_S)
{
	check_without_paper("tcp:127.0.0.1:1");
}

TEST_LIMIT(printer, whose_serial_line_is_missing, LIMIT_S)
{
	check_without_paper("serial:/dev/ttyNOBODY,115200");
}

TEST_LIMIT(printer, whose_usb_device_is_missing, LIMIT_S)
{
	check_without_paper("usb:/dev/usb/lp-nobody");
}

/* A folder that is a file: also root can not write there. */
TEST_LIMIT(printer, whose_folder_can_not_be_written, LIMIT_S)
{
	char where[PLANT_PATH + 10];
	char path[PLANT_PATH];

	path_in(path, test_folder(), "blocked");
	write_file(path, "x", 1);
	snprintf(where, sizeof where, "file:%s", path);
	check_without_paper(where);
}

static void device(const struct bad *b, const char *event)
{
	CHECK_OK(door_do(b->p.s.door, NULL, "{s:s, s:s, s:s}", "do", "device", "dev", "printer0", "event", event));
}

TEST_LIMIT(printer, that_leaves_in_the_middle_of_a_sheet_is_not_believed, LIMIT_S)
{
	struct bad *b = bad_make();

	bad_start(b, NULL);
	bad_visit_to_receipt(b);
	await_sight(&b->p.s, "Uw papier komt eraan", 5000);
	device(b, "gone");
	advance(&b->p.s, 4000);
	await_sight(&b->p.s, "De printer is niet te bereiken", 5000);
	advance(&b->p.s, 60 * 1000);
	await_sight(&b->p.s, "Schrijf uw nummer over", 5000);
	CHECK_INT(waiting(&b->p.s), 1);
	tap(&b->p.s, "next");
	await_screen(&b->p.s, "idle");
	device(b, "back");
	bad_visit_to_receipt(b);
	await_sight(&b->p.s, "Uw papier is", 10000);
	tap(&b->p.s, "next");
	bad_end(b);
}

TEST_LIMIT(printer, that_comes_back_prints_when_asked_again, LIMIT_S)
{
	struct bad *b = bad_make();

	bad_start(b, NULL);
	device(b, "gone");
	bad_visit_to_receipt(b);
	advance(&b->p.s, PATIENCE_MS);
	await_sight(&b->p.s, "Het printen lukt niet", 5000);
	device(b, "back");
	turn_to(&b->p.s, "print_again");
	tap(&b->p.s, "print_again");
	await_sight(&b->p.s, "Uw papier is", 10000);
	CHECK_INT(station_papers(&b->p.s), 1);
	bad_end(b);
}
