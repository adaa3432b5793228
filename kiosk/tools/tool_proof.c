/*
 * tool_proof - what a station says that runs on it, checked without a network (store/proof.h, S-20)
 *
 * The line is what any reader of QR codes gives from the technician's screen "Show proof"; in a file, on standard input, or
 * as the word itself. The station's key comes from its own folder, or as the device.pub that the office keeps.
 */
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "store/proof.h"
#include "sys/file.h"
#include "sys/text.h"
#include "tools/args.h"
#include "tools/tools.h"

static const char usage[] =
        "use: loketctl proof verify (FILE|-|LINE) (--key DEVICE.PUB | --data DIR) [--slot HEX] [--version V]\n\n"
        "Checks the signed line of a station's screen 'Show proof': its signature, and the device it names. What it says is\n"
        "printed, a line each. Exit status 1 when it does not hold, or when it is another slot or version than is wanted.\n\n"
        "  FILE | - | LINE  the line as a reader of QR codes gives it; - reads standard input\n"
        "  --key FILE       device.pub of the station\n"
        "  --data DIR       the station's own folder: its key, and its code is compared as well\n"
        "  --slot HEX       the root hash that has to run there: the third word of an image's file 'verity'\n"
        "  --version V      the version that has to run there\n\n"
        "example: zbarimg -q --raw screen.png | loketctl proof verify - --key device.pub\n";

enum { INPUT_MOST = 4096 };

struct wanted {
	const char *slot, *version;
	char station[STATION_CODE_MAX + 1]; /* "": any */
};

/* The key, and of a station's folder its code. */
static int read_station(struct key_public *key, struct wanted *wanted, const char *pub, const char *data)
{
	char dir[4096], path[4200];
	struct station station;
	int e;

	if (!data)
		return err_up(key_read_public(key, pub, KEY_DEVICE));
	e = station_read(&station, data);
	if (e == 0)
		e = station_path(dir, sizeof dir, data, STATION_KEYS);
	if (e == 0)
		e = path_join(path, sizeof path, dir, "device.pub");
	if (e == 0)
		e = key_read_public(key, path, KEY_DEVICE);
	if (e == 0)
		(void)text_copy(wanted->station, sizeof wanted->station, station.code);
	return err_up(e);
}

static int read_stdin(struct buf *out)
{
	uint8_t part[1024];
	size_t n;

	while ((n = fread(part, 1, sizeof part, stdin)) > 0)
		buf_add(out, part, n);
	return err_up(buf_done(out));
}

/* The line without what a reader lays around it: blanks and line ends. */
static int read_line(char out[PROOF_MAX + 1], const char *where)
{
	AUTO_BUF text;
	const char *begin;
	size_t n;
	int e = 0;

	buf_init(&text, INPUT_MOST);
	if (text_starts(where, "LOKET-PROOF-"))
		buf_text(&text, where);
	else
		e = text_is(where, "-") ? read_stdin(&text) : file_read(&text, where);
	if (e)
		return err_up(e);
	begin = buf_str(&text) + strspn(buf_str(&text), " \t\r\n");
	n = strlen(begin);
	while (n > 0 && strchr(" \t\r\n", begin[n - 1]))
		n--;
	if (n == 0 || n > PROOF_MAX || memchr(text.data, 0, text.len))
		return err_new(EBADMSG, "it is no proof: a line of at most %d signs is wanted", PROOF_MAX);
	memcpy(out, begin, n);
	out[n] = 0;
	return 0;
}

/* What holds may still be another station's, another slot's, or another version's. */
static int judge(const struct proof *p, const struct key_public *key, const struct wanted *wanted)
{
	uint8_t id[STATION_DEVICE_BYTES], slot[PROOF_HASH];

	station_device_of(id, key->bytes);
	if (memcmp(id, p->device, sizeof id) != 0)
		return err_new(EBADMSG, "it names another device than the one whose key signed it");
	if (*wanted->station && !text_is(wanted->station, p->station))
		return err_new(EBADMSG, "it is of station %s, and this is station %s", p->station, wanted->station);
	if (wanted->slot && (strlen(wanted->slot) != 2 * sizeof slot || !hex_take(slot, sizeof slot, wanted->slot)))
		return err_new(EINVAL, "--slot: a root hash is %zu hexadecimal digits", 2 * sizeof slot);
	if (wanted->slot && (p->slot_kind != 'V' || memcmp(slot, p->slot, sizeof slot) != 0))
		return err_new(EBADMSG, "another root runs there than the one that is wanted");
	if (wanted->version && !text_is(wanted->version, p->version))
		return err_new(EBADMSG, "version %s runs there, and %.31s is wanted", p->version, wanted->version);
	return 0;
}

static void say(const struct proof *p)
{
	char slot[2 * PROOF_HASH + 1], config[2 * PROOF_CONFIG + 1], device[2 * STATION_DEVICE_BYTES + 1], at[24] = "?";
	time_t s = (time_t)p->at_s;
	struct tm utc;

	hex_put(slot, p->slot, sizeof p->slot);
	hex_put(config, p->config, sizeof p->config);
	hex_put(device, p->device, sizeof p->device);
	if (gmtime_r(&s, &utc))
		(void)strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", &utc);
	printf("holds: signed by this station's key\nstation %s\ndevice %s\nversion %s (git %s)\n", p->station, device,
	        p->version, p->git);
	printf("slot %s %s\nconfiguration %s\ntime %s, by the station's own clock\n",
	        p->slot_kind == 'V'   ? "dm-verity root"
	        : p->slot_kind == 'R' ? "not checked, os-release"
	                              : "not known",
	        slot, config, at);
}

static int verify(const char *where, const char *pub, const char *data, struct wanted *wanted)
{
	char line[PROOF_MAX + 1];
	struct key_public key;
	struct proof p;
	int e = read_station(&key, wanted, pub, data);

	if (e == 0)
		e = read_line(line, where);
	if (e == 0)
		e = proof_check(&p, line, strlen(line), key.bytes);
	if (e == PROOF_REFUSED)
		e = err_new(EBADMSG, "it does not hold: it was altered, another station signed it, or it is no proof");
	if (e == 0)
		e = judge(&p, &key, wanted);
	if (e == 0)
		say(&p);
	return err_up(e);
}

static int fail(int status)
{
	fprintf(stderr, "loketctl proof: %s\n", err_why());
	return status;
}

int tool_proof(int argc, char *const *argv)
{
	struct arg args[] = {
	        {.name = "--key"}, {.name = "--data"}, {.name = "--slot"}, {.name = "--version"}, {.name = NULL}};
	struct wanted wanted = {.slot = NULL};
	const char *key, *data;

	if (args_ask_help(argc, argv)) {
		fputs(usage, stdout);
		return 0;
	}
	if (argc < 3 || !text_is(argv[1], "verify") || text_starts(argv[2], "--"))
		return (void)err_new(EINVAL, "it is proof verify FILE; --help shows an example"), fail(2);
	if (args_read(args, argc - 2, argv + 2) < 0)
		return fail(2);
	key = args_value(args, "--key", NULL);
	data = args_value(args, "--data", NULL);
	wanted.slot = args_value(args, "--slot", NULL);
	wanted.version = args_value(args, "--version", NULL);
	if (!key == !data)
		return (void)err_new(EINVAL, "give either --key DEVICE.PUB or --data DIR: whose proof is it?"), fail(2);
	if (sodium_init() < 0)
		return (void)err_new(EIO, "libsodium can not be started"), fail(1);
	return verify(argv[2], key, data, &wanted) < 0 ? fail(1) : 0;
}
