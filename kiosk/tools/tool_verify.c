#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>

#include "tools/args.h"
#include "tools/audit_source.h"
#include "tools/tools.h"

static const char usage[] =
        "use: loketctl verify --hub URI | --stick DIR | --station DIR\n"
        "\n"
        "Checks, without any private key, that every record is there, once, whole and untampered: signatures,\n"
        "chains, gaps, doubles, receipts, the hub's record log. Names each thing that is wrong; exit status 1 then.\n"
        "\n"
        "  --hub URI        a hub's store, sqlite:PATH\n"
        "  --stick DIR      batches on a stick (*.ceb.zst); --hub beside it, or DIR/device.pub, knows the stations\n"
        "  --station DIR    a station's own data\n"
        "  --hub-key FILE   hub.pub whose receipts count (preset: the key that the store names)\n"
        "\n"
        "example: loketctl verify --hub sqlite:build/demo/hub/hub.db\n";

static void find(void *me, const char *sentence)
{
	(void)me;
	printf("%s\n", sentence);
}

static int verify(const struct audit_source *source)
{
	const struct audit_world world = {.find = find};
	struct audit a;
	int64_t findings;
	int r;

	audit_init(&a, &world);
	r = audit_source_run(&a, source);
	findings = a.findings;
	if (r == 0)
		printf("verify: %" PRId64 " records of %" PRId64 " stations, %" PRId64 " findings\n", a.records,
		        a.stations, a.findings);
	audit_fini(&a);
	if (r < 0)
		fprintf(stderr, "loketctl verify: %s\n", err_why());
	else if (findings > 0)
		fprintf(stderr, "loketctl verify: %" PRId64 " things are not as they should be, see above\n", findings);
	return r < 0 || findings > 0 ? 1 : 0;
}

int tool_verify(int argc, char *const *argv)
{
	struct arg args[] = {
	        {.name = "--hub"}, {.name = "--stick"}, {.name = "--station"}, {.name = "--hub-key"}, {.name = NULL}};
	struct audit_source source;

	if (args_ask_help(argc, argv)) {
		fputs(usage, stdout);
		return 0;
	}
	if (args_read(args, argc, argv) < 0) {
		fprintf(stderr, "loketctl verify: %s\n", err_why());
		return 2;
	}
	source = (struct audit_source){.hub = args_value(args, "--hub", NULL),
	        .stick = args_value(args, "--stick", NULL),
	        .station = args_value(args, "--station", NULL),
	        .hub_key = args_value(args, "--hub-key", NULL)};
	if (audit_source_check(&source) < 0 || sodium_init() < 0) {
		fprintf(stderr, "loketctl verify: %s\n", err_why());
		return 2;
	}
	return verify(&source);
}
