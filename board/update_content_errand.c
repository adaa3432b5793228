/* update_content_errand - packs from a stick, because a technician asked for them on the screen */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "board/update_content.h"
#include "store/station.h"
#include "sync/mains.h"
#include "sync/stick_told.h"
#include "sys/errand.h"
#include "sys/text.h"

#define CONTENT_ERRAND "content"

enum { FOLDER = 600 };

/* *code: of what was in the way. */
static int from(struct content_told *told, const char **code, const struct content_place *at, const char *stick)
{
	struct content_world w = {.stick = stick};
	struct station station;
	char packs[FOLDER];
	int r = station_read(&station, at->station);

	*code = stick_told_code(STICK_TOLD_NO_STATION);
	if (r)
		return err_up(r);
	*code = content_outcome_code(CONTENT_FAILED);
	(void)snprintf(packs, sizeof packs, "%.580s/packs", at->state);
	w.folder = packs;
	w.keys = station.pack_keys;
	w.n_keys = (int)station.n_pack_keys;
	return err_up(update_content(told, &w));
}

/* Mounting needs a right that is given up in the same call: it is the first step. */
static int open_stick(char *stick, size_t room, const struct content_place *at, const struct stick_place *place)
{
	const struct stick_request request = {.where = text_starts(at->stick, "usb:") ? at->stick + 4 : at->stick,
	        .usb_list = at->usb_list,
	        .mount = "/run/loket-content-stick",
	        .owner = at->state};

	if (place)
		return err_up(place->open(place->me, stick, room, &request));
	return text_copy(stick, room, at->stick) ? 0 : err_new(ENAMETOOLONG, "--stick is too long");
}

int update_content_errand(const struct content_place *at, const struct stick_place *place)
{
	struct content_told told = {0};
	struct errand_work work;
	char stick[FOLDER];
	const char *code = content_outcome_code(CONTENT_FAILED);
	int r = errand_take(&work, at->errands, CONTENT_ERRAND), said, shut = 0;

	if (r)
		return r < 0 ? err_up(r) : 0; /* told to its end already */
	r = open_stick(stick, sizeof stick, at, place);
	if (r < 0) {
		code = stick_told_code(stick_told_of(r));
	} else {
		r = errand_tell(&work, ERRAND_WORKING, -1, "");
		if (r == 0)
			r = from(&told, &code, at, stick);
		if (place)
			shut = place->close(place->me, stick);
	}
	if (r < 0)
		(void)text_copy(told.say, sizeof told.say, err_why());
	(void)text_copy(work.code, sizeof work.code, r < 0 ? code : content_outcome_code(told.outcome));
	said = errand_tell(&work, r || told.refused || told.taken + told.same == 0 ? ERRAND_FAILED : ERRAND_DONE,
	        r ? -1 : 100, told.say);
	printf("loket-update: %s [%s]\n", told.say, work.code);
	return r < 0 ? err_up(r) : said ? err_up(said) : err_up(shut);
}
