/* vm_eyes - what is on the screen of the machine, and how far two pictures differ */
#include <errno.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "board/vm/vm.h"

enum { NEAR = 24, SIDE_MAX = 8192 }; /* of 255: letters may be a shade apart */

int picture_read(struct picture *out, const char *png)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	struct picture p;

	if (!png_image_begin_read_from_file(&image, png))
		return err_new(EIO, "%s is no picture", png);
	image.format = PNG_FORMAT_RGB;
	p = (struct picture){malloc(PNG_IMAGE_SIZE(image)), (int)image.width, (int)image.height};
	if (!p.rgb || !png_image_finish_read(&image, NULL, p.rgb, 0, NULL)) {
		free(p.rgb);
		return err_new(EIO, "%s is cut off", png);
	}
	*out = p;
	return 0;
}

void picture_free(struct picture *p)
{
	free(p->rgb);
	p->rgb = NULL;
}

static bool is_near(const uint8_t *a, const uint8_t *b)
{
	return abs(a[0] - b[0]) <= NEAR && abs(a[1] - b[1]) <= NEAR && abs(a[2] - b[2]) <= NEAR;
}

double picture_difference(const struct picture *a, const struct picture *b)
{
	size_t n = (size_t)a->width * (size_t)a->height, other = 0;

	if (a->width != b->width || a->height != b->height)
		return 1;
	for (size_t i = 0; i < n; i++)
		other += !is_near(a->rgb + 3 * i, b->rgb + 3 * i);
	return (double)other / (double)n;
}

double picture_black(const struct picture *p)
{
	static const uint8_t black[3];
	size_t n = (size_t)p->width * (size_t)p->height, dark = 0;

	for (size_t i = 0; i < n; i++)
		dark += is_near(p->rgb + 3 * i, black);
	return (double)dark / (double)n;
}

static int dump(struct vm *v, const char *path, const char *format)
{
	return err_up(vm_qmp(v, NULL, "screendump", json_pack("{s:s, s:s}", "filename", path, "format", format)));
}

/* "P6", three numbers, one blank, and the dots: nothing is packed, so that a look costs the machine little. */
static int read_plain(struct picture *out, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct picture p = {0};
	size_t n = 0;
	int most = 0;

	if (f && fscanf(f, "P6 %d %d %d", &p.width, &p.height, &most) == 3 && fgetc(f) != EOF && most == 255 &&
	        p.width > 0 && p.width <= SIDE_MAX && p.height > 0 && p.height <= SIDE_MAX) {
		n = (size_t)p.width * (size_t)p.height * 3;
		p.rgb = malloc(n);
	}
	if (!p.rgb || fread(p.rgb, 1, n, f) != n) {
		free(p.rgb);
		p.rgb = NULL;
	}
	if (f)
		(void)fclose(f);
	if (!p.rgb)
		return err_new(EIO, "%s is no picture", path);
	*out = p;
	return 0;
}

int vm_look(struct picture *out, struct vm *v)
{
	char path[VM_PATH + 16];
	int e;

	(void)snprintf(path, sizeof path, "%s/look.ppm", v->dir);
	e = dump(v, path, "ppm");
	return e ? err_up(e) : err_up(read_plain(out, path));
}

int vm_keep(struct vm *v, const char *name, char out[VM_PATH])
{
	(void)snprintf(out, VM_PATH, "%.900s/shots/%02d-%.60s.png", v->dir, ++v->shots, name);
	return err_up(dump(v, out, "png"));
}
