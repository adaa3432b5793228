#include "staff/staff_recover.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "staff/staff_inside.h"
#include "store/lines.h"
#include "sys/file.h"
#include "sys/text.h"

int staff_recovery_path(char *out, size_t room, const char *data)
{
	char dir[4096];
	int e = path_join(dir, sizeof dir, data, "inbox");

	if (e == 0)
		e = dir_make(dir, 0770);
	return err_up(e ? e : path_join(out, room, dir, "staff-recovery.order"));
}

/* ---- the code ---------------------------------------------------------------------- */

static int code_path(char *out, size_t room, const struct staff *s)
{
	char dir[4096];
	int e = station_path(dir, sizeof dir, s->world.data, STATION_KEYS);

	return err_up(e ? e : path_join(out, room, dir, "staff-recovery.code"));
}

static bool code_there(uint8_t out[RECOVERY_CODE_BYTES], const char *path)
{
	const char *key, *value;
	struct lines l;
	AUTO_BUF text;

	buf_init(&text, 256);
	return file_exists(path) && lines_open(&l, &text, path) == 0 && lines_next(&l, &key, &value) == 0 &&
	       text_is(key, "code") && recovery_code_take(out, value);
}

static int code_new(uint8_t out[RECOVERY_CODE_BYTES], const char *path)
{
	char text[RECOVERY_CODE_TEXT + 1], line[60];
	int n;

	randombytes_buf(out, RECOVERY_CODE_BYTES);
	recovery_code_text(text, out);
	n = snprintf(line, sizeof line, "code = %s\n", text);
	return err_up(file_replace(path, line, (size_t)n, 0600));
}

int staff_recovery_code(uint8_t out[RECOVERY_CODE_BYTES], struct staff *s)
{
	char path[4096];

	if (!s->world.station->has_recovery_key)
		return RECOVERY_NO_KEY;
	if (code_path(path, sizeof path, s))
		return staff_refuse(s, "%s", err_why()), RECOVERY_REFUSED;
	/* The chain knows which one was used, also when the plug was pulled before its file went. */
	if (code_there(out, path) && !(s->was_recovered && memcmp(out, s->used_code, RECOVERY_CODE_BYTES) == 0))
		return 0;
	if (code_new(out, path))
		return staff_refuse(s, "%s", err_why()), RECOVERY_REFUSED;
	return 0;
}

/* ---- the entry ----------------------------------------------------------------------- */

static const char *was(const struct staff *s)
{
	switch (book_state(s->book)) {
	case 0:
		return s->is_sound ? "sound" : "secrets";
	case BOOK_LOST:
		return "short";
	default:
		return "altered";
	}
}

/* The key that was made here goes with those who held it; of an unsound register nobody knows, so it goes too. */
static bool desk_key_goes(const struct staff *s)
{
	return s->world.station->has_desk && (s->makes_key || !s->is_sound);
}

static int put_entry(struct buf *out, const struct staff *s, const struct recovery_order *o, const struct stamp *now)
{
	char device[2 * STATION_DEVICE_BYTES + 1], code[2 * RECOVERY_CODE_BYTES + 1], key[2 * KEY_BYTES + 1];
	char signature[2 * KEY_SIGNATURE_BYTES + 1], desk[2 * KEY_BYTES + 1] = "";

	hex_put(device, o->device, sizeof o->device);
	hex_put(code, o->code, sizeof o->code);
	hex_put(signature, o->signature, sizeof o->signature);
	hex_put(key, s->world.station->recovery_key.bytes, KEY_BYTES);
	if (desk_key_goes(s))
		hex_put(desk, s->world.station->desk.bytes, KEY_BYTES);
	buf_printf(out, "{\"entry\":\"recover\",\"at\":%lld,\"clock\":\"%s\",\"was\":\"%s\",\"people\":%zu",
	        (long long)now->created_ms, clock_state_name(now->state), was(s), s->n);
	buf_printf(out, ",\"device\":\"%s\",\"code\":\"%s\",\"until\":%lld,\"by\":\"%s\",\"key\":\"%s\"", device, code,
	        (long long)o->until_ms, o->by, key);
	buf_printf(out, ",\"signature\":\"%s\",\"desk_gone\":\"%s\"}", signature, desk);
	return err_up(buf_done(out));
}

static int write_within(struct staff *s, const char *json)
{
	int r = 0;

	if (book_state(s->book))
		r = book_resume_within(s->book);
	if (r == 0)
		r = desk_run(s->world.desk, "DELETE FROM staff_secret", "");
	if (r == 0)
		r = desk_run(s->world.desk, "DELETE FROM staff_limit", "");
	return r ? r : book_add_within(s->book, json);
}

static int write_it(struct staff *s, const char *json)
{
	int r = desk_begin(s->world.desk);

	if (r == 0) {
		r = write_within(s, json);
		if (r)
			desk_rollback(s->world.desk);
		else
			r = desk_commit(s->world.desk);
		book_settle(s->book, r == 0);
	}
	return r < 0 ? err_up(r) : r;
}

int staff_recover(struct staff *s, const struct recovery_order *o)
{
	uint8_t code[RECOVERY_CODE_BYTES];
	struct stamp now;
	char path[4096];
	AUTO_BUF json;
	int r = staff_recovery_code(code, s);

	buf_init(&json, BOOK_ENTRY_MAX);
	if (r)
		return r;
	floor_stamp(&now, &s->floor, s->world.clock);
	if (clock_wall_ms(s->world.clock) < FLOOR_BUILT_FOR_MS)
		return RECOVERY_NO_CLOCK;
	r = recovery_judge(o, s->world.station, code, now.created_ms);
	if (r)
		return r;
	if (!s->book || book_state(s->book) == BOOK_SICK)
		return RECOVERY_REFUSED;
	r = put_entry(&json, s, o, &now);
	if (r == 0)
		r = write_it(s, buf_str(&json));
	if (r) {
		(void)(r < 0 ? staff_refuse(s, "%s", err_why()) : staff_disk(s, r));
		return RECOVERY_REFUSED;
	}
	s->is_sound = false;
	(void)staff_refuse(s, "the staff register was begun anew and must be opened again");
	if (code_path(path, sizeof path, s) == 0)
		(void)unlink(path); /* if it stays, the chain knows that it was used */
	return 0;
}

bool staff_recover_take(struct staff *s, const json_t *json)
{
	const char *code = json_string_value(json_object_get(json, "code"));
	const char *desk = json_string_value(json_object_get(json, "desk_gone"));

	if (!code || !desk || !hex_take(s->used_code, RECOVERY_CODE_BYTES, code))
		return false;
	s->was_recovered = true;
	s->desk_went = *desk != 0;
	if (s->desk_went && !hex_take(s->desk_gone, KEY_BYTES, desk))
		return false;
	wipe(s->members, s->n * sizeof *s->members);
	s->n = 0;
	s->makes_key = false;
	return true;
}
