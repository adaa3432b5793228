/* Show proof: what runs here, on a technician's screen, as a code that a stranger's program reads off the picture. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/picture.h"
#include "kiosk_tech.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"
#include "ui/paint.h"
#include "visit/running_slot.h"
#include "visit/show_proof.h"

static struct world w;

static void shot(const char *path)
{
	struct picture p = {.kind = PICTURE_XRGB, .dpi = 150};
	struct canvas c;

	CHECK_OK(w.app.window_ops->canvas(w.app.window, &c));
	p.width = c.width;
	p.height = c.height;
	p.stride = (size_t)c.stride_bytes;
	p.rows = (const uint8_t *)c.pixels;
	CHECK_OK(picture_write(path, &p));
}

static void read_code(struct buf *out, const char *path)
{
	const char *const argv[] = {"zbarimg", "--quiet", "--raw", "--nodbus", path, NULL};

	buf_init(out, 4096);
	CHECK_OK(proc_run(argv, out, 20000));
	while (out->len > 0 && out->data[out->len - 1] == '\n')
		out->data[--out->len] = 0;
}

/* To the page that has the code. */
static void to_the_code(void)
{
	for (int page = 0; page < 20 && !world_node(&w, "qr"); page++)
		world_tap(&w, "more");
	CHECK(world_node(&w, "qr") != NULL);
}

TEST_LIMIT(proof, code_on_the_screen_is_read_and_holds_on_every_panel_and_size, 300)
{
	static const char *const panels[] = {
	        "1280x800@217x136", "800x480@154x86", "800x1280@136x217", "1920x1080@344x194"};
	const char *folder = getenv("LOKET_PICTURES");

	for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
		char args[120];

		(void)snprintf(args, sizeof args, "--printer none --panel %s", panels[i]);
		if (i == 0) {
			tech_open(&w, args, ROLE_TECHNICIAN);
		} else { /* the same station as before */
			world_open(&w, args);
			desk_log_in(&w, DESK_OTHER, TECH_PIN);
		}
		for (int size = 0; size < SIZE_COUNT; size++) {
			struct proof p;
			char path[500];
			AUTO_BUF line;

			tech_go(&w, "proof");
			tech_resize(&w, (enum text_size)size);
			to_the_code();
			(void)snprintf(path, sizeof path, "%s/proof-%zu-%d.png", folder ? folder : ".", i, size);
			shot(path);
			read_code(&line, path);
			CHECK_TEXT(buf_str(&line), show_proof_line(w.app.visit));
			CHECK_OK(proof_check(&p, buf_str(&line), line.len, key_public_part(w.app.device)->bytes));
			CHECK_TEXT(p.station, "DEMO-01");
			tech_resize(&w, SIZE_S);
			world_tap(&w, "back");
		}
		world_close(&w);
	}
}

TEST(proof, stands_there_in_words_too)
{
	const struct proof *p;
	char device[40];

	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	tech_go(&w, "proof");
	p = show_proof(w.app.visit);
	CHECK(p != NULL);
	hex_put(device, p->device, 4);
	CHECK(desk_finds(&w, device));
	CHECK(desk_finds(&w, "DEMO-01"));
	CHECK(desk_finds(&w, p->version));
	CHECK(desk_finds(&w, p->slot_kind == 'V' ? "(gecontroleerd)" : "Wat er draait"));
	CHECK(desk_finds(&w, "Instellingen"));
	world_tap(&w, "back");
	world_see(&w, "service_menu");
	world_close(&w);
}

TEST(proof, is_a_technicians_and_practice_signs_nothing)
{
	world_open(&w, "--printer none");
	desk_enrol(&w);
	CHECK_INT(show_proof_make(w.app.visit), DESK_DENIED);
	CHECK(show_proof(w.app.visit) == NULL);
	CHECK_TEXT(show_proof_line(w.app.visit), "");
	CHECK_INT(show_proof_size(w.app.visit), 0);
	desk_log_out(&w);
	world_close(&w);
}

TEST(proof, in_practice_nothing_is_signed)
{
	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	tech_go(&w, "proof");
	CHECK(show_proof(w.app.visit) != NULL);
	duty_set_practice(w.app.visit, true);
	CHECK_INT(show_proof_make(w.app.visit), DESK_PRACTICE);
	CHECK(show_proof(w.app.visit) == NULL);
	tech_resize(&w, SIZE_S);
	CHECK(world_node(&w, "qr") == NULL);
	world_close(&w);
}

