#include "visit/wiping.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "store/reset_statement.h"
#include "sys/beacon.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/text.h"
#include "visit/duty_inside.h"
#include "visit/upkeep.h"

bool wiping_facts(struct wiping_facts *out, struct visit *v)
{
	struct store_counts c = {0};

	*out = (struct wiping_facts){0};
	if (!upkeep_may(v))
		return false;
	if (v->world.store && store_count(&c, v->world.store) == 0)
		*out = (struct wiping_facts){true, c.records, c.records - c.confirmed, c.confirmed};
	return true;
}

enum wiping_answer wiping_may(struct visit *v, const char *code)
{
	struct wiping_facts facts;

	if (!wiping_facts(&facts, v))
		return WIPING_DENIED;
	if (duty_is_practice(v))
		return WIPING_PRACTICE;
	if (!upkeep_has_units(v) || !v->world.station || !v->world.device)
		return WIPING_NO_UNIT;
	if ((!facts.known || facts.unconfirmed > 0) && strcasecmp(code, v->world.station->code) != 0)
		return WIPING_UNCONFIRMED;
	return WIPING_DONE;
}

static void statement_path(char *out, size_t room, const struct visit *v)
{
	(void)snprintf(out, room, "%.900s/%s", v->world.data, RESET_STATEMENT);
}

static int make(struct visit *v)
{
	struct reset_statement s = {.at_ms = clock_wall_ms(v->world.clock)};
	struct wiping_facts facts;
	char path[1200];
	AUTO_BUF text;
	int e;

	buf_init(&text, RESET_STATEMENT_MAX);
	(void)wiping_facts(&facts, v);
	s.confirmed = facts.confirmed;
	s.unconfirmed = facts.unconfirmed;
	(void)text_copy(s.station, sizeof s.station, v->world.station->code);
	memcpy(s.device, v->world.station->device, sizeof s.device);
	(void)boot_id_read(s.boot);
	e = reset_statement_make(&text, &s, v->world.device);
	statement_path(path, sizeof path, v);
	if (e == 0)
		e = file_replace(path, text.data, text.len, 0644);
	if (e == 0 && !text_copy(v->statement, sizeof v->statement, buf_str(&text)))
		e = err_new(0, "the statement of the reset is too long");
	return err_up(e);
}

enum wiping_answer wiping_sign(const char **text, struct visit *v, const char *code, const char *pin)
{
	enum wiping_answer may = wiping_may(v, code);
	int r;

	if (may != WIPING_DONE)
		return may;
	r = shift_confirm(v->duty->shift, pin);
	if (r > 0)
		return r == STAFF_WRONG_PIN ? WIPING_WRONG_PIN : WIPING_WAIT;
	if (r == 0)
		r = make(v);
	if (r < 0) {
		log_surprise(v->world.log, LOG_MODULE, r);
		return WIPING_TROUBLE;
	}
	log_warn(v->world.log, "a technician signed the factory reset of this station");
	*text = v->statement;
	return WIPING_DONE;
}

enum desk_answer wiping_order(struct visit *v)
{
	if (!*v->statement)
		return DESK_NOT_NOW;
	return upkeep_begin(v, UPKEEP_RESET);
}

void wiping_turn_back(struct visit *v)
{
	enum errand_state asked = upkeep_errand(v, UPKEEP_RESET)->state;
	char path[1200];

	if (!*v->statement || asked == ERRAND_ASKED || asked == ERRAND_WORKING || asked == ERRAND_DONE)
		return;
	statement_path(path, sizeof path, v);
	(void)unlink(path);
	v->statement[0] = '\0';
}
