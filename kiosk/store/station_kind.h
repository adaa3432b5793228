#pragma once

/*
 * station_kind - whether this program was built for real stations (make PRODUCTION=1) or for any
 *
 * A program for production knows no station whose keys were made for demonstrations: what they seal could be opened by anybody who
 * has the demonstration's keys. station_kind_any.c and station_kind_production.c: one of them is in a program.
 */
#include <stdbool.h>
#include "store/station.h"

bool station_kind_is_production(void);
/* 0, or -EPERM and which key it is about. path: for the sentence. */
NODISCARD int station_refuse_demonstration(const struct station *s, const char *path);
