#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "store/station.h"
#include "sync/hub_store.h"
#include "sync/pki.h"
#include "sync/wire.h"
#include "sys/text.h"
#include "tools/args.h"
#include "tools/tools.h"

static const char usage[] =
        "use: loketctl device add --hub URI --station-dir DIR\n"
        "     loketctl device add --hub URI --device ID --station CODE --key FILE [--cert FILE]\n"
        "     loketctl device revoke --hub URI --device ID | --station CODE\n"
        "     loketctl device list --hub URI\n"
        "\n"
        "Which stations a hub knows. A change counts from the next request on, also while the hub runs.\n"
        "\n"
        "  --hub URI           the hub's store, sqlite:PATH\n"
        "  --station-dir DIR   a station's data, as made by loketctl init: everything is read from there\n"
        "  --device ID         32 hexadecimal digits\n"
        "  --station CODE      as printed on paper, like DEMO-01\n"
        "  --key FILE          device.pub: checks the signatures of its records\n"
        "  --cert FILE         tls-client.crt: only this certificate is let in (preset: any of our CA with its id)\n"
        "\n"
        "example: loketctl device add --hub sqlite:build/demo/hub/hub.db --station-dir build/demo/station\n";

static int fail(int status)
{
	fprintf(stderr, "loketctl device: %s\n", err_why());
	return status;
}

static int take_card(struct hub_device *d, const char *path)
{
	struct pki_card card;
	char id[33];
	int r = pki_read_card(&card, path);

	if (r < 0)
		return err_up(r);
	hex_put(id, d->id, sizeof(d->id));
	if (!text_is(card.device, id))
		return err_new(EINVAL, "%s was made for device '%s', not for %s", path, card.device, id);
	(void)text_copy(d->print, sizeof(d->print), card.print);
	(void)text_copy(d->serial, sizeof(d->serial), card.serial);
	return 0;
}

static int take_key(struct hub_device *d, const char *path)
{
	struct key_public key;
	int r = key_read_public(&key, path, KEY_DEVICE);

	if (r == 0)
		memcpy(d->sign_key, key.bytes, sizeof(d->sign_key));
	return err_up(r);
}

static int from_station_dir(struct hub_device *d, const char *data)
{
	struct station station;
	char keys[4000], path[4096];
	int r = station_read(&station, data);

	if (r < 0)
		return err_up(r);
	memcpy(d->id, station.device, sizeof(d->id));
	(void)text_copy(d->station, sizeof(d->station), station.code);
	if ((r = station_path(keys, sizeof(keys), data, STATION_KEYS)) < 0)
		return err_up(r);
	snprintf(path, sizeof(path), "%s/device.pub", keys);
	if ((r = take_key(d, path)) < 0 || (r = station_path(path, sizeof(path), data, STATION_CLIENT_CRT)) < 0)
		return err_up(r);
	return err_up(take_card(d, path));
}

static int from_options(struct hub_device *d, const struct arg *args)
{
	const char *id = args_value(args, "--device", ""), *code = args_value(args, "--station", "");
	const char *key = args_value(args, "--key", NULL), *cert = args_value(args, "--cert", NULL);
	int r;

	if (!hex_take(d->id, sizeof(d->id), id))
		return err_new(EINVAL, "--device takes 32 hexadecimal digits");
	if (!station_code_is_valid(code) || !text_copy(d->station, sizeof(d->station), code))
		return err_new(EINVAL, "--station takes 2 to 16 of A-Z, 0-9 and -, like DEMO-01");
	if (!key)
		return err_new(EINVAL, "--key FILE is needed: the station's device.pub");
	if ((r = take_key(d, key)) < 0)
		return err_up(r);
	return cert ? err_up(take_card(d, cert)) : 0;
}

struct search {
	const uint8_t *id;
	const char *code;
	struct hub_device found;
	int n;
};

static int look(void *me, const struct hub_device *d)
{
	struct search *s = me;

	if ((s->id && memcmp(s->id, d->id, sizeof(d->id)) == 0) || (s->code && text_is(s->code, d->station))) {
		s->found = *d;
		s->n++;
	}
	return 0;
}

