/* app_printer - what the printer says of itself, looked at now and then: which model it is, and how its roll stands. */
#include <stdio.h>

#include "drivers/printer_identify.h"
#include "kiosk/app.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/visit.h"

#define LOG_MODULE "app"

/* A printer may say that it is another model than the settings mean: told once; what it says proves nothing. */
static void look_at_model(struct app *a)
{
	struct printer_identity who;
	char path[1200], name[33];
	int r;

	printer_identity(a->printer, &who);
	if (a->model_told || !*who.model)
		return;
	a->model_told = true;
	(void)snprintf(path, sizeof path, "%s/printers/MODELS", a->settings->content);
	r = identify_profile_file(name, &who, path, NULL);
	if (r < 0)
		log_surprise(&a->log, LOG_MODULE, r);
	if (r == 0 && !text_is(name, a->profile.name))
		log_warn(&a->log, "the printer says that it is a %s %s: --printer-profile %s fits it, %s is set",
		        who.maker, who.model, name, a->profile.name);
}

void app_printer_look(struct app *a)
{
	struct printer_status now;

	look_at_model(a);
	printer_status(a->printer, &now);
	if (now.liar && !a->liar_told)
		log_warn(&a->log, "the printer's answers can not be true: see the queue on the desk's screen");
	a->liar_told = now.liar;
	visit_roll_seen(a->visit, now.paper == PAPER_LOW, now.paper == PAPER_OUT,
	        now.paper_left_known ? now.paper_left_mm : -1);
}
