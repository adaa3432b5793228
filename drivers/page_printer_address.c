#include "drivers/page_printer_address.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "drivers/host_address.h"
#include "sys/text.h"

enum { IPP_PORT = 631 };

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

static bool is_of(const char *text, size_t n, const char *more)
{
	for (size_t i = 0; i < n; i++)
		if (!strchr(letters, text[i]) && !strchr(more, text[i]))
			return false;
	return true;
}

/* "host", "host:port", "[v6]", "[v6]:port"; n bytes. */
static bool take_host(struct page_address *a, const char *text, size_t n)
{
	const char *close = text[0] == '[' ? memchr(text, ']', n) : NULL;
	const char *colon = close ? close + 1 : memchr(text, ':', n);
	size_t host_n = colon && colon < text + n ? (size_t)(colon - text) : n;
	char port[8] = "631";
	int64_t number = IPP_PORT;

	if (host_n == 0 || host_n >= sizeof a->host)
		return false;
	if (close ? host_n < 3 || !is_of(text + 1, host_n - 2, ":.") : !is_of(text, host_n, "-."))
		return false;
	if (host_n < n) {
		size_t port_n = n - host_n - 1;

		if (text[host_n] != ':' || port_n == 0 || port_n >= sizeof port)
			return false;
		memcpy(port, text + host_n + 1, port_n);
		port[port_n] = 0;
		if (!text_i64(port, 1, 65535, &number))
			return false;
	}
	memcpy(a->host, text, host_n);
	a->host[host_n] = 0;
	a->port = (int)number;
	return true;
}

int page_address_take(struct page_address *out, const char *where)
{
	const char *slash = strchr(where, '/');
	struct page_address a;
	bool good = slash && slash[1] && slash[1] != '/' && text_copy(a.path, sizeof a.path, slash) &&
	            is_of(slash, strlen(slash), "-._~/") && take_host(&a, where, (size_t)(slash - where));

	if (!good)
		return err_new(EINVAL, "a printer ipp:HOST[:PORT]/PATH needs an address and a path, as in "
		                       "ipp:10.0.0.7/ipp/print");
	(void)snprintf(a.uri, sizeof a.uri, "ipp://%s:%d%s", a.host, a.port, a.path);
	*out = a;
	return 0;
}

int page_address_find(struct sockaddr_storage *out, socklen_t *n, const struct page_address *a)
{
	char host[PAGE_HOST_ROOM];
	size_t len = strlen(a->host);

	(void)text_copy(host, sizeof host, a->host);
	if (host[0] == '[') {
		memmove(host, host + 1, len - 2);
		host[len - 2] = 0;
	}
	if (host_address(out, n, host, a->port))
		return 0;
	return err_new(EINVAL, "printer %s: give its address in numbers, or put its name into /etc/hosts", a->uri);
}
