#include "harness.h"

#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "sync_world.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

/* loketctl as the office runs it: the real program, on a store that the real hub filled. */

static int loketctl(struct buf *out, struct buf *err, const char *const *args)
{
	char program[4200];
	const char *argv[16] = {program};
	int fds[2] = {open("out", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600),
	        open("err", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
	struct proc_spec spec = {.argv = argv, .in = -1, .out = fds[0], .err = fds[1]};
	int status;
	pid_t pid;

	CHECK_OK(path_join(program, sizeof(program), test_programs(), "loketctl"));
	if (!file_exists(program))
		test_skip("loketctl is not built");
	for (int i = 0; args[i]; i++)
		argv[i + 1] = args[i];
	CHECK_OK(proc_start(&pid, &spec));
	CHECK_OK(proc_wait(pid, 20000, &status));
	close(fds[0]);
	close(fds[1]);
	buf_clear(out);
	buf_clear(err);
	CHECK_OK(file_read(out, "out"));
	CHECK_OK(file_read(err, "err"));
	return status;
}

struct office {
	struct sync_world w;
	struct buf out, err;
};

static void office_open(struct office *o, int records)
{
	memset(o, 0, sizeof(*o));
	buf_init(&o->out, 1 << 20);
	buf_init(&o->err, 1 << 20);
	sync_world_make(&o->w);
	sync_world_hub(&o->w);
	if (records > 0)
		sync_world_commit(&o->w, records, 30);
	CHECK_INT(sync_world_once(&o->w), 0);
}

static void office_close(struct office *o)
{
	sync_world_end(&o->w);
	buf_fini(&o->out);
	buf_fini(&o->err);
}

static json_t *nth_line(const struct buf *out, int n)
{
	const char *at = buf_str(out), *end;

	while (n-- > 0 && (at = strchr(at, '\n')))
		at++;
	CHECK(at && (end = strchr(at, '\n')));
	return json_loadb(at, (size_t)(end - at), JSON_REJECT_DUPLICATES, NULL);
}

static void tamper(const char *sql)
{
	struct db db;

	CHECK_OK(db_open(&db, "hub/hub.db", DB_WRITE, "the test"));
	CHECK_OK(db_do(&db, sql));
	db_close(&db);
}

TEST(open, prints_one_object_a_record_with_the_contracts_fields)
{
	static const char *const texts[] = {"device", "number", "id", "type", "created", "clock", "hash"};
	struct office o;
	json_t *line;

	office_open(&o, 3);
	const char *args[] = {"open", "--key", "authority/authority.key", "--hub", o.w.uri, NULL};

	CHECK_INT(loketctl(&o.out, &o.err, args), 0);
	for (int i = 0; i < 3; i++) {
		CHECK((line = nth_line(&o.out, i)) != NULL);
		for (size_t k = 0; k < sizeof(texts) / sizeof(*texts); k++)
			CHECK(json_is_string(json_object_get(line, texts[k])));
		CHECK_INT(json_object_size(line), 11);
		CHECK_INT(json_integer_value(json_object_get(line, "epoch")), 1);
		CHECK_INT(json_integer_value(json_object_get(line, "seq")), i + 1);
		CHECK_TEXT(json_string_value(json_object_get(line, "type")), "self_report");
		CHECK(json_is_true(json_object_get(line, "receipt")));
		CHECK_INT(strlen(json_string_value(json_object_get(json_object_get(line, "answers"), "/data/n"))), 30);
		CHECK(text_starts(json_string_value(json_object_get(line, "number")), "DEMO-01-1-"));
		json_decref(line);
	}
	office_close(&o);
}

TEST(open, finds_the_record_of_a_paper)
{
	char number[64], lower[64];
	struct office o;
	json_t *line;

	office_open(&o, 4);
	const char *all[] = {"open", "--key", "authority/authority.key", "--hub", o.w.uri, NULL};
	const char *one[] = {"open", "--key", "authority/authority.key", "--hub", o.w.uri, "--number", number, NULL};
	const char *typed[] = {"open", "--key", "authority/authority.key", "--hub", o.w.uri, "--number", lower, NULL};

	CHECK_INT(loketctl(&o.out, &o.err, all), 0);
	line = nth_line(&o.out, 2);
	CHECK(text_copy(number, sizeof(number), json_string_value(json_object_get(line, "number"))));
	json_decref(line);
	CHECK_INT(loketctl(&o.out, &o.err, one), 0);
	line = nth_line(&o.out, 0);
	CHECK_INT(json_integer_value(json_object_get(line, "seq")), 3);
	CHECK(strchr(strchr(buf_str(&o.out), '\n') + 1, '\n') == NULL);
	json_decref(line);
	for (size_t i = 0; i <= strlen(number); i++)
		lower[i] = (char)(number[i] >= 'A' && number[i] <= 'Z' ? number[i] + 32 : number[i]);
	CHECK_INT(loketctl(&o.out, &o.err, typed), 0);
	number[strlen(number) - 1] = number[strlen(number) - 1] == '0' ? '1' : '0';
	CHECK_INT(loketctl(&o.out, &o.err, one), 1);
	CHECK_HAS(buf_str(&o.err), "no record with this number");
	office_close(&o);
}

TEST(open, names_the_gap_and_still_prints_the_rest)
{
	struct office o;

	office_open(&o, 4);
	const char *open_args[] = {"open", "--key", "authority/authority.key", "--hub", o.w.uri, NULL};
	const char *verify_args[] = {"verify", "--hub", o.w.uri, NULL};

	CHECK_INT(loketctl(&o.out, &o.err, verify_args), 0);
	CHECK_HAS(buf_str(&o.out), "verify: 4 records of 1 stations, 0 findings");
	sync_world_hub_end(&o.w, SIGTERM);
	tamper("DELETE FROM record WHERE seq = 2");
	CHECK_INT(loketctl(&o.out, &o.err, open_args), 1);
	CHECK_HAS(buf_str(&o.err), "GAP DEMO-01: record 1-2 is missing.");
	json_decref(nth_line(&o.out, 2));
	CHECK_INT(loketctl(&o.out, &o.err, verify_args), 1);
	CHECK_HAS(buf_str(&o.out), "GAP DEMO-01: record 1-2 is missing.");
	office_close(&o);
}

TEST(open, another_key_opens_nothing)
{
	struct key_secret *other;
	struct office o;

	office_open(&o, 2);
	const char *args[] = {"open", "--key", "other/authority.key", "--hub", o.w.uri, NULL};

	CHECK_OK(key_new(&other, KEY_AUTHORITY, true));
	CHECK_OK(key_write(other, "other"));
	key_free(other);
	CHECK_INT(loketctl(&o.out, &o.err, args), 1);
	CHECK_TEXT(buf_str(&o.out), "");
	CHECK_HAS(buf_str(&o.err), "sealed to other keys");
	office_close(&o);
}

TEST(open, reads_what_waits_at_a_station)
{
	struct office o;
	json_t *line;

	office_open(&o, 2);
	CHECK_OK(key_write(o.w.device, "data/keys"));
	sync_world_commit(&o.w, 1, 30);
	const char *args[] = {"open", "--key", "authority/authority.key", "--station", o.w.data, NULL};

	CHECK_INT(loketctl(&o.out, &o.err, args), 0);
	line = nth_line(&o.out, 1);
	CHECK(json_is_true(json_object_get(line, "receipt")));
	json_decref(line);
	line = nth_line(&o.out, 2);
	CHECK(json_is_false(json_object_get(line, "receipt")));
	json_decref(line);
	office_close(&o);
}

TEST(open, wrong_calls_exit_with_two)
{
	static const char *const calls[][6] = {{"open"}, {"open", "--hub", "sqlite:x"}, {"open", "--key", "x"},
	        {"verify"}, {"verify", "--hub", "sqlite:x", "--station", "y"},
	        {"open", "--key", "k", "--hub", "h", "--no"}, {"device"}, {"device", "forget"}, {"device", "add"},
	        {"device", "revoke", "--station", "X-1"}};
	AUTO_BUF out;
	AUTO_BUF err;

	buf_init(&out, 65536);
	buf_init(&err, 65536);
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		const char *args[7] = {0};

		for (int k = 0; k < 6; k++)
			args[k] = calls[i][k];
		CHECK_INT(loketctl(&out, &err, args), 2);
		CHECK(err.len > 0 && strchr(buf_str(&err), '\n') == buf_str(&err) + err.len - 1);
	}
}

TEST(device, is_added_listed_and_revoked)
{
	struct office o;

	office_open(&o, 1);
	CHECK_OK(key_write(o.w.device, "data/keys"));
	CHECK(remove("hub/hub.db.devices") == 0);
	const char *add[] = {"device", "add", "--hub", o.w.uri, "--station-dir", o.w.data, NULL};
	const char *list[] = {"device", "list", "--hub", o.w.uri, NULL};
	const char *revoke[] = {"device", "revoke", "--hub", o.w.uri, "--station", "DEMO-01", NULL};
	const char *nobody[] = {"device", "revoke", "--hub", o.w.uri, "--station", "DEMO-02", NULL};

	CHECK_INT(loketctl(&o.out, &o.err, add), 0);
	CHECK_INT(loketctl(&o.out, &o.err, list), 0);
	CHECK_HAS(buf_str(&o.out), "DEMO-01");
	CHECK_HAS(buf_str(&o.out), "known");
	CHECK_INT(loketctl(&o.out, &o.err, revoke), 0);
	CHECK_INT(loketctl(&o.out, &o.err, list), 0);
	CHECK_HAS(buf_str(&o.out), "revoked");
	CHECK_INT(loketctl(&o.out, &o.err, nobody), 1);
	office_close(&o);
}
