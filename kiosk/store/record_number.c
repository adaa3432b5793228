#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "sys/text.h"
#include "store/record.h"
#include "store/station.h"

void record_number(char out[RECORD_NUMBER_MAX + 1], const char *station, uint32_t epoch, uint32_t seq,
        const uint8_t hash[RECORD_HASH_BYTES])
{
	char hex[9];

	hex_put(hex, hash, 4);
	(void)snprintf(out, RECORD_NUMBER_MAX + 1, "%.16s-%u-%u-%s", station, epoch, seq, hex);
}

/* Upper case, without the spaces around; false when too long. */
static bool tidy(char *out, size_t room, const char *text)
{
	size_t n;

	while (*text == ' ' || *text == '\t')
		text++;
	n = strcspn(text, " \t\r\n");
	if (n >= room || text[n + strspn(text + n, " \t\r\n")] != 0)
		return false;
	for (size_t i = 0; i < n; i++)
		out[i] = (char)toupper((unsigned char)text[i]);
	out[n] = 0;
	return true;
}

/* Cuts the last part off and gives it; NULL when there is none. */
static char *last_part(char *text)
{
	char *dash = strrchr(text, '-');

	if (!dash)
		return NULL;
	*dash = 0;
	return dash + 1;
}

bool record_number_read(struct record_number *out, const char *text)
{
	char all[RECORD_NUMBER_MAX + 1];
	const char *hash, *seq, *epoch;
	struct record_number n = {0};
	int64_t e, s;

	/* From the end: a station's code may have dashes of its own. */
	if (!tidy(all, sizeof all, text) || !(hash = last_part(all)) || !(seq = last_part(all)) ||
	        !(epoch = last_part(all)))
		return false;
	if (!hex_take(n.hash4, sizeof n.hash4, hash) || !text_i64(seq, 1, UINT32_MAX, &s) ||
	        !text_i64(epoch, 1, INT32_MAX, &e) || !station_code_is_valid(all))
		return false;
	n.epoch = (uint32_t)e;
	n.seq = (uint32_t)s;
	memcpy(n.station, all, strlen(all) + 1);
	*out = n;
	return true;
}
