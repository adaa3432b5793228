#pragma once

/*
 * err - how every function here reports trouble
 *
 *    0   done
 *   <0   surprise: a negative errno that nobody planned for. Never matched on,
 *        never swallowed: handed up with err_up() until a screen or a main()
 *        turns it into a sentence for the person who can mend it.
 *   >0   answer: one of the module's own codes, listed in its header. The
 *        direct caller decides what it means and never hands it up.
 *
 * The sentence of the latest surprise is kept per thread: it is the one piece
 * of state in the whole program that has no owner but the thread itself.
 * Sentences never hold what a citizen typed.
 */
#include <stddef.h>

#define NODISCARD __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* Starts a surprise: keeps the sentence and gives back -errnum (-EIO for 0). */
#define err_new(errnum, ...) err_new_at(__FILE__, __LINE__, (errnum), __VA_ARGS__)
/* Hands a surprise on and notes the place; 0 stays 0. Asserts that r is no answer. */
#define err_up(r) err_up_at(__FILE__, __LINE__, (r))

int err_new_at(const char *file, int line, int errnum, const char *fmt, ...) PRINTF_LIKE(4, 5);
int err_up_at(const char *file, int line, int r);

/* The sentence of the latest surprise on this thread; "" when there was none. Valid until the next one. */
const char *err_why(void);
/* Where it began and through which places it came ("a.c:12 < b.c:40"), for the log only. */
const char *err_trace(void);
