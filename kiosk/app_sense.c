/* app_sense - the bell, the lamp, who stands there, and what was opened that must stay closed. */
#include "kiosk/app.h"

int app_sense_open(struct app *a)
{
	struct bell_setup bell = {.uri = a->settings->bell, .loop = a->loop, .clock = &a->clock, .log = &a->log};

	return err_up(bell_open(&a->bell, &bell));
}

void app_sense_close(struct app *a)
{
	bell_close(a->bell);
}
