/*
 * icons2c - pictures of icons into one C file (a tool of the build)
 *
 *     icons2c OUT.c ICONS.h DIR
 *
 * Reads the names of enum icon in ICONS.h in their order, and for each
 * DIR/NAME.png (as rsvg-convert makes it from assets/icons/NAME.svg) writes its
 * alpha channel as a table. ICON_ID_CARD is id-card.png. A picture that is
 * missing or not SIZE x SIZE ends the build with a sentence.
 */
#include <ctype.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 128, ICONS_MOST = 200, NAME_MOST = 64 };

static _Noreturn void die(const char *what, const char *why)
{
	(void)fprintf(stderr, "icons2c: %s: %s\n", what, why);
	exit(1);
}

/* "	ICON_ID_CARD, ..." gives "id-card"; false for a line that names none. */
static int name_of_line(const char *line, char name[NAME_MOST])
{
	size_t n = 0;

	line += strspn(line, " \t");
	if (strncmp(line, "ICON_", 5) != 0 || strncmp(line, "ICON_NONE", 9) == 0 ||
	        strncmp(line, "ICON_COUNT", 10) == 0)
		return 0;
	for (line += 5; (isupper((unsigned char)*line) || *line == '_') && n + 1 < NAME_MOST; line++)
		name[n++] = *line == '_' ? '-' : (char)tolower((unsigned char)*line);
	name[n] = 0;
	return n > 0;
}

static int read_names(const char *path, char names[ICONS_MOST][NAME_MOST])
{
	FILE *f = fopen(path, "r");
	char line[400];
	int n = 0, inside = 0;

	if (!f)
		die(path, "can not be read");
	while (fgets(line, sizeof line, f)) {
		if (strncmp(line, "enum icon {", 11) == 0)
			inside = 1;
		else if (strncmp(line, "};", 2) == 0)
			inside = 0;
		else if (inside && n < ICONS_MOST)
			n += name_of_line(line, names[n]);
	}
	(void)fclose(f);
	return n;
}

static void write_icon(FILE *out, const char *dir, const char *name, int index)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	static unsigned char dots[SIZE * SIZE * 4];
	char path[1024];

	(void)snprintf(path, sizeof path, "%s/%s.png", dir, name);
	if (!png_image_begin_read_from_file(&image, path))
		die(path, image.message);
	if (image.width != SIZE || image.height != SIZE)
		die(path, "is not 128 x 128 dots");
	image.format = PNG_FORMAT_RGBA;
	if (!png_image_finish_read(&image, NULL, dots, 0, NULL))
		die(path, image.message);
	(void)fprintf(out, "static const uint8_t icon_%d[] = { /* %s */", index, name);
	for (int i = 0; i < SIZE * SIZE; i++)
		(void)fprintf(out, "%s%d,", i % 64 ? "" : "\n\t", dots[4 * i + 3]);
	(void)fprintf(out, "\n};\n");
}

static void write_tail(FILE *out, char names[ICONS_MOST][NAME_MOST], int n)
{
	(void)fprintf(out, "static const uint8_t *const all[] = {0,");
	for (int i = 0; i < n; i++)
		(void)fprintf(out, " icon_%d,", i);
	(void)fprintf(out, "};\nstatic const char *const names[] = {\"\",");
	for (int i = 0; i < n; i++)
		(void)fprintf(out, " \"%s\",", names[i]);
	(void)fprintf(out,
	        "};\n\n"
	        "const uint8_t *icon_alpha(enum icon icon, int *size)\n{\n"
	        "\tif (icon == ICON_NONE || icon >= ICON_COUNT)\n\t\treturn NULL;\n"
	        "\t*size = %d;\n\treturn all[icon];\n}\n\n"
	        "enum icon icon_named(const char *name)\n{\n"
	        "\tfor (int i = 1; i < ICON_COUNT; i++)\n\t\tif (strcmp(names[i], name) == 0)\n"
	        "\t\t\treturn (enum icon)i;\n\treturn ICON_NONE;\n}\n",
	        SIZE);
}

int main(int argc, char **argv)
{
	static char names[ICONS_MOST][NAME_MOST];
	FILE *out;
	int n;

	if (argc != 4)
		die("usage", "icons2c OUT.c ICONS.h DIR");
	n = read_names(argv[2], names);
	out = fopen(argv[1], "w");
	if (!out)
		die(argv[1], "can not be written");
	(void)fprintf(out, "/* Made by icons2c from assets/icons. */\n#include <stddef.h>\n#include <string.h>\n\n"
	                   "#include \"ui/icons.h\"\n\n");
	for (int i = 0; i < n; i++)
		write_icon(out, argv[3], names[i], i);
	write_tail(out, names, n);
	return fclose(out) ? 1 : 0;
}
