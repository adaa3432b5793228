#pragma once

/* pack_inside - what pack.c and pack_write.c share; nobody else includes it */
#include "notice/pack.h"

enum { PACK_SIGNED_BYTES = 23 + 64 };

/* The texts in which manifest and approvals stand in the file: there is exactly one way to write each. */
void pack_put_manifest(struct buf *out, const struct pack *p);
void pack_put_approvals(struct buf *out, const struct pack *p);
/* What is signed, of the n bytes before the count of signatures. */
void pack_signed_bytes(uint8_t out[PACK_SIGNED_BYTES], const uint8_t *bytes, size_t n);

bool pack_name_is_valid(const char *name);
/* NULL, or what is wrong with it. */
const char *pack_approval_fault(const struct pack_approval *a);
