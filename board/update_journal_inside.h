#pragma once

/* update_journal_inside - the journal's bytes: update_journal.c keeps them, update_journal_bytes.c reads and writes them */
#include "board/update_journal.h"
#include "sys/buf.h"

/* False when the bytes are no whole journal; *out is then as it was. Its dir and clock stay. */
bool update_journal_parse(struct update_journal *out, const struct buf *bytes);
NODISCARD int update_journal_print(struct buf *out, const struct update_journal *j);
NODISCARD int update_journal_print_last(struct buf *out, const struct update_journal *j, const char *running);
