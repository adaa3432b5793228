#include "kiosk_picture.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "drivers/picture.h"

void picture_take(const struct world *w, const char *name)
{
	const char *folder = getenv("LOKET_PICTURES");
	struct canvas canvas;
	struct picture p;
	char path[900];
	size_t n;

	if (!folder)
		return;
	CHECK_OK(w->app.window_ops->canvas(w->app.window, &canvas));
	p = (struct picture){.kind = PICTURE_XRGB,
	        .width = canvas.width,
	        .height = canvas.height,
	        .stride = (size_t)canvas.stride_bytes,
	        .rows = (const uint8_t *)canvas.pixels};
	n = (size_t)snprintf(path, sizeof path, "%s/%08llu ", folder, (unsigned long long)w->app.frames);
	for (; *name && n + 5 < sizeof path; name++)
		path[n++] = isalnum((unsigned char)*name) || strchr("_-@", *name) ? *name : '.';
	(void)snprintf(path + n, sizeof path - n, ".png");
	CHECK_OK(picture_write(path, &p));
}
