/* station_refuse - keys made for demonstrations, where only real ones may be */
#include <errno.h>

#include "store/station_kind.h"

int station_refuse_demonstration(const struct station *s, const char *path)
{
	if (s->demonstration)
		return err_new(EPERM,
		        "%s: its keys were made for a demonstration, and this is no demonstration. Make the station anew with real keys",
		        path);
	for (size_t i = 0; i < s->n_pack_keys; i++)
		if (s->pack_keys[i].demonstration)
			return err_new(EPERM,
			        "%s: pack_key %zu was made for a demonstration, and this is no demonstration. Take that line out",
			        path, i + 1);
	return 0;
}
