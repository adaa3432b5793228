#include <stdio.h>
#include <string.h>

#include "staff/recovery_order.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"
#include "tools/args.h"
#include "tools/tool_staff.h"
#include "tools/tools.h"

static const char usage[] =
        "use: loketctl staff recover --key recovery.key --device HEX --code CODE --by NAME --out FILE [--hours N]\n"
        "     loketctl staff check --key recovery.pub --opened FILE\n"
        "\n"
        "Signs a leave to begin the staff register of one station anew, once: when the register is lost or\n"
        "altered, or the only administrator is blocked. Needs no network.\n"
        "\n"
        "  --key FILE     recovery.key (loketctl keys new --role recovery); the station's station.conf has\n"
        "                 its public part in the line 'recovery_key = ...'\n"
        "  --device HEX   the station, 32 digits; from your own list (loketctl device list), not from the caller\n"
        "  --code CODE    as the station's screen shows it, like 3f9a-1c77-e2b0-4d55\n"
        "  --by NAME      who allows it: an authority or place, never a person; stands in the station's chain\n"
        "  --hours N      how long the order holds, 1 to 720 (preset 72)\n"
        "  --out FILE     where the order goes: on a stick as staff-recovery.order (loket-stick import), or in the\n"
        "                 station's folder as inbox/staff-recovery.order\n"
        "\n"
        "All badges and PINs of that station are void afterwards, and the next badge becomes its first\n"
        "administrator: make sure that somebody you know stands there. What was sealed to the desk's key\n"
        "until then can no longer be read at the desk; the authority still opens it.\n"
        "\n"
        "check: FILE is what loketctl open printed; each entry of a register that was begun anew carries its order,\n"
        "and is held against your own public key. Exit status 1 when one does not hold.\n"
        "\n"
        "example: loketctl staff recover --key office/recovery.key --device 00112233445566778899aabbccddeeff \\\n"
        "                 --code 3f9a-1c77-e2b0-4d55 --by 'Politie Oost' --out staff-recovery.order\n";

static int wrongly(const char *why)
{
	fprintf(stderr, "loketctl staff: %s\n", why);
	return 2;
}

static int make(struct recovery_order *o, const char *key_path, const char *to)
{
	struct key_secret *key;
	AUTO_BUF text;
	int e = key_read_secret(&key, key_path, KEY_RECOVERY);

	buf_init(&text, RECOVERY_FILE_MAX);
	if (e)
		return err_up(e);
	recovery_sign(o, key);
	key_free(key);
	e = recovery_put(&text, o);
	return err_up(e ? e : file_replace(to, text.data, text.len, 0644));
}

/* As the screen shows it, in groups, or as the hub lists it. */
static bool device_take(uint8_t out[STATION_DEVICE_BYTES], const char *text)
{
	char hex[2 * STATION_DEVICE_BYTES + 1] = "";
	size_t n = 0;

	for (; *text; text++) {
		if (*text == ' ')
			continue;
		if (n == sizeof hex - 1)
			return false;
		hex[n++] = *text;
	}
	return hex_take(out, STATION_DEVICE_BYTES, hex);
}

static int recover(const struct arg *args)
{
	const char *key = args_value(args, "--key", NULL), *device = args_value(args, "--device", NULL);
	const char *code = args_value(args, "--code", NULL), *by = args_value(args, "--by", NULL);
	const char *to = args_value(args, "--out", NULL);
	struct recovery_order o = {0};
	struct clock clock;
	int64_t hours;

	if (!key || !device || !code || !by || !to)
		return wrongly("recover takes --key, --device, --code, --by and --out; --help shows an example");
	if (!device_take(o.device, device))
		return wrongly("--device takes 32 hexadecimal digits");
	if (!recovery_code_take(o.code, code))
		return wrongly("--code takes 16 hexadecimal digits, as the station's screen shows them");
	if (!recovery_by_is_good(by))
		return wrongly("--by takes 1 to 60 letters, digits, spaces, dots and dashes");
	if (!text_i64(args_value(args, "--hours", "72"), 1, RECOVERY_HOURS_MOST, &hours))
		return wrongly("--hours takes 1 to 720");
	(void)text_copy(o.by, sizeof o.by, by);
	clock_real(&clock);
	o.until_ms = clock_wall_ms(&clock) + hours * 3600 * 1000;
	if (make(&o, key, to)) {
		fprintf(stderr, "loketctl staff: %s\n", err_why());
		return 1;
	}
	printf("%s: holds for %d hours, once, for station %s and the code %s\n", to, (int)hours, device, code);
	return 0;
}

int tool_staff(int argc, char *const *argv)
{
	struct arg args[] = {{.name = "--key"}, {.name = "--device"}, {.name = "--code"}, {.name = "--by"},
	        {.name = "--hours"}, {.name = "--out"}, {.name = "--opened"}, {.name = NULL}};

	if (args_ask_help(argc, argv) || (argc > 1 && args_ask_help(argc - 1, argv + 1))) {
		fputs(usage, stdout);
		return 0;
	}
	if (argc < 2 || (!text_is(argv[1], "recover") && !text_is(argv[1], "check")))
		return wrongly("'staff recover' and 'staff check' are known; --help shows how to call them");
	if (args_read(args, argc - 1, argv + 1))
		return wrongly(err_why());
	if (text_is(argv[1], "recover"))
		return recover(args);
	if (!args_value(args, "--key", NULL) || !args_value(args, "--opened", NULL))
		return wrongly("check takes --key and --opened; --help shows an example");
	return tool_staff_check(args_value(args, "--key", NULL), args_value(args, "--opened", NULL));
}
