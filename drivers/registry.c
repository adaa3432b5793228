#include "drivers/registry.h"

#include <errno.h>
#include <string.h>

#include "drivers/printer_ops.h"

static const struct printer_ops *const printers[] = {
        &printer_file,
        &printer_tcp,
        &printer_serial,
        &printer_usb,
        &printer_virtual,
        &printer_none,
        NULL,
};

void registry_printer_shapes(struct buf *out)
{
	for (int i = 0; printers[i]; i++)
		buf_printf(out, "%s%s", i ? " " : "", printers[i]->shape);
}

/* "file:DIR" -> "DIR", "none" -> ""; NULL when the URI is of another kind. */
static const char *behind(const char *scheme, const char *uri)
{
	size_t n = strlen(scheme);

	if (strncmp(uri, scheme, n) != 0)
		return NULL;
	if (uri[n] == ':')
		return uri + n + 1;
	return uri[n] == 0 ? uri + n : NULL;
}

int registry_printer(const struct printer_ops **out, const char **where, const char *uri)
{
	AUTO_BUF shapes;

	buf_init(&shapes, 1024);
	for (int i = 0; printers[i]; i++) {
		const char *place = behind(printers[i]->scheme, uri);
		int e;

		if (!place)
			continue;
		e = printers[i]->check(place);
		if (e)
			return err_up(e);
		*out = printers[i];
		*where = place;
		return 0;
	}
	registry_printer_shapes(&shapes);
	return err_new(EINVAL, "'%.60s' is no printer; it is one of: %s", uri, buf_str(&shapes));
}
