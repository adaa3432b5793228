#include "drivers/touch_frame.h"

#include <math.h>
#include <string.h>

int touch_frame_find(const struct touch_frame *f, uint32_t number)
{
	for (int i = 0; i < f->n; i++)
		if (f->all[i].number == number)
			return i;
	return -1;
}

float touch_apart_mm(const struct touch_contact *a, const struct touch_contact *b)
{
	return hypotf(a->x_mm - b->x_mm, a->y_mm - b->y_mm);
}

bool touch_numbers_has(const struct touch_numbers *s, uint32_t number)
{
	for (int i = 0; i < s->n; i++)
		if (s->all[i] == number)
			return true;
	return false;
}

void touch_numbers_add(struct touch_numbers *s, uint32_t number)
{
	if (touch_numbers_has(s, number))
		return;
	if (s->n == TOUCH_CONTACTS_MAX) {
		memmove(s->all, s->all + 1, sizeof s->all - sizeof *s->all);
		s->n--;
	}
	s->all[s->n++] = number;
}

void touch_numbers_drop(struct touch_numbers *s, uint32_t number)
{
	int n = 0;

	for (int i = 0; i < s->n; i++)
		if (s->all[i] != number)
			s->all[n++] = s->all[i];
	s->n = n;
}

void touch_numbers_keep(struct touch_numbers *s, const struct touch_frame *f)
{
	int n = 0;

	for (int i = 0; i < s->n; i++)
		if (touch_frame_find(f, s->all[i]) >= 0)
			s->all[n++] = s->all[i];
	s->n = n;
}
