#include "ui/access.h"

#include <string.h>

const char *access_role_name(enum role role)
{
	static const char *const names[] = {
	        "heading", "text", "error", "button", "choice", "check", "field", "key", "image", "progress", "link"};

	return names[role];
}

const struct node *access_at(const struct access *a, float x, float y)
{
	for (int i = a->n - 1; i >= 0; i--)
		if (a->all[i].touchable && box_has(a->all[i].box, x, y))
			return &a->all[i];
	return NULL;
}

const struct node *access_of(const struct access *a, const char *id)
{
	for (int i = 0; i < a->n && *id; i++)
		if (strcmp(a->all[i].id, id) == 0)
			return &a->all[i];
	return NULL;
}
