/* Any bytes as a keyboard layout: refused with a sentence, or a layout that can be drawn and always leads somewhere. */
#include <string.h>

#include "fuzz_file.h"
#include "sys/text.h"
#include "ui/keyboard_inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_key(const struct keyboard *k, const struct kbd_key *key)
{
	bool found = !*key->layer;

	must(key->units >= 0.5f && key->units <= 12);
	must(memchr(key->text, 0, sizeof key->text) && utf8_valid(key->text, strlen(key->text)));
	must(key->kind != KBD_TEXT || *key->text);
	for (int l = 0; l < k->n; l++)
		found = found || strcmp(k->layer[l].name, key->layer) == 0;
	must(found);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct keyboard *k = NULL;

	if (keyboard_load(&k, fuzz_file("own.kbd", bytes, n), "own") != 0) {
		must(*err_why() != 0);
		return 0;
	}
	must(k->n > 0 && k->n <= KEYBOARD_LAYERS_MAX && k->rows > 0 && k->rows <= KEYBOARD_ROWS_MAX && k->units > 0);
	for (int l = 0; l < k->n; l++) {
		must(k->layer[l].n <= k->rows);
		for (int r = 0; r < k->layer[l].n; r++) {
			must(k->layer[l].row[r].units <= k->units);
			for (int i = 0; i < k->layer[l].row[r].n; i++)
				check_key(k, &k->layer[l].row[r].key[i]);
		}
	}
	keyboard_free(k);
	return 0;
}
