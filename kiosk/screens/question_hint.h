#pragma once

/* question_hint - where the hint of a question stands, and how large "why?" is written beside its title */
#include "screens/question.h"

float why_cap(const struct scene *s, const struct flow *f);
bool hint_comes_last(const struct scene *s, const struct question *q);
/* Above the answers, where it belongs there. */
void hint_draw(struct scene *s, struct flow *f, const struct question *q);
/* Behind them, where it found no place above. wrong: a complaint took that place. */
void hint_draw_last(struct scene *s, struct flow *f, const struct question *q, bool wrong);
