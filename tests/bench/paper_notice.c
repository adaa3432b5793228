#include "paper_notice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "bench.h"
#include "sys/file.h"

static void path_of(char out[4096], const char *name)
{
	const char *root = getenv("LOKET_ROOT");

	bench_must(path_join(out, 4096, root ? root : ".", name), name);
}

void paper_open(struct paper *p, const char *profile, const char *lang)
{
	char path[4096], name[64];

	path_of(path, "assets/printers");
	bench_must(printer_profile_load(&p->profile, path, profile, NULL), profile);
	bench_must(fonts_open(&p->fonts, "/usr/share/fonts/truetype/noto", (float)p->profile.dpi / 25.4f), "fonts");
	p->lang = lang;
	buf_init(&p->text, 256 * 1024);
	(void)snprintf(name, sizeof name, "assets/notices/N-VIC/%s.md", lang);
	path_of(path, name);
	bench_must(file_read(&p->text, path), path);
}

void paper_close(struct paper *p)
{
	fonts_close(p->fonts);
	buf_fini(&p->text);
}

/* ---- the notice as a sheet ----------------------------------------------------------------- */

/* Marks of Markdown go, and every contact is a number of usual length. */
static void plain(char *line)
{
	static const char contact[] = "0900 0101";
	char out[4096], *to = out;

	for (const char *c = line; *c && to < out + sizeof out - sizeof contact; c++) {
		if (*c == '{') {
			memcpy(to, contact, sizeof contact - 1);
			to += sizeof contact - 1;
			c = strchr(c, '}') ? strchr(c, '}') : c;
		} else if (*c != '*') {
			*to++ = *c;
		}
	}
	*to = 0;
	(void)memcpy(line, out, strnlen(out, strlen(line)) + 1); /* a contact is never longer than its key */
}

static void add_line(struct sheet *s, char *line)
{
	if (strncmp(line, "**", 2) == 0) {
		plain(line);
		sheet_notice(s, line);
		return;
	}
	plain(line);
	if (strncmp(line, "## ", 3) == 0)
		sheet_heading(s, strstr(line, "] ") ? strstr(line, "] ") + 2 : line + 3);
	else if (strncmp(line, "- ", 2) == 0)
		sheet_point(s, 0, line + 2);
	else if (line[0] && line[0] != '<')
		sheet_paragraph(s, line);
}

struct sheet *paper_notice(struct arena **arena, const struct paper *p)
{
	struct sheet_page page = {.fonts = p->fonts,
	        .width_mm = profile_width_mm(&p->profile),
	        .lang = p->lang,
	        .dir = strcmp(p->lang, "ar") == 0 ? DIR_RTL : DIR_LTR};
	char *text = strdup(buf_str(&p->text)), *rest = text, *line;
	struct sheet *s;
	int rules = 0;

	bench_must(arena_new(arena, 8 * 1024 * 1024, false), "arena");
	page.arena = *arena;
	bench_must(sheet_new(&s, &page), "sheet");
	while (text && (line = strsep(&rest, "\n"))) {
		bool rule = strcmp(line, "---") == 0;

		if (rules < 2 && strncmp(line, "title: ", 7) == 0)
			sheet_title(s, line + 7);
		if (rules >= 2)
			add_line(s, line);
		rules += rule;
	}
	sheet_qr(s, "N-VIC 1 0123456789ABCDEF", NULL);
	sheet_footer(s, "N-VIC 1, DEMO-01");
	bench_must(sheet_done(s), "notice");
	free(text);
	return s;
}
