#pragma once

/*
 * registry - the one visible list of device kinds
 *
 * A new kind is one new file and one line in registry.c.
 */
#include "sys/buf.h"

struct printer_ops;

/* The kind a URI names; *where points behind "scheme:" in uri. A surprise names the shapes that exist. */
NODISCARD int registry_printer(const struct printer_ops **out, const char **where, const char *uri);
/* "file:DIR tcp:HOST:PORT ...", for --help. */
void registry_printer_shapes(struct buf *out);
