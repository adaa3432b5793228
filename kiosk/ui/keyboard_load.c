/* keyboard_load - a layout from its text file. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/file.h"
#include "sys/text.h"
#include "ui/keyboard_inside.h"

struct where {
	const char *path;
	int line;
};

static int complain(const struct where *w, const char *what)
{
	return err_new(EINVAL, "%s:%d: %s", w->path, w->line, what);
}

/* "{go:LAYER:WORDS}" and its kin, without the braces. */
static int special(struct kbd_key *k, char *text, const struct where *w)
{
	static const struct {
		const char *name;
		enum kbd_kind kind;
	} names[] = {{"back", KBD_BACK}, {"space", KBD_SPACE}, {"enter", KBD_ENTER}, {"left", KBD_LEFT},
	        {"right", KBD_RIGHT}, {"shift", KBD_SHIFT}, {"go", KBD_GO}, {"other", KBD_OTHER}};
	char *rest = strchr(text, ':'), *words;

	if (rest)
		*rest++ = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i].name, text) != 0)
			continue;
		k->kind = names[i].kind;
		words = k->kind == KBD_GO && rest ? strchr(rest, ':') : NULL;
		if (words)
			*words++ = 0;
		if (k->kind == KBD_OTHER)
			words = rest;
		if ((k->kind == KBD_GO || k->kind == KBD_SHIFT) &&
		        (!rest || !text_copy(k->layer, sizeof k->layer, rest)))
			return complain(w, "this key names no layer");
		if ((k->kind == KBD_GO || k->kind == KBD_OTHER) &&
		        (!words || !text_copy(k->text, sizeof k->text, words)))
			return complain(w, "this key has no words, or too long ones");
		return 0;
	}
	return complain(w, "no such key; there are {back} {space} {enter} {left} {right} {shift:} {go::} {other:}");
}

static int take_key(struct kbd_key *k, char *token, const struct where *w)
{
	char *star = strlen(token) > 1 ? strchr(token + 1, '*') : NULL;
	size_t n;

	k->units = 1;
	if (star) {
		k->units = strtof(star + 1, NULL);
		*star = 0;
		if (!(k->units >= 0.5f && k->units <= 12))
			return complain(w, "the width behind * is from 0.5 to 12");
	}
	n = strlen(token);
	if (n > 2 && token[0] == '{' && token[n - 1] == '}') {
		token[n - 1] = 0;
		return err_up(special(k, token + 1, w));
	}
	k->kind = KBD_TEXT;
	return text_copy(k->text, sizeof k->text, token) ? 0 : complain(w, "a key types at most 23 bytes");
}

static int take_row(struct keyboard *k, char *line, const struct where *w)
{
	struct kbd_layer *layer = k->n ? &k->layer[k->n - 1] : NULL;
	struct kbd_row *row;
	char *rest = line, *token;

	if (!layer)
		return complain(w, "keys before the first 'layer NAME'");
	if (layer->n == KEYBOARD_ROWS_MAX)
		return complain(w, "too many rows in this layer");
	row = &layer->row[layer->n++];
	while ((token = strsep(&rest, " \t\r"))) {
		int e;

		if (!*token)
			continue;
		if (row->n == KEYBOARD_KEYS_MAX)
			return complain(w, "too many keys in this row");
		e = take_key(&row->key[row->n], token, w);
		if (e)
			return err_up(e);
		row->units += row->key[row->n++].units;
	}
	k->units = row->units > k->units ? row->units : k->units;
	k->rows = layer->n > k->rows ? layer->n : k->rows;
	return 0;
}

static int take_layer(struct keyboard *k, const char *line, const struct where *w)
{
	char name[17] = "", once[8] = "";
	int n = sscanf(line, "layer %16s %7s", name, once);

	if (k->n == KEYBOARD_LAYERS_MAX)
		return complain(w, "too many layers");
	if (n < 1 || (n == 2 && strcmp(once, "once") != 0))
		return complain(w, "a layer begins with 'layer NAME' or 'layer NAME once'");
	if (!text_copy(k->layer[k->n].name, sizeof k->layer[0].name, name))
		return complain(w, "a layer's name is at most 15 bytes");
	k->layer[k->n++].once = n == 2;
	return 0;
}

static bool has_layer(const struct keyboard *k, const char *name)
{
	for (int i = 0; i < k->n; i++)
		if (strcmp(k->layer[i].name, name) == 0)
			return true;
	return false;
}

/* Every key that leads somewhere must arrive. */
static int check_ways(const struct keyboard *k, const char *path)
{
	for (int l = 0; l < k->n; l++) {
		if (k->layer[l].n == 0)
			return err_new(EINVAL, "%s: the layer '%s' has no key", path, k->layer[l].name);
		for (int r = 0; r < k->layer[l].n; r++)
			for (int i = 0; i < k->layer[l].row[r].n; i++) {
				const struct kbd_key *key = &k->layer[l].row[r].key[i];

				if (*key->layer && !has_layer(k, key->layer))
					return err_new(EINVAL, "%s: a key leads to the layer '%s', which is not there",
					        path, key->layer);
			}
	}
	return 0;
}

static int take_lines(struct keyboard *k, char *text, const char *path)
{
	struct where w = {path, 0};
	char *line;

	while ((line = strsep(&text, "\n"))) {
		int e = 0;

		w.line++;
		if (text_starts(line, "layer "))
			e = take_layer(k, line, &w);
		else if (line[strspn(line, " \t\r")] && !text_starts(line, "# ") && strcmp(line, "#") != 0)
			e = take_row(k, line, &w);
		if (e)
			return err_up(e);
	}
	return k->rows ? err_up(check_ways(k, path)) : complain(&w, "no key in the whole file");
}

int keyboard_load(struct keyboard **out, const char *folder, const char *name)
{
	struct keyboard *k = calloc(1, sizeof *k);
	char path[1200];
	AUTO_BUF text;
	int e;

	buf_init(&text, KEYBOARD_FILE_MAX);
	if (!k)
		return err_new(ENOMEM, "no memory for a keyboard");
	(void)snprintf(path, sizeof path, "%s/%s.kbd", folder, name);
	e = file_read(&text, path);
	if (e == 0 && (!text.data || !utf8_valid(buf_str(&text), text.len) || strlen(buf_str(&text)) != text.len))
		e = err_new(EILSEQ, "%s: is not a text file in UTF-8", path);
	if (e == 0)
		e = take_lines(k, (char *)text.data, path);
	if (e) {
		free(k);
		return err_up(e);
	}
	*out = k;
	return 0;
}

void keyboard_free(struct keyboard *k)
{
	free(k);
}
