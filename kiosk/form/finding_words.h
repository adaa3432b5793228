#pragma once

/*
 * finding_words - the sentences of findings in Dutch
 *
 * The English sentence, as it stands in the code with its %s and %d, is the
 * key. The Dutch one takes the same arguments in the same order; tests hold
 * both, and that no sentence is forgotten. What is not known stays English.
 */
#include <stdbool.h>

const char *finding_words(bool dutch, const char *english) __attribute__((format_arg(2)));
