#include "board/reset.h"

int main(int argc, char **argv)
{
	return reset_main(argc, argv);
}
