/* start_verity - a root that can only be read as it was built: dm-verity by the device mapper's own calls */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/dm-ioctl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "board/start/start.h"
#include "sys/buf.h"
#include "sys/file.h"
#include "sys/text.h"

enum { BLOCK = 4096, SECTOR = 512, LINE_MAX_BYTES = 1024, TABLE_MAX = 640, CALL_BYTES = 4096 };

static bool is_hex(const char *s, size_t n)
{
	return strlen(s) == n && strspn(s, "0123456789abcdef") == n;
}

int start_verity_read(struct start_verity *out, const char *path)
{
	struct start_verity v;
	AUTO_BUF text;
	int e, end = 0;

	buf_init(&text, LINE_MAX_BYTES);
	e = file_read(&text, path);
	if (e)
		return err_up(e);
	if (sscanf(buf_str(&text), "%" SCNu64 " %" SCNu64 " %64s %64s %n", &v.data_blocks, &v.hash_start, v.root_hash,
	            v.salt, &end) != 4 ||
	        buf_str(&text)[end] || !is_hex(v.root_hash, 64) || !is_hex(v.salt, 64) || v.data_blocks == 0 ||
	        v.hash_start < v.data_blocks)
		return err_new(EINVAL, "%s does not tell how the root is checked", path);
	*out = v;
	return 0;
}

int start_verity_table(char *out, size_t room, const struct start_verity *v, const char *device)
{
	int n = snprintf(out, room,
	        "1 %s %s %d %d %" PRIu64 " %" PRIu64 " sha256 %s %s 2 restart_on_corruption ignore_zero_blocks", device,
	        device, BLOCK, BLOCK, v->data_blocks, v->hash_start, v->root_hash, v->salt);

	return n > 0 && (size_t)n < room ? 0 : err_new(ENAMETOOLONG, "the name of the root's device is too long");
}

/* A call's head; what belongs to it follows behind. */
static struct dm_ioctl *call_new(uint8_t *bytes)
{
	struct dm_ioctl *c = (struct dm_ioctl *)(void *)bytes;

	memset(bytes, 0, CALL_BYTES);
	c->version[0] = DM_VERSION_MAJOR;
	c->data_size = CALL_BYTES;
	c->data_start = sizeof *c;
	(void)text_copy(c->name, sizeof c->name, "root");
	return c;
}

static int load_table(int fd, uint8_t *bytes, uint64_t sectors, const char *table)
{
	struct dm_ioctl *c = call_new(bytes);
	struct dm_target_spec *spec = (struct dm_target_spec *)(void *)(bytes + sizeof *c);

	c->flags = DM_READONLY_FLAG;
	c->target_count = 1;
	spec->length = sectors;
	(void)text_copy(spec->target_type, sizeof spec->target_type, "verity");
	(void)text_copy((char *)(spec + 1), CALL_BYTES - sizeof *c - sizeof *spec, table);
	spec->next = (uint32_t)(sizeof *spec + strlen(table) + 1);
	return ioctl(fd, DM_TABLE_LOAD, c) ? err_new(errno, "the root can not be checked: %s", strerror(errno)) : 0;
}

int start_verity_open(char *out, size_t room, const struct start_verity *v, const char *device)
{
	_Alignas(struct dm_ioctl) uint8_t bytes[CALL_BYTES];
	char table[TABLE_MAX], path[START_PATH];
	struct dm_ioctl *c;
	int e = start_verity_table(table, sizeof table, v, device), fd;

	if (e)
		return err_up(e);
	fd = open("/dev/mapper/control", O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return err_new(errno, "the kernel has no device mapper");
	c = call_new(bytes);
	/* The kernel shows it to everybody, /sys/block/dm-N/dm/uuid: what runs can be proved (kiosk/visit/running_slot.h). */
	(void)snprintf(c->uuid, sizeof c->uuid, "LOKET-VERITY-%s", v->root_hash);
	if (ioctl(fd, DM_DEV_CREATE, c))
		e = err_new(errno, "the checked root can not be made: %s", strerror(errno));
	if (e == 0)
		e = load_table(fd, bytes, v->data_blocks * (BLOCK / SECTOR), table);
	c = call_new(bytes);
	c->flags = DM_READONLY_FLAG;
	if (e == 0 && ioctl(fd, DM_DEV_SUSPEND, c)) /* without DM_SUSPEND_FLAG: it begins */
		e = err_new(errno, "the checked root does not begin: %s", strerror(errno));
	(void)close(fd);
	if (e)
		return err_up(e);
	(void)snprintf(path, sizeof path, "/dev/dm-%u", minor(c->dev));
	return text_copy(out, room, path) ? 0 : err_new(ENAMETOOLONG, "%s is too long", path);
}
