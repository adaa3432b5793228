/* control_none - no test door in this build. */
#include <errno.h>

#include "kiosk/control.h"

int control_open(struct control **out, struct app *app, const char *path)
{
	(void)out;
	(void)app;
	return err_new(ENOTSUP, "%s: this program was built without the test door", path);
}

void control_close(struct control *c)
{
	(void)c;
}
