#pragma once

/* question_deeds - what answers switch on a screen: letters, colours, the voice (visit/visit_deeds.h) */
#include "screens/question.h"

/* left: the question is left for another. */
void asking_deeds(struct scene *s, bool left);
/* Reads what stands here, once, where a voice was asked for: the question, its hint, its choices, what is wrong. Never
 * an answer; a text that repeats one goes to headphones alone. */
void asking_aloud(struct scene *s, struct asking *a, const struct question *q);
