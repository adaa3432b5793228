#pragma once

/*
 * gpio_names - several lines under names, in one setting: "cover=/dev/gpiochip0,5,low;case=/dev/gpiochip0,6"
 *
 * Parts are divided by ';'. A single part without a name is the first of the names. Each name at most once.
 */
#include "drivers/gpio.h"

enum { GPIO_NAMES_MOST = 4 };

/* out[i]: where the line called names[i] is; "" when it is not given. */
NODISCARD int gpio_names(char (*out)[GPIO_WHERE_MAX], const char *where, const char *const *names, int n);
/* The same of a whole setting: "none" and "twin" name no line, "gpio:..." does. what: "light", and how its parts are
 * written, for the sentence of any other. */
NODISCARD int gpio_names_of(
        char (*out)[GPIO_WHERE_MAX], const char *uri, const char *const *names, int n, const char *what);
