#include "screens/screens.h"

#include <assert.h>

/* In the order of a visit. */
static const struct screen *const screens[SCREEN_COUNT] = {
        [SCREEN_IDLE] = &screen_idle,
        [SCREEN_LANGUAGE] = &screen_language,
        [SCREEN_SERVICE] = &screen_service,
        [SCREEN_QUESTION] = &screen_question,
        [SCREEN_REVIEW] = &screen_review,
        [SCREEN_CONFIRM] = &screen_confirm,
        [SCREEN_RECEIPT] = &screen_receipt,
        [SCREEN_HELP] = &screen_help,
        [SCREEN_STOPPED] = &screen_stopped,
        [SCREEN_TIMEOUT] = &screen_timeout,
        [SCREEN_OUT_OF_SERVICE] = &screen_out_of_service,
};

const struct screen *screen_of(enum screen_id id)
{
	assert(id > SCREEN_UNDER && id < SCREEN_COUNT && screens[id]->size <= SCREEN_STATE_MAX);
	return screens[id];
}
