#include "sys/errand.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "sys/file.h"
#include "sys/text.h"

enum { PATH_ROOM = 320, ID_BYTES = ERRAND_ID_MAX / 2 };

/* One `key = value` line of ours; a key that is missing leaves out as "". False: longer than it may be. */
static bool value_of(char *out, size_t room, const char *text, const char *key)
{
	size_t n = strlen(key);

	*out = '\0';
	for (const char *line = text; *line; line++) {
		const char *end = strchr(line, '\n');
		size_t length = end ? (size_t)(end - line) : strlen(line);

		if (length >= n + 3 && !strncmp(line, key, n) && !strncmp(line + n, " = ", 3)) {
			length -= n + 3;
			if (length >= room)
				return false;
			memcpy(out, line + n + 3, length);
			out[length] = '\0';
			return true;
		}
		line += length;
		if (!*line)
			break;
	}
	return true;
}

static bool is_id(const char *id)
{
	uint8_t bytes[ID_BYTES];

	return hex_take(bytes, sizeof bytes, id);
}

static int path_of(char out[PATH_ROOM], const char *folder, const char *side, const char *name)
{
	int n = snprintf(out, PATH_ROOM, "%s/%s/%s", folder, side, name);

	if (n < 0 || n >= PATH_ROOM)
		return err_new(ENAMETOOLONG, "the folder for errands has too long a name: give a shorter one");
	return 0;
}

/* The whole file; 0 and "" when there is none. */
static int read_side(struct buf *out, const char *folder, const char *side, const char *name)
{
	char path[PATH_ROOM];
	int r = path_of(path, folder, side, name);

	if (r < 0)
		return r;
	if (!file_exists(path))
		return 0;
	r = file_read(out, path);
	if (r < 0)
		return err_up(r);
	if ((out->len > 0 && memchr(out->data, '\0', out->len)) || !utf8_valid(buf_str(out), out->len))
		return err_new(EBADMSG, "%s is no errand: it will be written anew", path);
	return 0;
}

/* Both names must fit where they are kept. */
static int keep(char *folder, size_t folder_room, char *name, const char *from_folder, const char *from_name)
{
	if (!text_copy(folder, folder_room, from_folder) || !text_copy(name, ERRAND_NAME_MAX + 1, from_name))
		return err_new(ENAMETOOLONG, "the folder for errands has too long a name: give a shorter one");
	return 0;
}

/* ---- who asks ---------------------------------------------------------------------------- */

int errand_ask(struct errand *out, const char *folder, const char *name, const char *arg, int64_t now_ms)
{
	struct errand e = {.state = ERRAND_ASKED, .percent = -1, .heard_ms = now_ms, .asked_ms = now_ms};
	uint8_t id[ID_BYTES];
	char path[PATH_ROOM];
	AUTO_BUF text;
	int r = keep(e.folder, sizeof e.folder, e.name, folder, name);

	buf_init(&text, ERRAND_BYTES_MAX);
	if (r == 0)
		r = path_of(path, folder, "ask", name);
	if (r < 0)
		return r;
	if (strlen(arg) > ERRAND_TEXT_MAX || strchr(arg, '\n'))
		return err_new(EINVAL, "an errand's argument is one line of at most %d bytes", ERRAND_TEXT_MAX);
	if (getrandom(id, sizeof id, 0) != (ssize_t)sizeof id)
		return err_new(errno, "the system gives no random numbers");
	hex_put(e.id, id, sizeof id);
	buf_printf(&text, "id = %s\narg = %s\n", e.id, arg);
	r = buf_done(&text);
	if (r == 0)
		r = file_replace(path, text.data, text.len, 0644);
	if (r < 0)
		return err_up(r);
	*out = e;
	return 0;
}

static enum errand_state state_of(const char *word)
{
	return text_is(word, "working")  ? ERRAND_WORKING
	       : text_is(word, "done")   ? ERRAND_DONE
	       : text_is(word, "failed") ? ERRAND_FAILED
	                                 : ERRAND_NONE;
}

/* A capital and two digits; anything else is no page of a manual. */
static bool is_code(const char *s)
{
	return s[0] >= 'A' && s[0] <= 'Z' && s[1] >= '0' && s[1] <= '9' && s[2] >= '0' && s[2] <= '9' && !s[3];
}

