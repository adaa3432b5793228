#include "visit/soak.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/fault.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/upkeep.h"
#include "visit/visit_inside.h"

enum { MINUTE_MS = 60 * 1000 };

static void scratch_path(char *out, size_t room, const struct visit *v)
{
	(void)snprintf(out, room, "%.900s/%s", v->world.data, SOAK_FILE);
}

enum desk_answer soak_begin(struct soak *k, struct visit *v)
{
	*k = (struct soak){0};
	if (!upkeep_may(v))
		return DESK_DENIED;
	if (duty_is_practice(v))
		return DESK_PRACTICE;
	k->began_ms = k->printed_ms = upkeep_now_ms(v);
	k->round_ms = k->began_ms - SOAK_EVERY_MS;
	log_info(v->world.log, "a technician began a soak");
	return DESK_DONE;
}

/* Numbers that depend on round and place (xorshift), so that an old block is never taken for a new one. */
static void pattern(uint8_t *bytes, uint64_t round)
{
	uint64_t x = round * 0x9e3779b97f4a7c15u + 1;

	for (size_t i = 0; i < SOAK_BYTES; i += sizeof x) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		memcpy(bytes + i, &x, sizeof x);
	}
}

/* The page cache is asked to forget it, so that the card is read. */
static bool reads_back(const char *path, const uint8_t *want)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	AUTO_BUF back;
	bool same;

	buf_init(&back, SOAK_BYTES);
	if (fd < 0)
		return false;
	(void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	(void)close(fd);
	same = file_read(&back, path) == 0 && back.len == SOAK_BYTES && memcmp(back.data, want, SOAK_BYTES) == 0;
	return same && !fault("soak.read", 1);
}

static bool disk_round(const struct visit *v, uint64_t round)
{
	uint8_t *bytes = malloc(SOAK_BYTES);
	char path[1200];
	bool well;

	if (!bytes)
		return false;
	scratch_path(path, sizeof path, v);
	pattern(bytes, round);
	well = file_replace(path, bytes, SOAK_BYTES, 0600) == 0 && reads_back(path, bytes);
	free(bytes);
	return well;
}

static void device_round(struct soak *k, struct visit *v)
{
	const struct check_list *l = upkeep_checks(v);

	for (size_t i = 0; i < l->n; i++)
		if (l->rows[i].verdict == CHECK_FAILED) {
			k->device_errors++;
			(void)snprintf(k->worst, sizeof k->worst, "%.7s %s", l->rows[i].code, l->rows[i].found);
			return;
		}
}

bool soak_turn(struct soak *k, struct visit *v)
{
	int64_t now = upkeep_now_ms(v);

	if (k->began_ms == 0 || !upkeep_may(v) || now - k->round_ms < SOAK_EVERY_MS)
		return false;
	k->round_ms = now;
	k->rounds++;
	if (!disk_round(v, k->rounds)) {
		k->disk_errors++;
		(void)text_copy(k->worst, sizeof k->worst, "the disk gave back something else than was written");
	}
	device_round(k, v);
	duty_touch(v);
	return true;
}

bool soak_print_due(struct soak *k, const struct visit *v, int every_min)
{
	int64_t now = upkeep_now_ms(v);

	if (k->began_ms == 0 || every_min <= 0 || now - k->printed_ms < (int64_t)every_min * MINUTE_MS)
		return false;
	k->printed_ms = now;
	k->prints++;
	return true;
}

void soak_printed(struct soak *k, bool well)
{
	k->print_errors += !well;
}

void soak_end(struct soak *k, struct visit *v)
{
	char path[1200];

	if (k->began_ms == 0)
		return;
	scratch_path(path, sizeof path, v);
	(void)unlink(path);
	log_info(v->world.log, "a soak of %llu rounds ended: %llu disk, %llu device, %llu print errors",
	        (unsigned long long)k->rounds, (unsigned long long)k->disk_errors, (unsigned long long)k->device_errors,
	        (unsigned long long)k->print_errors);
	k->began_ms = 0;
}
