#include "tools/audit_source.h"

#include <errno.h>

int audit_source_check(const struct audit_source *s)
{
	int given = (s->hub && !s->stick) + (s->stick != NULL) + (s->station != NULL);

	if (given != 1)
		return err_new(
		        EINVAL, "one of --hub URI, --stick DIR and --station DIR is needed; --help shows an example");
	return 0;
}

static int run_hub(struct audit *a, const struct audit_source *s)
{
	struct hub_store store;
	struct key_public key;
	int r;

	if (s->hub_key && (r = key_read_public(&key, s->hub_key, KEY_HUB)) < 0)
		return err_up(r);
	if ((r = hub_store_open(&store, s->hub, HUB_READ)) < 0)
		return err_up(r);
	r = audit_hub(a, &store, s->hub_key ? key.bytes : NULL);
	hub_store_close(&store);
	return err_up(r);
}

static int run_stick(struct audit *a, const struct audit_source *s)
{
	struct hub_store store;
	int r;

	if (!s->hub)
		return err_up(audit_stick(a, s->stick, NULL));
	if ((r = hub_store_open(&store, s->hub, HUB_READ)) < 0)
		return err_up(r);
	r = audit_stick(a, s->stick, &store);
	hub_store_close(&store);
	return err_up(r);
}

int audit_source_run(struct audit *a, const struct audit_source *s)
{
	if (s->station)
		return err_up(audit_station(a, s->station));
	return s->stick ? err_up(run_stick(a, s)) : err_up(run_hub(a, s));
}
