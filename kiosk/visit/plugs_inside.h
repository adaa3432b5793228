#pragma once

/* plugs_inside - what a visit keeps of plugs.h; outlives visits */
#include "staff/event_log.h"

struct plugs {
	unsigned out; /* pulled, told, and not back: 1 << PLUG_PRINTER ... */
	unsigned alarm; /* pulled, and no badge was shown since */
	unsigned unwritten; /* not in the log yet */
	enum event_during during[EVENT_PLUGS];
	bool answer_unwritten;
};
