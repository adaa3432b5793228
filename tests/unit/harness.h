#pragma once

/*
 * harness - a test is a sentence, a process, and its own folder
 *
 * TEST(topic, says_what_holds) { ... } registers itself. Each case runs in a
 * process of its own (the Check library), in an empty folder of its own, at most
 * 30 s (TEST_LIMIT(topic, name, seconds) for more). A program takes names as
 * arguments and then runs only the cases that contain one of them.
 * Its last line is "PROGRAM: N passed, F failed, S skipped".
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "sys/err.h"

typedef void test_fn(void);
void test_register(const char *topic, const char *name, int limit_s, test_fn *fn);

#define TEST_LIMIT(topic, name, limit)                                                                                 \
	static void test_##topic##_##name(void);                                                                       \
	__attribute__((constructor)) static void add_##topic##_##name(void)                                            \
	{                                                                                                              \
		test_register(#topic, #name, (limit), test_##topic##_##name);                                          \
	}                                                                                                              \
	static void test_##topic##_##name(void)
#define TEST(topic, name) TEST_LIMIT(topic, name, 30)

/* Each prints both sides and ends the case. */
#define CHECK(cond) ((cond) ? (void)0 : test_fail(__FILE__, __LINE__, "not so: %s", #cond))
#define CHECK_OK(call) test_check_ok(__FILE__, __LINE__, #call, (call))
#define CHECK_INT(got, want) test_check_int(__FILE__, __LINE__, #got, (long long)(got), (long long)(want))
#define CHECK_TEXT(got, want) test_check_text(__FILE__, __LINE__, #got, (got), (want))
#define CHECK_BYTES(got, want, n) test_check_bytes(__FILE__, __LINE__, #got, (got), (want), (n))
#define CHECK_HAS(text, part) test_check_has(__FILE__, __LINE__, #text, (text), (part))

_Noreturn void test_fail(const char *file, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
void test_check_ok(const char *file, int line, const char *what, int r);
void test_check_int(const char *file, int line, const char *what, long long got, long long want);
void test_check_text(const char *file, int line, const char *what, const char *got, const char *want);
void test_check_bytes(const char *file, int line, const char *what, const void *got, const void *want, size_t n);
void test_check_has(const char *file, int line, const char *what, const char *text, const char *part);

/* Ends the case as skipped; the reason is printed. */
_Noreturn void test_skip(const char *why);
/* The folder ../shared beside the checkout, or a skip "shared is absent". */
const char *test_shared(void);
/* The project's root, and this case's own empty folder (also the working folder). */
const char *test_root(void);
const char *test_folder(void);
/* The folder with the built programs (build/). */
const char *test_programs(void);
/* A number that repeats: seeded pseudo-random, the same on every machine. */
uint32_t test_random(uint64_t *state);

/* fault.c: places that fail on demand, one after the other.
 *     FAULT_SWEEP(n) { r = the_body(); ... }   runs the body with place 1, 2, 3 ... failing until none fires. */
void fault_arm(int nth); /* the nth place reached fails; 0 = none */
/* The power goes at the nth place reached: the process ends there and then, with exit status FAULT_CUT. For children. */
enum { FAULT_CUT = 77 };
void fault_cut(int nth);
/* While a twin does what is no part of the product, nothing counts; may be nested. */
void fault_pause(bool yes);
bool fault_fired(void);
const char *fault_place(void); /* where it fired; "" */
bool fault_again(int *n);
#define FAULT_SWEEP(n) for (int n = 0; fault_again(&n);)
