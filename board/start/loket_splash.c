/*
 * loket-splash - words on the screen of the running system: loket-splash PICTURE (start, stop, update, broken)
 *
 * Draws into the frame buffer, which is seen as soon as the kiosk has let go of the screen.
 */
#include <stdio.h>
#include <string.h>

#include "board/start/splash.h"

int main(int argc, char **argv)
{
	char path[256];
	int e;

	if (argc != 2 || strchr(argv[1], '/') || strlen(argv[1]) > 32) {
		(void)fputs("loket-splash: takes one word, the name of a picture like start\n", stderr);
		return 2;
	}
	(void)snprintf(path, sizeof path, "/usr/share/loket/pictures/%s.pgm", argv[1]);
	e = splash_show("/dev/fb0", path);
	if (e < 0)
		(void)fprintf(stderr, "loket-splash: %s\n", err_why());
	return e < 0 ? 1 : 0;
}
