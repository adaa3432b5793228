/*
 * visit_apart - how to reach somebody, sealed in a record of its own
 *
 * What was told and who told it are kept in two records: the first says nothing of the second. The second names the number
 * of the first, so that whoever may open it can send an answer, and it goes as soon as its own kind says.
 */
#include <string.h>

#include "form/instance.h"
#include "sys/text.h"
#include "visit/visit_inside.h"

enum { APART_JSON_MAX = 16 * 1024 };

static int whole(struct buf *out, const struct visit *v, const char *answers)
{
	visit_json_head(out, v);
	buf_printf(out, ",\"about\":{\"number\":\"%s\"},\"answers\":", v->kept.number);
	buf_text(out, answers);
	buf_char(out, '}');
	return err_up(buf_done(out));
}

int visit_commit_apart(struct visit *v)
{
	const struct service_kind *k = v->service[v->serving].kind;
	struct store_order order = {.type = k->apart_kind, .schema = 1};
	struct store_kept kept;
	AUTO_BUF answers;
	AUTO_BUF json;
	int e;

	buf_init(&answers, APART_JSON_MAX);
	buf_init(&json, APART_JSON_MAX + 1024);
	if (!k->apart)
		return 0;
	e = instance_json_part(&answers, v->session, k->apart, true);
	if (e < 0)
		return err_up(e);
	if (text_is(buf_str(&answers), "{}"))
		return 0; /* nobody wants to be reached */
	e = whole(&json, v, buf_str(&answers));
	if (e < 0)
		return err_up(e);
	memcpy(order.id, v->apart_id, sizeof order.id);
	order.json = json.data;
	order.n = json.len;
	return err_up(store_commit(&kept, v->world.store, &order));
}
