#pragma once

/*
 * page_printer_call - one question to a printer over HTTP, in the kiosk's loop
 *
 * A connection of its own: connect, say, hear, close. Nothing blocks. A question may carry a document that is written
 * as there is room; then it goes in chunks. What is heard has the ceilings of page_printer_reply.h. Limits of time are
 * the caller's: page_call_still_us() tells how long nothing moved.
 */
#include <stdint.h>
#include <sys/socket.h>
#include "drivers/page_printer_address.h"
#include "drivers/page_printer_reply.h"
#include "drivers/printer.h"

struct page_call;

enum page_call_state { CALL_GOING, CALL_ANSWERED, CALL_FAILED };
enum { PAGE_CALL_ROOM = 64 * 1024 };

/* message: the IPP part, copied. has_document: page_call_write() and page_call_end() follow. fn(me): from the loop, when
 * something moved; it may free the call. */
NODISCARD int page_call_start(struct page_call **out, struct loop *loop, const struct page_address *to,
        const struct buf *message, bool has_document, printer_fn *fn, void *me);
void page_call_free(struct page_call *c); /* closes; NULL is fine */

enum page_call_state page_call_state(const struct page_call *c);
const struct page_reply *page_call_reply(const struct page_call *c); /* of an answered one */
const char *page_call_why(const struct page_call *c); /* of a failed one; borrowed */

size_t page_call_room(const struct page_call *c);
void page_call_write(struct page_call *c, const void *bytes, size_t n); /* n <= room */
void page_call_end(struct page_call *c);
bool page_call_is_sent(const struct page_call *c); /* our kernel has all of it */
int64_t page_call_still_us(const struct page_call *c);
int64_t page_call_age_us(const struct page_call *c);
uint64_t page_call_bytes(const struct page_call *c); /* that our kernel took */
