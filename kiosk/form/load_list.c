#include "form/load.h"

#include <jansson.h>
#include <stdlib.h>

#include "form/csv.h"
#include "sys/file.h"
#include "sys/text.h"

static struct node *element(struct load *l, struct node *parent, const char *name, const char *value, int line)
{
	struct node *n = load_alloc(l, sizeof *n);

	if (!n)
		return NULL;
	n->name = n->qname = name;
	n->value = str_of(value);
	n->line = line;
	if (parent)
		node_append(parent, n);
	return n;
}

static const char *keep(struct load *l, const char *text)
{
	const char *copy = arena_text(l->form->arena, text, strlen(text));

	l->full = l->full || !copy;
	return copy ? copy : "";
}

struct rows {
	struct load *l;
	struct node *root, *row;
	const char *names[CSV_MAX_COLUMNS];
	size_t n;
	int line;
};

/* The first row names the columns; every other is an item. */
static bool take_cell(void *me, size_t row, size_t column, const char *text)
{
	struct rows *r = me;

	if (column >= CSV_MAX_COLUMNS || r->l->full)
		return false;
	if (row == 0) {
		r->names[column] = keep(r->l, text);
		r->n = column + 1;
		return true;
	}
	if (column == 0)
		r->row = element(r->l, r->root, "item", "", (int)row + 1);
	if (r->row && column < r->n)
		(void)element(r->l, r->row, r->names[column], keep(r->l, text), (int)row + 1);
	return !r->l->full;
}

static const struct node *from_csv(struct load *l, const struct buf *bytes, const char *name, int line)
{
	struct rows r = {.l = l, .line = line};
	struct node *top = element(l, NULL, "", "", 1);

	r.root = top ? element(l, top, "root", "", 1) : NULL;
	if (!r.root)
		return NULL;
	if (csv_read(buf_str(bytes), bytes->len, take_cell, &r))
		return top;
	if (!l->full)
		load_error(l, line, "the list %s is no CSV file of at most %d columns", name, CSV_MAX_COLUMNS);
	return NULL;
}

static const char *json_text(struct load *l, const json_t *v)
{
	const char *text;
	char *made;

	if (json_is_string(v))
		return keep(l, json_string_value(v));
	made = json_dumps(v, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
	text = keep(l, made && !json_is_null(v) ? made : "");
	free(made);
	return text;
}

/* GeoJSON writes lon, lat; ODK lat lon alt acc. Other shapes than a point have no text. */
static const char *point_text(struct load *l, const json_t *geometry)
{
	const json_t *c = json_object_get(geometry, "coordinates");
	const char *lon, *lat, *text;

	if (!text_is(json_string_value(json_object_get(geometry, "type")), "Point") || json_array_size(c) < 2)
		return "";
	lon = json_text(l, json_array_get(c, 0));
	lat = json_text(l, json_array_get(c, 1));
	text = arena_printf(l->form->arena, "%s %s 0 0", lat, lon);
	l->full = l->full || !text;
	return text ? text : "";
}

static void take_feature(struct load *l, struct node *root, const json_t *feature, int line)
{
	json_t *properties = json_object_get(feature, "properties");
	const json_t *id = json_object_get(feature, "id"), *v;
	struct node *item = element(l, root, "item", "", line);
	const char *key;

	if (!item)
		return;
	(void)element(l, item, "geometry", point_text(l, json_object_get(feature, "geometry")), line);
	if (id && !json_object_get(properties, "id"))
		(void)element(l, item, "id", json_text(l, id), line);
	json_object_foreach(properties, key, v)(void) element(l, item, keep(l, key), json_text(l, v), line);
}

static const struct node *from_geojson(struct load *l, const struct buf *bytes, const char *name, int line)
{
	json_t *all = json_loadb(buf_str(bytes), bytes->len, JSON_REJECT_DUPLICATES, NULL);
	const json_t *features = json_object_get(all, "features");
	struct node *top = element(l, NULL, "", "", 1);
	struct node *root = top ? element(l, top, "root", "", 1) : NULL;

	if (!json_is_array(features) && !l->full)
		load_error(l, line, "the list %s is no GeoJSON collection of features", name);
	for (size_t i = 0; root && i < json_array_size(features) && !l->full; i++)
		take_feature(l, root, json_array_get(features, i), (int)i + 1);
	root = json_is_array(features) ? top : NULL;
	json_decref(all);
	return root;
}

static const struct node *from_xml(struct load *l, const struct buf *bytes, const char *name, int line)
{
	struct xml xml;
	int r = xml_read(&xml, l->form->arena, buf_str(bytes), bytes->len, name, l->findings);

	if (r)
		load_error(l, line, "the list %s can not be read", name);
	return r ? NULL : xml.root;
}

static const struct node *parse_list(struct load *l, const struct buf *bytes, const char *name, int line)
{
	if (!utf8_valid(buf_str(bytes), bytes->len)) {
		load_error(l, line, "the list %s is not UTF-8", name);
		return NULL;
	}
	if (text_ends(name, ".csv"))
		return from_csv(l, bytes, name, line);
	if (text_ends(name, ".geojson"))
		return from_geojson(l, bytes, name, line);
	if (text_ends(name, ".xml"))
		return from_xml(l, bytes, name, line);
	load_error(l, line, "the list %s is neither .xml nor .csv nor .geojson", name);
	return NULL;
}

const struct node *load_list(struct load *l, const char *name, int line)
{
	const struct node *list = NULL;
	struct buf bytes;
	char path[4096];

	if (!l->form->folder) {
		load_error(l, line, "the list %s has no folder to lie in", name);
		return NULL;
	}
	if (!*name || *name == '.' || path_join(path, sizeof path, l->form->folder, name) < 0) {
		load_error(l, line, "the list \"%s\" has no usable name", name);
		return NULL;
	}
	buf_init(&bytes, FORM_MAX_BYTES);
	if (file_read(&bytes, path) < 0)
		load_error(l, line, "the list %s can not be read: %s", name, err_why());
	else
		list = parse_list(l, &bytes, name, line);
	buf_fini(&bytes);
	return list;
}
