#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/update_guard.h"
#include "sys/version.h"

static int told(const char *arg)
{
	if (!strcmp(arg, "--version"))
		return printf("loket-update-guard %s (git %s)\n", LOKET_VERSION, version_git()) < 0;
	if (!strcmp(arg, "--help"))
		return puts("loket-update-guard - RAUC's pre-install handler: refuses a bundle below this device's floor\n\n"
		            "RAUC calls it, with the bundle's folder in RAUC_BUNDLE_MOUNT_POINT. It takes no arguments.") <
		       0;
	(void)fprintf(stderr, "loket-update-guard: '%s' is not understood here; --help says who calls it\n", arg);
	return 2;
}

/* With a bundle the guard judges, whatever it is called with. */
int main(int argc, char **argv)
{
	if (argc > 1 && !getenv("RAUC_BUNDLE_MOUNT_POINT"))
		return told(argv[1]);
	return update_guard_main();
}
