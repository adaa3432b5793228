#include "drivers/host_address.h"

#include <netdb.h>
#include <stdio.h>
#include <string.h>

#include "sys/text.h"

/* The address of a name in /etc/hosts, as numbers. */
static bool in_hosts(char out[HOST_ADDRESS_ROOM], const char *name)
{
	FILE *f = fopen("/etc/hosts", "re");
	char line[1024];
	bool found = false;

	while (f && !found && fgets(line, sizeof line, f)) {
		char *rest = NULL, *address, *word;

		line[strcspn(line, "#\n")] = 0;
		address = strtok_r(line, " \t", &rest);
		while (!found && address && (word = strtok_r(NULL, " \t", &rest)))
			found = strcmp(word, name) == 0 && text_copy(out, HOST_ADDRESS_ROOM, address);
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

bool host_address(struct sockaddr_storage *out, socklen_t *n, const char *host, int port)
{
	char there[HOST_ADDRESS_ROOM];

	return numbers(out, n, host, port) || (in_hosts(there, host) && numbers(out, n, there, port));
}
