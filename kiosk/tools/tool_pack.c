#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sys/clock.h"
#include "sys/file.h"
#include "sys/text.h"
#include "sys/zone.h"
#include "notice/notice_read.h"
#include "notice/pack_source.h"
#include "tools/args.h"
#include "tools/tools.h"

static const char usage[] =
        "use: loketctl pack build SRC OUT [--leave-out-faulty]\n"
        "     loketctl pack sign FILE --key pack.key\n"
        "     loketctl pack approve FILE --by NAME --key pack.key [--status S] [--notice ID] [--lang L]\n"
        "     loketctl pack check FILE|SRC [--key pack.pub]...\n"
        "\n"
        "Rights notices as one signed file; assets/notices/FORMAT.md tells how they are written.\n"
        "\n"
        "  build      gathers the folder SRC into OUT, not signed yet; prints file:line: error|warning: sentence\n"
        "             and writes nothing when there is an error\n"
        "             --leave-out-faulty: leaves out the files with errors, and builds the rest\n"
        "  sign       adds the signature of a pack key (loketctl keys new --role pack)\n"
        "  approve    who answers for the texts: --by an authority or place, never a person;\n"
        "             --status reviewed (preset), sworn or official; --notice N-VIC, --lang fr: only these;\n"
        "             signs anew with --key. A demonstration key makes examples: every sheet says VOORBEELD\n"
        "  check      judges a pack, or a folder; with --key also who signed it; exit status 1 on errors\n"
        "\n"
        "example: loketctl pack build assets/notices loket.pack && loketctl pack sign loket.pack --key keys/pack.key\n";

enum { FINDINGS_MAX = 1 << 20, KEYS_MAX = 8 };

static int wrongly(const char *why)
{
	fprintf(stderr, "loketctl pack: %s\n", why);
	return 2;
}

static int failed(void)
{
	fprintf(stderr, "loketctl pack: %s\n", err_why());
	return 1;
}

static void today(char out[11])
{
	struct clock c;
	int year, month, day;

	clock_real(&c);
	civil_of_days(clock_wall_ms(&c) / 86400000, &year, &month, &day);
	(void)snprintf(out, 11, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100, (unsigned)day % 100);
}

/* Prints what was found; 1 when an error was among it. */
static int told(const struct notice_findings *f)
{
	(void)fputs(buf_str(f->text), stdout);
	return f->errors > 0;
}

static int write_pack(const struct pack *p, const char *path)
{
	AUTO_BUF bytes;
	int e;

	buf_init(&bytes, PACK_BYTES_MAX);
	e = pack_write(&bytes, p);
	return err_up(e ? e : file_replace(path, bytes.data, bytes.len, 0644));
}

/* ---- build */

/* The folder judged as its author sees it. 0, PACK_REFUSED, or a surprise. */
static int judge_source(
        struct pack_source **out, struct pack_content **content, const char *folder, struct notice_findings *f)
{
	char prefix[1024], day[11];
	int r = pack_source_open(out, folder, f);

	if (r)
		return r < 0 ? err_up(r) : r;
	today(day);
	(void)snprintf(prefix, sizeof prefix, "%s%s", folder, text_ends(folder, "/") ? "" : "/");
	r = pack_judge(content, &(*out)->pack, PACK_LOOK_AUTHOR, prefix, day, f);
	return r < 0 ? err_up(r) : r;
}

static int build(const char *folder, const char *to, bool leave_out)
{
	struct pack_source *source = NULL;
	struct pack_content *content = NULL;
	AUTO_BUF text;
	struct notice_findings f = {.text = &text};
	int r, status = 0;

	buf_init(&text, FINDINGS_MAX);
	r = judge_source(&source, &content, folder, &f);
	if (r >= 0) {
		status = told(&f);
		status |= !source || !content;
		if (source && content && leave_out) {
			pack_source_leave_out(source, content);
			status = 0;
		}
	}
	if (r >= 0 && status == 0 && source && content)
		r = write_pack(&source->pack, to);
	if (r >= 0 && status == 0 && source && content)
		printf("%s: pack %s, version %d, %d notices, %d errors, %d warnings, not signed yet\n", to,
		        source->pack.id, source->pack.version, content->n_notices, f.errors, f.warnings);
	pack_content_free(content);
	pack_source_free(source);
	return r < 0 ? failed() : status;
}

static int tool_build(int argc, char *const *argv)
{
	struct arg args[] = {{.name = "--leave-out-faulty", .is_flag = true}, {.name = NULL}};

	if (argc < 3 || argv[1][0] == '-' || argv[2][0] == '-')
		return wrongly("build takes a folder and the file to write; --help shows an example");
	if (args_read(args, argc - 2, argv + 2))
		return wrongly(err_why());
	return build(argv[1], argv[2], arg_of(args, "--leave-out-faulty")->n > 0);
}

/* ---- sign and approve: a pack is read, changed and written again */

/* Reads the file and lets it be parsed; findings go to standard output. */
static int open_pack(struct pack **out, struct buf *bytes, const char *path, struct notice_findings *f)
{
	int r = file_read(bytes, path);

	if (r)
		return err_up(r);
	*out = calloc(1, sizeof **out);
	if (!*out)
		return err_new(ENOMEM, "no memory for a pack of notices");
	r = pack_parse(*out, bytes->data, bytes->len, path, f);
	return r < 0 ? err_up(r) : r;
}

