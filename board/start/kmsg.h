#pragma once

/*
 * kmsg - a sentence into the kernel's log, where it has a time
 *
 * For what runs before there is a journal. Level 4, so that it reaches the serial line and the screen's console. A
 * sentence longer than a line of the log is cut; where the log can not be written, nothing is told.
 */
void kmsg_say(const char *who, const char *sentence);
