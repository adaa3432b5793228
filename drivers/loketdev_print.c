/* loketdev print: a file of printer bytes as one job, and how far it provably got */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "drivers/loketdev.h"
#include "drivers/printer.h"
#include "sys/file.h"
#include "sys/text.h"

enum { FILE_MOST = 8 * 1024 * 1024, LINK_MS = 5000, JOB_MS = 120000 };

struct print_job {
	struct printer *printer;
	const uint8_t *bytes;
	size_t n, sent;
	bool ended, over, lost;
	enum printer_proof level;
};

static void on_printer(void *me)
{
	struct print_job *j = me;
	size_t taken = 0;

	j->level = printer_level(j->printer);
	if (printer_is_lost(j->printer)) {
		j->lost = j->over = true;
		return;
	}
	if (j->ended) {
		j->over = j->level >= PROOF_DRAINED;
		return;
	}
	if (j->sent < j->n) {
		if (printer_send(&taken, j->printer, j->bytes + j->sent, j->n - j->sent) != 0)
			j->lost = j->over = true;
		j->sent += taken;
	}
	if (j->lost || j->sent < j->n)
		return;
	j->lost = printer_end(j->printer) != 0;
	j->ended = true;
	j->level = printer_level(j->printer);
	j->over = j->lost || j->level >= PROOF_DRAINED;
}

static int run_job(struct dev_bench *b, struct print_job *j)
{
	int64_t until = clock_mono_ms(&b->clock) + JOB_MS;
	int r = printer_begin(b->is.printer, on_printer, j);

	if (r != 0)
		return r < 0 ? err_up(r) : err_new(EBUSY, "the printer takes no job: %s", printer_why(b->is.printer));
	on_printer(j);
	while (!j->over && !dev_bench_is_over(b) && clock_mono_ms(&b->clock) < until)
		if ((r = dev_bench_turn(b, 50)) < 0)
			break;
	if (j->over && !j->lost)
		printer_release(b->is.printer);
	else
		printer_abort(b->is.printer);
	if (r < 0)
		return err_up(r);
	if (j->lost)
		return err_new(
		        EIO, "the printer went after %zu of %zu bytes: %s", j->sent, j->n, printer_why(b->is.printer));
	if (!j->over)
		return err_new(ETIMEDOUT, "the printer took %zu of %zu bytes in %d s; is it out of paper?", j->sent,
		        j->n, JOB_MS / 1000);
	return 0;
}

static int wait_link(struct dev_bench *b)
{
	struct printer_status s = {0};

	for (int i = 0; i < LINK_MS / 100; i++) {
		int r;

		printer_status(b->is.printer, &s);
		if (s.link == LINK_OPEN)
			return 0;
		if ((r = dev_bench_turn(b, 100)) < 0)
			return err_up(r);
	}
	return err_new(ENODEV, "%s", printer_why(b->is.printer));
}

static int print_bytes(struct dev_bench *b, const char *dev, const struct buf *bytes)
{
	static const char *const levels[] = {"taken by this machine", "gone over the wire"};
	struct print_job j = {.bytes = bytes->data, .n = bytes->len};
	int r = dev_bench_open(b, dev);

	if (r < 0)
		return err_up(r);
	if (!text_is(b->class, "printer"))
		return err_new(EINVAL, "'%.60s' is no printer", dev);
	if ((r = wait_link(b)) < 0)
		return err_up(r);
	j.printer = b->is.printer;
	if ((r = run_job(b, &j)) < 0)
		return err_up(r);
	say("print: %zu bytes are %s", j.n, levels[j.level >= PROOF_DRAINED]);
	return 0;
}

/* printer=usb:auto, a node, or the URI alone. */
int dev_print(int *status, const struct dev_settings *s, const char *const *words)
{
	char dev[320];
	struct dev_bench b;
	AUTO_BUF bytes;
	int r;

	buf_init(&bytes, FILE_MOST);
	if (snprintf(dev, sizeof dev, "%s%s",
	            strchr(words[0], '=') || words[0][0] == '/' ? "" : "printer=", words[0]) >= (int)sizeof dev)
		return err_new(ENAMETOOLONG, "%.40s...: too long", words[0]);
	if ((r = file_read(&bytes, words[1])) < 0 || (r = dev_bench_begin(&b, s)) < 0)
		return err_up(r);
	b.quiet = true;
	b.log.level = LOG_ERROR;
	r = print_bytes(&b, dev, &bytes);
	dev_bench_end(&b);
	*status = 0;
	return err_up(r);
}
