#pragma once

/*
 * staff_recover - a way out when the register is lost or altered, or nobody is left who can give a PIN
 *
 * The kiosk shows a code; the owner of the data signs an order for it (recovery_order.h). When the order holds, one
 * entry "recover" is written that carries it with its signature, all badges and PINs are void and their secrets deleted,
 * and the next badge becomes the first administrator, as at a new station. The code is used up by that.
 *
 * A register that was lost goes on after what is there; one that was altered is kept aside untouched (in the same
 * table, under another number), and a new chain begins. The entry says which. Other books are left alone.
 *
 * The desk key goes with the badges that held it: today's earlier concepts can no longer be read at this desk, by
 * nobody; the authority still opens them. The new first administrator gets a new one. A desk key that
 * loketctl init gave stays where a sound register says so.
 */
#include "staff/recovery_order.h"
#include "staff/staff.h"

/* The code of now, made when there is none; it stays through restarts until an order for it was taken. 0,
 * RECOVERY_NO_KEY, or RECOVERY_REFUSED. */
NODISCARD int staff_recovery_code(uint8_t out[RECOVERY_CODE_BYTES], struct staff *s);
/* Durable when 0; staff_open() anew afterwards: until then nobody gets in. The answers of recovery_judge(),
 * RECOVERY_NO_CLOCK, RECOVERY_REFUSED: nothing was changed, and the register stands as it did. */
NODISCARD int staff_recover(struct staff *s, const struct recovery_order *o);
/* DATA/inbox/staff-recovery.order; the folder is made. */
NODISCARD int staff_recovery_path(char *out, size_t room, const char *data);
