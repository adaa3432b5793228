#include "board/update_floor.h"

#include <errno.h>
#include <stdlib.h>

#include "board/update_journal.h"
#include "sys/file.h"
#include "sys/text.h"

void update_floor(char out[UPDATE_VERSION_MAX + 1], const char *state, const char *os_release)
{
	struct update_journal *j = malloc(sizeof *j);
	char running[UPDATE_VERSION_MAX + 1];
	struct clock clock;
	bool trying = false;

	clock_real(&clock);
	(void)text_copy(out, UPDATE_VERSION_MAX + 1, "0");
	if (j && update_journal_read(j, state, &clock) == 0) {
		(void)text_copy(out, UPDATE_VERSION_MAX + 1, j->floor);
		trying = j->tried.on;
	}
	free(j);
	if (!trying && update_version_of_image(running, os_release) == 0 && update_version_compare(running, out) > 0)
		(void)text_copy(out, UPDATE_VERSION_MAX + 1, running);
}

int update_floor_lay(const char *state, const char *floor)
{
	struct update_journal *j = malloc(sizeof *j);
	struct clock clock;
	int r = j ? dir_make(state, 0755) : err_new(ENOMEM, "no memory for the update journal");

	clock_real(&clock);
	if (r == 0)
		r = update_journal_open(j, state, &clock);
	if (r == 0) {
		update_journal_raise(j, floor);
		r = update_journal_keep(j);
	}
	free(j);
	return err_up(r);
}
