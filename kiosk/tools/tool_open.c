#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/envelope.h"
#include "store/kinds.h"
#include "sync/wire.h"
#include "sys/text.h"
#include "tools/args.h"
#include "tools/audit_source.h"
#include "tools/tools.h"

static const char usage[] =
        "use: loketctl open --key FILE --hub URI | --stick DIR | --station DIR [--number N]\n"
        "\n"
        "Checks every signature and chain, opens the seals, and prints one JSON object a record. What is missing or\n"
        "altered is named on standard error, and the exit status is 1.\n"
        "\n"
        "  --key FILE       authority.key (or desk.key): who the records were sealed to\n"
        "  --hub URI        a hub's store, sqlite:PATH\n"
        "  --stick DIR      batches on a stick (*.ceb.zst); --hub beside it, or DIR/device.pub, knows the stations\n"
        "  --station DIR    a station's own data: its records that still wait\n"
        "  --number N       only the record with this number, as it stands on a paper\n"
        "  --hub-key FILE   hub.pub whose receipts count (preset: the key that the store names)\n"
        "\n"
        "example: loketctl open --key office/authority.key --hub sqlite:build/demo/hub/hub.db\n";

struct opening {
	struct key_secret *key;
	const struct record_number *only; /* NULL: all */
	struct audit *audit;
	bool found;
};

static void find(void *me, const char *sentence)
{
	(void)me;
	fprintf(stderr, "loketctl open: %s\n", sentence);
}

/* Answers stand at the top, or under "answers" where more is told about them. */
static json_t *answers_of(const struct buf *json)
{
	json_t *all = json_loadb((const char *)json->data, json->len, JSON_REJECT_DUPLICATES, NULL);
	json_t *answers = json_object_get(all, "answers");

	if (!json_is_object(answers))
		return all;
	json_incref(answers);
	json_decref(all);
	return answers;
}

static json_t *describe(const struct audit_record *r, const char *number)
{
	char device[33], hash[65], id[WIRE_UUID + 1], created[WIRE_TIME + 1], type[24];
	const struct record_kind *kind = kind_of_id(r->header.type);

	hex_put(device, r->header.device, sizeof(r->header.device));
	hex_put(hash, r->hash, sizeof(r->hash));
	wire_uuid(id, r->header.id);
	wire_time(created, r->header.created_ms);
	snprintf(type, sizeof(type), "type-%u", r->header.type);
	return json_pack("{s:s, s:I, s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:b}", "device", device, "epoch",
	        (json_int_t)r->header.epoch, "seq", (json_int_t)r->header.seq, "number", number, "id", id, "type",
	        kind ? kind->name : type, "created", created, "clock", wire_clock_state(r->header.clock_state), "hash",
	        hash, "receipt", r->has_receipt ? 1 : 0);
}

static int print_line(const struct audit_record *r, const char *number, const struct buf *json)
{
	json_t *answers = answers_of(json), *line = describe(r, number);
	char *text = NULL;

	if (answers && line && json_object_set(line, "answers", answers) == 0)
		text = json_dumps(line, JSON_COMPACT);
	json_decref(answers);
	json_decref(line);
	if (!text)
		return err_new(EBADMSG, "%s: what is inside is no JSON", number);
	puts(text);
	wipe(text, strlen(text));
	free(text);
	return 0;
}

static bool is_wanted(const struct opening *o, const struct audit_record *r)
{
	return !o->only || (o->only->epoch == r->header.epoch && o->only->seq == r->header.seq &&
	                           memcmp(o->only->hash4, r->hash, sizeof(o->only->hash4)) == 0);
}

static int open_record(struct opening *o, const struct audit_record *r)
{
	struct envelope_inside inside;
	char number[RECORD_NUMBER_MAX + 1];
	int e = envelope_open(&inside, &r->record, o->key);

	if (e < 0)
		return err_up(e);
	record_number(number, e == 0 ? inside.station : r->device->station, r->header.epoch, r->header.seq, r->hash);
	if (e == ENVELOPE_NOT_FOR_US)
		audit_find(o->audit, "SEALED %s: the record is sealed to other keys than this one.", number);
	else if (e > 0)
		audit_find(o->audit, "ALTERED %s: the seal does not open.", number);
	if (e > 0)
		return 0;
	if (!o->only || text_is(o->only->station, inside.station)) {
		o->found = true;
		e = print_line(r, number, &inside.json);
	}
	buf_fini(&inside.json);
	return err_up(e);
}

static int take(void *me, const struct audit_record *r)
{
	struct opening *o = me;

	if (!r->record.body || !is_wanted(o, r))
		return 0;
	return err_up(open_record(o, r));
}

static int run(struct opening *o, const struct audit_source *source)
{
	const struct audit_world world = {.find = find, .take = take, .me = o};
	struct audit a;
	int64_t findings;
	int r;

	audit_init(&a, &world);
	o->audit = &a;
	r = audit_source_run(&a, source);
	findings = a.findings;
	o->audit = NULL;
	audit_fini(&a);
	if (r < 0)
		return err_up(r);
	if (o->only && !o->found)
		return err_new(ENOENT, "no record with this number is here");
	if (o->only)
		return 0;
	return findings == 0 ? 0
	                     : err_new(EBADMSG, "%" PRId64 " things are not as they should be, see above", findings);
}

/* The owner of the data, or the desk that may read along. */
static int read_key(struct key_secret **out, const char *path)
{
	int r = key_read_secret(out, path, KEY_AUTHORITY);

	if (r == -EINVAL && key_read_secret(out, path, KEY_DESK) == 0)
		return 0;
	return err_up(r);
}

static int fail(int status)
{
	fprintf(stderr, "loketctl open: %s\n", err_why());
	return status;
}

int tool_open(int argc, char *const *argv)
{
	struct arg args[] = {{.name = "--key"}, {.name = "--hub"}, {.name = "--stick"}, {.name = "--station"},
	        {.name = "--number"}, {.name = "--hub-key"}, {.name = NULL}};
	struct audit_source source;
	struct record_number number;
	struct opening o = {0};
	int r;

	if (args_ask_help(argc, argv)) {
		fputs(usage, stdout);
		return 0;
	}
	if (args_read(args, argc, argv) < 0)
		return fail(2);
	source = (struct audit_source){.hub = args_value(args, "--hub", NULL),
	        .stick = args_value(args, "--stick", NULL),
	        .station = args_value(args, "--station", NULL),
	        .hub_key = args_value(args, "--hub-key", NULL)};
	if (audit_source_check(&source) < 0)
		return fail(2);
	if (!args_value(args, "--key", NULL))
		return (void)err_new(EINVAL, "--key FILE is needed; --help shows an example"), fail(2);
	if (args_value(args, "--number", NULL)) {
		if (!record_number_read(&number, args_value(args, "--number", NULL)))
			return (void)err_new(
			               EINVAL, "--number takes what stands on the paper, like DEMO-01-1-42-1a2b3c4d"),
			       fail(2);
		o.only = &number;
	}
	if (sodium_init() < 0 || read_key(&o.key, args_value(args, "--key", NULL)) < 0)
		return fail(1);
	r = run(&o, &source);
	key_free(o.key);
	return r < 0 ? fail(1) : 0;
}
