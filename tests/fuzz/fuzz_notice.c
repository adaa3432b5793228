/* Any bytes as a notice: refused with a finding, or whole; its words are judged in either case without a slip. */
#include <stdlib.h>
#include <string.h>

#include "sys/arena.h"
#include "sys/text.h"
#include "notice/checklist.h"
#include "notice/notice_read.h"
#include "notice/plain.h"
#include "notice/prohibited.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const char contact_lines[] = "alarm = 112 | 2026-11-01 | x\npolitie = 0900-8844 | 2026-11-01 | x\n";

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* What holds is complete, in the order of the checklist, and text. */
static void look(const struct notice *n)
{
	const struct checklist *c = checklist_of(n->id);

	must(c && n->n_items == c->n_items && n->n_questions == c->n_questions);
	for (int i = 0; i < n->n_items; i++) {
		must(text_is(n->items[i].id, c->items[i].id) && n->items[i].n_blocks > 0);
		for (int b = 0; b < n->items[i].n_blocks; b++)
			must(utf8_valid(n->items[i].blocks[b].text, strlen(n->items[i].blocks[b].text)));
	}
	for (int i = 0; i < n->n_questions; i++)
		must(notice_item(n, n->questions[i].item) && n->questions[i].n_options >= 3);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct contacts contacts;
	struct notice_reading reading;
	struct notice_source source = {.path = "x", .text = (const char *)bytes, .n = n, .contacts = &contacts};
	struct arena *arena;
	AUTO_BUF said;
	struct notice_findings f = {.text = &said};
	int r;

	buf_init(&said, 1 << 16);
	must(arena_new(&arena, 64 << 20, false) == 0);
	must(contacts_read(&contacts, arena, "c", contact_lines, strlen(contact_lines), &f) == 0);
	r = notice_read(&reading, arena, &source, &f);
	must(r >= 0 && (r == NOTICE_REFUSED) == (f.errors > 0));
	if (r == 0)
		look(&reading.notice);
	prohibited_check(&reading, &f);
	plain_check(&reading, &f);
	/* The same bytes as contacts. */
	(void)contacts_read(&contacts, arena, "c", (const char *)bytes, n, &f);
	arena_free(arena);
	return 0;
}
