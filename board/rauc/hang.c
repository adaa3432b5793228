/* hang - in the place of the kiosk, for the rehearsal of an update that hangs: takes the watchdog and does nothing any more. It asks for less
 * time than the kiosk does (watchdog.h), so that who looks on need not wait. */
#include <fcntl.h>
#include <linux/watchdog.h>
#include <sys/ioctl.h>
#include <unistd.h>

int main(void)
{
	int fd, seconds = 8;

	do {
		fd = open("/dev/watchdog0", O_WRONLY | O_CLOEXEC);
		if (fd < 0)
			(void)usleep(100000);
	} while (fd < 0);
	(void)ioctl(fd, WDIOC_SETTIMEOUT, &seconds);
	for (;;)
		(void)pause();
}
