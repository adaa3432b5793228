/* vm_stick_bring - what the office's stick brings a station: receipts of its records, notices, new firmware */
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "board/vm/vm_stick.h"
#include "sys/buf.h"
#include "sys/errand.h"
#include "sys/file.h"
#include "sys/proc.h"
#include "sys/text.h"

enum { RUN_MS = 60000, DIGEST = 64, BUNDLE = 1 << 20 };

/* The program's own last sentence, or why it failed: 0 in both cases. */
static int said_by(const char *const *argv, const char *begins, char *out, size_t room)
{
	const char *last;
	AUTO_BUF said;
	int e;

	buf_init(&said, 1 << 16);
	e = proc_run(argv, &said, RUN_MS);
	if (e)
		return err_up(e);
	last = buf_str(&said);
	for (const char *at = last; (at = strstr(at, begins)); at++)
		last = at + strlen(begins);
	(void)snprintf(out, room, "%.*s", (int)strcspn(last, "\n"), last);
	return 0;
}

/* ---- receipts ---------------------------------------------------------------------------------------- */

static int put_all(const struct vm_stick *s, const char *folder, const char *pattern)
{
	char all[VM_PATH + 32];
	glob_t found = {0};
	int e = 0;

	(void)snprintf(all, sizeof all, "%s/%s", folder, pattern);
	if (glob(all, 0, NULL, &found) != 0)
		e = err_new(2, "there is no %s", all);
	for (size_t i = 0; i < found.gl_pathc && e == 0; i++)
		e = vm_stick_put(s, found.gl_pathv[i]);
	globfree(&found);
	return err_up(e);
}

static int digest(char out[DIGEST + 1], const struct vm_stick *s)
{
	AUTO_BUF said;
	int e;

	buf_init(&said, 4096);
	e = proc_run((const char *const[]){"sha256sum", s->path, NULL}, &said, RUN_MS);
	(void)snprintf(out, DIGEST + 1, "%s", buf_str(&said));
	return err_up(e);
}

/* Read only: not one byte of the stick is another one afterwards. */
static void receipts_come_back(
        struct vm *v, const struct vm_stick_desk *d, const struct vm_stick *s, const char *folder)
{
	char says[400] = "", before[DIGEST + 1] = "", after[DIGEST + 1] = "", program[VM_PATH + 16];
	const struct vm_stick_errand x = {.what = "receipts",
	        .id = "task:import",
	        .name = "stick-import",
	        .good = true,
	        .code = "E16",
	        .say = says};
	int e = put_all(s, folder, "*.receipt");

	(void)snprintf(program, sizeof program, "%s/loket-stick", v->build);
	if (e == 0)
		e = said_by((const char *const[]){program, "--data", d->data, "import", folder, NULL},
		        "loket-stick: ", says, sizeof says);
	if (e == 0)
		e = digest(before, s);
	if (!vm_check(v, e == 0, "the office's receipts are on the FAT32 stick%s%s", e ? ": " : "", e ? err_why() : ""))
		return;
	vm_stick_with(v, d, s, "2", &x);
	e = digest(after, s);
	(void)vm_check(v, e == 0 && text_is(before, after), "reading left every byte of the stick as it was");
}

/* ---- notices and firmware ------------------------------------------------------------------------------ */

static int lay_pack(const struct vm *v, const struct vm_stick *s)
{
	char from[VM_PATH + 64];

	(void)snprintf(from, sizeof from, "%.*s/content/notices/loket.pack", (int)(strrchr(v->image, '/') - v->image),
	        v->image);
	return err_up(vm_stick_put(s, from));
}

/* A file that is called as a bundle and is none: found, copied, refused in words. */
static int lay_bundle(const struct vm *v, const struct vm_stick *s)
{
	char path[VM_PATH + 32];
	AUTO_BUF bytes;
	int e;

	buf_init(&bytes, BUNDLE);
	for (int i = 0; i < BUNDLE / 16; i++)
		buf_text(&bytes, "no bundle at all");
	(void)snprintf(path, sizeof path, "%.900s/lo-9.0.0.raucb", v->dir);
	e = file_replace(path, bytes.data, bytes.len, 0644);
	return e ? err_up(e) : err_up(vm_stick_put(s, path));
}

#define NO_BUNDLE "the file is no update bundle"

/* The outcome stands on the screen beside the errand. */
static int firmware_unit(struct vm *v, const struct vm_stick_desk *d)
{
	static const char told[] =
	        "{\"outcome\":\"unreadable\",\"code\":\"F11\",\"version\":\"\",\"from\":\"\",\"why\":\"" NO_BUNDLE
	        "\"}";
	struct errand_work asked;
	char path[VM_PATH + 16];
	int e = errand_take(&asked, d->errands, "update");

	(void)snprintf(path, sizeof path, "%s/told.json", v->dir);
	if (e == 0)
		e = file_replace(path, told, sizeof told - 1, 0644);
	(void)text_copy(asked.code, sizeof asked.code, "F11");
	return e ? err_up(e) : err_up(errand_tell(&asked, ERRAND_FAILED, -1, NO_BUNDLE));
}

void vm_stick_bring(struct vm *v, const struct vm_stick_desk *d, const struct vm_stick *fat,
        const struct vm_stick *exfat, const char *receipts)
{
	static const struct vm_stick_errand content = {.what = "notices from the FAT32 stick",
	                                            .id = "task:content",
	                                            .name = "content",
	                                            .good = true,
	                                            .code = "C01"},
	                                    firmware = {.what = "firmware from the exFAT stick",
	                                            .id = "task:update",
	                                            .name = "update",
	                                            .run = firmware_unit};
	int e;

	receipts_come_back(v, d, fat, receipts);
	e = lay_pack(v, fat);
	if (e == 0)
		e = lay_bundle(v, exfat);
	if (!vm_check(
	            v, e == 0, "a pack of notices and a bundle are on sticks%s%s", e ? ": " : "", e ? err_why() : "") ||
	        !vm_stick_go(v, "back") || !vm_stick_go(v, "task:update"))
		return;
	vm_stick_with(v, d, fat, "2", &content);
	vm_stick_with(v, d, exfat, "2", &firmware);
}
