/* loket-setup - the steps of board/setup/setup.h in their order; run once at each start by loket-setup.service */
#include <stdio.h>
#include <sys/sysinfo.h>

#include "board/setup/setup.h"

static int told(int e)
{
	if (e)
		(void)fprintf(stderr, "loket-setup: %s\n", err_why());
	return e ? 1 : 0;
}

int main(void)
{
	struct setup_users u;
	struct sysinfo memory = {0};
	int failed = told(setup_users(&u, ""));

	if (!failed)
		failed |= told(setup_commission("", &u)) | told(setup_folders("", &u));
	failed |= told(setup_site(""));
	failed |= told(setup_quota("/data", "/dev/loket/data"));
	if (sysinfo(&memory) == 0)
		failed |= told(setup_zram("/sys", "/dev", (int64_t)memory.totalram * memory.mem_unit));
	return failed;
}
