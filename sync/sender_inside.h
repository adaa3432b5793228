#pragma once

/*
 * sender_inside - between the sender's own files
 *
 * sender.c walks the epochs, sender_send.c makes and posts batches,
 * sender_judge.c decides what a receipt is worth, sender_trouble.c what to do
 * when something did not work.
 */
#include "sync/sender.h"

/* Answer of the steps of a round: the result says when to come back. */
enum { STEP_OVER = 1 };

/* sender_judge.c */
NODISCARD int sender_hash_at(
        uint8_t out[RECORD_HASH_BYTES], bool *found, struct sender *s, uint32_t epoch, uint32_t seq);
NODISCARD int sender_last_of(uint32_t *out, struct sender *s, uint32_t epoch);
/* What the ledger's receipt of that epoch confirms of our own records; 0: nothing. */
NODISCARD int sender_accepted(uint32_t *out, struct sender *s, uint32_t epoch);

/* sender_send.c: sends what this epoch has left, batch by batch. 0, STEP_OVER. */
NODISCARD int sender_send(struct sender *s, struct sender_result *out, struct sender_epoch *e);
/* The reply in s->answer: its receipt judged and kept, its view taken. 0, STEP_OVER. */
NODISCARD int sender_take_reply(
        struct sender *s, struct sender_result *out, struct sender_epoch *e, struct reply *reply);

/* sender_trouble.c */
void sender_say(const struct sender *s, const char *fmt, ...) PRINTF_LIKE(2, 3);
NODISCARD int sender_call(struct sender *s, const struct transport_request *q);
/* For any answer but a good 200: says what is the matter and how long to wait. Always STEP_OVER. */
NODISCARD int sender_trouble(struct sender *s, struct sender_result *out);
/* The same for a 200 that is no acknowledgement. */
NODISCARD int sender_no_ack(struct sender *s, struct sender_result *out, const char *why);
/* A batch did not get through: halve it, send one item alone, or wait. 0: go on at once. STEP_OVER. */
NODISCARD int sender_batch_failed(struct sender *s, struct sender_result *out, struct sender_epoch *e);
