#include "sync/hub_store.h"

#include <errno.h>
#include <string.h>

#include "sync/hub_store_sqlite.h"
#include "sys/text.h"

static const struct hub_store_ops *const kinds[] = {&hub_store_sqlite};

int hub_store_open(struct hub_store *out, const char *uri, enum hub_mode mode)
{
	struct hub_store s = {0};
	int r;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (text_starts(uri, kinds[i]->scheme))
			s.ops = kinds[i];
	if (!s.ops && text_starts(uri, "postgresql:"))
		return err_new(ENOTSUP, "This hub was built without PostgreSQL: give --store sqlite:PATH instead.");
	if (!s.ops)
		return err_new(EINVAL, "'%.100s' names no store: give sqlite:PATH.", uri);
	if ((r = s.ops->open(&s.me, uri + strlen(s.ops->scheme), mode)) < 0)
		return err_up(r);
	*out = s;
	return 0;
}

void hub_store_close(struct hub_store *s)
{
	if (s && s->ops)
		s->ops->close(s->me);
	if (s)
		*s = (struct hub_store){0};
}
