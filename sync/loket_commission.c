#include "sync/stick_place.h"

int main(int argc, char **argv)
{
	struct stick_place place;

	stick_place_real(&place);
	return commission_main(argc, argv, &place);
}
