#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "sys/fault.h"

/* State of the tests, one process a case: the product has none of this. */
static struct {
	int nth; /* the place that is to fail; 0 = none */
	int reached; /* places passed since fault_arm() */
	bool fired;
	int paused;
	bool cuts; /* the process ends at that place instead */
	char place[80];
} sweep;

int fault(const char *place, int errnum)
{
	if (sweep.nth == 0 || sweep.paused || __atomic_add_fetch(&sweep.reached, 1, __ATOMIC_SEQ_CST) != sweep.nth)
		return 0;
	if (sweep.cuts)
		_exit(FAULT_CUT);
	sweep.fired = true;
	snprintf(sweep.place, sizeof sweep.place, "%s", place);
	return errnum > 0 ? -errnum : -5;
}

/* Disarming keeps what is known of the fault that fired, so that a sweep may look at the outcome undisturbed. */
void fault_arm(int nth)
{
	sweep.cuts = false;
	sweep.nth = nth;
	sweep.reached = 0;
	if (nth == 0)
		return;
	sweep.fired = false;
	sweep.place[0] = '\0';
}

void fault_cut(int nth)
{
	fault_arm(nth);
	sweep.cuts = nth > 0;
}

void fault_pause(bool yes)
{
	sweep.paused += yes ? 1 : -1;
}

bool fault_fired(void)
{
	return sweep.fired;
}

const char *fault_place(void)
{
	return sweep.place;
}

bool fault_again(int *n)
{
	if (*n > 0 && !sweep.fired) {
		fault_arm(0);
		return false;
	}
	fault_arm(++*n);
	return true;
}
