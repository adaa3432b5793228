#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file.h"
#include "sys/text.h"
#include "store/station.h"
#include "sync/pki.h"
#include "tools/args.h"
#include "tools/tools.h"

static const char usage[] =
        "use: loketctl init --data DIR --hub URL [--authority PUBKEYFILE]... [--desk PUBKEYFILE]\n"
        "\n"
        "Makes a station: its keys, its folders and DIR/station.conf. Never touches a station that is there.\n"
        "\n"
        "  --data DIR           folder of the station; made when absent\n"
        "  --hub URL            where loket-sync sends, https://HOST:PORT\n"
        "  --authority FILE     authority.pub: who can open the records; up to 8 of them\n"
        "  --desk FILE          desk.pub: the desk may read along\n"
        "  --station CODE       as printed on paper, like DEMO-01 (preset: made from the device id)\n"
        "  --hub-key FILE       hub.pub: whose receipts are believed\n"
        "  --recovery-key FILE  recovery.pub: whose order begins the staff register anew (loketctl staff)\n"
        "  --pack-key FILE      pack.pub: whose rights notices are shown; up to 8 of them (preset: the one\n"
        "                       in content/notices/ beside this program, when it is there)\n"
        "  --demonstration DIR  an authority made for demonstrations, in DIR; made when absent. Production refuses it\n"
        "  --ca PATH            ca.crt of the hub, or the folder with ca.crt and ca.key: then a\n"
        "                       TLS certificate for the station is made too\n"
        "\n"
        "example: loketctl init --data build/demo --hub https://localhost:8443 --authority office/authority.pub\n";

enum { CA_FILE_MAX = 65536 };

static int make_folders(const char *data)
{
	static const struct {
		enum station_place place;
		mode_t mode;
	} folders[] = {{STATION_KEYS, 0700}, {STATION_TLS, 0750}, {STATION_STORE, 02750}, {STATION_LEDGER, 02770}};
	char path[4096];
	int e = dir_make(data, 0750);

	for (size_t i = 0; e == 0 && i < sizeof folders / sizeof *folders; i++) {
		e = station_path(path, sizeof path, data, folders[i].place);
		if (e == 0)
			e = dir_make(path, folders[i].mode);
	}
	return err_up(e);
}

/* A station that was cut off half-way keeps the key it had: a hub may know it already. */
static int make_device(struct station *s, const char *data)
{
	char dir[4096], path[4096];
	struct key_secret *k;
	int e = station_path(dir, sizeof dir, data, STATION_KEYS);

	if (e || (e = station_path(path, sizeof path, data, STATION_DEVICE_KEY)))
		return err_up(e);
	if (file_exists(path)) {
		e = key_read_secret(&k, path, KEY_DEVICE);
		if (e)
			return err_up(e);
		e = key_write_public(k, dir);
	} else {
		e = key_new(&k, KEY_DEVICE, s->demonstration);
		if (e)
			return err_up(e);
		e = key_write(k, dir);
	}
	station_device_of(s->device, key_public_part(k)->bytes);
	key_free(k);
	return err_up(e);
}

/* Also after a cut between its two files: the secret one is kept, the other made again from it. */
static int make_authority(struct station *s, const char *dir)
{
	struct key_secret *k;
	char path[4096];
	int e = path_join(path, sizeof path, dir, "authority.key");

	if (e)
		return err_up(e);
	if (file_exists(path)) {
		e = key_read_secret(&k, path, KEY_AUTHORITY);
		if (e == 0)
			e = key_write_public(k, dir);
	} else {
		e = key_new(&k, KEY_AUTHORITY, true);
		if (e == 0)
			e = key_write(k, dir);
	}
	if (e)
		return err_up(e);
	s->authorities[s->n_authorities++] = *key_public_part(k);
	s->demonstration |= key_public_part(k)->demonstration;
	key_free(k);
	return 0;
}

