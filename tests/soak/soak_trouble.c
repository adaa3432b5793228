/* soak_trouble - paper, covers, plugs, and a network that comes and goes: what happens to a station in a day. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>

#include "soak.h"
#include "sys/text.h"

int soak_device(struct soak *s, const char *dev, const char *event)
{
	int r = door_do(s->d.door, NULL, "{s:s, s:s, s:s}", "do", "device", "dev", dev, "event", event);

	return r > 0 ? err_new(EPROTO, "%s %s: %s", dev, event, door_why(s->d.door)) : err_up(r);
}

static int64_t log_bytes(const struct soak *s, const char *name)
{
	char path[DEMO_PATH + 32];
	struct stat st;

	(void)snprintf(path, sizeof path, "%s/%s.log", s->d.dir, name);
	return stat(path, &st) == 0 ? st.st_size : 0;
}

/* The hub is killed and its port refuses until the tenth visit after; sync is killed and started anew at once. */
static int network(struct soak *s, int visit)
{
	int e = 0;

	if (visit % 40 == 12) {
		s->old_logs += log_bytes(s, "loket-hub");
		demo_end(&s->d.hub_pid, SIGKILL);
		s->hub_kills++;
	}
	if (visit % 40 == 22 && s->d.hub_pid == 0)
		e = demo_start_hub(&s->d);
	if (e == 0 && visit % 60 == 17) {
		s->old_logs += log_bytes(s, "loket-sync");
		demo_end(&s->d.sync_pid, SIGKILL);
		s->sync_kills++;
		e = demo_start_sync(&s->d);
	}
	return err_up(e);
}

/* Pulled out and put back before anybody comes. */
static int plugs(struct soak *s, int visit)
{
	static const char *const devices[] = {"touch0", "keypad0", "printer0", "badge0"};
	const char *dev = devices[visit / 16 % 4];
	int e;

	if (visit % 16 != 5)
		return 0;
	s->unplugged++;
	e = soak_device(s, dev, "gone");
	if (e == 0)
		e = soak_advance(s, 2000);
	if (e == 0)
		e = soak_device(s, dev, "back");
	return e ? err_up(e) : err_up(soak_advance(s, 10 * 1000));
}

int soak_before(struct soak *s, int visit, enum soak_kind kind)
{
	static const char *const troubles[] = {"paper_low", "paper_out", "cover_open"};
	int e = network(s, visit);

	if (e == 0)
		e = plugs(s, visit);
	if (e == 0 && visit % 8 == 3 && (kind == SOAK_WHOLE || kind == SOAK_RIGHTS)) {
		s->paper_troubles++;
		e = soak_device(s, "printer0", troubles[visit / 8 % 3]);
	}
	return err_up(e);
}

/* Somebody who saw the screen sets it right while the visitor stands there. */
int soak_meanwhile(struct soak *s, bool *paper)
{
	static const char *const mended[] = {"paper_in", "paper_in", "cover_closed"};

	*paper = true;
	return s->done % 8 == 3 ? err_up(soak_device(s, "printer0", mended[s->done / 8 % 3])) : 0;
}

/* The clock is where this visit belongs in the day. */
int soak_after(struct soak *s, int visit)
{
	int64_t due = (int64_t)SOAK_DAY_S * 1000 * (visit + 1) / s->visits;
	int e = 0;

	if (due > s->day_ms)
		e = soak_advance(s, due - s->day_ms);
	return e ? err_up(e) : err_up(demo_await(&s->d, "idle"));
}
