/* hang - in the place of the kiosk, for the rehearsal of an update that hangs: takes the watchdog and does nothing any more */
#include <fcntl.h>
#include <unistd.h>

int main(void)
{
	int fd;

	do {
		fd = open("/dev/watchdog0", O_WRONLY | O_CLOEXEC);
		if (fd < 0)
			(void)usleep(100000);
	} while (fd < 0);
	for (;;)
		(void)pause();
}
