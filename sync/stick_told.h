#pragma once

/*
 * stick_told - what a technician is told of a stick, with the page of the manual that says what to do
 *
 * Each has a code, "E07": the name of its page, assets/manual/LANG/E07.md. The codes of one who could not
 * come to a stick at all are those of every program that wants one (loket-update too).
 */

enum stick_told {
	STICK_TOLD_NO_STICK, /* nothing is at the port */
	STICK_TOLD_REFUSED, /* what is there is not on the list of ports */
	STICK_TOLD_FORMAT, /* no file system that is read here */
	STICK_TOLD_LOCKED, /* it can not be written */
	STICK_TOLD_BROKEN, /* it can not be opened, read, or finished */
	STICK_TOLD_CROWDED, /* too many files of others */
	STICK_TOLD_FULL, /* what was written is good; the rest stays */
	STICK_TOLD_NO_STATION, /* the station's own settings or keys can not be read */
	STICK_TOLD_BUSY, /* another one is at work */
	STICK_TOLD_STORE, /* the station's store or ledger can not be read */
	STICK_TOLD_NO_HUB_KEY, /* no receipt can be believed */
	STICK_TOLD_BAD_RECEIPTS, /* one at least was refused */
	STICK_TOLD_AHEAD, /* the office knows more of this station than the station does */
	STICK_TOLD_WRITTEN, /* bring it to the office */
	STICK_TOLD_NOTHING_WAITS,
	STICK_TOLD_RECEIPTS, /* taken up */
	STICK_TOLD_KNOWN, /* receipts that say nothing new */
	STICK_TOLD_OTHERS, /* receipts, for other stations only */
	STICK_TOLD_NO_RECEIPTS, /* the office did not read it yet */
	STICK_TOLD_ORDER, /* an order for the staff register lies ready */
	STICK_TOLDS
};

const char *stick_told_code(enum stick_told t);
/* What a surprise of the stick means: the kernel's number of it, negative as err_new() gives it. */
enum stick_told stick_told_of(int surprise);
