/*
 * loket-lay - at a desk: an image onto a card, by the same steps as a stick does it on a board (install.h); board/flash calls it
 *
 * loket-lay PLAN PAYLOAD DEVICE. Whether DEVICE may be erased is asked before this is called.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "board/install/install.h"
#include "sys/buf.h"
#include "sys/file.h"

enum { BAR = 40 };

/* On one line, words and a bar. */
static void on_progress(void *me, enum install_stage stage, int percent)
{
	static const char *const words[] = {"checking the image", "writing", "reading back"};
	static const char full[] = "########################################";
	int n = percent * BAR / 100;

	(void)me;
	printf("\rflash: %-18s [%.*s%*s] %3d %%%s", words[stage], n, full, BAR - n, "", percent,
	        percent == 100 ? "\n" : "");
	(void)fflush(stdout);
}

static int lay(const char *plan_path, const char *payload, const char *device)
{
	struct install_plan plan = {0};
	struct install_world w = {.plan = &plan, .progress = on_progress};
	AUTO_BUF text;
	int r;

	buf_init(&text, PLAN_BYTES_MAX);
	r = file_read(&text, plan_path);
	if (r == 0)
		r = install_plan_read(&plan, text.data, text.len);
	if (r == 0)
		r = install_disk_open(&w.source, payload, false);
	if (r == 0)
		r = install_disk_open(&w.target, device, true);
	if (r == 0)
		r = install_run(&w);
	install_disk_close(&w.source);
	install_disk_close(&w.target);
	install_plan_fini(&plan);
	return r;
}

int main(int argc, char **argv)
{
	if (argc != 4 || sodium_init() < 0) {
		(void)fputs("loket-lay: takes PLAN PAYLOAD DEVICE\n", stderr);
		return 2;
	}
	if (lay(argv[1], argv[2], argv[3]) == 0)
		return 0;
	(void)fprintf(stderr, "\nflash: %s\n", err_why());
	return 1;
}
