#include "notice/contacts.h"

#include <errno.h>
#include <string.h>

#include "sys/text.h"
#include "store/lines.h"
#include "notice/notice_read.h"

static bool name_is_valid(const char *name)
{
	size_t n = strlen(name);

	return n > 0 && n <= CONTACT_NAME_MAX && strspn(name, "abcdefghijklmnopqrstuvwxyz_") == n;
}

static bool value_is_valid(const char *value)
{
	size_t n = strlen(value);

	if (n == 0 || n > CONTACT_VALUE_MAX)
		return false;
	for (; *value; value++)
		if ((unsigned char)*value < ' ' || *value == '{' || *value == '}')
			return false;
	return true;
}

/* The text up to '|' or the end, without spaces around it; *rest goes behind it, or becomes NULL. */
static char *part_of(char **rest)
{
	char *part = *rest, *bar = strchr(part, '|'), *end;

	*rest = bar ? bar + 1 : NULL;
	if (bar)
		*bar = 0;
	part += strspn(part, " \t");
	for (end = part + strlen(part); end > part && (end[-1] == ' ' || end[-1] == '\t'); end--)
		end[-1] = 0;
	return part;
}

/* NULL, or what is wrong with this line. */
static const char *take_line(struct contacts *c, const char *name, char *rest)
{
	struct contact one = {.name = name, .value = part_of(&rest)};

	if (c->n == CONTACTS_MAX)
		return "more than 64 contacts; leave out what no notice names";
	if (!name_is_valid(name))
		return "a contact's name has 1 to 31 letters a-z and _";
	if (contact_of(c, name, strlen(name)))
		return "this contact stands here a second time";
	if (!value_is_valid(one.value))
		return "a contact's value has 1 to 80 bytes and no { }";
	one.checked_on = rest ? part_of(&rest) : "";
	if (!notice_date(NULL, one.checked_on))
		return "after the value comes '| yyyy-mm-dd', the day on which somebody tried it";
	one.whose = rest ? part_of(&rest) : "";
	if (!*one.whose || rest)
		return "the line ends with '| whose it is'";
	c->list[c->n++] = one;
	return NULL;
}

int contacts_read(
        struct contacts *out, struct arena *a, const char *path, const char *text, size_t n, struct notice_findings *f)
{
	char *copy = n <= CONTACTS_FILE_MAX ? arena_printf(a, "%.*s\n", (int)n, text) : NULL;
	struct lines l = {.path = path, .at = copy};
	const char *key, *value;
	int errors = f->errors;

	*out = (struct contacts){0};
	if (n > CONTACTS_FILE_MAX || memchr(text, 0, n) || !utf8_valid(text, n)) {
		notice_error(f, path, 0, "is not a text file in UTF-8 of at most %d bytes", CONTACTS_FILE_MAX);
		return NOTICE_REFUSED;
	}
	if (!copy)
		return err_new(ENOMEM, "no memory for the contacts of a pack");
	while (l.at) {
		const char *why;
		int before = l.number, r = lines_next(&l, &key, &value);

		if (r == LINES_END)
			break;
		why = r < 0 ? "a line is 'name = value | yyyy-mm-dd | whose it is'"
		            : take_line(out, key, (char *)value);
		if (why)
			notice_error(f, path, l.number > before ? l.number : before, "%s", why);
	}
	return f->errors > errors ? NOTICE_REFUSED : 0;
}

const struct contact *contact_of(const struct contacts *c, const char *name, size_t n)
{
	for (int i = 0; i < c->n; i++)
		if (strlen(c->list[i].name) == n && memcmp(c->list[i].name, name, n) == 0)
			return &c->list[i];
	return NULL;
}

void contacts_check_age(const struct contacts *c, const char *path, const char *today, struct notice_findings *f)
{
	int64_t now, then;

	if (!notice_date(&now, today))
		return;
	for (int i = 0; i < c->n; i++)
		if (notice_date(&then, c->list[i].checked_on) && now - then > CONTACT_OLD_DAYS)
			notice_warning(f, path, 0,
			        "%s (%s) was last checked on %s; try it and write down the day, at least every %d days",
			        c->list[i].name, c->list[i].whose, c->list[i].checked_on, CONTACT_OLD_DAYS);
}
