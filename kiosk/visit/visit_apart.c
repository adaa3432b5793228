/*
 * visit_apart - how to reach somebody, sealed in a record of its own
 *
 * What was told and who told it are kept in two records: the first says nothing of the second. The second names the number
 * of the first, so that whoever may open it can send an answer, and it goes as soon as its own kind says. Both are stored
 * in one transaction: no cut leaves a signal whose way back is gone.
 */
#include <string.h>

#include "form/instance.h"
#include "sys/text.h"
#include "visit/visit_inside.h"

enum { APART_JSON_MAX = 16 * 1024 };

static int whole(struct buf *out, void *me, const struct store_kept *first)
{
	struct visit *v = me;
	AUTO_BUF answers;
	int e;

	buf_init(&answers, APART_JSON_MAX);
	e = instance_json_part(&answers, v->session, v->service[v->serving].kind->apart, true);
	if (e < 0)
		return err_up(e);
	visit_json_head(out, v);
	buf_printf(out, ",\"about\":{\"number\":\"%s\"},\"answers\":%s}", first->number, buf_str(&answers));
	return 0;
}

int visit_apart(struct store_second *out, bool *some, struct visit *v)
{
	const struct service_kind *k = v->service[v->serving].kind;
	AUTO_BUF answers;
	int e;

	buf_init(&answers, APART_JSON_MAX);
	*some = false;
	if (!k->apart)
		return 0;
	e = instance_json_part(&answers, v->session, k->apart, true);
	if (e < 0)
		return err_up(e);
	*some = !text_is(buf_str(&answers), "{}"); /* else nobody wants to be reached */
	*out = (struct store_second){.type = k->apart_kind, .schema = 1, .answers = whole, .me = v};
	memcpy(out->id, v->apart_id, sizeof out->id);
	return 0;
}