/* Each word is a new file, also when it says the same. */
static int64_t time_of(const struct errand *e)
{
	char path[PATH_ROOM];
	struct stat st;

	if (path_of(path, e->folder, "told", e->name) < 0 || stat(path, &st) < 0)
		return 0;
	return (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
}

/* What this errand was told; false: nothing that is meant for it. */
static bool hear(struct errand *out, const struct errand *e)
{
	char id[ERRAND_ID_MAX + 1], state[16], percent[8];
	int64_t n = -1;
	AUTO_BUF text;

	buf_init(&text, ERRAND_BYTES_MAX);
	*out = *e;
	out->told_ns = time_of(e);
	if (read_side(&text, e->folder, "told", e->name) < 0)
		return false;
	if (!value_of(id, sizeof id, buf_str(&text), "id") || !text_is(id, e->id) ||
	        !value_of(state, sizeof state, buf_str(&text), "state") ||
	        !value_of(percent, sizeof percent, buf_str(&text), "percent") ||
	        !value_of(out->say, sizeof out->say, buf_str(&text), "say"))
		return false;
	if (!value_of(out->code, sizeof out->code, buf_str(&text), "code") || !is_code(out->code))
		out->code[0] = '\0';
	out->state = state_of(state);
	out->percent = text_i64(percent, 0, 100, &n) ? (int)n : -1;
	return out->state != ERRAND_NONE;
}

/* A unit that was still ending when it was asked has not seen it. The same id: who saw it does not do it twice. */
static void ask_again(struct errand *e, int64_t now_ms)
{
	char path[PATH_ROOM], id[ERRAND_ID_MAX + 1];
	AUTO_BUF text;

	buf_init(&text, ERRAND_BYTES_MAX);
	e->asked_ms = now_ms;
	if (read_side(&text, e->folder, "ask", e->name) == 0 && value_of(id, sizeof id, buf_str(&text), "id") &&
	        text_is(id, e->id) && path_of(path, e->folder, "ask", e->name) == 0)
		(void)!file_replace(path, text.data, text.len, 0644); /* what stands there stands */
}

bool errand_look(struct errand *e, int64_t now_ms)
{
	struct errand told;

	if (e->state == ERRAND_NONE || errand_is_over(e))
		return false;
	if (hear(&told, e)) {
		bool news = told.state != e->state || told.percent != e->percent || !text_is(told.say, e->say);

		if (news || told.told_ns != e->told_ns)
			told.heard_ms = now_ms;
		*e = told;
		if (news)
			return true;
	}
	if (e->state == ERRAND_ASKED && now_ms - e->asked_ms >= ERRAND_AGAIN_MS)
		ask_again(e, now_ms);
	if (now_ms - e->heard_ms < (e->state == ERRAND_ASKED ? ERRAND_TAKEN_MS : ERRAND_SILENT_MS))
		return false;
	e->state = ERRAND_UNANSWERED;
	return true;
}

bool errand_is_over(const struct errand *e)
{
	return e->state == ERRAND_DONE || e->state == ERRAND_FAILED || e->state == ERRAND_UNANSWERED;
}

/* ---- who does it --------------------------------------------------------------------------- */

/* Was this one told to its end? A last word that can not be read is none. */
static bool is_told_out(const struct errand_work *w)
{
	char id[ERRAND_ID_MAX + 1], state[16];
	AUTO_BUF text;

	buf_init(&text, ERRAND_BYTES_MAX);
	if (read_side(&text, w->folder, "told", w->name) < 0)
		return false;
	return value_of(id, sizeof id, buf_str(&text), "id") && text_is(id, w->id) &&
	       value_of(state, sizeof state, buf_str(&text), "state") &&
	       (state_of(state) == ERRAND_DONE || state_of(state) == ERRAND_FAILED);
}

int errand_take(struct errand_work *out, const char *folder, const char *name)
{
	struct errand_work w = {0};
	AUTO_BUF text;
	int r = keep(w.folder, sizeof w.folder, w.name, folder, name);

	buf_init(&text, ERRAND_BYTES_MAX);
	if (r == 0)
		r = read_side(&text, folder, "ask", name);
	if (r < 0)
		return err_up(r);
	if (text.len == 0)
		return ERRAND_NOTHING;
	if (!value_of(w.id, sizeof w.id, buf_str(&text), "id") || !is_id(w.id) ||
	        !value_of(w.arg, sizeof w.arg, buf_str(&text), "arg"))
		return err_new(EBADMSG, "what was asked of %s can not be read: ask it again", name);
	if (is_told_out(&w))
		return ERRAND_NOTHING;
	*out = w;
	return 0;
}

int errand_tell(const struct errand_work *w, enum errand_state state, int percent, const char *say)
{
	static const char *const words[] = {
	        [ERRAND_WORKING] = "working", [ERRAND_DONE] = "done", [ERRAND_FAILED] = "failed"};
	char line[ERRAND_TEXT_MAX + 1], path[PATH_ROOM];
	AUTO_BUF text;
	int r = path_of(path, w->folder, "told", w->name);

	buf_init(&text, ERRAND_BYTES_MAX);
	if (r < 0)
		return r;
	(void)text_copy(line, sizeof line, say);
	for (char *c = line; *c; c++)
		if (*c == '\n' || *c == '\r')
			*c = ' ';
	buf_printf(&text, "id = %s\nstate = %s\npercent = %d\nsay = %s\n", w->id, words[state], percent, line);
	if (*w->code)
		buf_printf(&text, "code = %s\n", w->code);
	r = buf_done(&text);
	if (r == 0)
		r = file_replace(path, text.data, text.len, 0644);
	return err_up(r);
}
