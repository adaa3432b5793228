#include "board/install/install_gpt.h"

#include <errno.h>
#include <string.h>

enum {
	HEADER = 92, /* bytes that its CRC covers */
	HEADER_CRC = 16,
	MY_LBA = 24,
	OTHER_LBA = 32,
	LAST_USABLE = 48,
	DISK_GUID = 56,
	ENTRIES_LBA = 72,
	N_ENTRIES = 80,
	ENTRY_BYTES = 84,
	ENTRIES_CRC = 88,
	ENTRY = 128,
	FIRST_LBA = 32,
	LAST_LBA = 40,
	NAME = 56,
	ID = 10, /* within the GUID */
	OLD_ENTRY = 446,
	OLD_TYPE = OLD_ENTRY + 4,
	OLD_SECTORS = OLD_ENTRY + 12,
	OLD_END = 510,
	GUID_OF_GPT = 0xee,
};

static const uint8_t ours[] = {0x00, 0x70, 0xce, 0x10}; /* 10ce7000 as it lies on a disk */

static uint64_t get(const uint8_t *at, int n)
{
	uint64_t v = 0;

	while (n-- > 0)
		v = v << 8 | at[n];
	return v;
}

static void put(uint8_t *at, uint64_t v, int n)
{
	for (int i = 0; i < n; i++, v >>= 8)
		at[i] = (uint8_t)v;
}

static uint32_t crc32_of(const uint8_t *bytes, size_t n)
{
	uint32_t crc = ~0u;

	for (size_t i = 0; i < n; i++) {
		crc ^= bytes[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

/* The header holds, and its entries are of the one size that everybody uses. */
static bool is_header(const uint8_t *h)
{
	uint8_t copy[HEADER];

	memcpy(copy, h, HEADER);
	put(copy + HEADER_CRC, 0, 4);
	return memcmp(h, "EFI PART", 8) == 0 && get(h + 12, 4) == HEADER &&
	       get(h + N_ENTRIES, 4) * ENTRY == GPT_ENTRIES_BYTES && get(h + ENTRY_BYTES, 4) == ENTRY &&
	       get(h + HEADER_CRC, 4) == crc32_of(copy, HEADER);
}

static bool is_named(const uint8_t *entry, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i <= n; i++)
		if (get(entry + NAME + 2 * i, 2) != (uint8_t)name[i])
			return false;
	return true;
}

static uint8_t *entry_of(uint8_t *entries, const char *name)
{
	for (uint8_t *e = entries; e < entries + GPT_ENTRIES_BYTES; e += ENTRY)
		if (is_named(e, name))
			return e;
	return NULL;
}

static void seal(uint8_t *h, const uint8_t *entries)
{
	put(h + ENTRIES_CRC, crc32_of(entries, GPT_ENTRIES_BYTES), 4);
	put(h + HEADER_CRC, 0, 4);
	put(h + HEADER_CRC, crc32_of(h, HEADER), 4);
}

int install_gpt_fit(
        uint8_t front[INSTALL_PIECE], uint8_t back[GPT_BACK_BYTES], int64_t disk_bytes, const uint8_t id[PLAN_ID])
{
	uint8_t *h = front + INSTALL_SECTOR, *entries = front + (size_t)2 * INSTALL_SECTOR, *data,
	        *h2 = back + GPT_ENTRIES_BYTES;
	uint64_t sectors = (uint64_t)disk_bytes / INSTALL_SECTOR, behind = INSTALL_BEHIND / INSTALL_SECTOR;
	uint64_t mib = INSTALL_PIECE / INSTALL_SECTOR, first;

	if (!is_header(h) || get(h + ENTRIES_LBA, 8) != 2 || memcmp(h + DISK_GUID, ours, sizeof ours) != 0 ||
	        crc32_of(entries, GPT_ENTRIES_BYTES) != get(h + ENTRIES_CRC, 4) ||
	        (data = entry_of(entries, "data")) == NULL)
		return err_new(EINVAL, "the stick's first piece holds no partition table of Loket");
	first = get(data + FIRST_LBA, 8);
	if (sectors < first + behind + mib)
		return err_new(ENOSPC, "this disk ends before the data partition would");
	put(data + LAST_LBA, first + (sectors - behind - first) / mib * mib - 1, 8);
	memcpy(h + DISK_GUID + ID, id, PLAN_ID);
	put(h + OTHER_LBA, sectors - 1, 8);
	put(h + LAST_USABLE, sectors - 2 - GPT_ENTRIES_BYTES / INSTALL_SECTOR, 8);
	put(front + OLD_SECTORS, sectors - 1 > UINT32_MAX ? UINT32_MAX : sectors - 1, 4);
	seal(h, entries);
	memcpy(back, entries, GPT_ENTRIES_BYTES);
	memcpy(h2, h, INSTALL_SECTOR);
	put(h2 + MY_LBA, sectors - 1, 8);
	put(h2 + OTHER_LBA, 1, 8);
	put(h2 + ENTRIES_LBA, sectors - 1 - GPT_ENTRIES_BYTES / INSTALL_SECTOR, 8);
	seal(h2, back);
	return 0;
}

bool install_gpt_place(int64_t *at, int64_t *bytes, uint8_t front[INSTALL_PIECE], const char *name)
{
	const uint8_t *e = entry_of(front + (size_t)2 * INSTALL_SECTOR, name);

	if (!e)
		return false;
	*at = (int64_t)get(e + FIRST_LBA, 8) * INSTALL_SECTOR;
	*bytes = (int64_t)(get(e + LAST_LBA, 8) + 1) * INSTALL_SECTOR - *at;
	return true;
}

static bool is_ours(uint8_t id[PLAN_ID], const uint8_t *h, uint8_t *entries)
{
	if (!is_header(h) || memcmp(h + DISK_GUID, ours, sizeof ours) != 0 ||
	        crc32_of(entries, GPT_ENTRIES_BYTES) != get(h + ENTRIES_CRC, 4) || !entry_of(entries, "data"))
		return false;
	memcpy(id, h + DISK_GUID + ID, PLAN_ID);
	return true;
}

bool install_gpt_is_loket(uint8_t id[PLAN_ID], const struct install_disk *d)
{
	uint8_t front[2 * INSTALL_SECTOR + GPT_ENTRIES_BYTES], back[GPT_BACK_BYTES];
	int64_t end = d->bytes / INSTALL_SECTOR * INSTALL_SECTOR;

	if (end < 2 * (int64_t)sizeof front || d->ops->read(d->me, front, sizeof front, 0) != 0 ||
	        get(front + OLD_END, 2) != 0xaa55 || front[OLD_TYPE] != GUID_OF_GPT)
		return false;
	if (is_ours(id, front + INSTALL_SECTOR, front + (size_t)2 * INSTALL_SECTOR))
		return true;
	return d->ops->read(d->me, back, sizeof back, end - (int64_t)sizeof back) == 0 &&
	       is_ours(id, back + GPT_ENTRIES_BYTES, back);
}
