#pragma once

/*
 * pack_source - a folder of notices as people write them, gathered into a pack
 *
 * FOLDER/pack.conf (`pack = ID`, `version = N`), FOLDER/contacts.conf, FOLDER/N-VIC/nl.md. Only folders and
 * languages that checklist.h and notice_language() name; other Markdown in a notice's folder is an error, so that a
 * misspelt name does not vanish. The pack is not signed and not judged yet.
 */
#include "notice/pack_judge.h"

struct pack_source {
	struct pack pack; /* its bytes belong to the source */
	struct arena *arena;
};

/* PACK_REFUSED with findings; *out is written only on 0. */
NODISCARD int pack_source_open(struct pack_source **out, const char *folder, struct notice_findings *f);
void pack_source_free(struct pack_source *s); /* NULL is fine */
/* Takes out the files that the judgement found faulty; for a build while translators are still at work. */
void pack_source_leave_out(struct pack_source *s, const struct pack_content *judged);
