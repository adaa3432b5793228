/* What an update reads that others wrote: journal, beacon, version, offer and range; what is taken comes out the same. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/update_journal_inside.h"
#include "board/update_rauc.h"
#include "store/reset_statement.h"
#include "sync/hub_updates.h"
#include "sys/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* The hash is put right, so that the JSON behind it is reached. */
static void journal(const uint8_t *bytes, size_t n)
{
	static struct update_journal first, again;
	uint8_t hash[32];
	char hex[65];
	AUTO_BUF file, back;

	buf_init(&file, UPDATE_JOURNAL_BYTES_MAX);
	buf_init(&back, UPDATE_JOURNAL_BYTES_MAX);
	(void)crypto_generichash(hash, sizeof hash, bytes, n, NULL, 0);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	buf_text(&file, hex);
	buf_char(&file, '\n');
	buf_add(&file, bytes, n);
	first = again = (struct update_journal){0};
	if (file.failed || !update_journal_parse(&first, &file))
		return;
	if (!update_version_is_valid(first.floor) || first.n_events > UPDATE_EVENTS_MAX)
		abort();
	if (update_journal_print(&back, &first) == 0 &&
	        (!update_journal_parse(&again, &back) || strcmp(first.floor, again.floor) != 0 ||
	                first.serial != again.serial || first.n_events != again.n_events))
		abort();
}

static void texts(const char *text, size_t n)
{
	static const uint8_t key[KEY_BYTES] = {9}, device[16] = {1};
	char version[OFFER_VERSION_MAX + 1];
	struct reset_statement statement;
	struct station station = {.code = "DEMO-01"};
	int64_t from, length;
	enum offer_kind kind;
	struct offer offer;

	if (update_version_is_valid(text) && update_version_compare(text, text) != 0)
		abort();
	if (hub_range(&from, &length, text, 1000) && (from < 0 || length < 1 || from + length > 1000))
		abort();
	if (offer_of_name(&kind, version, text) && strchr(text, '/'))
		abort();
	if (offer_take(&offer, text, n, key, device) == 0)
		abort(); /* nobody holds the secret part of this key */
	if (reset_statement_check(&statement, text, n, &station, key, "boot") == 0)
		abort();
	if (rauc_why_kind(text) < RAUC_FOREIGN || rauc_why_kind(text) > RAUC_FAILED)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	char *text = malloc(n + 1);

	if (!text)
		return 0;
	memcpy(text, bytes, n);
	text[n] = 0;
	journal(bytes, n);
	texts(text, n);
	free(text);
	return 0;
}
