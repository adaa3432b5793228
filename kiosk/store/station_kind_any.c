#include "store/station_kind.h"

bool station_kind_is_production(void)
{
	return false;
}
