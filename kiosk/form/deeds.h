#pragma once

/*
 * deeds - what an answer makes the kiosk do (loket:does, FORMAT.md)
 *
 * A bind says "VALUE:DEED ...": while its node is relevant and that value is its answer, or one of the words of it, the
 * deed is wanted. The form says what, never how: letters, bell and voice are the kiosk's. A deed never settles what is
 * stored, and none is needed to go on.
 */
#include "form/session.h"

enum form_deed {
	DEED_VOICE = 1 << 0, /* questions are read aloud */
	DEED_LARGE = 1 << 1, /* larger letters */
	DEED_CONTRAST = 1 << 2,
	DEED_EASY = 1 << 3, /* Dutch in short, easy sentences, where Dutch is spoken */
	DEED_CALL = 1 << 4, /* somebody of the desk is needed now */
	DEED_ALONE = 1 << 5, /* likewise, and nothing on the screen says so: the person does not speak freely here */
	DEED_CHILD = 1 << 6, /* the desk is told that a child interprets */
};
enum { DEEDS = 7 };

/* All that are wanted now. */
unsigned session_deeds(const struct session *s);
