#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "harness.h"
#include "staff/access_log.h"
#include "staff_kit.h"
#include "store_crashvfs.h"
#include "sys/file.h"

/*
 * The plug is pulled at disk operation 1, 2, 3 ... of a morning: enrolment, a PIN chosen, a colleague, wrong PINs,
 * a reading. Whatever was answered must hold afterwards, and the register must be sound after every cut.
 */

enum step { DESK_OPEN, ENROLLED, CHOSE, ISSUED, TRIED, LOGGED, STEPS_MOST = 40 };
struct promise {
	enum step step;
	char pin[9];
};

struct tally {
	long cuts, lost, unsound, unlocked;
};

static void tell(int fd, enum step step, const char *pin)
{
	struct promise p = {.step = step};

	snprintf(p.pin, sizeof p.pin, "%s", pin);
	if (write(fd, &p, sizeof p) != sizeof p)
		_exit(4);
}

static void morning(struct staff_test *t, int fd)
{
	struct access_entry reading = {.role = "desk", .staff = "0123456789abcdef", .recipient = "desk"};
	struct staff_proof *boss, *p = NULL;
	struct access_log *log;
	struct staff_given given;
	struct staff_order o;
	char pin[9];

	staff_test_open(t);
	tell(fd, DESK_OPEN, "");
	staff_test_enrol(t, 0, pin);
	tell(fd, ENROLLED, pin);
	staff_test_choose(t, kit_boss, pin, &boss);
	tell(fd, CHOSE, "8206");
	o = staff_test_order(t, boss);
	o.code = "B-014";
	o.roles = ROLE_DESK;
	o.badge = kit_new;
	o.n_badge = strlen(kit_new);
	CHECK_INT(staff_issue(&given, t->staff, &o), 0);
	tell(fd, ISSUED, given.pin);
	for (int i = 0; i < 3; i++) {
		CHECK_INT(staff_prove(&p, t->staff, kit_boss, strlen(kit_boss), "0001"), STAFF_WRONG_PIN);
		tell(fd, TRIED, "");
	}
	CHECK_OK(access_log_open(&log, &t->book, &t->clock));
	for (int i = 0; i < 2; i++) {
		CHECK_INT(access_log_add(log, &reading), 0);
		tell(fd, LOGGED, "");
	}
	access_log_close(log);
	staff_proof_free(boss);
	staff_test_close(t);
}

/* True when the morning ended by itself. */
static bool cut_once(struct staff_test *t, uint64_t cut, uint64_t seed, struct promise *promises, int *n)
{
	int fd[2], status;
	pid_t pid;

	CHECK(pipe(fd) == 0);
	pid = fork();
	CHECK(pid >= 0);
	if (pid == 0) {
		close(fd[0]);
		crash_vfs_arm(cut, seed);
		t->tuning.vfs = "crash";
		morning(t, fd[1]);
		_exit(0);
	}
	close(fd[1]);
	*n = 0;
	while (*n < STEPS_MOST && read(fd[0], &promises[*n], sizeof *promises) == sizeof *promises)
		++*n;
	close(fd[0]);
	CHECK(waitpid(pid, &status, 0) == pid);
	if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != CRASH_EXIT))
		test_fail(__FILE__, __LINE__, "cut %llu of seed %llu ended with status %x", (unsigned long long)cut,
		        (unsigned long long)seed, (unsigned)status);
	return WEXITSTATUS(status) == 0;
}

static void ask_readings(struct staff_test *t, const int *count, struct tally *sum)
{
	struct access_log *log;

	CHECK_OK(access_log_open(&log, &t->book, &t->clock));
	sum->unsound += *access_log_why(log) != 0;
	sum->lost += access_log_length(log) < (uint32_t)count[LOGGED];
	access_log_close(log);
}

static void ask(struct staff_test *t, const struct promise *promises, int n, struct tally *sum)
{
	int count[LOGGED + 1] = {0}, tries = 0;
	const char *boss_pin = NULL, *new_pin = NULL;
	struct staff_proof *p = NULL;
	int64_t until;

	for (int i = 0; i < n; i++) {
		count[promises[i].step]++;
		if (promises[i].step == ENROLLED || promises[i].step == CHOSE)
			boss_pin = promises[i].pin;
		if (promises[i].step == ISSUED)
			new_pin = promises[i].pin;
	}
	t->tuning.vfs = NULL;
	t->station.has_desk = false; /* as read from station.conf of before: the register mends it */
	staff_test_open(t);
	sum->unsound += !staff_is_sound(t->staff);
	if (!staff_is_sound(t->staff))
		fprintf(stderr, "unsound: %s\n", staff_why(t->staff));
	sum->lost += count[ENROLLED] && staff_is_empty(t->staff);
	sum->lost += count[ENROLLED] && !t->station.has_desk;
	if (new_pin && staff_prove(&p, t->staff, kit_new, strlen(kit_new), new_pin))
		sum->lost++;
	sum->lost += p && !staff_proof_key(p);
	staff_proof_free(p);
	p = NULL;
	if (count[TRIED] == 3)
		sum->unlocked += staff_wait(&until, t->staff, staff_test_token(t, "B-001")) != STAFF_WAIT;
	if (count[TRIED] == 0 && boss_pin && count[CHOSE]) {
		sum->lost += staff_prove(&p, t->staff, kit_boss, strlen(kit_boss), boss_pin) != 0;
		staff_proof_free(p);
		p = NULL;
	}
	/* Two tries are free; those that were answered count. */
	while (count[TRIED] > 0 && count[TRIED] < 3 && ++tries <= 3 &&
	        staff_prove(&p, t->staff, kit_boss, strlen(kit_boss), "0001") == STAFF_WRONG_PIN)
		;
	sum->unlocked += count[TRIED] > 0 && count[TRIED] < 3 && tries - 1 > 3 - count[TRIED];
	ask_readings(t, count, sum);
	staff_test_close(t);
}

