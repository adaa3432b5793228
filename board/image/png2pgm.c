/* png2pgm - a picture as grey dots, for programs that know no PNG: png2pgm IN.png OUT.pgm */
#include <png.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
	png_image image = {.version = PNG_IMAGE_VERSION};
	FILE *out;
	unsigned char *grey;

	if (argc != 3 || !png_image_begin_read_from_file(&image, argv[1])) {
		(void)fprintf(stderr, "png2pgm: takes IN.png OUT.pgm\n");
		return 2;
	}
	image.format = PNG_FORMAT_GRAY;
	grey = malloc(PNG_IMAGE_SIZE(image));
	out = fopen(argv[2], "wb");
	if (!grey || !out || !png_image_finish_read(&image, NULL, grey, 0, NULL)) {
		free(grey);
		return 1;
	}
	(void)fprintf(out, "P5\n%u %u\n255\n", image.width, image.height);
	(void)fwrite(grey, 1, PNG_IMAGE_SIZE(image), out);
	free(grey);
	return fclose(out) ? 1 : 0;
}
