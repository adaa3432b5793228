/* Headphones at the kiosk: what is only for one person's ears waits for them. */
#include <stdio.h>

#include "drivers/jack.h"
#include "drivers/speech.h"
#include "kiosk_door.h"
#include "kiosk_notices.h"
#include "visit/visit.h"

static struct world w;
static struct door d;

static void open_all(const char *jack)
{
	char args[200];

	(void)snprintf(args, sizeof args, DOOR_ARGS " --printer none --speech log:said --jack %s", jack);
	notices_open(&w, args);
	door_open(&d, &w);
}

static void close_all(void)
{
	door_close(&d);
	world_close(&w);
}

static int said(void)
{
	struct spoken one;
	int n = 0;

	while (speech_spoken(&one, w.app.speech, n))
		n++;
	return n;
}

TEST(kiosk_sound, what_is_private_is_said_only_into_headphones)
{
	open_all("twin");
	speech_say(w.app.speech, "nl", "geheim", SPEECH_PRIVATE);
	CHECK_INT(said(), 0);
	door_do(&d, "{\"do\":\"device\",\"dev\":\"jack0\",\"event\":\"in\"}");
	CHECK(jack_is_in(w.app.jack));
	speech_say(w.app.speech, "nl", "geheim", SPEECH_PRIVATE);
	CHECK_INT(said(), 1);
	door_do(&d, "{\"do\":\"device\",\"dev\":\"jack0\",\"event\":\"out\"}");
	CHECK(!speech_is_busy(w.app.speech)); /* pulled out in the middle: silence, not the loudspeaker */
	speech_say(w.app.speech, "nl", "geheim", SPEECH_PRIVATE);
	CHECK_INT(said(), 1);
	close_all();
}

TEST(kiosk_sound, only_a_twin_is_plugged_by_the_test_door)
{
	open_all("none");
	door_refuses(&d, "{\"do\":\"device\",\"dev\":\"jack0\",\"event\":\"in\"}", "no twin");
	CHECK(!jack_is_in(w.app.jack));
	close_all();
	open_all("always");
	speech_say(w.app.speech, "nl", "geheim", SPEECH_PRIVATE);
	CHECK_INT(said(), 1);
	close_all();
}
