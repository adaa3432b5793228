#include "drivers/bell.h"

#include <errno.h>
#include <stdlib.h>

#include "drivers/bell_inside.h"
#include "sys/text.h"

#define LOG_MODULE "bell"

int bell_open(struct bell **out, const char *uri, const struct clock *clock, const struct log *log)
{
	static const struct bell_ops *const kinds[] = {&bell_twin, &bell_none};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct bell *b;

		if (!text_is(kinds[i]->name, uri))
			continue;
		b = calloc(1, sizeof *b);
		if (!b)
			return err_new(ENOMEM, "no memory for the bell");
		*b = (struct bell){.ops = kinds[i], .clock = clock, .log = log};
		*out = b;
		return 0;
	}
	return err_new(EINVAL, "'%.40s' is no bell; there are: twin, none", uri);
}

void bell_close(struct bell *b)
{
	if (!b)
		return;
	bell_answer(b);
	free(b);
}

int bell_ring(struct bell *b)
{
	int e;

	if (b->ringing)
		return 0;
	e = b->ops->sound(b, true);
	if (e)
		return err_up(e);
	b->ringing = true;
	b->since_ms = clock_mono_ms(b->clock);
	log_info(b->log, "a person at the kiosk asks for a human");
	return 0;
}

void bell_answer(struct bell *b)
{
	if (!b->ringing)
		return;
	if (b->ops->sound(b, false))
		log_surprise(b->log, LOG_MODULE, -EIO);
	log_info(b->log, "the call for a human ended after %lld s", (long long)(bell_rings_for_ms(b) / 1000));
	b->ringing = false;
}

bool bell_is_ringing(const struct bell *b)
{
	return b->ringing;
}

int64_t bell_rings_for_ms(const struct bell *b)
{
	return b->ringing ? clock_mono_ms(b->clock) - b->since_ms : 0;
}
