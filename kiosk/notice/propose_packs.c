/* propose_packs - the shelf of a station is the packs it holds. */
#include "notice/packs.h"
#include "notice/propose.h"

static const struct notice *find(const void *me, const char *id, const char *lang)
{
	return packs_find(me, id, lang);
}

struct propose_shelf propose_shelf_of_packs(const struct packs *p)
{
	return (struct propose_shelf){.me = p, .find = find};
}
