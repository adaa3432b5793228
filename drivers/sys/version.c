#include "sys/version.h"

#include "git.h"

const char *version_git(void)
{
	return LOKET_GIT;
}
