#pragma once

/*
 * duty_recover - the staff register of this station begun anew, by leave of the owner of the data
 *
 * What staff/staff_recover.h promises, as the login screen sees it: a code to pass on, and the order that comes back.
 * Never while an officer is at work here.
 */
#include "staff/staff_recover.h"
#include "visit/duty.h"

/* 0, RECOVERY_NO_KEY or RECOVERY_REFUSED: duty_why(). */
int duty_recovery_code(struct visit *v, char out[RECOVERY_CODE_TEXT + 1]);
/* The station as the office knows it: 32 digits, in groups of eight as one says them. */
enum { DUTY_DEVICE_TEXT = 2 * STATION_DEVICE_BYTES + 3 };
void duty_recovery_device(const struct visit *v, char out[DUTY_DEVICE_TEXT + 1]);
/* Is this a station whose register may be begun anew, and is nobody at work? Then a stick may be asked for (upkeep.h). */
bool duty_may_recover(const struct visit *v);
/* Looks for the order and takes it. 0: everybody's badge is void, and the next one may be enrolled; else RECOVERY_*. */
int duty_recover(struct visit *v);
