#include "board/update_rauc.h"

#include <string.h>

/*
 * RAUC 1.8 gives reasons as sentences (its src/bundle.c, signature.c, install.c, update_handler.c, service.c).
 * The first row that fits holds: what is said of a signature may also name a file.
 */
static const struct {
	const char *part;
	int kind;
} reasons[] = {
        {"below the floor", RAUC_OLDER}, /* loket-update-guard */
        {"guard:", RAUC_FAILED}, /* loket-update-guard, any other reason */
        {"Compatible mismatch", RAUC_OTHER_DEVICE},
        {"not for compatible", RAUC_OTHER_DEVICE},
        {"format not allowed", RAUC_FORMAT},
        {"Bundle format", RAUC_FORMAT},
        {"too small for image", RAUC_NO_SPACE},
        {"No space left", RAUC_NO_SPACE},
        {"digest", RAUC_DAMAGED},
        {"bad signature", RAUC_DAMAGED},
        {"signature failure", RAUC_DAMAGED},
        {"content verify error", RAUC_DAMAGED},
        {"Failed to parse CMS", RAUC_DAMAGED},
        {"asn1", RAUC_DAMAGED},
        {"Verify error", RAUC_FOREIGN},
        {"certificate", RAUC_FOREIGN},
        {"signature verification failed", RAUC_FOREIGN},
        {"No signature found", RAUC_DAMAGED},
        {"Invalid identifier", RAUC_DAMAGED},
        {"Signature size", RAUC_DAMAGED},
        {"signature size", RAUC_DAMAGED},
        {"bundle is too small", RAUC_DAMAGED},
        {"exceeds bundle size", RAUC_DAMAGED},
        {"Failed to load manifest", RAUC_DAMAGED},
        {"Input/output error", RAUC_DAMAGED},
        {"dm-verity", RAUC_DAMAGED},
        {"verity", RAUC_DAMAGED},
        {"Failed to mount bundle", RAUC_DAMAGED},
        {"already processing", RAUC_BUSY},
        {"Already processing", RAUC_BUSY},
};

int rauc_why_kind(const char *sentence)
{
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (strstr(sentence, reasons[i].part))
			return reasons[i].kind;
	return RAUC_FAILED;
}

const struct rauc_slot *rauc_booted(const struct rauc_status *s)
{
	for (int i = 0; i < s->n_slots; i++)
		if (s->slots[i].booted)
			return &s->slots[i];
	return NULL;
}

const struct rauc_slot *rauc_other(const struct rauc_status *s)
{
	for (int i = 0; i < s->n_slots; i++)
		if (!s->slots[i].booted)
			return &s->slots[i];
	return NULL;
}

void rauc_close(struct rauc *r)
{
	if (r->ops)
		r->ops->close(r->me);
	*r = (struct rauc){0};
}
