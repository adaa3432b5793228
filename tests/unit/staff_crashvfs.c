/* The pulled plug of the store's tests, for the desk's database too. */
#include "store_crashvfs.c"
