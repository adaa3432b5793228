/*
 * loketctl print slip PROFILE OUT.bin: the calibration slip, as bytes for a printer
 * loketctl print show PROFILE IN.bin OUT.png: what printer bytes look like on paper
 *
 * PROFILE is a name from assets/printers/ or the path of a .conf file. One strip is
 * drawn; where it was cut stands in the one line of JSON on standard output. Text is
 * refused (its shapes are the printer's own), or with --boxes drawn as empty boxes.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "drivers/escpos_decode.h"
#include "drivers/picture.h"
#include "drivers/printer_profile.h"
#include "paper/calibration.h"
#include "sys/file.h"
#include "sys/text.h"
#include "tools/tools.h"

enum { JOB_MOST_BYTES = 16 * 1024 * 1024, PATH_ROOM = 4096 };

static const char help[] =
        "loketctl print show [--boxes] PROFILE IN.bin OUT.png\n"
        "loketctl print slip [--english] PROFILE OUT.bin\n\n"
        "slip writes the calibration slip, by which a printer is measured that no profile fits: send the bytes to\n"
        "the printer, read the paper. PROFILE is then generic-58 or generic-80.\n\n"
        "show draws what printer bytes look like on paper. PROFILE is a name from assets/printers/ or a .conf\n"
        "file. Unknown or over-long commands are errors with a byte offset. Text needs the printer's own\n"
        "font and is refused; --boxes draws empty boxes in its place. One line of JSON tells the rest.\n\n"
        "Example: loketctl print show generic-80 000001.bin paper.png\n";

/* Beside the program's build folder, in the installed place, or under the working folder. */
static int find_profiles(char out[PATH_ROOM])
{
	char self[PATH_ROOM];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	for (int up = 0; n > 0 && up < 3; up++) {
		self[n] = '\0';
		char *slash = strrchr(self, '/');
		if (!slash)
			break;
		*slash = '\0';
		n = slash - self;
		if (path_join(out, PATH_ROOM, self, "assets/printers") == 0 && file_exists(out))
			return 0;
	}
	(void)text_copy(out, PATH_ROOM, "/usr/share/loket/printers");
	if (!file_exists(out))
		(void)text_copy(out, PATH_ROOM, "assets/printers");
	return file_exists(out) ? 0 : err_new(ENOENT, "no folder assets/printers; give the path of a .conf file");
}

static int load_profile(struct printer_profile *out, const char *name)
{
	char folder[PATH_ROOM];
	AUTO_BUF warnings;
	buf_init(&warnings, 16384);
	int r;
	if (text_ends(name, ".conf"))
		r = printer_profile_file(out, name, &warnings);
	else if (!(r = find_profiles(folder)))
		r = printer_profile_load(out, folder, name, &warnings);
	fputs(buf_str(&warnings), stderr);
	return err_up(r);
}

static int write_paper(const char *path, const struct escpos_paper *paper)
{
	const struct picture p = {.kind = PICTURE_BIT,
	        .width = paper->width,
	        .height = (int)paper->n_rows,
	        .stride = paper->row_bytes,
	        .dpi = paper->dpi,
	        .rows = paper->rows};
	if (paper->n_rows == 0)
		return err_new(ENODATA, "this job prints nothing: no row of paper moves");
	return err_up(picture_write(path, &p));
}

static void tell(const struct escpos_paper *paper)
{
	printf("{\"bytes\":%llu,\"commands\":%llu,\"width\":%d,\"dpi\":%d,\"rows\":%zu,\"mm\":%.1f,\"cuts\":[",
	        (unsigned long long)paper->bytes, (unsigned long long)paper->commands, paper->width, paper->dpi,
	        paper->n_rows, escpos_mm(paper->n_rows, paper->dpi));
	for (size_t i = 0; i < paper->n_cuts; i++)
		printf("%s{\"row\":%zu,\"kind\":\"%s\"}", i ? "," : "", paper->cuts[i].row,
		        paper->cuts[i].partial ? "partial" : "full");
	printf("],\"boxes\":%llu}\n", (unsigned long long)paper->boxes);
}

static int show(bool boxes, const char *profile_name, const char *in, const char *out)
{
	struct printer_profile profile;
	struct escpos_limits limits;
	struct escpos_decoder *decoder = NULL;
	AUTO_BUF job;
	buf_init(&job, JOB_MOST_BYTES);
	int r = load_profile(&profile, profile_name);
	if (r || (r = file_read(&job, in)))
		return err_up(r);
	escpos_limits_of(&limits, &profile);
	limits.text_as_boxes = boxes;
	if ((r = escpos_decoder_new(&decoder, &limits, NULL)))
		return err_up(r);
	r = escpos_decode(decoder, job.data, job.len);
	if (!r)
		r = escpos_decode_end(decoder);
	struct escpos_paper paper = escpos_paper(decoder);
	if (!r)
		r = write_paper(out, &paper);
	if (!r)
		tell(&paper);
	escpos_decoder_free(decoder);
	return err_up(r);
}

static int slip(bool english, const char *profile_name, const char *out)
{
	struct printer_profile profile;
	const char *lines[] = {profile.name, profile.title};
	const struct slip slip = {.profile = &profile, .english = english, .lines = lines, .n_lines = 2};
	AUTO_BUF job;
	buf_init(&job, SLIP_MOST_BYTES);
	int r = load_profile(&profile, profile_name);
	if (!r)
		r = calibration_slip(&job, &slip);
	if (!r)
		r = file_replace(out, job.data, job.len, 0644);
	return err_up(r);
}

static int told(int r)
{
	if (r >= 0)
		return 0;
	fprintf(stderr, "loketctl: %s\n", err_why());
	return 1;
}

int tool_print(int argc, char *const *argv)
{
	if (argc == 2 && text_is(argv[1], "--help")) {
		fputs(help, stdout);
		return 0;
	}
	bool boxes = argc > 2 && text_is(argv[2], "--boxes"), english = argc > 2 && text_is(argv[2], "--english");
	if (argc == 5 + boxes && text_is(argv[1], "show"))
		return told(show(boxes, argv[2 + boxes], argv[3 + boxes], argv[4 + boxes]));
	if (argc == 4 + english && text_is(argv[1], "slip"))
		return told(slip(english, argv[2 + english], argv[3 + english]));
	fputs("loketctl: print takes: show [--boxes] PROFILE IN.bin OUT.png, or slip [--english] PROFILE OUT.bin; "
	      "print --help tells more\n",
	        stderr);
	return 2;
}