static void pull_plug(uint64_t seed, struct tally *sum)
{
	struct promise promises[STEPS_MOST];
	char folder[200], data[300], shm[400];
	bool finished = false;
	struct staff_test t;
	int n;

	snprintf(folder, sizeof folder, "%s/loket-staff.XXXXXX",
	        access("/dev/shm", W_OK) == 0 ? "/dev/shm" : test_folder());
	CHECK(mkdtemp(folder) != NULL);
	snprintf(data, sizeof data, "%s/data", folder);
	for (uint64_t cut = 1; !finished; cut++) {
		CHECK_OK(dir_remove(data));
		staff_test_init_at(&t, data);
		finished = cut_once(&t, cut, seed, promises, &n);
		snprintf(shm, sizeof shm, "%s/store/desk.db-shm", data);
		unlink(shm); /* memory does not outlive the power */
		ask(&t, promises, n, sum);
		sum->cuts++;
		key_free(t.device);
		key_free(t.authority);
	}
	CHECK_OK(dir_remove(folder));
}

TEST_LIMIT(power, what_the_register_answered_holds_after_every_cut, 300)
{
	const char *wanted = getenv("SEEDS");
	long seeds = wanted ? atol(wanted) : 3;
	struct tally sum = {0};

	for (long seed = 1; seed <= seeds; seed++)
		pull_plug((uint64_t)seed, &sum);
	printf("# power: %ld cuts, %ld lost, %ld unsound, %ld waits saved\n", sum.cuts, sum.lost, sum.unsound,
	        sum.unlocked);
	CHECK(sum.cuts > seeds * 20);
	CHECK_INT(sum.lost, 0);
	CHECK_INT(sum.unsound, 0);
	CHECK_INT(sum.unlocked, 0);
}

/* ---- every place that can fail, once ----------------------------------------------------------- */

TEST_LIMIT(power, each_failing_place_leaves_the_register_as_it_was_or_changed, 120)
{
	struct staff_given given;
	struct staff_order o;
	struct staff_proof *boss;
	struct staff_test t;
	size_t before;
	char pin[9];
	int faults = 0;

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	staff_test_choose(&t, kit_boss, pin, &boss);
	FAULT_SWEEP(n)
	{
		char badge[40], code[STAFF_CODE_MAX + 1];
		int r;

		snprintf(badge, sizeof badge, "badge-%04d-91c0de44a7f25b3e8870", n);
		snprintf(code, sizeof code, "C-%d", n);
		o = staff_test_order(&t, boss);
		o.code = code;
		o.roles = ROLE_DESK;
		o.badge = badge;
		o.n_badge = strlen(badge);
		before = staff_count(t.staff);
		r = staff_issue(&given, t.staff, &o);
		CHECK(r <= 0 || r == STAFF_REFUSED);
		if (r == STAFF_REFUSED)
			CHECK(*staff_why(t.staff) != 0);
		faults += fault_fired();
		fault_arm(0);
		CHECK_INT(staff_count(t.staff), before + (r == 0));
		staff_test_reopen(&t);
		CHECK(staff_is_sound(t.staff));
		CHECK_INT(staff_count(t.staff), before + (r == 0));
		if (r == 0)
			staff_proof_free(staff_test_prove(&t, badge, given.pin));
	}
	CHECK(faults > 6);
	staff_proof_free(boss);
	staff_test_fini(&t);
}

TEST_LIMIT(power, each_failing_place_of_opening_is_a_sentence_or_a_surprise, 60)
{
	struct staff_test t;
	char pin[9];

	staff_test_init(&t);
	staff_test_enrol(&t, 0, pin);
	FAULT_SWEEP(n)
	{
		struct staff *s = NULL;
		int r;

		fault_arm(0);
		staff_test_close(&t);
		CHECK_OK(desk_open(&t.desk, t.data, &t.log));
		t.world.desk = t.desk;
		fault_arm(n);
		r = staff_open(&s, &t.world);
		CHECK(r < 0 || s != NULL);
		if (r == 0 && !staff_is_sound(s))
			CHECK(*staff_why(s) != 0 && !staff_is_empty(s));
		if (!fault_fired())
			CHECK(r == 0 && staff_is_sound(s));
		staff_close(s);
	}
	staff_test_fini(&t);
}
