#include "board/setup/ports.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "sys/text.h"

enum { TCP_LISTENS = 0x0a, DHCP = 68, DHCP6 = 546 };

static bool listens(unsigned port, const char *peer, unsigned state, enum ports_kind kind)
{
	if (kind == PORTS_TCP)
		return state == TCP_LISTENS;
	/* A peer of only zeros: from anybody. */
	return port != DHCP && port != DHCP6 && strspn(peer, "0") == strlen(peer);
}

int ports_listening(uint16_t *port, const char *table, enum ports_kind kind)
{
	const char *line = strchr(table, '\n'); /* below the heading */
	int n = 0;

	while (line && line[1]) {
		unsigned own, far, state;
		char here[33], peer[33];
		int read;

		line++;
		read = sscanf(line, " %*u: %32[0-9A-F]:%4x %32[0-9A-F]:%4x %2x", here, &own, peer, &far, &state);
		if (read != 5 || listens(own, peer, state, kind)) {
			if (n++ == 0)
				*port = read == 5 ? (uint16_t)own : 0;
		}
		line = strchr(line, '\n');
	}
	return n;
}
