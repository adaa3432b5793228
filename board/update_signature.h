#pragma once

/*
 * update_signature - why RAUC refused a bundle
 *
 * RAUC 1.8 answers "rauc info error" whatever the reason. This reads the same signature
 * with the same keyring, only to name the reason: it never makes a bundle good. RAUC
 * has the last word before and after.
 *
 * A bundle ends in a CMS signature (DER) and its size (8 bytes, big-endian); in the verity format the signature holds
 * the manifest inside (RAUC's docs/reference.rst, "Bundle formats").
 */
#include "board/update_rauc.h"

/* RAUC_FOREIGN, RAUC_DAMAGED, RAUC_FORMAT; RAUC_FAILED when nothing is wrong with it as far as can be seen. */
int update_signature_explain(char why[RAUC_WHY_MAX + 1], const char *file, const char *keyring);