/* approval NULL: only signs. */
static int sign(const char *path, const char *key_path, struct pack_approval *approval)
{
	struct pack *p = NULL;
	struct key_secret *key = NULL;
	AUTO_BUF bytes, text;
	struct notice_findings f = {.text = &text};
	int r;

	buf_init(&bytes, PACK_BYTES_MAX);
	buf_init(&text, FINDINGS_MAX);
	r = open_pack(&p, &bytes, path, &f);
	if (r == 0)
		r = key_read_secret(&key, key_path, KEY_PACK);
	if (r == 0 && approval) {
		approval->example = key_public_part(key)->demonstration;
		r = pack_approve(p, approval);
	}
	if (r == 0)
		r = pack_sign(p, key);
	if (r == 0)
		r = write_pack(p, path);
	if (r == 0)
		printf("%s: %s with a %s key, %d signature%s\n", path, approval ? "approved and signed" : "signed",
		        key_public_part(key)->demonstration ? "demonstration" : "pack", p->n_signatures,
		        p->n_signatures == 1 ? "" : "s");
	key_free(key);
	free(p);
	return r < 0 ? failed() : told(&f);
}

static int tool_sign(int argc, char *const *argv)
{
	struct arg args[] = {{.name = "--key"}, {.name = NULL}};
	const char *key;

	if (argc < 2 || argv[1][0] == '-')
		return wrongly("sign takes a pack and --key pack.key");
	if (args_read(args, argc - 1, argv + 1))
		return wrongly(err_why());
	key = args_value(args, "--key", NULL);
	return key ? sign(argv[1], key, NULL) : wrongly("sign takes a pack and --key pack.key");
}

static int tool_approve(int argc, char *const *argv)
{
	struct arg args[] = {{.name = "--by"}, {.name = "--key"}, {.name = "--status"}, {.name = "--notice"},
	        {.name = "--lang"}, {.name = NULL}};
	struct pack_approval a = {0};
	const char *key, *by;

	if (argc < 2 || argv[1][0] == '-')
		return wrongly("approve takes a pack, --by and --key; --help tells more");
	if (args_read(args, argc - 1, argv + 1))
		return wrongly(err_why());
	key = args_value(args, "--key", NULL);
	by = args_value(args, "--by", NULL);
	if (!key || !by)
		return wrongly("approve takes a pack, --by and --key; --help tells more");
	if (!notice_status_of(&a.status, args_value(args, "--status", "reviewed")) || a.status == NOTICE_DRAFT)
		return wrongly("--status is reviewed, sworn or official");
	if (!text_copy(a.by, sizeof a.by, by))
		return wrongly("--by takes at most 80 bytes");
	if (!text_copy(a.notice, sizeof a.notice, args_value(args, "--notice", "*")) ||
	        !text_copy(a.lang, sizeof a.lang, args_value(args, "--lang", "*")))
		return wrongly("--notice is like N-VIC, --lang is like fr");
	today(a.date);
	return sign(argv[1], key, &a);
}

/* ---- check */

static int check_file(const char *path, const struct key_public *keys, int n_keys, struct notice_findings *f)
{
	struct pack *p = NULL;
	struct pack_content *content = NULL;
	char prefix[1024], day[11];
	AUTO_BUF bytes;
	int r;

	buf_init(&bytes, PACK_BYTES_MAX);
	r = open_pack(&p, &bytes, path, f);
	if (r == 0) {
		if (p->n_signatures == 0)
			notice_warning(f, path, 0, "is not signed; no station takes it like this");
		if (n_keys && !pack_signer(p, keys, n_keys))
			notice_error(
			        f, path, 0, "is not signed with %s", n_keys == 1 ? "that key" : "any of those keys");
		today(day);
		(void)snprintf(prefix, sizeof prefix, "%s:", path);
		r = pack_judge(&content, p, PACK_LOOK_AUTHOR, prefix, day, f);
	}
	pack_content_free(content);
	free(p);
	return r < 0 ? err_up(r) : 0;
}

static int check(const char *path, const struct key_public *keys, int n_keys)
{
	struct pack_source *source = NULL;
	struct pack_content *content = NULL;
	AUTO_BUF text;
	struct notice_findings f = {.text = &text};
	struct stat st;
	int r;

	buf_init(&text, FINDINGS_MAX);
	if (stat(path, &st) < 0)
		r = err_new(errno, "%s: %s", path, strerror(errno));
	else if (S_ISDIR(st.st_mode))
		r = judge_source(&source, &content, path, &f);
	else
		r = check_file(path, keys, n_keys, &f);
	pack_content_free(content);
	pack_source_free(source);
	return r < 0 ? failed() : told(&f);
}

static int tool_check(int argc, char *const *argv)
{
	struct arg args[] = {{.name = "--key", .most = KEYS_MAX}, {.name = NULL}};
	struct key_public keys[KEYS_MAX];
	const struct arg *given;

	if (argc < 2 || argv[1][0] == '-')
		return wrongly("check takes a pack, or a folder of notices");
	if (args_read(args, argc - 1, argv + 1))
		return wrongly(err_why());
	given = arg_of(args, "--key");
	for (size_t i = 0; i < given->n; i++)
		if (key_read_public(&keys[i], given->values[i], KEY_PACK))
			return failed();
	return check(argv[1], keys, (int)given->n);
}

int tool_pack(int argc, char *const *argv)
{
	static const struct {
		const char *name;
		int (*run)(int argc, char *const *argv);
	} jobs[] = {{"build", tool_build}, {"sign", tool_sign}, {"approve", tool_approve}, {"check", tool_check}};

	if (args_ask_help(argc, argv) || (argc > 1 && args_ask_help(argc - 1, argv + 1))) {
		fputs(usage, stdout);
		return 0;
	}
	for (size_t i = 0; argc > 1 && i < sizeof jobs / sizeof *jobs; i++)
		if (text_is(jobs[i].name, argv[1]))
			return jobs[i].run(argc - 1, argv + 1);
	return wrongly("say build, sign, approve or check; --help shows how");
}
