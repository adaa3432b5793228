#pragma once

/*
 * page_printer_address - where an IPP printer is: HOST[:PORT]/PATH
 *
 * HOST stands in numbers ("10.0.0.7", "[fe80::1]") or in /etc/hosts: no name server is asked. PORT is 631 when it is not
 * told. PATH is letters, digits and -._~/, as RFC 3986 leaves them unquoted ("ipp/print").
 */
#include <stdbool.h>
#include <sys/socket.h>
#include "sys/err.h"

enum { PAGE_HOST_ROOM = 128, PAGE_PATH_ROOM = 256, PAGE_URI_ROOM = PAGE_HOST_ROOM + PAGE_PATH_ROOM + 24 };

struct page_address {
	char host[PAGE_HOST_ROOM]; /* as it was told, with its brackets */
	char path[PAGE_PATH_ROOM]; /* from its slash on */
	int port;
	char uri[PAGE_URI_ROOM]; /* "ipp://HOST:PORT/PATH" */
};

/* A surprise says what is wrong. Touches nothing outside. */
NODISCARD int page_address_take(struct page_address *out, const char *where);
/* As numbers for the kernel; reads /etc/hosts when the host is a name. */
NODISCARD int page_address_find(struct sockaddr_storage *out, socklen_t *n, const struct page_address *a);
