#include "board/update_guard.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/update_floor.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"
#include "sys/version.h"

#define STATE "/data/update"
#define OS_RELEASE "/usr/lib/os-release"

enum { CONF_MAX = 4096 };

#define REFUSE(why, ...) ((void)snprintf((why), UPDATE_GUARD_WHY_MAX + 1, __VA_ARGS__), UPDATE_GUARD_REFUSED)

/* `version = 0.5.0`, once. */
static bool version_of(char out[UPDATE_VERSION_MAX + 1], const char *text)
{
	static const char key[] = "version = ";
	int found = 0;

	for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t n = strcspn(line, "\n") - (sizeof key - 1);

		if (!text_starts(line, key))
			continue;
		if (n > UPDATE_VERSION_MAX)
			return false;
		memcpy(out, line + sizeof key - 1, n);
		out[n] = 0;
		found++;
	}
	return found == 1 && update_version_is_valid(out);
}

int update_guard(char why[UPDATE_GUARD_WHY_MAX + 1], const char *bundle, const char *state, const char *os_release)
{
	char path[1200], version[UPDATE_VERSION_MAX + 1], floor[UPDATE_VERSION_MAX + 1];
	AUTO_BUF conf;

	buf_init(&conf, CONF_MAX);
	if (!bundle || path_join(path, sizeof path, bundle, UPDATE_GUARD_CONF) || file_read(&conf, path))
		return REFUSE(why, "guard: the bundle has no readable %s: build it with make image", UPDATE_GUARD_CONF);
	if (strlen(buf_str(&conf)) != conf.len || !version_of(version, buf_str(&conf)))
		return REFUSE(why, "guard: %s of the bundle must hold one line 'version = 1.2.3'", UPDATE_GUARD_CONF);
	update_floor(floor, state, os_release);
	if (update_version_compare(version, floor) < 0)
		return REFUSE(why, "version %s is below the floor %s: an older one is never installed", version, floor);
	return 0;
}

/* Nobody calls it by hand but to ask what it is. */
static int told(const char *arg)
{
	if (text_is(arg, "--version"))
		return printf("loket-update-guard %s (git %s)\n", LOKET_VERSION, version_git()) < 0;
	if (text_is(arg, "--help"))
		return puts("loket-update-guard - RAUC's pre-install handler: refuses a bundle below this device's floor\n\n"
		            "RAUC calls it, with the bundle's folder in RAUC_BUNDLE_MOUNT_POINT. It takes no arguments.") <
		       0;
	(void)fprintf(stderr, "loket-update-guard: '%s' is not understood here; --help says who calls it\n", arg);
	return 2;
}

int update_guard_main(int argc, char *const *argv)
{
	const char *bundle = getenv("RAUC_BUNDLE_MOUNT_POINT");
	char why[UPDATE_GUARD_WHY_MAX + 1];

	if (argc > 1 && !bundle)
		return told(argv[1]);
	if (sodium_init() < 0)
		return puts("<< error guard: libsodium does not start"), 1;
	if (update_guard(why, bundle, STATE, OS_RELEASE) == 0)
		return 0;
	printf("<< error %s\n", why);
	return 1;
}
