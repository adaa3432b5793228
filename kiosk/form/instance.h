#pragma once

/*
 * instance - answers on their way out
 *
 * Only relevant nodes leave: what a person was not asked, or is no longer
 * asked, is not there. The buffer holds answers: its owner wipes it (buf_fini does).
 */
#include "form/session.h"

/* One JSON object {REF: value} in document order: every relevant question that can be answered, also the empty ones
 * (""), and every other relevant value that is not empty. */
NODISCARD int instance_json(struct buf *out, const struct session *s);
/* The same, of what stands below that group only ("/data/contact"), or of all but that. */
NODISCARD int instance_json_part(struct buf *out, const struct session *s, const char *group, bool inside);
/* The submission of XForms. */
NODISCARD int instance_xml(struct buf *out, struct session *s);
