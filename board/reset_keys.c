/* reset_keys - the keys go first: overwritten where they lie, then removed. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board/reset.h"
#include "store/reset_statement.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"

/* Twice, so that a card that compresses or skips what is alike has really written: random bytes, then zeros. */
static int overwrite(int fd, int64_t size)
{
	uint8_t bytes[4096];

	for (int pass = 0; pass < 2; pass++) {
		if (lseek(fd, 0, SEEK_SET) < 0)
			return -errno;
		for (int64_t left = size; left > 0; left -= (int64_t)sizeof bytes) {
			size_t n = left < (int64_t)sizeof bytes ? (size_t)left : sizeof bytes;

			if (pass == 0)
				randombytes_buf(bytes, n);
			else
				memset(bytes, 0, n);
			if (fault("erase.write", EIO) || write_all(fd, bytes, n) < 0)
				return -EIO;
		}
		if (fault("erase.sync", EIO) || fsync(fd) < 0)
			return -EIO;
	}
	return 0;
}

static int erase_file(int dir, const char *name, const char *folder)
{
	int fd = openat(dir, name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW), r;
	struct stat st;

	if (fd < 0 && errno == ELOOP) /* a link holds no key */
		return unlinkat(dir, name, 0) < 0 ? err_new(errno, "%s/%s can not be removed", folder, name) : 0;
	if (fd < 0 || fstat(fd, &st) < 0) {
		r = err_new(errno, "%s/%s can not be opened: %s", folder, name, strerror(errno));
		if (fd >= 0)
			(void)close(fd);
		return r;
	}
	r = S_ISREG(st.st_mode) ? overwrite(fd, st.st_size) : 0;
	(void)close(fd);
	if (r < 0)
		return err_new(-r, "%s/%s can not be overwritten", folder, name);
	return unlinkat(dir, name, 0) < 0 ? err_new(errno, "%s/%s can not be removed", folder, name) : 0;
}

int reset_erase_folder(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int r = 0;

	if (!dir)
		return errno == ENOENT ? 0 : err_new(errno, "%s: %s", folder, strerror(errno));
	while (r == 0 && (entry = readdir(dir)) != NULL)
		if (!text_is(entry->d_name, ".") && !text_is(entry->d_name, ".."))
			r = erase_file(dirfd(dir), entry->d_name, folder);
	if (r == 0 && fsync(dirfd(dir)) < 0)
		r = err_new(errno, "%s can not be synced", folder);
	(void)closedir(dir);
	if (r == 0 && rmdir(folder) < 0)
		r = err_new(errno, "%s can not be removed", folder);
	return err_up(r);
}

static int read_public(struct key_public *out, const char *data)
{
	char path[700];

	(void)snprintf(path, sizeof path, "%s/keys/device.pub", data);
	return err_up(key_read_public(out, path, KEY_DEVICE));
}

int reset_order_checked(struct reset_disk *d, const char *data, const char *boot, const char *floor)
{
	char path[700], hex[65];
	struct reset_statement s;
	struct station station;
	struct key_public key;
	uint8_t hash[32];
	AUTO_BUF text;
	int r;

	buf_init(&text, RESET_STATEMENT_MAX);
	(void)snprintf(path, sizeof path, "%s/%s", data, RESET_STATEMENT);
	r = file_read(&text, path);
	if (r)
		return r == -ENOENT || r == -EFBIG ? RESET_REFUSED : err_up(r);
	if ((r = station_read(&station, data)) < 0 || (r = read_public(&key, data)) < 0)
		return err_up(r);
	if (reset_statement_check(&s, buf_str(&text), text.len, &station, key.bytes, boot) != 0)
		return RESET_REFUSED;
	(void)crypto_generichash(hash, sizeof hash, text.data, text.len, NULL, 0);
	hex_put(hex, hash, sizeof hash);
	r = reset_order(d, hex, floor);
	/* Ordered: whatever happens now, the next start wipes. The keys go at once. */
	(void)snprintf(path, sizeof path, "%s/keys", data);
	if (r == 0)
		r = reset_erase_folder(path);
	(void)snprintf(path, sizeof path, "%s/tls", data);
	if (r == 0)
		r = reset_erase_folder(path);
	return err_up(r);
}
