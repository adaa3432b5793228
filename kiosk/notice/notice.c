#include "notice/notice.h"

#include <string.h>

#include "sys/text.h"
#include "sys/zone.h"
#include "notice/notice_read.h"
#include "notice/packs.h"

static const char *const statuses[] = {"draft", "reviewed", "sworn", "official"};

const char *notice_status_name(enum notice_status status)
{
	return statuses[status];
}

bool notice_status_of(enum notice_status *out, const char *name)
{
	for (int i = NOTICE_DRAFT; i <= NOTICE_OFFICIAL; i++)
		if (text_is(statuses[i], name)) {
			*out = (enum notice_status)i;
			return true;
		}
	return false;
}

const char *notice_language(int i)
{
	static const char *const languages[] = {"nl", "nl-easy", "en", "de", "fr", "ar", "uk", "pl", "tr"};

	return i >= 0 && i < (int)(sizeof languages / sizeof *languages) ? languages[i] : NULL;
}

const struct notice_item *notice_item(const struct notice *n, const char *id)
{
	for (int i = 0; i < n->n_items; i++)
		if (text_is(n->items[i].id, id))
			return &n->items[i];
	return NULL;
}

const struct notice_question *notice_question(const struct notice *n, const char *id)
{
	for (int i = 0; i < n->n_questions; i++)
		if (text_is(n->questions[i].id, id))
			return &n->questions[i];
	return NULL;
}

bool notice_date(int64_t *days, const char *text)
{
	int part[3] = {0};
	static const int places[3][2] = {{0, 4}, {5, 7}, {8, 10}};

	if (strnlen(text, 11) != 10 || text[4] != '-' || text[7] != '-')
		return false;
	for (int p = 0; p < 3; p++)
		for (int i = places[p][0]; i < places[p][1]; i++) {
			if (text[i] < '0' || text[i] > '9')
				return false;
			part[p] = part[p] * 10 + text[i] - '0';
		}
	if (part[0] < 1970 || part[2] < 1 || part[2] > days_in_month(part[0], part[1]))
		return false;
	if (days)
		*days = days_of_civil(part[0], part[1], part[2]);
	return true;
}
