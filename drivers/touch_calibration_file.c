/* touch_calibration_file - touch.conf: five lines that a technician can read. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "drivers/touch_calibration.h"
#include "sys/file.h"
#include "sys/text.h"

enum { FILE_MOST = 4096, LINE_MOST = 300 };
#define MM_MOST 10000.0f

/* n numbers and then the end. */
static bool numbers(const char *text, float *out, int n)
{
	char *end = NULL;

	for (int i = 0; i < n; i++) {
		out[i] = strtof(text, &end);
		if (end == text || !isfinite(out[i]) || fabsf(out[i]) > MM_MOST)
			return false;
		text = end;
	}
	return text[strspn(text, " \t\r")] == 0;
}

/* Which of the lines it was, as a bit; 0 = does not hold. */
static int take(struct touch_calibration *c, const char *key, const char *value)
{
	if (text_is(key, "x"))
		return numbers(value, c->x, 3) ? 1 : 0;
	if (text_is(key, "y"))
		return numbers(value, c->y, 3) ? 2 : 0;
	if (text_is(key, "residual_mm"))
		return numbers(value, &c->residual_mm, 1) ? 4 : 0;
	if (text_is(key, "device"))
		return text_copy(c->device, sizeof c->device, value) ? 8 : 0;
	return 0;
}

/* "key = value": split in place. */
static bool split(char *line, char **key, char **value)
{
	char *equals = strchr(line, '='), *end;

	if (!equals)
		return false;
	*key = line + strspn(line, " \t");
	end = equals;
	while (end > *key && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	*end = 0;
	*value = equals + 1 + strspn(equals + 1, " \t");
	end = *value + strlen(*value);
	while (end > *value && (end[-1] == ' ' || end[-1] == '\r' || end[-1] == '\t'))
		end--;
	*end = 0;
	return true;
}

int touch_calibration_parse(struct touch_calibration *out, const char *text, const char *path)
{
	struct touch_calibration c = {0};
	int told = 0, number = 0;

	while (*text) {
		size_t n = strcspn(text, "\n");
		char line[LINE_MOST + 1], *key, *value;
		int one;

		number++;
		if (n > LINE_MOST)
			return err_new(EILSEQ, "%s:%d: a line of more than %d letters", path, number, LINE_MOST);
		memcpy(line, text, n);
		line[n] = 0;
		text += n + (text[n] == '\n');
		if (line[strspn(line, " \t\r")] == 0 || line[strspn(line, " \t")] == '#')
			continue;
		one = split(line, &key, &value) ? take(&c, key, value) : 0;
		if (!one || (told & one))
			return err_new(EILSEQ, "%s:%d: no line of a touch calibration; calibrate again", path, number);
		told |= one;
	}
	if ((told & 3) != 3 || fabsf(c.x[0] * c.y[1] - c.x[1] * c.y[0]) < 1)
		return err_new(EILSEQ, "%s: holds no whole touch calibration; calibrate again", path);
	*out = c;
	return 0;
}

int touch_calibration_read(struct touch_calibration *out, const char *path)
{
	AUTO_BUF text;
	int e;

	buf_init(&text, FILE_MOST);
	e = file_read(&text, path);
	if (e == 0 && strlen(buf_str(&text)) != text.len)
		e = err_new(EILSEQ, "%s is no text; calibrate the panel again", path);
	return e ? err_up(e) : err_up(touch_calibration_parse(out, buf_str(&text), path));
}

int touch_calibration_write(const struct touch_calibration *c, const char *path)
{
	AUTO_BUF text;
	int e;

	buf_init(&text, FILE_MOST);
	buf_text(&text, "# Touch calibration: x and y in mm are a*u + b*v + c of the sensor's range (0..1).\n");
	if (*c->device)
		buf_printf(&text, "device = %s\n", c->device);
	buf_printf(&text, "x = %.4f %.4f %.4f\n", (double)c->x[0], (double)c->x[1], (double)c->x[2]);
	buf_printf(&text, "y = %.4f %.4f %.4f\n", (double)c->y[0], (double)c->y[1], (double)c->y[2]);
	buf_printf(&text, "residual_mm = %.2f\n", (double)c->residual_mm);
	e = buf_done(&text);
	return e ? err_up(e) : err_up(file_replace(path, text.data, text.len, 0640));
}
