#include <stdlib.h>
#include <string.h>

#include "sync/stick_inside.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* One file lies on the stick, whatever is asked for. */
struct one_file {
	const uint8_t *bytes;
	size_t n;
};

static int read_one(void *me, struct buf *out, const char *dir, const char *name, bool fresh)
{
	const struct one_file *f = me;

	(void)dir;
	(void)name;
	(void)fresh;
	buf_add(out, f->bytes, f->n);
	return out->failed ? err_new(7, "too large") : 0;
}

/* A name that was taken is written again letter by letter. */
static void try_name(const uint8_t *bytes, size_t n)
{
	char text[200], again[STICK_BATCH_NAME + 1];
	struct stick_name name;

	if (n >= sizeof text || memchr(bytes, 0, n))
		return;
	memcpy(text, bytes, n);
	text[n] = 0;
	if (!stick_name_take(&name, text))
		return;
	stick_name_put(again, &name);
	if (strcmp(text, again) != 0 || name.from == 0 || name.epoch == 0 || name.from > name.to)
		abort();
}

static void try_list(const uint8_t *bytes, size_t n)
{
	static const uint8_t key[KEY_BYTES] = {9};
	struct stick_manifest m;

	if (stick_manifest_read(&m, bytes, n, key) == 0)
		abort(); /* nobody has signed with that key */
	if (stick_manifest_read(&m, bytes, n, NULL) != 0)
		return;
	for (size_t i = 0; i < m.n; i++)
		if (stick_manifest_find(&m, m.files[i].name) != &m.files[i])
			abort(); /* in order, each once */
	stick_manifest_free(&m);
}

static void try_batch(const uint8_t *bytes, size_t n)
{
	static const uint8_t key[KEY_BYTES] = {9};
	struct one_file file = {bytes, n};
	struct stick_disk disk = {.read = read_one, .me = &file};
	struct stick_world world = {.disk = &disk, .dir = ""};
	struct stick_name name = {.epoch = 1, .from = 1, .to = 9};
	struct stick_batch b;

	if (stick_batch_read(&b, &world, &name, key) < 0)
		return;
	if (b.good > 0)
		abort(); /* nobody has signed with that key */
	stick_batch_free(&b);
}

/* The first byte chooses: a name, a list, a file. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	if (n == 0)
		return 0;
	if (bytes[0] % 3 == 0)
		try_name(bytes + 1, n - 1);
	else if (bytes[0] % 3 == 1)
		try_list(bytes + 1, n - 1);
	else
		try_batch(bytes + 1, n - 1);
	return 0;
}