/* Two stations with one code would make numbers on paper ambiguous. */
static int check_code(struct hub_store *store, const struct hub_device *d)
{
	struct search s = {.code = d->station};
	int r = store->ops->each_device(store->me, look, &s);

	if (r < 0)
		return err_up(r);
	if (s.n > 0 && s.found.trust == HUB_KNOWN && memcmp(s.found.id, d->id, sizeof(d->id)) != 0)
		return err_new(
		        EEXIST, "station %s is already known with another device; revoke that one first", d->station);
	return 0;
}

static int64_t now_ms(void)
{
	return (int64_t)time(NULL) * 1000;
}

static int add(struct hub_store *store, const struct arg *args)
{
	struct hub_device d = {.trust = HUB_KNOWN, .added_ms = now_ms()};
	const char *dir = args_value(args, "--station-dir", NULL);
	int r = dir ? from_station_dir(&d, dir) : from_options(&d, args);

	if (r == 0)
		r = check_code(store, &d);
	if (r == 0)
		r = store->ops->put_device(store->me, &d);
	if (r == 0)
		printf("%s is known to the hub\n", d.station);
	return err_up(r);
}

static int revoke(struct hub_store *store, const struct arg *args)
{
	const char *id = args_value(args, "--device", NULL);
	struct search s = {.code = args_value(args, "--station", NULL)};
	uint8_t bytes[16];
	int r;

	if (id && !hex_take(bytes, sizeof(bytes), id))
		return err_new(EINVAL, "--device takes 32 hexadecimal digits");
	s.id = id ? bytes : NULL;
	if (!s.id && !s.code)
		return err_new(EINVAL, "say which: --device ID or --station CODE");
	if ((r = store->ops->each_device(store->me, look, &s)) < 0)
		return err_up(r);
	if (s.n != 1)
		return err_new(ENOENT, s.n == 0 ? "the hub knows no such station"
		                                : "the hub knows more than one such station: name it with --device ID");
	s.found.trust = HUB_REVOKED;
	s.found.revoked_ms = now_ms();
	if ((r = store->ops->put_device(store->me, &s.found)) < 0)
		return err_up(r);
	printf("%s is revoked: the hub turns it away from its next request on\n", s.found.station);
	return 0;
}

static int print_device(void *me, const struct hub_device *d)
{
	char id[33], added[WIRE_TIME + 1];

	(void)me;
	hex_put(id, d->id, sizeof(d->id));
	wire_time(added, d->added_ms);
	printf("%-16s  %s  %-7s  added %s  certificate %.16s\n", d->station, id,
	        d->trust == HUB_KNOWN ? "known" : "revoked", added, d->print[0] ? d->print : "any");
	return 0;
}

static int list(struct hub_store *store, const struct arg *args)
{
	(void)args;
	return err_up(store->ops->each_device(store->me, print_device, NULL));
}

int tool_device(int argc, char *const *argv)
{
	static const struct {
		const char *word;
		int (*run)(struct hub_store *store, const struct arg *args);
	} words[] = {{"add", add}, {"revoke", revoke}, {"list", list}};
	struct arg args[] = {{.name = "--hub"}, {.name = "--station-dir"}, {.name = "--device"}, {.name = "--station"},
	        {.name = "--key"}, {.name = "--cert"}, {.name = NULL}};
	struct hub_store store;
	size_t w = 0;
	int r;

	if (args_ask_help(argc, argv) || (argc > 1 && args_ask_help(argc - 1, argv + 1))) {
		fputs(usage, stdout);
		return 0;
	}
	while (w < 3 && (argc < 2 || !text_is(argv[1], words[w].word)))
		w++;
	if (w == 3)
		return (void)err_new(EINVAL, "say add, revoke or list; --help shows an example"), fail(2);
	if (args_read(args, argc - 1, argv + 1) < 0)
		return fail(2);
	if (!args_value(args, "--hub", NULL))
		return (void)err_new(EINVAL, "--hub URI is needed; --help shows an example"), fail(2);
	if (sodium_init() < 0 || hub_store_open(&store, args_value(args, "--hub", NULL), HUB_DEVICES) < 0)
		return fail(1);
	r = words[w].run(&store, args);
	hub_store_close(&store);
	return r < 0 ? fail(r == -EINVAL ? 2 : 1) : 0;
}
