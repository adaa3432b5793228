#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sys/buf.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"
#include "store/keys_inside.h"
#include "store/lines.h"

struct key_file {
	bool has_role, has_bytes;
	enum key_role role;
	bool demonstration;
	uint8_t bytes[KEY_BYTES];
};

static int key_line(struct key_file *f, const struct lines *l, const char *word, const char *key, const char *value)
{
	if (text_is(key, "role")) {
		f->has_role = key_role_of(&f->role, value);
		return f->has_role ? 0 : lines_bad(l, "role is authority, desk, device, pack or hub");
	}
	if (text_is(key, "demonstration")) {
		f->demonstration = text_is(value, "yes");
		return f->demonstration || text_is(value, "no") ? 0 : lines_bad(l, "demonstration is yes or no");
	}
	if (text_is(key, word)) {
		f->has_bytes = hex_take(f->bytes, KEY_BYTES, value);
		return f->has_bytes ? 0 : lines_bad(l, "%s takes 64 hexadecimal digits", word);
	}
	/* The key itself is never quoted: a sentence may end up in a log. */
	return lines_bad(l, "a key file knows role, demonstration and %s, and this line is none of them", word);
}

/* word: "public" or "secret", the line that holds the key. */
static int key_file_read(struct key_file *out, const char *path, enum key_role role, const char *word)
{
	const char *key, *value;
	struct lines l;
	AUTO_BUF text;
	int r;

	buf_init(&text, KEY_FILE_MAX);
	r = lines_open(&l, &text, path);
	if (r)
		return err_up(r);
	while ((r = lines_next(&l, &key, &value)) == 0) {
		r = key_line(out, &l, word, key, value);
		if (r)
			return err_up(r);
	}
	if (r < 0)
		return err_up(r);
	if (!out->has_role || !out->has_bytes)
		return err_new(EINVAL, "%s: a line 'role = ...' or '%s = ...' is missing", path, word);
	if (out->role != role)
		return err_new(EINVAL, "%s: is a key for the role %s; a key for %s is needed here", path,
		        key_role_name(out->role), key_role_name(role));
	return 0;
}

/* Who else can read it may have copied it: such a key is spoilt, not mended. */
static int key_is_private(const char *path)
{
	struct stat st;
	int e = fault("key.stat", EIO);

	if (e || stat(path, &st) < 0)
		return err_new(e ? -e : errno, "%s: %s", path, strerror(e ? -e : errno));
	if (!S_ISREG(st.st_mode))
		return err_new(EINVAL, "%s: is not a file", path);
	if (st.st_mode & 077)
		return err_new(EACCES,
		        "%s: others may read this secret key (mode %03o). Make a new one, or chmod 600 it "
		        "when you are sure that nobody did",
		        path, (unsigned)st.st_mode & 0777);
	return 0;
}

int key_read_secret(struct key_secret **out, const char *path, enum key_role role)
{
	struct key_file f = {0};
	struct key_public like = {.role = role};
	int e = key_is_private(path);

	if (e == 0)
		e = key_file_read(&f, path, role, "secret");
	like.demonstration = f.demonstration;
	if (e == 0)
		e = key_secret_of_bytes(out, &like, f.bytes);
	wipe(&f, sizeof f);
	return err_up(e);
}

int key_read_public(struct key_public *out, const char *path, enum key_role role)
{
	struct key_file f = {0};
	char hex[2 * KEY_BYTES + 1];
	int e = key_file_read(&f, path, role, "public");

	if (e)
		return err_up(e);
	hex_put(hex, f.bytes, KEY_BYTES);
	if (!key_public_of_hex(out, role, hex))
		return err_new(EINVAL, "%s: all zeroes is no key", path);
	out->demonstration = f.demonstration;
	return 0;
}

static int key_file_write(
        const struct key_public *k, const char *path, const char *word, const uint8_t *bytes, mode_t mode)
{
	char hex[2 * KEY_BYTES + 1];
	AUTO_BUF text;
	int e;

	buf_init(&text, KEY_FILE_MAX);
	hex_put(hex, bytes, KEY_BYTES);
	buf_printf(&text, "# Loket, %s part of a key pair\nrole = %s\ndemonstration = %s\n%s = ", word,
	        key_role_name(k->role), k->demonstration ? "yes" : "no", word);
	buf_text(&text, hex);
	buf_char(&text, '\n');
	wipe(hex, sizeof hex);
	e = buf_done(&text);
	return err_up(e ? e : file_replace(path, text.data, text.len, mode));
}

static int key_path(char *out, size_t room, const char *dir, enum key_role role, const char *ending)
{
	char name[24];

	(void)snprintf(name, sizeof name, "%s.%s", key_role_name(role), ending);
	return err_up(path_join(out, room, dir, name));
}

int key_write(const struct key_secret *k, const char *dir)
{
	char secret[4096], public[4096];
	int e = dir_make(dir, 0700);

	if (e || (e = key_path(secret, sizeof secret, dir, k->public.role, "key")) ||
	        (e = key_path(public, sizeof public, dir, k->public.role, "pub")))
		return err_up(e);
	if (file_exists(secret) || file_exists(public))
		return err_new(EEXIST, "%s: is there already; a key is never overwritten",
		        file_exists(secret) ? secret : public);
	/* The secret first: from it alone the public part can be made again. */
	e = key_file_write(&k->public, secret, "secret", k->secret, 0600);
	if (e == 0)
		e = key_file_write(&k->public, public, "public", k->public.bytes, 0644);
	return err_up(e);
}

int key_write_public(const struct key_secret *k, const char *dir)
{
	char path[4096];
	int e = key_path(path, sizeof path, dir, k->public.role, "pub");

	if (e || file_exists(path))
		return err_up(e);
	return err_up(key_file_write(&k->public, path, "public", k->public.bytes, 0644));
}