static int read_keys(struct station *s, const struct arg *args)
{
	const char *office = args_value(args, "--demonstration", NULL);
	const struct arg *authorities = arg_of(args, "--authority");
	const char *desk = args_value(args, "--desk", NULL), *hub = args_value(args, "--hub-key", NULL);
	const char *recovery = args_value(args, "--recovery-key", NULL);
	int e = 0;

	for (size_t i = 0; e == 0 && i < authorities->n; i++) {
		e = key_read_public(&s->authorities[i], authorities->values[i], KEY_AUTHORITY);
		for (size_t k = 0; e == 0 && k < i; k++)
			if (memcmp(s->authorities[k].bytes, s->authorities[i].bytes, KEY_BYTES) == 0)
				e = err_new(
				        EINVAL, "%s: the same authority key is given twice", authorities->values[i]);
		s->demonstration |= e == 0 && s->authorities[i].demonstration;
		s->n_authorities = i + 1;
	}
	if (e == 0 && desk)
		e = key_read_public(&s->desk, desk, KEY_DESK);
	if (e == 0 && hub)
		e = key_read_public(&s->hub_key, hub, KEY_HUB);
	if (e == 0 && recovery)
		e = key_read_public(&s->recovery_key, recovery, KEY_RECOVERY);
	if (e == 0 && office && s->n_authorities == STATION_AUTHORITIES_MAX)
		e = err_new(E2BIG, "--demonstration makes one authority more than the %d a station takes",
		        STATION_AUTHORITIES_MAX);
	if (e == 0 && office)
		e = make_authority(s, office);
	s->has_recovery_key = recovery != NULL;
	s->has_desk = desk != NULL;
	s->has_hub_key = hub != NULL;
	if (e == 0)
		s->demonstration |= (desk && s->desk.demonstration) || (hub && s->hub_key.demonstration) ||
		                    (recovery && s->recovery_key.demonstration);
	return err_up(e);
}

/* content/notices/pack.pub beside the program; false when there is none. */
static bool preset_pack_key(char path[4096])
{
	static const char rest[] = "content/notices/pack.pub";
	ssize_t n = readlink("/proc/self/exe", path, 4096 - sizeof rest);
	char *slash;

	if (n <= 0)
		return false;
	path[n] = 0;
	slash = strrchr(path, '/');
	if (!slash)
		return false;
	memcpy(slash + 1, rest, sizeof rest);
	return file_exists(path);
}

/* Its mark stays with the key: an example of a notice does not make the station's records examples. */
static int read_pack_keys(struct station *s, const struct arg *args)
{
	const struct arg *given = arg_of(args, "--pack-key");
	char preset[4096];
	int e = 0;

	if (given->n == 0 && preset_pack_key(preset)) {
		s->n_pack_keys = 1;
		return err_up(key_read_public(&s->pack_keys[0], preset, KEY_PACK));
	}
	for (size_t i = 0; e == 0 && i < given->n; i++) {
		e = key_read_public(&s->pack_keys[i], given->values[i], KEY_PACK);
		for (size_t k = 0; e == 0 && k < i; k++)
			if (memcmp(s->pack_keys[k].bytes, s->pack_keys[i].bytes, KEY_BYTES) == 0)
				e = err_new(EINVAL, "%s: the same pack key is given twice", given->values[i]);
		s->n_pack_keys = i + 1;
	}
	return err_up(e);
}

static int copy_ca(const char *from, const char *data)
{
	char to[4096];
	AUTO_BUF text;
	int e;

	buf_init(&text, CA_FILE_MAX);
	e = file_read(&text, from);
	if (e == 0 && !strstr(buf_str(&text), "-----BEGIN CERTIFICATE-----"))
		e = err_new(EINVAL, "%s: is no certificate in PEM", from);
	if (e == 0)
		e = station_path(to, sizeof to, data, STATION_CA_CRT);
	return err_up(e ? e : file_replace(to, text.data, text.len, 0644));
}

