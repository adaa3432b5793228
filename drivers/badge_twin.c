/* badge_twin - a reader without a card slot, for the test door; and the absence of one. */
#include "drivers/badge_inside.h"
#include "sys/text.h"

static int twin_check(const char *uri)
{
	return text_is(uri, "twin") || text_is(uri, "none") ? 0 : err_new(0, "'%.20s' takes nothing behind it", uri);
}

static int twin_open(struct badge *b)
{
	b->status.presence = DEVICE_THERE;
	b->reading.tells_away = true;
	return 0;
}

static int none_open(struct badge *b)
{
	b->status.presence = DEVICE_NONE;
	return 0;
}

static void nothing(struct badge *b)
{
	(void)b;
}

static int twin_event(struct badge *b, const char *event)
{
	bool back = text_is(event, "back");
	int e;

	if (!back && !text_is(event, "gone"))
		return BADGE_NO_EVENT;
	e = badge_is_here(b, back);
	b->reading.tells_away = true;
	return err_up(e);
}

const struct badge_kind_ops badge_none = {"none", twin_check, none_open, nothing, NULL};
const struct badge_kind_ops badge_twin = {"twin", twin_check, twin_open, nothing, twin_event};
