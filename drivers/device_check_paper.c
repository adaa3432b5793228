/* device_check_paper - the printer as it says it is; a printer that says nothing is unknown, not well */
#include "drivers/device_check.h"
#include "drivers/printer.h"
#include "drivers/printer_identify.h"
#include "drivers/printer_profile.h"

static void add_paper(struct check_list *l, const struct printer_status *s)
{
	switch (s->paper) {
	case PAPER_OK:
		check_add(l, "printer.paper", CHECK_PASSED, "", "", "there is paper");
		break;
	case PAPER_LOW:
		check_add(l, "printer.paper", CHECK_FAILED, "P06", "Lay a new roll ready, or change it now.",
		        "the roll is nearly at its end");
		break;
	case PAPER_OUT:
		check_add(l, "printer.paper", CHECK_FAILED, "P02",
		        "Lay in a new roll with the thermal side up, and close the cover.", "the paper is out");
		break;
	default:
		check_add(l, "printer.paper", CHECK_UNKNOWN, "P07", "Look at the roll yourself; print the slip.",
		        "the printer does not say whether there is paper");
	}
}

static void add_cover(struct check_list *l, const struct printer_status *s)
{
	if (s->cover == COVER_OPEN)
		check_add(l, "printer.cover", CHECK_FAILED, "P03", "Close the printer's cover until it clicks.",
		        "the cover is open");
	else if (s->cover == COVER_CLOSED)
		check_add(l, "printer.cover", CHECK_PASSED, "", "", "the cover is closed");
}

static void add_fault(struct check_list *l, const struct printer_status *s)
{
	switch (s->fault) {
	case FAULT_CUTTER:
		check_add(l, "printer.fault", CHECK_FAILED, "P04",
		        "Switch the printer off, take the jammed paper out of the cutter, switch it on.",
		        "the cutter is stuck");
		break;
	case FAULT_HOT:
		check_add(l, "printer.fault", CHECK_FAILED, "P08", "Wait a few minutes; keep the printer's vents free.",
		        "the print head is too hot");
		break;
	case FAULT_OTHER:
		check_add(l, "printer.fault", CHECK_FAILED, "P09",
		        "Switch the printer off and on; its lamp says the rest, see its manual.",
		        "the printer reports an error");
		break;
	case FAULT_NONE:
		check_add(l, "printer.fault", CHECK_PASSED, "", "", "the printer reports no error");
		break;
	default:
		break; /* the link and the slip say what can be known */
	}
}

static void add_link(struct check_list *l, struct printer *p, const struct printer_status *s)
{
	struct printer_identity who = {0};

	printer_identity(p, &who);
	if (s->link != LINK_OPEN)
		check_add(l, "printer.link", CHECK_FAILED, "P01",
		        "Is it switched on, and its cable in the port that the settings name?", "%s",
		        s->link == LINK_COMING ? "the printer is being opened" : printer_why(p));
	else if (s->liar)
		check_add(l, "printer.link", CHECK_FAILED, "P05",
		        "Choose the profile that fits this printer, or replace it: what it prints can not be proved.",
		        "the printer answers what can not be true");
	else if (who.model[0])
		check_add(l, "printer.link", CHECK_PASSED, "", "", "the printer is %s %s, profile %s", who.maker,
		        who.model, printer_profile(p)->name);
	else
		check_add(l, "printer.link", CHECK_PASSED, "", "", "a printer that does not say which, profile %s",
		        printer_profile(p)->name);
}

void check_printer(struct check_list *l, struct printer *p)
{
	struct printer_status s = {0};

	if (!p) {
		check_add(l, "printer.link", CHECK_UNKNOWN, "P00", "Set one: --printer usb:auto.",
		        "this station has no printer");
		return;
	}
	printer_status(p, &s);
	printer_ask_status(p);
	add_link(l, p, &s);
	if (s.link != LINK_OPEN)
		return;
	add_paper(l, &s);
	add_cover(l, &s);
	add_fault(l, &s);
}
