/*
 * A4 on a real IPP Everywhere printer: ippeveprinter of CUPS, which needs dbus and avahi.
 *
 * Where these do not run and can not be started, the cases are skipped aloud.
 */
#include <fcntl.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "paper_page_kit.h"
#include "sys/file.h"
#include "sys/proc.h"

struct office {
	pid_t pid;
	int port;
	char uri[64];
};

static int free_port(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	CHECK(fd >= 0);
	CHECK_INT(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
	CHECK_INT(getsockname(fd, (struct sockaddr *)&at, &n), 0);
	(void)close(fd);
	return ntohs(at.sin_port);
}

static bool has_bus(void)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX, .sun_path = "/run/dbus/system_bus_socket"};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	bool there = fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof at) == 0;

	if (fd >= 0)
		(void)close(fd);
	return there;
}

/* ippeveprinter tells the world of itself and ends when nobody listens. */
static bool has_avahi(void)
{
	AUTO_BUF out;

	buf_init(&out, 4096);
	if (proc_run((const char *const[]){"avahi-daemon", "-c", NULL}, &out, 5000) == 0)
		return true;
	(void)mkdir("/run/dbus", 0755);
	if (!has_bus() &&
	        proc_run((const char *const[]){"dbus-daemon", "--system", "--fork", "--nopidfile", NULL}, &out, 5000))
		return false;
	if (proc_run((const char *const[]){"avahi-daemon", "-D", NULL}, &out, 5000))
		return false;
	for (int i = 0; i < 30; i++) {
		if (proc_run((const char *const[]){"avahi-daemon", "-c", NULL}, &out, 5000) == 0)
			return true;
		(void)usleep(100 * 1000);
	}
	return false;
}

/* command: a shell script that plays the printer's insides: STATE and ATTR lines on its standard error. */
static void office_open(struct office *o, const char *command)
{
	char port[8], script[64];
	AUTO_BUF text;
	struct proc_spec spec = {.in = -1};

	if (access("/usr/sbin/ippeveprinter", X_OK) != 0 || !has_avahi())
		test_skip("no ippeveprinter, or no avahi for it");
	buf_init(&text, 8192);
	buf_printf(&text, "#!/bin/bash\ncd %s\n%s\n", test_folder(), command);
	(void)snprintf(script, sizeof script, "%s", "insides");
	CHECK_OK(file_replace(script, buf_str(&text), text.len, 0755));
	CHECK_OK(dir_make("spool", 0755));
	o->port = free_port();
	(void)snprintf(port, sizeof port, "%d", o->port);
	(void)snprintf(o->uri, sizeof o->uri, "ipp:127.0.0.1:%d/ipp/print", o->port);
	{
		char path[4200], spool[4200];
		const char *const argv[] = {"/usr/sbin/ippeveprinter", "-n", "localhost", "-r", "off", "-p", port, "-d",
		        spool, "-k", "-f", "image/pwg-raster", "-c", path, "Loket-A4", NULL};
		int null = open("/dev/null", O_WRONLY);

		(void)snprintf(path, sizeof path, "%s/%s", test_folder(), script);
		(void)snprintf(spool, sizeof spool, "%s/spool", test_folder());
		spec.argv = argv;
		spec.out = spec.err = null;
		CHECK_OK(proc_start(&o->pid, &spec));
		(void)close(null);
	}
}

static void office_close(struct office *o)
{
	int status;

	(void)kill(o->pid, SIGTERM);
	CHECK_OK(proc_wait(o->pid, 5000, &status));
}

static void read_got(struct buf *out)
{
	buf_init(out, 64 * 1024 * 1024);
	CHECK_OK(file_read(out, "got.pwg"));
}

/* Keeps what came, and counts as many sheets as there are headers of pages in it. */
#define KEEP "cp \"$1\" got.new; mv got.new got.pwg\nn=$(grep -aob PwgRaster got.pwg | wc -l)\n"
#define COUNT "for i in $(seq $n); do echo \"ATTR: job-impressions-completed=$i\" >&2; sleep 0.05; done\n"

static struct job_progress print_here(struct page_stand *d, const char *uri, int ms)
{
	struct page_job_order order;

	page_stand_open(d, uri);
	page_stand_wait_link(d, LINK_OPEN, 10000);
	CHECK_INT(page_printer_dpi(d->printer), 300);
	order = page_stand_order(d);
	CHECK_OK(page_job_start(&d->job, &order));
	return page_stand_run(d, ms);
}

TEST_LIMIT(page_ipp, a_bilingual_notice_reaches_the_printer_dot_for_dot, 60)
{
	struct office o;
	struct page_stand d;
	struct job_progress at;
	AUTO_BUF got;

	office_open(&o, KEEP COUNT);
	at = print_here(&d, o.uri, 30000);
	(void)printf("# %d pages, %zu bytes, first band after %.1f ms\n", at.n_bands, at.bytes_sent,
	        (double)at.first_band_us / 1000);
	CHECK_INT(at.state, JOB_DONE);
	CHECK_INT(at.level, PROOF_PRINTED);
	CHECK_INT(at.bands_sent, at.n_bands);
	CHECK_INT(at.bands_proved, at.n_bands);
	CHECK_INT(d.overs, 1);
	CHECK(d.at.state == JOB_DONE);
	read_got(&got);
	page_kit_same(got.data, got.len, d.pages);
	page_stand_close(&d);
	office_close(&o);
}

