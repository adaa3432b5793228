/*
 * loket-update - the program
 *
 * Started by loket-update-stick.service with CAP_SYS_ADMIN, CAP_SETUID and CAP_SETGID for a technician's errand
 * (sync/stick_place.h), and by the user loket-update, without any right, for all else.
 */
#include "board/update.h"
#include "sync/stick_place.h"

int main(int argc, char **argv)
{
	struct stick_place place;

	stick_place_real(&place);
	return update_main(argc, argv, &place);
}
