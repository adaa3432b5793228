#include "tools_kit.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sys/buf.h"
#include "sys/file.h"

int tools_call(int (*tool)(int argc, char *const *argv), const char *line)
{
	char copy[1000], *argv[40] = {NULL}, *rest = copy, *word;
	int argc = 0, out = dup(1), err = dup(2), said, told, status;

	snprintf(copy, sizeof copy, "%s", line);
	while (argc < 39 && (word = strsep(&rest, " ")))
		argv[argc++] = word;
	fflush(NULL);
	said = open("said", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	told = open("told", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	dup2(told, 1);
	dup2(said, 2);
	status = tool(argc, argv);
	fflush(NULL);
	dup2(out, 1);
	dup2(err, 2);
	close(out);
	close(err);
	close(said);
	close(told);
	return status;
}

void tools_check_said(const char *file, const char *part)
{
	AUTO_BUF text;

	buf_init(&text, 1 << 18);
	CHECK_OK(file_read(&text, file));
	CHECK_HAS(buf_str(&text), part);
}
