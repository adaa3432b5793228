#include <stdlib.h>
#include <string.h>

#include "store/receipt.h"
#include "store/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* A receipt put together from the input and signed by a hub that lies: whatever it says, it confirms only what is ours. */
static void lying_hub(const uint8_t *bytes, size_t n)
{
	struct receipt_view own = {.newest_epoch = 2, .committed = 10, .accepted = 4};
	uint8_t out[RECEIPT_BYTES], device[16], hash[RECORD_HASH_BYTES];
	struct receipt r, back;
	struct key_secret *hub;
	int answer;

	if (n < sizeof r || key_new(&hub, KEY_HUB, true))
		return;
	memcpy(&r, bytes, sizeof r);
	memset(device, bytes[n - 1], sizeof device);
	memset(hash, bytes[n - 2], sizeof hash);
	own.device = device;
	own.hash = bytes[n - 1] & 1 ? hash : NULL;
	receipt_put(out, &r, hub);
	if (receipt_take(&back, out, sizeof out, key_public_part(hub)->bytes) == 0) {
		answer = receipt_judge(&back, &own);
		if (answer == 0 &&
		        (!own.hash || memcmp(back.hash, hash, sizeof hash) != 0 ||
		                memcmp(back.device, device, 16) != 0 || back.epoch > own.newest_epoch ||
		                back.confirmed_up_to > own.committed || back.confirmed_up_to <= own.accepted))
			abort();
	}
	key_free(hub);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const uint8_t key[KEY_BYTES] = {9};
	char text[64] = {0}, again[RECORD_NUMBER_MAX + 1];
	struct record_number number;
	uint8_t hash[RECORD_HASH_BYTES] = {0};
	struct receipt r;

	if (receipt_take(&r, bytes, n, key) == 0)
		abort(); /* nobody holds the secret part of this key */
	lying_hub(bytes, n);
	/* The number on a paper, as somebody types it: what is taken is a number that comes out the same. */
	memcpy(text, bytes, n < sizeof text - 1 ? n : sizeof text - 1);
	if (record_number_read(&number, text)) {
		struct record_number twice;

		memcpy(hash, number.hash4, sizeof number.hash4);
		record_number(again, number.station, number.epoch, number.seq, hash);
		if (!record_number_read(&twice, again) || strcmp(twice.station, number.station) != 0 ||
		        twice.epoch != number.epoch || twice.seq != number.seq ||
		        memcmp(twice.hash4, number.hash4, 4) != 0)
			abort();
	}
	return 0;
}
