#include <errno.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "sync/hub.h"
#include "sync/hub_lock.h"
#include "sync/stick.h"
#include "sys/text.h"
#include "tools/args.h"
#include "tools/tools.h"

static const char usage[] =
        "use: loketctl stick take STICK --hub URI --key FILE\n"
        "\n"
        "The office reads a stick that a station has written (loket-stick export), gives its records to the hub's\n"
        "store, and lays receipts on the stick for the way back (loket-stick import). What is damaged, missing or of\n"
        "an unknown station is named, and the exit status is 1; all the rest is taken. While the hub runs, it reads\n"
        "sticks itself: loket-hub --sticks DIR.\n"
        "\n"
        "  --hub URI    the hub's store, sqlite:PATH\n"
        "  --key FILE   hub.key: signs the receipts\n"
        "\n"
        "example: loketctl stick take /media/stick --hub sqlite:/var/lib/loket/hub.db --key hub.key\n";

static int fail(int status)
{
	fprintf(stderr, "loketctl stick: %s\n", err_why());
	return status;
}

static void say(void *me, const char *sentence)
{
	(void)me;
	printf("%s\n", sentence);
	fflush(stdout);
}

static int submit(void *me, struct hub_batch *batch)
{
	return err_up(hub_take(me, &batch, 1));
}

static int take_into(struct hub_store *store, struct hub_store *devices, const struct key_secret *key, const char *dir)
{
	struct stick_taken done;
	struct stick_disk disk;
	struct clock clock;
	struct hub hub;
	struct stick_world world = {.disk = &disk, .dir = dir, .clock = &clock, .say = say};
	struct stick_office office = {.devices = devices, .submit = submit, .submit_me = &hub};
	int r = hub_open(&hub, *store, key);

	clock_real(&clock);
	stick_disk_real(&disk);
	if (r < 0 || (r = stick_take(&done, &world, &office)) < 0)
		return err_up(r);
	printf("%" PRIu32 " records new, %" PRIu32 " known already, %" PRIu32 " in conflict, %" PRIu32
	       " refused; %" PRIu32 " receipts on the stick\n",
	        done.stored, done.duplicates, done.conflicts, done.refused, done.receipts);
	if (done.refused + done.conflicts > 0)
		return err_new(EBADMSG, "not everything on the stick could be taken; what was refused stands above");
	return 0;
}

static int take(const char *uri, const char *key_file, const char *dir)
{
	struct key_secret *key = NULL;
	struct hub_store store, devices;
	int lock, r = hub_lock_take(&lock, uri);

	if (r == HUB_LOCK_HELD)
		return err_new(
		        EBUSY, "the hub of %s is running: let it read the stick itself (loket-hub --sticks DIR)", uri);
	if (r == 0 && (r = key_read_secret(&key, key_file, KEY_HUB)) == 0 &&
	        (r = hub_store_open(&store, uri, HUB_WRITE)) == 0) {
		if ((r = hub_store_open(&devices, uri, HUB_READ)) == 0) {
			r = take_into(&store, &devices, key, dir);
			hub_store_close(&devices);
		}
		hub_store_close(&store);
	}
	key_free(key);
	hub_lock_end(lock);
	return err_up(r);
}

int tool_stick(int argc, char *const *argv)
{
	struct arg args[] = {{.name = "--hub"}, {.name = "--key"}, {.name = NULL}};

	if (args_ask_help(argc, argv) || (argc > 1 && args_ask_help(argc - 1, argv + 1))) {
		fputs(usage, stdout);
		return 0;
	}
	if (argc < 3 || !text_is(argv[1], "take") || argv[2][0] == '-')
		return (void)err_new(EINVAL, "say take STICK; --help shows an example"), fail(2);
	if (args_read(args, argc - 2, argv + 2) < 0)
		return fail(2);
	if (!args_value(args, "--hub", NULL) || !args_value(args, "--key", NULL))
		return (void)err_new(EINVAL, "--hub URI and --key FILE are needed; --help shows an example"), fail(2);
	if (sodium_init() < 0)
		return (void)err_new(EIO, "libsodium does not start on this machine"), fail(1);
	return take(args_value(args, "--hub", NULL), args_value(args, "--key", NULL), argv[2]) < 0 ? fail(1) : 0;
}
