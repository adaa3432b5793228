#include "sync/inbox.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "sys/file.h"
#include "sys/text.h"

static int take_file(size_t *kept, struct sender *s, const char *path)
{
	struct receipt receipt;
	AUTO_BUF bytes;
	int r;

	buf_init(&bytes, RECEIPT_BYTES);
	r = file_read(&bytes, path);
	if (r == 0 && bytes.len == RECEIPT_BYTES) {
		if ((r = sender_take_receipt(s, bytes.data, &receipt)) < 0)
			return err_up(r); /* our own disk: the file stays for the next time */
		*kept += r == 0;
	}
	(void)unlink(path);
	return 0;
}

static int take_all(size_t *kept, struct sender *s, const char *inbox, DIR *dir)
{
	const struct dirent *entry;
	char path[4096];

	for (int n = 0; n < INBOX_FILES && (entry = readdir(dir)); n++) {
		int r;

		if (!text_ends(entry->d_name, ".receipt"))
			continue;
		if ((r = path_join(path, sizeof(path), inbox, entry->d_name)) < 0 || (r = take_file(kept, s, path)) < 0)
			return err_up(r);
	}
	return 0;
}

int inbox_take(size_t *kept, struct sender *s)
{
	char ledger[4096], inbox[4096];
	struct store_row head;
	DIR *dir;
	int r = station_path(ledger, sizeof(ledger), s->world.data, STATION_LEDGER);

	*kept = 0;
	if (r < 0 || (r = path_join(inbox, sizeof(inbox), ledger, "inbox")) < 0)
		return err_up(r);
	if (!(dir = opendir(inbox)))
		return 0;
	r = store_read_open(&s->store, s->world.data);
	if (r == 0 && (r = store_read_head(&head, s->store)) == 0) {
		s->newest_epoch = head.epoch;
		r = take_all(kept, s, inbox, dir);
	}
	closedir(dir);
	store_read_close(s->store);
	s->store = NULL;
	return r < 0 ? err_up(r) : 0;
}