TEST(proof, has_the_moment_in_which_it_was_asked)
{
	int64_t first;

	tech_open(&w, "--printer none", ROLE_TECHNICIAN);
	tech_go(&w, "proof");
	first = show_proof(w.app.visit)->at_s;
	world_tap(&w, "back");
	world_advance(&w, 61 * 1000);
	tech_go(&w, "proof");
	CHECK_INT(show_proof(w.app.visit)->at_s, first + 61);
	world_close(&w);
}

TEST(proof, another_configuration_has_another_number)
{
	uint8_t before[PROOF_CONFIG];
	char path[700];
	AUTO_BUF conf;

	CHECK_OK(file_replace("site.conf", "visit.warn_s = 120\n", 19, 0600));
	tech_open(&w, "--printer none --config site.conf", ROLE_TECHNICIAN);
	tech_go(&w, "proof");
	memcpy(before, show_proof(w.app.visit)->config, sizeof before);
	CHECK_INT(show_proof_make(w.app.visit), DESK_DONE);
	CHECK(memcmp(before, show_proof(w.app.visit)->config, sizeof before) == 0); /* the same gives the same */
	CHECK_OK(file_replace("site.conf", "visit.warn_s = 121\n", 19, 0600));
	CHECK_INT(show_proof_make(w.app.visit), DESK_DONE);
	CHECK(memcmp(before, show_proof(w.app.visit)->config, sizeof before) != 0);
	memcpy(before, show_proof(w.app.visit)->config, sizeof before);
	buf_init(&conf, 65536);
	(void)snprintf(path, sizeof path, "%s/station.conf", w.data);
	CHECK_OK(file_read(&conf, path));
	buf_text(&conf, "# another\n");
	CHECK_OK(file_replace(path, conf.data, conf.len, 0600));
	CHECK_INT(show_proof_make(w.app.visit), DESK_DONE);
	CHECK(memcmp(before, show_proof(w.app.visit)->config, sizeof before) != 0);
	world_close(&w);
}

/* ---- which root runs ------------------------------------------------------------------------------- */

static void lay(const char *path, const char *text)
{
	char folder[200];

	(void)text_copy(folder, sizeof folder, path);
	*strrchr(folder, '/') = 0;
	CHECK_OK(dir_make(folder, 0700));
	CHECK_OK(file_replace(path, text, strlen(text), 0600));
}

#define ROOT_HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

TEST(slot, kernels_own_word_comes_first)
{
	uint8_t hash[32], want[32];

	CHECK(hex_take(want, 32, ROOT_HASH));
	CHECK_INT(running_slot(hash, "r"), 'N');
	lay("r/usr/lib/os-release", "IMAGE_VERSION=0.5.0\n");
	CHECK_INT(running_slot(hash, "r"), 'R');
	CHECK(memcmp(hash, want, 32) != 0);
	lay("r/sys/block/vda/dev", "1:2\n");
	lay("r/sys/block/dm-0/dm/uuid", "CRYPT-LUKS2-1234\n"); /* another mapped disk */
	CHECK_INT(running_slot(hash, "r"), 'R');
	lay("r/sys/block/dm-1/dm/uuid", RUNNING_SLOT_UUID ROOT_HASH "\n");
	CHECK_INT(running_slot(hash, "r"), 'V');
	CHECK(memcmp(hash, want, 32) == 0);
	lay("r/sys/block/dm-1/dm/uuid", RUNNING_SLOT_UUID "0011\n");
	CHECK_INT(running_slot(hash, "r"), 'R');
}

TEST(slot, another_release_has_another_hash)
{
	uint8_t one[32], other[32];

	lay("r/usr/lib/os-release", "IMAGE_VERSION=0.5.0\n");
	CHECK_INT(running_slot(one, "r"), 'R');
	lay("r/usr/lib/os-release", "IMAGE_VERSION=0.5.1\n");
	CHECK_INT(running_slot(other, "r"), 'R');
	CHECK(memcmp(one, other, 32) != 0);
}
