#include "sync/mains.h"

int main(int argc, char **argv)
{
	return sync_main(argc, argv);
}
