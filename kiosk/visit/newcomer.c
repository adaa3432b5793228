#include "visit/newcomer.h"

#include <stdio.h>
#include <string.h>

#include "sys/file.h"
#include "sys/text.h"
#include "visit/visit_inside.h"

enum { PATH_ROOM = 1200, REPORT_MAX = 1000, WHY_MAX = 400 };

/* Beside DATA, where the board keeps what is not the station's (board/setup/setup.h). */
static void beside(char out[PATH_ROOM], const struct visit *v, const char *name)
{
	(void)snprintf(out, PATH_ROOM, "%.900s/../%s", v->world.data ? v->world.data : ".", name);
}

bool newcomer_is_offered(const struct visit *v)
{
	char stage[PATH_ROOM], conf[PATH_ROOM];

	beside(stage, v, "commission");
	return !v->world.station && v->world.data && upkeep_has_units(v) && file_exists(stage) &&
	       station_path(conf, sizeof conf, v->world.data, STATION_CONF) == 0 && !file_exists(conf);
}

bool newcomer_is_in_memory(char *why, size_t room, const struct visit *v)
{
	char path[PATH_ROOM];
	AUTO_BUF text;

	buf_init(&text, WHY_MAX);
	beside(path, v, "in-memory");
	if (!v->world.data || !file_exists(path) || file_read(&text, path) < 0)
		return false;
	if (!utf8_valid(buf_str(&text), text.len) || !text_copy(why, room, buf_str(&text)))
		(void)text_copy(why, room, "the data partition can not be used");
	return true;
}

bool newcomer_found(struct station *out, struct visit *v)
{
	char stage[PATH_ROOM];

	beside(stage, v, "commission");
	return upkeep_errand(v, UPKEEP_COMMISSION_LOOK)->state == ERRAND_DONE && station_read(out, stage) == 0;
}

bool newcomer_was_wiped(int64_t *bytes, const struct visit *v)
{
	static const char all[] = "\nbytes = ", left[] = "\nnot_zero = 0\n";
	char path[PATH_ROOM], number[24] = "";
	const char *at;
	AUTO_BUF text;

	buf_init(&text, REPORT_MAX);
	(void)snprintf(path, sizeof path, "%.900s/reset.report", v->world.data ? v->world.data : ".");
	if (!v->world.data || !file_exists(path) || file_read(&text, path) < 0 || !strstr(buf_str(&text), left))
		return false;
	at = strstr(buf_str(&text), all);
	if (!at)
		return false;
	at += sizeof all - 1;
	(void)snprintf(number, sizeof number, "%.*s", (int)strcspn(at, "\n"), at);
	return text_i64(number, 1, INT64_MAX, bytes);
}
