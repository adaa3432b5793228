#pragma once

/*
 * fault - named places where the world can fail
 *
 * In the product fault() is the constant 0 and costs nothing. The tests are
 * built with FAULTS and their own fault(): they fail every place once.
 *     if ((e = fault("file.write", ENOSPC)) || (e = write_it()))
 * Gives 0, or -errnum when the test wants this place to fail now.
 */
#ifdef FAULTS
int fault(const char *place, int errnum);
#else
static inline int fault(const char *place, int errnum)
{
	(void)place;
	(void)errnum;
	return 0;
}
#endif
