#include "screens/facing.h"

#include "visit/duty.h"

void face_staff(struct scene *s)
{
	struct tour *t = s->tour;

	if (!t->faces_staff) {
		t->person_size = s->ui->size;
		s->ui->size = t->staff_size_known ? t->staff_size : SIZE_S;
	}
	t->faces_staff = t->staff_size_known = true;
	duty_speak_to_staff(s->visit);
}

void face_citizen(struct scene *s)
{
	struct tour *t = s->tour;

	if (t->faces_staff) {
		t->staff_size = s->ui->size;
		s->ui->size = t->person_size;
	}
	t->faces_staff = false;
}

void face_person(struct scene *s)
{
	face_citizen(s);
	duty_speak_to_person(s->visit);
}
