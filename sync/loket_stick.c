#include "sync/mains.h"

int main(int argc, char **argv)
{
	return stick_main(argc, argv, NULL);
}
