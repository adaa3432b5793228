#include <stdio.h>

#include "sys/text.h"
#include "store/keys.h"
#include "sync/pki.h"
#include "tools/args.h"
#include "tools/tools.h"

static const char usage[] = "use: loketctl keys new --role ROLE --out DIR\n"
                            "\n"
                            "Makes a key pair; the private part has mode 0600, and nothing is ever overwritten.\n"
                            "\n"
                            "  --role authority   opens records              authority.pub authority.key\n"
                            "         desk        reads along at the desk    desk.pub desk.key\n"
                            "         device      signs a station's records  device.pub device.key\n"
                            "         pack        signs content packs        pack.pub pack.key\n"
                            "         hub         signs receipts             hub.pub hub.key\n"
                            "         recovery    begins a staff register anew  recovery.pub recovery.key\n"
                            "         ca          vouches for TLS peers      ca.crt ca.key\n"
                            "         tls-server  the hub's certificate      tls-server.crt tls-server.key\n"
                            "         tls-client  a station's certificate    tls-client.crt tls-client.key\n"
                            "  --out DIR          where the files go; made when absent\n"
                            "  --ca DIR           TLS: where ca.crt and ca.key lie (preset: the folder of --out)\n"
                            "  --name NAME        TLS: host names of a server, device id of a client; may come again\n"
                            "  --demonstration    marks the pair: an image built for production refuses it\n"
                            "\n"
                            "example: loketctl keys new --role authority --out office/\n";

struct tls_role {
	const char *name;
	enum pki_role role;
};

static const struct tls_role tls_roles[] = {{"ca", PKI_CA}, {"tls-server", PKI_SERVER}, {"tls-client", PKI_CLIENT}};

static const struct tls_role *tls_role_of(const char *name)
{
	for (size_t i = 0; i < sizeof tls_roles / sizeof *tls_roles; i++)
		if (text_is(tls_roles[i].name, name))
			return &tls_roles[i];
	return NULL;
}

static int make_tls(const struct tls_role *role, const struct arg *args, const char *out)
{
	const struct arg *names = arg_of(args, "--name");
	struct pki_order order = {
	        .role = role->role,
	        .dir = out,
	        .ca_dir = role->role == PKI_CA ? NULL : args_value(args, "--ca", out),
	        .names = names->values,
	        .n_names = names->n,
	};
	int e = pki_make(&order);

	if (e)
		return err_up(e);
	printf("%s/%s.crt\n%s/%s.key\n", out, role->name, out, role->name);
	return 0;
}

static int make_pair(enum key_role role, const struct arg *args, const char *out)
{
	struct key_secret *k;
	char hex[2 * KEY_BYTES + 1];
	int e = key_new(&k, role, arg_of(args, "--demonstration")->n > 0);

	if (e)
		return err_up(e);
	e = key_write(k, out);
	hex_put(hex, key_public_part(k)->bytes, KEY_BYTES);
	key_free(k);
	if (e)
		return err_up(e);
	printf("%s/%s.pub\n%s/%s.key\npublic key %s\n", out, key_role_name(role), out, key_role_name(role), hex);
	return 0;
}

static int wrongly(const char *why)
{
	fprintf(stderr, "loketctl keys: %s\n", why);
	return 2;
}

int tool_keys(int argc, char *const *argv)
{
	struct arg args[] = {{.name = "--role"}, {.name = "--out"}, {.name = "--ca"},
	        {.name = "--name", .most = PKI_MAX_NAMES}, {.name = "--demonstration", .is_flag = true},
	        {.name = NULL}};
	const char *role_name, *out;
	const struct tls_role *tls;
	enum key_role role;
	int e;

	if (args_ask_help(argc, argv) || (argc > 1 && args_ask_help(argc - 1, argv + 1))) {
		fputs(usage, stdout);
		return 0;
	}
	if (argc < 2 || !text_is(argv[1], "new"))
		return wrongly("only 'keys new' is known; --help shows how to call it");
	if (args_read(args, argc - 1, argv + 1))
		return wrongly(err_why());
	role_name = args_value(args, "--role", NULL);
	out = args_value(args, "--out", NULL);
	if (!role_name || !out)
		return wrongly("--role and --out are needed; --help shows an example");
	tls = tls_role_of(role_name);
	if (!tls && !key_role_of(&role, role_name))
		return wrongly("--role is authority, desk, device, pack, hub, recovery, ca, tls-server or tls-client");
	e = tls ? make_tls(tls, args, out) : make_pair(role, args, out);
	if (e) {
		fprintf(stderr, "loketctl keys: %s\n", err_why());
		return 1;
	}
	return 0;
}
