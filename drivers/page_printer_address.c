#include "drivers/page_printer_address.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

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

/* The address of a name in /etc/hosts, as numbers. */
static bool in_hosts(char out[PAGE_HOST_ROOM], const char *name)
{
	FILE *f = fopen("/etc/hosts", "re");
	char line[1024];
	bool found = false;

	while (f && !found && fgets(line, sizeof line, f)) {
		char *rest = NULL, *address, *word;

		line[strcspn(line, "#\n")] = 0;
		address = strtok_r(line, " \t", &rest);
		while (!found && address && (word = strtok_r(NULL, " \t", &rest)))
			found = strcmp(word, name) == 0 && text_copy(out, PAGE_HOST_ROOM, address);
	}
	if (f)
		(void)fclose(f);
	return found;
}

static bool numbers(struct sockaddr_storage *out, socklen_t *n, const char *host, int port)
{
	const struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
	struct addrinfo *found = NULL;
	char service[8];

	(void)snprintf(service, sizeof service, "%d", port);
	if (getaddrinfo(host, service, &hints, &found) != 0 || !found)
		return false;
	memcpy(out, found->ai_addr, found->ai_addrlen);
	*n = found->ai_addrlen;
	freeaddrinfo(found);
	return true;
}

int page_address_find(struct sockaddr_storage *out, socklen_t *n, const struct page_address *a)
{
	char host[PAGE_HOST_ROOM], there[PAGE_HOST_ROOM];
	size_t len = strlen(a->host);

	(void)text_copy(host, sizeof host, a->host);
	if (host[0] == '[') {
		memmove(host, host + 1, len - 2);
		host[len - 2] = 0;
	}
	if (numbers(out, n, host, a->port))
		return 0;
	if (in_hosts(there, host) && numbers(out, n, there, a->port))
		return 0;
	return err_new(EINVAL, "printer %s: give its address in numbers, or put its name into /etc/hosts", a->uri);
}
