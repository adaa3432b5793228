#include "visit/show_proof.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "paper/qr.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/text.h"
#include "sys/version.h"
#include "visit/running_slot.h"
#include "visit/upkeep.h"
#include "visit/visit_inside.h"

enum { CONFIG_MOST = 256 * 1024 };

struct shown_proof {
	bool made;
	struct proof proof;
	char line[PROOF_MAX + 1];
	struct qr qr;
};

/* Who the station is and how the site set it: the same configuration gives the same number. */
static int config_id(uint8_t out[PROOF_CONFIG], const struct visit *v)
{
	uint8_t hash[PROOF_HASH];
	char path[1200];
	AUTO_BUF text;
	int r = station_path(path, sizeof path, v->world.data, STATION_CONF);

	buf_init(&text, CONFIG_MOST);
	if (r == 0)
		r = file_read(&text, path);
	buf_char(&text, '\0');
	if (r == 0 && v->world.config && *v->world.config && file_exists(v->world.config))
		r = file_read(&text, v->world.config);
	if (r == 0)
		r = buf_done(&text);
	if (r)
		return err_up(r);
	(void)crypto_generichash(hash, sizeof hash, text.data, text.len, NULL, 0);
	memcpy(out, hash, PROOF_CONFIG);
	return 0;
}

static int make(struct shown_proof *s, const struct visit *v)
{
	struct proof p = {.at_s = clock_wall_ms(v->world.clock) / 1000};
	AUTO_BUF line;
	int r;

	buf_init(&line, PROOF_MAX + 1);
	if (!v->world.station || !v->world.device)
		return err_new(ENODEV, "without a station nothing can be signed");
	(void)text_copy(p.version, sizeof p.version, LOKET_VERSION);
	(void)text_copy(p.git, sizeof p.git, version_git());
	(void)text_copy(p.station, sizeof p.station, v->world.station->code);
	memcpy(p.device, v->world.station->device, sizeof p.device);
	p.slot_kind = running_slot(p.slot, "");
	r = config_id(p.config, v);
	if (r == 0)
		r = proof_make(&line, &p, v->world.device);
	if (r == 0)
		r = qr_encode(&s->qr, buf_str(&line));
	if (r == QR_TOO_LONG)
		r = err_new(EMSGSIZE, "the line of the proof is too long for a code");
	if (r)
		return err_up(r);
	s->proof = p;
	(void)text_copy(s->line, sizeof s->line, buf_str(&line));
	s->made = true;
	return 0;
}

enum desk_answer show_proof_make(struct visit *v)
{
	int r;

	if (!upkeep_may(v))
		return DESK_DENIED;
	show_proof_free(v);
	if (duty_is_practice(v))
		return DESK_PRACTICE;
	v->proof = calloc(1, sizeof *v->proof);
	if (!v->proof)
		return DESK_TROUBLE;
	r = make(v->proof, v);
	if (r < 0) {
		log_surprise(v->world.log, LOG_MODULE, r);
		return DESK_TROUBLE;
	}
	log_info(v->world.log, "a technician had this station prove what runs on it");
	return DESK_DONE;
}

static const struct shown_proof *shown(const struct visit *v)
{
	return v->proof && v->proof->made && upkeep_may(v) ? v->proof : NULL;
}

const struct proof *show_proof(const struct visit *v)
{
	return shown(v) ? &v->proof->proof : NULL;
}

const char *show_proof_line(const struct visit *v)
{
	return shown(v) ? v->proof->line : "";
}

const char *show_proof_time(struct visit *v)
{
	return shown(v) ? visit_moment_in(v, visit_language(v), v->proof->proof.at_s * 1000) : "";
}

int show_proof_size(const struct visit *v)
{
	return shown(v) ? v->proof->qr.size : 0;
}

bool show_proof_is_dark(const struct visit *v, int x, int y)
{
	const struct shown_proof *s = shown(v);

	return s && x >= 0 && y >= 0 && x < s->qr.size && y < s->qr.size && qr_is_dark(&s->qr, x, y);
}

void show_proof_free(struct visit *v)
{
	free(v->proof);
	v->proof = NULL;
}
