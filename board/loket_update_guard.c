#include "board/update_guard.h"

int main(void)
{
	return update_guard_main();
}
