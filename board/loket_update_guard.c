#include "board/update_guard.h"

int main(int argc, char **argv)
{
	return update_guard_main(argc, argv);
}