/* It says that the job is completed and that it made no sheet: nobody can tell. */
TEST_LIMIT(page_ipp, a_printer_that_counts_no_sheets_leaves_it_unknown, 60)
{
	struct office o;
	struct page_stand d;
	struct job_progress at;

	office_open(&o, KEEP);
	at = print_here(&d, o.uri, 30000);
	CHECK_INT(at.state, JOB_UNKNOWN);
	CHECK_INT(at.reason, JOB_UNPROVED);
	page_stand_close(&d);
	office_close(&o);
}

TEST_LIMIT(page_ipp, paper_end_is_shown_and_mended, 60)
{
	struct office o;
	struct page_stand d;
	struct job_progress at;

	office_open(&o, KEEP "echo 'STATE: +media-empty' >&2; sleep 4; echo 'STATE: -media-empty' >&2\n"
	                     "echo 'STATE: +cover-open' >&2; sleep 2; echo 'STATE: -cover-open' >&2\n" COUNT);
	at = print_here(&d, o.uri, 40000);
	CHECK_INT(at.state, JOB_DONE);
	CHECK_INT(at.level, PROOF_PRINTED);
	CHECK(d.saw_trouble[TROUBLE_PAPER]);
	CHECK(d.saw_trouble[TROUBLE_COVER]);
	CHECK(!d.saw_trouble[TROUBLE_OTHER]);
	page_stand_close(&d);
	office_close(&o);
}

TEST_LIMIT(page_ipp, trouble_that_nobody_mends_ends_as_unknown, 60)
{
	struct office o;
	struct page_stand d;
	struct page_job_order order;
	struct job_progress at;

	office_open(&o, KEEP "echo 'STATE: +media-jam' >&2; sleep 60\n");
	page_stand_open(&d, o.uri);
	page_stand_wait_link(&d, LINK_OPEN, 10000);
	order = page_stand_order(&d);
	order.hold_ms = 3000;
	CHECK_OK(page_job_start(&d.job, &order));
	at = page_stand_run(&d, 30000);
	CHECK_INT(at.state, JOB_UNKNOWN);
	CHECK_INT(at.reason, JOB_HELD);
	CHECK(d.saw_trouble[TROUBLE_OTHER]);
	page_stand_close(&d);
	office_close(&o);
}

TEST_LIMIT(page_ipp, a_printer_that_vanishes_in_mid_job_leaves_it_unknown, 60)
{
	struct office o;
	struct page_stand d;
	struct page_job_order order;
	struct job_progress at;
	int64_t until;

	office_open(&o, KEEP "sleep 60\n");
	page_stand_open(&d, o.uri);
	page_stand_wait_link(&d, LINK_OPEN, 10000);
	order = page_stand_order(&d);
	order.hold_ms = 2000;
	CHECK_OK(page_job_start(&d.job, &order));
	until = clock_measure_us() + 10000000;
	for (page_job_progress(d.job, &at); at.level < PROOF_ACCEPTED && clock_measure_us() < until;
	        page_job_progress(d.job, &at))
		CHECK_OK(loop_step(d.loop, 20));
	CHECK(at.level >= PROOF_ACCEPTED);
	(void)kill(o.pid, SIGKILL);
	at = page_stand_run(&d, 30000);
	CHECK_INT(at.state, JOB_UNKNOWN);
	CHECK_INT(at.reason, JOB_LOST);
	CHECK(at.level <= PROOF_DRAINED);
	CHECK(d.saw_trouble[TROUBLE_GONE]);
	page_stand_close(&d);
	office_close(&o);
}

TEST_LIMIT(page_ipp, two_jobs_follow_each_other, 60)
{
	struct office o;
	struct page_stand d;
	struct page_job_order order;
	struct page_job *second;
	struct job_progress at;

	office_open(&o, KEEP COUNT);
	page_stand_open(&d, o.uri);
	page_stand_wait_link(&d, LINK_OPEN, 10000);
	order = page_stand_order(&d);
	CHECK_OK(page_job_start(&d.job, &order));
	{
		struct page_job_order other = order;
		const struct sheet *s = page_kit_lines(&d.kit, 3);

		other.pages = page_kit_pages(&d.kit, s, "Kort");
		CHECK_OK(page_job_start(&second, &other));
		page_job_progress(second, &at);
		CHECK_INT(at.state, JOB_QUEUED);
		at = page_stand_run(&d, 30000);
		CHECK_INT(at.state, JOB_DONE);
		page_job_free(d.job);
		d.job = second;
		at = page_stand_run(&d, 30000);
		CHECK_INT(at.state, JOB_DONE);
		CHECK_INT(at.bands_proved, 1);
	}
	page_stand_close(&d);
	office_close(&o);
}
