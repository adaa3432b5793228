#include "printer_twin_server.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "drivers/printer_virtual_paper.h"
#include "sys/clock.h"

enum { ON_WORD, ON_SIGNAL, ON_LISTENER, ON_HOST, N_POLL };

/* ---- papers --------------------------------------------------------------------------------- */

static int write_paper(struct server *s, const char *ended, const char *error)
{
	struct virtual_paper out = {.dir = s->dir,
	        .paper = twin_paper(s->twin),
	        .truth = twin_truth(s->twin),
	        .ended = ended,
	        .error = error};
	out.n_events = twin_notes(s->twin, &out.events);
	int r = virtual_paper_number(&out.number, s->dir);
	if (!r)
		r = virtual_paper_write(&out);
	twin_strip_next(s->twin);
	if (r)
		return err_up(r);
	s->papers++;
	printf("paper %06d %s\n", out.number, ended);
	fflush(stdout);
	return 0;
}

static bool has_paper(const struct server *s)
{
	struct twin_truth t = twin_truth(s->twin);
	return t.rows || t.lost_rows || t.lost_bytes;
}

/* Nothing moves any more, and nothing is on its way. */
static bool is_quiet(const struct server *s, int64_t now)
{
	struct twin_truth t = twin_truth(s->twin);
	return !t.offline && twin_next_us(s->twin) == INT64_MAX && s->n_held == s->held_at &&
	       now - s->heard_us >= s->quiet_us;
}

static int refused(struct server *s)
{
	char why[240];
	(void)snprintf(why, sizeof(why), "%s", err_why());
	int r = write_paper(s, "refused", why);
	s->n_held = s->held_at = 0;
	line_drop(&s->line);
	s->back_us = clock_measure_us() + s->off_us;
	return r;
}

/* ---- bytes and answers -------------------------------------------------------------------------- */

static int feed(struct server *s)
{
	size_t taken = 0;
	int r = twin_feed(&taken, s->twin, s->held + s->held_at, s->n_held - s->held_at);
	s->held_at += taken;
	return r;
}

static void answer(struct server *s)
{
	uint8_t said[256];
	size_t n;
	while ((n = twin_answers(s->twin, said, sizeof(said))) > 0)
		line_write(&s->line, said, n);
}

static int hear(struct server *s, int64_t now)
{
	int n = line_read(&s->line, s->held, sizeof(s->held));
	if (n < 0)
		return 0; /* what it has it prints; the strip ends when all is quiet */
	s->n_held = s->back_us ? 0 : (size_t)n; /* in the dark nobody listens */
	s->held_at = 0;
	if (n)
		s->heard_us = now;
	return 0;
}

/* Power or cable went: so does the line, for a while. */
static int look_at_link(struct server *s, int64_t now)
{
	struct twin_truth t = twin_truth(s->twin);
	if (s->back_us && now >= s->back_us) {
		s->back_us = 0;
		twin_connect(s->twin);
		return err_up(line_restore(&s->line));
	}
	if (s->back_us || (t.powered && t.linked))
		return 0;
	s->back_us = now + s->off_us;
	s->n_held = s->held_at = 0;
	line_drop(&s->line);
	return t.powered ? 0 : write_paper(s, "aborted", "");
}

/* ---- words on standard input: what happens to it ------------------------------------------------------ */

static int act(struct server *s)
{
	int r = twin_happens(s->twin, s->word);
	if (r < 0)
		return err_up(r);
	printf("%s %s\n", r ? "unknown" : "ok", s->word);
	fflush(stdout);
	return 0;
}

static int read_words(struct server *s)
{
	char c;
	ssize_t n;
	while ((n = read(STDIN_FILENO, &c, 1)) == 1) {
		if (c != '\n') {
			s->n_word += s->n_word + 1 < sizeof(s->word) ? 1 : 0;
			s->word[s->n_word - 1] = c;
			continue;
		}
		s->word[s->n_word] = '\0';
		s->n_word = 0;
		int r = act(s);
		struct pollfd more = {.fd = STDIN_FILENO, .events = POLLIN};
		if (r || poll(&more, 1, 0) <= 0)
			return r;
	}
	s->words_over = n <= 0;
	return 0;
}

/* ---- the wheel ------------------------------------------------------------------------------------------- */

static int wait_ms(const struct server *s, int64_t now)
{
	int64_t at = twin_next_us(s->twin), quiet = s->heard_us + s->quiet_us;
	if (s->back_us && s->back_us < at)
		at = s->back_us;
	if (has_paper(s) && quiet > now && quiet < at)
		at = quiet;
	if (s->until_us < at)
		at = s->until_us;
	int64_t ms = (at - now + 999) / 1000;
	return ms < 0 ? 0 : ms > 1000 ? 1000 : (int)ms;
}

static int turn(struct server *s, const struct pollfd *fds)
{
	int64_t now = clock_measure_us();
	int r = twin_run(s->twin, now);
	if (!r && (fds[ON_WORD].revents & (POLLIN | POLLHUP)))
		r = read_words(s);
	if (!r && (fds[ON_LISTENER].revents & POLLIN))
		r = line_accept(&s->line);
	if (!r && fds[ON_HOST].revents)
		r = hear(s, now);
	if (!r && s->held_at < s->n_held)
		r = feed(s);
	if (r == -EPROTO)
		r = refused(s);
	if (!r)
		r = look_at_link(s, now);
	answer(s);
	if (!r && has_paper(s) && is_quiet(s, now))
		r = write_paper(s, "whole", "");
	return err_up(r);
}

static void watch(const struct server *s, struct pollfd fds[N_POLL], int signals)
{
	bool nobody = s->line.tcp && s->line.fd < 0;
	bool hears = s->held_at == s->n_held && (s->back_us || twin_has_room(s->twin));
	fds[ON_WORD] = (struct pollfd){s->words_over ? -1 : STDIN_FILENO, POLLIN, 0};
	fds[ON_SIGNAL] = (struct pollfd){signals, POLLIN, 0};
	fds[ON_LISTENER] = (struct pollfd){nobody ? s->line.listener : -1, POLLIN, 0};
	fds[ON_HOST] = (struct pollfd){hears ? s->line.fd : -1, POLLIN, 0};
}

int server_run(struct server *s)
{
	struct pollfd fds[N_POLL];
	sigset_t ends;
	int r = 0;

	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &ends, NULL);
	int signals = signalfd(-1, &ends, SFD_CLOEXEC);
	if (signals < 0)
		return err_new(errno, "no signals can be had: %s", strerror(errno));
	for (bool over = false; !r && !over;) {
		watch(s, fds, signals);
		if (poll(fds, N_POLL, wait_ms(s, clock_measure_us())) < 0 && errno != EINTR)
			r = err_new(errno, "waiting failed: %s", strerror(errno));
		else
			r = turn(s, fds);
		over = (fds[ON_SIGNAL].revents & POLLIN) || clock_measure_us() >= s->until_us;
	}
	if (!r && has_paper(s))
		r = write_paper(s, "aborted", "");
	(void)close(signals);
	return err_up(r);
}
