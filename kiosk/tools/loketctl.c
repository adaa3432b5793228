/*
 * loketctl - the office's and the bench's tool: one word, one job
 *
 * Each job is a file tool_NAME.c; this is their one table.
 */
#include <stdio.h>
#include <string.h>

#include "sys/version.h"
#include "tools/tools.h"

struct job {
	const char *name;
	int (*run)(int argc, char *const *argv);
	const char *what;
};

static const struct job jobs[] = {
        {"keys", tool_keys, "keys new --role ROLE --out DIR          make a key pair, or a certificate"},
        {"init", tool_init, "init --data DIR --hub URL ...           make a station"},
        {"device", tool_device, "device add|revoke|list --hub URI ...     which stations the hub knows"},
        {"staff", tool_staff,
                "staff recover --key FILE --device HEX ...  leave to begin a station's staff register anew"},
        {"bench", tool_bench, "bench check FILE --key DEVICE.PUB        a technician's signed record"},
        {"proof", tool_proof, "proof verify FILE --key DEVICE.PUB       what a station says that runs on it"},
        {"open", tool_open, "open --key FILE --hub URI                open and print every record"},
        {"verify", tool_verify,
                "verify --hub URI                         check chains, gaps and receipts, without the key"},
        {"stick", tool_stick, "stick take STICK --hub URI --key FILE    read a station's stick, lay receipts on it"},
        {"pack", tool_pack, "pack build|sign|approve|check ...        rights notices as one signed file"},
        {"form", tool_form, "form check FILE... | form run FORM CASE  check a form, or fill it in without a screen"},
        {"xpath", tool_xpath, "xpath 'EXPR' [FORM.xml]                  the value of one expression"},
        {"print", tool_print, "print show PROFILE IN.bin OUT.png        what printer bytes look like on paper"},
};

static void help(void)
{
	(void)puts("loketctl - keys, stations, records, notices, forms and papers of Loket\n");
	for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++)
		(void)printf("  loketctl %s\n", jobs[i].what);
	(void)puts("\nEach takes --help.\nExample: loketctl open --key authority.key --hub sqlite:hub.db");
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		(void)fputs("loketctl: which job? --help lists them\n", stderr);
		return 2;
	}
	if (strcmp(argv[1], "--help") == 0) {
		help();
		return 0;
	}
	if (strcmp(argv[1], "--version") == 0) {
		(void)printf("loket %s (git %s)\n", LOKET_VERSION, version_git());
		return 0;
	}
	for (size_t i = 0; i < sizeof jobs / sizeof *jobs; i++)
		if (strcmp(argv[1], jobs[i].name) == 0)
			return jobs[i].run(argc - 1, argv + 1);
	(void)fprintf(stderr, "loketctl: '%.40s' is no job; --help lists them\n", argv[1]);
	return 2;
}
