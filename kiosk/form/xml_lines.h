#pragma once

/*
 * xml_lines - on which line each attribute of a tag begins
 *
 * expat tells the line of a tag only; authors break long tags, and a finding
 * must stand where the mistake is. Attributes that are not found again (another
 * encoding than UTF-8) keep the line of their tag.
 */
#include "form/node.h"

/* first: attributes in the order of the tag, without namespace declarations; tag .. end: the file from its "<" on. */
void xml_lines(struct attr *first, const char *tag, const char *end, int line);
