#include "sync/stick_told.h"

#include <errno.h>

const char *stick_told_code(enum stick_told t)
{
	static const char *const codes[STICK_TOLDS] = {[STICK_TOLD_NO_STICK] = "E01",
	        [STICK_TOLD_REFUSED] = "E02",
	        [STICK_TOLD_FORMAT] = "E03",
	        [STICK_TOLD_LOCKED] = "E04",
	        [STICK_TOLD_BROKEN] = "E05",
	        [STICK_TOLD_CROWDED] = "E06",
	        [STICK_TOLD_FULL] = "E07",
	        [STICK_TOLD_NO_STATION] = "E08",
	        [STICK_TOLD_BUSY] = "E09",
	        [STICK_TOLD_STORE] = "E10",
	        [STICK_TOLD_NO_HUB_KEY] = "E11",
	        [STICK_TOLD_BAD_RECEIPTS] = "E12",
	        [STICK_TOLD_AHEAD] = "E13",
	        [STICK_TOLD_WRITTEN] = "E14",
	        [STICK_TOLD_NOTHING_WAITS] = "E15",
	        [STICK_TOLD_RECEIPTS] = "E16",
	        [STICK_TOLD_KNOWN] = "E17",
	        [STICK_TOLD_OTHERS] = "E18",
	        [STICK_TOLD_NO_RECEIPTS] = "E19",
	        [STICK_TOLD_ORDER] = "E20"};

	return codes[t];
}

enum stick_told stick_told_of(int surprise)
{
	switch (-surprise) {
	case ENODEV:
	case ENXIO:
	case ENOENT:
	case ENOTDIR:
		return STICK_TOLD_NO_STICK;
	case EACCES:
		return STICK_TOLD_REFUSED;
	case EMEDIUMTYPE:
		return STICK_TOLD_FORMAT;
	case EROFS:
		return STICK_TOLD_LOCKED;
	case E2BIG:
		return STICK_TOLD_CROWDED;
	case ENOSPC:
		return STICK_TOLD_FULL;
	case EPERM:
		return STICK_TOLD_NO_STATION;
	case EBUSY:
		return STICK_TOLD_BUSY;
	default:
		return STICK_TOLD_BROKEN;
	}
}