/* From a folder with the CA's key the station gets its certificate at once; else it is made elsewhere. */
static int make_tls(const struct station *s, const char *ca, const char *data)
{
	char device[2 * STATION_DEVICE_BYTES + 1], dir[4096], path[4096];
	const char *names[] = {device};
	struct pki_order order = {.role = PKI_CLIENT, .dir = dir, .ca_dir = ca, .names = names, .n_names = 1};
	struct stat st;
	int e;

	if (stat(ca, &st) < 0)
		return err_new(errno, "%s: %s", ca, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return err_up(copy_ca(ca, data));
	hex_put(device, s->device, sizeof s->device);
	e = path_join(path, sizeof path, ca, "ca.crt");
	if (e == 0)
		e = copy_ca(path, data);
	if (e == 0)
		e = station_path(dir, sizeof dir, data, STATION_TLS);
	if (e == 0)
		e = station_path(path, sizeof path, data, STATION_CLIENT_KEY);
	return err_up(e || file_exists(path) ? e : pki_make(&order));
}

static int make_station(struct station *s, const struct arg *args, const char *data)
{
	const char *ca = args_value(args, "--ca", NULL);
	char path[4096], hex[9];
	int e = station_path(path, sizeof path, data, STATION_CONF);

	if (e == 0 && file_exists(path))
		return err_new(EEXIST, "%s: there is a station already; it stays as it is", path);
	if (e == 0)
		e = read_keys(s, args);
	if (e == 0)
		e = read_pack_keys(s, args);
	if (e == 0)
		e = make_folders(data);
	if (e == 0)
		e = make_device(s, data);
	if (e == 0 && ca)
		e = make_tls(s, ca, data);
	if (e)
		return err_up(e);
	if (!s->code[0]) {
		hex_put(hex, s->device, 4);
		(void)snprintf(s->code, sizeof s->code, "L-%s", hex);
		for (char *p = s->code; *p; p++)
			if (*p >= 'a' && *p <= 'f')
				*p = (char)(*p - 'a' + 'A');
	}
	/* Last: until this file stands there is no station. */
	return err_up(station_write(s, data));
}

static int wrongly(const char *why)
{
	fprintf(stderr, "loketctl init: %s\n", why);
	return 2;
}

int tool_init(int argc, char *const *argv)
{
	struct arg args[] = {{.name = "--data"}, {.name = "--hub"},
	        {.name = "--authority", .most = STATION_AUTHORITIES_MAX}, {.name = "--desk"}, {.name = "--station"},
	        {.name = "--hub-key"}, {.name = "--recovery-key"}, {.name = "--demonstration"},
	        {.name = "--pack-key", .most = STATION_PACK_KEYS_MAX}, {.name = "--ca"}, {.name = NULL}};
	struct station s = {.keyset = 1, .epoch = 1};
	const char *data, *hub, *code;
	char device[2 * STATION_DEVICE_BYTES + 1];

	if (args_ask_help(argc, argv)) {
		fputs(usage, stdout);
		return 0;
	}
	if (args_read(args, argc, argv))
		return wrongly(err_why());
	data = args_value(args, "--data", NULL);
	hub = args_value(args, "--hub", NULL);
	code = args_value(args, "--station", NULL);
	if (!data || !hub)
		return wrongly("--data and --hub are needed; --help shows an example");
	if (!station_hub_is_valid(hub))
		return wrongly("--hub takes an address like https://hub.example.org:8443");
	if (code && !station_code_is_valid(code))
		return wrongly("--station takes 2 to 16 of A-Z, 0-9 and -, no - at an end");
	(void)text_copy(s.hub, sizeof s.hub, hub);
	(void)text_copy(s.code, sizeof s.code, code ? code : "");
	if (make_station(&s, args, data)) {
		fprintf(stderr, "loketctl init: %s\n", err_why());
		return 1;
	}
	hex_put(device, s.device, sizeof s.device);
	printf("station %s made in %s\ndevice %s\n", s.code, data, device);
	for (size_t i = 0; i < s.n_authorities; i++) {
		char print[KEY_PRINT_CHARS + 1];

		key_print(print, &s.authorities[i]);
		printf("authority %s\n", print); /* as a device shows it before it becomes this station */
	}
	if (s.n_pack_keys == 0)
		printf("no pack key: it shows no rights notices until a 'pack_key = ...' line stands in %s/station.conf\n",
		        data);
	if (s.n_authorities == 0)
		printf("no authority yet: it takes no visits until an 'authority = ...' line stands in %s/station.conf\n",
		        data);
	return 0;
}
