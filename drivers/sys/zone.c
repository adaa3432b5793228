#include "sys/zone.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/buf.h"
#include "sys/file.h"
#include "sys/zone_parts.h"

/* Local times that a zone can show, the rule's two included. */
enum { OFFSETS_MOST = ZONE_TYPES_MOST + 2 };

/* "Europe/Amsterdam", "Etc/GMT+3": parts of letters, digits, _ + -; so no way leads out of the folder. */
static bool is_zone_name(const char *name)
{
	size_t n = strlen(name);

	if (n == 0 || n > ZONE_NAME_MOST || name[0] == '/' || name[n - 1] == '/' || strstr(name, "//"))
		return false;
	return strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") == n;
}

int zone_load(struct zone **out, const char *folder, const char *name)
{
	char path[4096];
	AUTO_BUF file;
	struct zone *z;
	int e;

	buf_init(&file, ZONE_FILE_MOST);
	if (!is_zone_name(name))
		return err_new(EINVAL, "the time zone must be a name like Europe/Amsterdam");
	if ((e = path_join(path, sizeof path, folder ? folder : "/usr/share/zoneinfo", name)) != 0)
		return err_up(e);
	if ((e = file_read(&file, path)) != 0)
		return e == -ENOENT ? err_new(ENOENT, "time zone %s is not on this machine; install the package tzdata",
		                              name)
		                    : err_up(e);
	z = calloc(1, sizeof *z);
	if (!z)
		return err_new(ENOMEM, "time zone %s: no memory", name);
	if ((e = zone_parse(z, file.data, file.len, name)) != 0) {
		free(z);
		return err_up(e);
	}
	*out = z;
	return 0;
}

int zone_utc(struct zone **out)
{
	struct zone *z = calloc(1, sizeof *z);

	if (!z)
		return err_new(ENOMEM, "time zone UTC: no memory");
	z->n_types = 1;
	*out = z;
	return 0;
}

void zone_free(struct zone *z)
{
	free(z);
}

int zone_offset_s(const struct zone *z, int64_t utc_s)
{
	size_t low = 0, high = z->n_changes; /* changes before low are at or before the moment */

	assert(z->n_types > 0);
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (z->changes[mid] <= utc_s)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == z->n_changes && z->has_rule)
		return zone_rule_offset_s(&z->rule, utc_s);
	return z->offset_s[low == 0 ? 0 : z->kind[low - 1]];
}

static size_t offsets_of(const struct zone *z, int32_t out[OFFSETS_MOST])
{
	size_t n = z->n_types;

	memcpy(out, z->offset_s, n * sizeof out[0]);
	if (z->has_rule) {
		out[n++] = z->rule.winter_s;
		out[n++] = z->rule.summer_s;
	}
	return n;
}

int64_t zone_local_to_utc_s(const struct zone *z, int64_t local_s)
{
	int32_t offset_s[OFFSETS_MOST];
	size_t n = offsets_of(z, offset_s);
	int64_t first = INT64_MAX, after_gap = local_s;

	/* No clock shows such a moment; keeps the sums below inside their type. */
	if (local_s > INT64_MAX / 2 || local_s < INT64_MIN / 2)
		return local_s;
	for (size_t i = 0; i < n; i++) {
		int64_t utc_s = local_s - offset_s[i];
		int32_t there_s = zone_offset_s(z, utc_s);

		if (there_s == offset_s[i] && utc_s < first)
			first = utc_s;
		/* A gap: by the old time the change is past, by the new time it is still to come. */
		if (there_s > offset_s[i] && zone_offset_s(z, local_s - there_s) == offset_s[i])
			after_gap = utc_s;
	}
	return first != INT64_MAX ? first : after_gap;
}
