#pragma once

/*
 * mains - the two programs of this room, callable as functions
 *
 * loket_hub.c and loket_sync.c only call these; tests call them in a child of
 * their own. Both block or take signals and print: one a process. They give
 * the exit status.
 */
int hub_main(int argc, char *const *argv);
int sync_main(int argc, char *const *argv);
