#pragma once

/*
 * update_copy - a bundle from a stick into a place that stays
 *
 * The stick is mounted for this program alone and may be pulled at any moment; RAUC
 * gets a copy on the data partition that nobody else can write. Whatever was left there before goes first. What is
 * copied is no more trusted for it: RAUC judges it as ever.
 */
#include <stdint.h>
#include "sys/err.h"

enum { UPDATE_COPY_RESERVE_MIB = 32, UPDATE_COPY_WHY_MAX = 199 };

/* Answers: an outcome of update_journal.h (UPDATE_UNREADABLE, UPDATE_DAMAGED, UPDATE_NO_SPACE) with its sentence.
 * progress: 0..100, may be NULL. A surprise where the copy's own place is at fault. */
NODISCARD int update_copy(const char *to, const char *from, void (*progress)(void *me, int percent), void *me,
        char why[UPDATE_COPY_WHY_MAX + 1]);
/* It is not needed any more; a missing one is fine. */
void update_copy_drop(const char *to);
