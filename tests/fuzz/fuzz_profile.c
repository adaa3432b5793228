/* Any bytes as a printer profile: refused with a sentence, or a profile that a printer can be driven by. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "drivers/escpos_encode.h"
#include "drivers/printer_profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* What every profile that was taken promises to the encoder. */
static void check_profile(const struct printer_profile *p)
{
	static const uint8_t rows[24 * 104] = {0x10, 0x04, 0x80};
	struct buf out;

	must(p->dots >= 64 && p->dots <= 832 && p->dots % 8 == 0);
	must(p->dpi >= 100 && p->dpi <= 300 && p->unit_dpi % p->dpi == 0);
	must(profile_width_mm(p) <= (float)p->paper_mm);
	buf_init(&out, 1024 * 1024);
	must(p->window_bytes > 0 && p->window_bands > 0);
	must(p->raster != RASTER_GS_PAREN_L || profile_graphics_rows(p) > 0);
	escpos_start(&out, p, true);
	must(escpos_rows(&out, p, rows, 24) >= 0);
	escpos_mark(&out, p, (const uint8_t *)"~A 0");
	must(escpos_finish(&out, p) == 0);
	escpos_ask_status(&out, p);
	escpos_ask_counter(&out, p, 148);
	escpos_ask_metres(&out, p);
	must(escpos_is_quiet(out.data, out.len));
	buf_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	int fd = memfd_create("profile", MFD_CLOEXEC);
	struct printer_profile p;
	struct buf warnings;
	char path[64];

	if (fd < 0 || write(fd, bytes, n) != (ssize_t)n)
		abort();
	(void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	buf_init(&warnings, 64 * 1024);
	if (printer_profile_file(&p, path, &warnings) == 0)
		check_profile(&p);
	else
		must(err_why()[0] != 0);
	buf_fini(&warnings);
	(void)close(fd);
	return 0;
}
