/* loket-ports - tells in the journal what listens on this board (board/setup/ports.h); run now and then by loket-ports.timer */
#include <stdio.h>

#include "board/setup/ports.h"
#include "sys/buf.h"
#include "sys/file.h"

enum { TABLE_MAX = 1 << 20 };

int main(void)
{
	static const struct {
		const char *path;
		enum ports_kind kind;
	} tables[] = {{"/proc/net/tcp", PORTS_TCP}, {"/proc/net/tcp6", PORTS_TCP}, {"/proc/net/udp", PORTS_UDP},
	        {"/proc/net/udp6", PORTS_UDP}, {"/proc/net/udplite", PORTS_UDP}, {"/proc/net/raw", PORTS_UDP},
	        {"/proc/net/raw6", PORTS_UDP}};
	int all = 0;

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		uint16_t port = 0;
		AUTO_BUF text;
		int n;

		buf_init(&text, TABLE_MAX);
		if (!file_exists(tables[i].path))
			continue;
		if (file_read(&text, tables[i].path)) {
			(void)fprintf(stderr, "loket-ports: %s\n", err_why());
			return 1;
		}
		n = ports_listening(&port, buf_str(&text), tables[i].kind);
		if (n)
			(void)fprintf(stderr, "loket-ports: %d in %s listen, the first on port %u\n", n, tables[i].path,
			        port);
		all += n;
	}
	if (all == 0)
		(void)fprintf(stderr, "loket-ports: listening sockets: none\n");
	return all ? 1 : 0;
}
