/* control_tree - the access tree of the frame that is on the panel, as JSON. */
#include "kiosk/control_inside.h"

static json_t *box_json(struct box b)
{
	return json_pack("[f, f, f, f]", (double)b.x, (double)b.y, (double)b.w, (double)b.h);
}

static json_t *px_json(const struct app *a, struct box b)
{
	struct px_rect r = paint_px(&a->panel, b);

	return json_pack("[i, i, i, i]", r.x, r.y, r.w, r.h);
}

static json_t *node_json(const struct app *a, const struct node *n)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:{s:b, s:b, s:b, s:b}, s:o, s:o, s:s}", "id", n->id, "role",
	        access_role_name(n->role), "label", n->label, "value", n->value, "state", "enabled",
	        n->touchable && n->enabled, "focused", n->focused, "checked", n->checked, "pressed", n->pressed, "box",
	        box_json(n->box), "px", px_json(a, n->box), "spoken", n->spoken);
}

json_t *control_tree(const struct app *a)
{
	const struct access *access = ui_access(a->ui);
	json_t *nodes = json_array();

	for (int i = 0; i < access->n; i++)
		json_array_append_new(nodes, node_json(a, &access->all[i]));
	return json_pack("{s:b, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "ok", 1, "screen", screen_of(a->screen)->name,
	        "lang", visit_language(a->visit), "dir", visit_rtl(a->visit) ? "rtl" : "ltr", "theme",
	        a->ui->theme.name, "size", size_name(a->ui->size), "focus", a->ui->focus, "nodes", nodes);
}
