/* vm_journal - what the board kept of its life, read from its card when it is off */
#include <stdio.h>
#include <string.h>

#include "board/vm/vm.h"
#include "board/vm/vm_disk.h"
#include "sys/file.h"
#include "sys/proc.h"

enum { TOOL_MS = 60000, LOG_MAX = 64 << 20 };

static int read_kept(struct buf *out, const struct vm *v)
{
	char folder[VM_PATH + 32];

	(void)snprintf(folder, sizeof folder, "%s/kept/journal", v->dir);
	return err_up(proc_run(
	        (const char *const[]){"journalctl", "-D", folder, "--no-pager", "-q", "-o", "short-monotonic", NULL},
	        out, TOOL_MS));
}

int vm_journal(struct buf *out, struct vm *v)
{
	char folder[VM_PATH + 32];
	int e;

	/* Another card's journal may lie there: debugfs writes over nothing. */
	(void)snprintf(folder, sizeof folder, "%s/kept/journal", v->dir);
	e = dir_remove(folder);
	if (e == 0)
		e = vm_disk_take(v, "/logs/journal", "kept");
	return e ? err_up(e) : err_up(read_kept(out, v));
}

int vm_log_count(struct vm *v, const char *text)
{
	AUTO_BUF out;

	buf_init(&out, LOG_MAX);
	return read_kept(&out, v) ? -1 : vm_count(buf_str(&out), text);
}

int vm_count(const char *text, const char *what)
{
	int n = 0;

	for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
		n++;
	return n;
}

int vm_journal_processes(const char *text, const char *program)
{
	char mark[64];
	int n = 0, last = 0, pid;

	(void)snprintf(mark, sizeof mark, " %s[", program);
	for (const char *at = text; (at = strstr(at, mark)); at++) {
		if (sscanf(at + strlen(mark), "%d]", &pid) != 1 || pid == last)
			continue;
		last = pid;
		n++;
	}
	return n;
}
