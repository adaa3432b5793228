#include "drivers/printer_virtual_paper.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "drivers/picture.h"
#include "sys/file.h"
#include "sys/text.h"

enum { JSON_MOST = 256 * 1024, PATH_ROOM = 4096 };

static int make_path(char out[PATH_ROOM], const struct virtual_paper *v, const char *ending)
{
	char name[32];
	(void)snprintf(name, sizeof(name), "%06d.%s", v->number, ending);
	return err_up(path_join(out, PATH_ROOM, v->dir, name));
}

static int write_picture(const struct virtual_paper *v)
{
	static const uint8_t nothing[ESCPOS_MOST_DOTS / 8];
	const struct escpos_paper *paper = &v->paper;
	struct picture p = {.kind = PICTURE_BIT,
	        .width = paper->width,
	        .height = paper->n_rows ? (int)paper->n_rows : 1, /* no picture is of no rows */
	        .stride = paper->row_bytes,
	        .dpi = paper->dpi,
	        .rows = paper->n_rows ? paper->rows : nothing};
	char path[PATH_ROOM];
	int r = make_path(path, v, "png");
	return r ? r : err_up(picture_write(path, &p));
}

static void add_text(struct buf *out, const char *text)
{
	buf_char(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buf_char(out, '\\');
		buf_char(out, (unsigned char)*text < 0x20 ? ' ' : *text);
	}
	buf_char(out, '"');
}

static void add_lists(struct buf *out, const struct virtual_paper *v)
{
	buf_text(out, ",\"cuts\":[");
	for (size_t i = 0; i < v->paper.n_cuts; i++)
		buf_printf(out, "%s{\"row\":%zu,\"kind\":\"%s\"}", i ? "," : "", v->paper.cuts[i].row,
		        v->paper.cuts[i].partial ? "partial" : "full");
	buf_text(out, "],\"events\":[");
	for (int i = 0; i < v->n_events; i++)
		buf_printf(out, "%s{\"row\":%zu,\"what\":\"%s\"}", i ? "," : "", v->events[i].row, v->events[i].what);
	buf_char(out, ']');
}

/* What is so, whatever it said. */
static void add_truth(struct buf *out, const struct virtual_paper *v)
{
	const struct twin_truth *t = &v->truth;
	buf_printf(out, ",\"level\":%d,\"roll_used_mm\":%.1f", (int)t->level,
	        escpos_mm((size_t)t->roll_rows, v->paper.dpi));
	buf_printf(out, ",\"rows_printed\":%zu,\"cut\":%s,\"lost_bytes\":%llu,\"lost_rows\":%zu,\"garbled\":%llu",
	        t->rows, t->cut ? "true" : "false", (unsigned long long)t->lost_bytes, t->lost_rows,
	        (unsigned long long)t->garbled);
	buf_printf(out, ",\"stalls\":%d,\"busy_us\":%lld", t->stalls, (long long)t->busy_us);
}

static int write_json(const struct virtual_paper *v)
{
	AUTO_BUF out;
	buf_init(&out, JSON_MOST);
	buf_printf(&out,
	        "{\"job\":%d,\"bytes\":%llu,\"commands\":%llu,\"width\":%d,\"dpi\":%d,\"rows\":%zu,\"mm\":%.1f",
	        v->number, (unsigned long long)v->paper.bytes, (unsigned long long)v->paper.commands, v->paper.width,
	        v->paper.dpi, v->paper.n_rows, escpos_mm(v->paper.n_rows, v->paper.dpi));
	add_lists(&out, v);
	add_truth(&out, v);
	buf_printf(&out, ",\"ended\":\"%s\",\"error\":", v->ended);
	if (v->error[0])
		add_text(&out, v->error);
	else
		buf_text(&out, "null");
	buf_text(&out, "}\n");
	char path[PATH_ROOM];
	int r = buf_done(&out);
	if (!r)
		r = make_path(path, v, "json");
	return r ? err_up(r) : err_up(file_replace(path, out.data, out.len, 0640));
}

int virtual_paper_write(const struct virtual_paper *v)
{
	int r = write_picture(v);
	return r ? r : write_json(v);
}

int virtual_paper_number(int *out, const char *dir)
{
	DIR *d = opendir(dir);
	if (!d)
		return err_new(errno, "%s: can not be listed: %s", dir, strerror(errno));
	int highest = 0;
	const struct dirent *entry;
	while ((entry = readdir(d))) {
		int64_t n;
		char digits[7];
		if (!text_ends(entry->d_name, ".png") && !text_ends(entry->d_name, ".json"))
			continue;
		if (strcspn(entry->d_name, ".") != 6)
			continue;
		memcpy(digits, entry->d_name, 6);
		digits[6] = '\0';
		if (text_i64(digits, 1, VIRTUAL_MOST_JOBS, &n) && n > highest)
			highest = (int)n;
	}
	(void)closedir(d);
	if (highest == VIRTUAL_MOST_JOBS)
		return err_new(ENOSPC, "%s holds %d jobs; empty it", dir, VIRTUAL_MOST_JOBS);
	*out = highest + 1;
	return 0;
}
