/* The twin behind a real port and a real terminal, in real time, with the drivers for these in front of it. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "drivers_decode_kit.h"
#include "drivers_virtual_kit.h"
#include "sys/file.h"
#include "sys/text.h"

struct served {
	pid_t pid;
	FILE *says;
	char uri[80];
	struct bench bench;
};

static void read_line(struct served *s, char *out, size_t room)
{
	CHECK(fgets(out, (int)room, s->says) != NULL);
	out[strcspn(out, "\n")] = '\0';
}

static void serve(struct served *s, const char *line, const char *place, const char *profile)
{
	char program[1200], path[1200];
	int out[2];
	snprintf(program, sizeof(program), "%s/tests/printer_twin", test_programs());
	if (!file_exists(program))
		test_skip("build/tests/printer_twin is not built");
	snprintf(path, sizeof(path), "%s/assets/printers/%s.conf", test_root(), profile);
	CHECK_OK(pipe(out));
	s->pid = fork();
	if (s->pid == 0) {
		dup2(out[1], 1);
		close(out[0]);
		close(out[1]);
		execl(program, program, "--profile", path, "--off-ms", "300", "--quiet-ms", "100", "--for", "30", line,
		        place, (char *)NULL);
		_exit(127);
	}
	close(out[1]);
	s->says = fdopen(out[0], "r");
	read_line(s, s->uri, sizeof(s->uri));
	struct printer_profile p;
	CHECK_OK(printer_profile_file(&p, path, NULL));
	bench_open_as(&s->bench, s->uri, &p);
}

static void stop(struct served *s)
{
	int status;
	bench_close(&s->bench);
	kill(s->pid, SIGTERM);
	CHECK_INT(waitpid(s->pid, &status, 0), s->pid);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	fclose(s->says);
}

/* The whole job, as the loop offers room; false when the printer went meanwhile. */
static bool send_job(struct served *s, const char *hex)
{
	struct kit_job job = kit_hex(hex);
	size_t done = 0;
	int r = PRINTER_COMING;
	for (int i = 0; i < 2000 && r; i++) {
		r = printer_begin(s->bench.printer, on_room, &s->bench);
		if (r)
			CHECK_OK(loop_step(s->bench.loop, 5));
	}
	CHECK_INT(r, 0);
	for (int i = 0; i < 20000 && done < job.n; i++) {
		size_t taken = 0;
		if (printer_send(&taken, s->bench.printer, job.bytes + done, job.n - done) ||
		        printer_is_lost(s->bench.printer))
			return false;
		done += taken;
		if (!taken)
			CHECK_OK(loop_step(s->bench.loop, 5));
	}
	CHECK_INT(done, job.n);
	return true;
}

static void end_job(struct served *s)
{
	CHECK_OK(printer_end(s->bench.printer));
	for (int i = 0; i < 2000 && printer_level(s->bench.printer) < PROOF_DRAINED; i++)
		CHECK_OK(loop_step(s->bench.loop, 5));
	CHECK(printer_level(s->bench.printer) >= PROOF_DRAINED);
	printer_release(s->bench.printer);
}

static void check_paper(struct served *s, const char *want, const char *json)
{
	char line[80];
	read_line(s, line, sizeof(line));
	CHECK_TEXT(line, want);
	CHECK_HAS(text_of("out/000001.json"), json);
}

static const char job[] = "1b 40 1d 76 30 00 40 00 78 00 55*7680 1d 56 42 00";

TEST(port, takes_a_job_and_gives_its_paper)
{
	struct served s;
	serve(&s, "tcp", "out", "tm-t88v");
	CHECK(text_starts(s.uri, "tcp:127.0.0.1:"));
	CHECK(send_job(&s, job));
	end_job(&s);
	check_paper(&s, "paper 000001 whole", "\"rows_printed\":226,\"cut\":true,\"lost_bytes\":0");
	stop(&s);
}

TEST(terminal, takes_a_job_and_gives_its_paper)
{
	struct served s;
	serve(&s, "pty", "out,rate=40000", "tm-t88v");
	CHECK(text_starts(s.uri, "serial:/dev/pts/"));
	CHECK(send_job(&s, job));
	end_job(&s);
	check_paper(&s, "paper 000001 whole", "\"rows_printed\":226,\"cut\":true,\"lost_bytes\":0");
	stop(&s);
}

/* Bytes that the port took are not printed bytes: the power is cut behind 4000, and the paper says how far it came. */
TEST(port, whose_power_is_cut_is_lost_and_comes_back)
{
	struct served s;
	struct printer_status status = {0};
	serve(&s, "tcp", "out,power_cut=4000,rate=100000,wire=500", "tm-t88v");
	(void)send_job(&s, job);
	check_paper(&s, "paper 000001 aborted", "\"what\":\"power_cut\"");
	for (int i = 0; i < 2000 && !printer_is_lost(s.bench.printer); i++)
		CHECK_OK(loop_step(s.bench.loop, 5));
	CHECK(printer_is_lost(s.bench.printer));
	printer_abort(s.bench.printer);
	for (int i = 0; i < 2000 && status.link != LINK_OPEN; i++) {
		clock_advance(&s.bench.clock, 50);
		CHECK_OK(loop_step(s.bench.loop, 5));
		printer_status(s.bench.printer, &status);
	}
	CHECK_INT(status.link, LINK_OPEN);
	stop(&s);
}

TEST(arguments, that_make_no_sense_are_refused)
{
	char command[1300];
	snprintf(command, sizeof(command), "%s/tests/printer_twin", test_programs());
	if (!file_exists(command))
		test_skip("build/tests/printer_twin is not built");
	for (int i = 0; i < 2; i++) {
		int status;
		pid_t pid = fork();
		if (pid == 0) {
			execl(command, command, i ? "carrier-pigeon" : "--loud", i ? "out,one_way=maybe" : "yes",
			        (char *)NULL);
			_exit(127);
		}
		CHECK_INT(waitpid(pid, &status, 0), pid);
		CHECK_INT(WEXITSTATUS(status), i ? 1 : 2);
	}
}
