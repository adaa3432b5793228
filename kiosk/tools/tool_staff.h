#pragma once

/* tool_staff - between the parts of `loketctl staff` */

/* Every entry "recover" among opened records (a file of what `loketctl open` printed) against recovery.pub. Prints a
 * line each. The exit status: 0, or 1 when one does not hold or a file can not be read. */
int tool_staff_check(const char *key, const char *opened);
