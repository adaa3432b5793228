#pragma once

/*
 * host_address - the address of a printer on the network, without asking anybody
 *
 * The host stands in numbers or in /etc/hosts: the kiosk asks no name server (that would block the desk, and its unit
 * allows this one address only).
 */
#include <stdbool.h>
#include <sys/socket.h>

enum { HOST_ADDRESS_ROOM = 256 };

/* host without brackets, "10.0.0.7", "fe80::1", "printer"; port 1..65535. False: neither numbers nor known here. */
bool host_address(struct sockaddr_storage *out, socklen_t *n, const char *host, int port);
