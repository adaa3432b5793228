#pragma once

/*
 * ports - what listens on this board: nothing should
 *
 * Reads the tables of /proc/net as text. Counted: TCP sockets that listen, and UDP and raw sockets that take packets from anybody;
 * not the one on which the DHCP client hears its server's answers (68, 546).
 */
#include <stdint.h>

enum ports_kind { PORTS_TCP, PORTS_UDP };
/* How many of the table's sockets listen; *port: the first of them. Lines that can not be meant count as listening: they would need a look. */
int ports_listening(uint16_t *port, const char *table, enum ports_kind kind);
