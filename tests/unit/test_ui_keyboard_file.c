/* Keyboard layouts as files: each bad line is named, every number has its ceiling. */
#include "sys/file.h"
#include "ui/keyboard_inside.h"
#include "ui_kit.h"

static void refused(const char *text, const char *why)
{
	struct keyboard *b;

	CHECK_OK(file_replace("own.kbd", text, strlen(text), 0600));
	CHECK(keyboard_load(&b, ".", "own") < 0);
	CHECK_HAS(err_why(), why);
}

TEST(file, bad_lines_are_named)
{
	refused("a b\n", "./own.kbd:1: keys before the first 'layer NAME'");
	refused("layer base\na\nlayer \nb\n", "./own.kbd:3: a layer begins with");
	refused("layer base\na*0.4\n", "./own.kbd:2: the width");
	refused("layer base\na*13\n", "./own.kbd:2: the width");
	refused("layer base\na*x\n", "./own.kbd:2: the width");
	refused("layer base\n\n{what}\n", "./own.kbd:3: no such key");
	refused("layer base\n{shift}\n", "./own.kbd:2: this key names no layer");
	refused("layer base\n{go:base}\n", "./own.kbd:2: this key has no words");
	refused("layer base\n{other}\n", "./own.kbd:2: this key has no words");
	refused("layer base\n{go:abcdefghijklmnop:x}\n", "./own.kbd:2: this key names no layer");
	refused("layer base\nabcdefghijklmnopqrstuvwx\n", "./own.kbd:2: a key types at most 23 bytes");
	refused("layer base twice\na\n", "./own.kbd:1: a layer begins with");
	refused("layer abcdefghijklmnop\na\n", "./own.kbd:1: a layer's name is at most 15 bytes");
	refused("layer base\na\nlayer two\n \t\nlayer three\nb\n", "./own.kbd: the layer 'two' has no key");
	refused("layer base\n \t \n", "no key in the whole file");
	refused("layer base\n# nothing\n", "no key in the whole file");
	refused("", "own.kbd");
	refused("layer base\n\xff\n", "./own.kbd: is not a text file in UTF-8");
}

TEST(file, a_key_to_a_layer_that_is_not_there_is_named)
{
	refused("layer base\na {go:symbols:123}\n", "symbols");
}

TEST(file, written_on_another_system_is_the_same)
{
	const char *text = "layer base\r\na b\r\n\r\nlayer two once\r\nc\r\n";
	struct keyboard *b;

	CHECK_OK(file_replace("own.kbd", text, strlen(text), 0600));
	CHECK_OK(keyboard_load(&b, ".", "own"));
	CHECK_INT(b->n, 2);
	CHECK_INT(b->layer[0].n, 1);
	CHECK_TEXT(b->layer[0].row[0].key[1].text, "b");
	CHECK(b->layer[1].once);
	keyboard_free(b);
}

TEST(file, bytes_of_zero_are_refused)
{
	struct keyboard *b;

	CHECK_OK(file_replace("own.kbd", "layer base\na\0b\n", 15, 0600));
	CHECK(keyboard_load(&b, ".", "own") < 0);
}

TEST(file, that_is_missing_is_named)
{
	struct keyboard *b;

	CHECK(keyboard_load(&b, ".", "none") < 0);
	CHECK_HAS(err_why(), "./none.kbd");
	keyboard_free(NULL);
}

/* n times a part between head and tail. */
static int with_many(const char *head, const char *part, int n)
{
	AUTO_BUF text;
	struct keyboard *b;
	int e;

	buf_init(&text, 1 << 20);
	buf_text(&text, head);
	for (int i = 0; i < n; i++)
		buf_text(&text, part);
	buf_char(&text, '\n');
	CHECK_OK(file_replace("own.kbd", text.data, text.len, 0600));
	e = keyboard_load(&b, ".", "own");
	if (e == 0)
		keyboard_free(b);
	return e;
}

TEST(ceiling, of_keys_rows_layers_and_bytes)
{
	CHECK_OK(with_many("layer base\n", "a ", KEYBOARD_KEYS_MAX - 1));
	CHECK_OK(with_many("layer base\n", "a ", KEYBOARD_KEYS_MAX));
	CHECK(with_many("layer base\n", "a ", KEYBOARD_KEYS_MAX + 1) < 0);
	CHECK_HAS(err_why(), "own.kbd:2: too many keys");
	CHECK_OK(with_many("layer base\n", "a\n", KEYBOARD_ROWS_MAX - 1));
	CHECK_OK(with_many("layer base\n", "a\n", KEYBOARD_ROWS_MAX));
	CHECK(with_many("layer base\n", "a\n", KEYBOARD_ROWS_MAX + 1) < 0);
	CHECK_HAS(err_why(), "own.kbd:8: too many rows");
	CHECK_OK(with_many("", "layer x\na\n", KEYBOARD_LAYERS_MAX - 1));
	CHECK_OK(with_many("", "layer x\na\n", KEYBOARD_LAYERS_MAX));
	CHECK(with_many("", "layer x\na\n", KEYBOARD_LAYERS_MAX + 1) < 0);
	CHECK_HAS(err_why(), "own.kbd:17: too many layers");
	CHECK_OK(with_many("layer base\na\n#\n", "#\n", (KEYBOARD_FILE_MAX - 17) / 2));
	CHECK(with_many("layer base\na\n#\n", "#\n", (KEYBOARD_FILE_MAX - 14) / 2 + 1) < 0);
	CHECK_HAS(err_why(), "own.kbd");
}

TEST(file, stars_and_braces_may_be_typed_too)
{
	const char *text = "layer base\n* { } {} *2 a*1.5\n";
	struct keyboard *b;

	CHECK_OK(file_replace("own.kbd", text, strlen(text), 0600));
	CHECK_OK(keyboard_load(&b, ".", "own"));
	CHECK_INT(b->layer[0].row[0].n, 6);
	CHECK_TEXT(b->layer[0].row[0].key[0].text, "*");
	CHECK_TEXT(b->layer[0].row[0].key[1].text, "{");
	CHECK_TEXT(b->layer[0].row[0].key[3].text, "{}");
	CHECK_TEXT(b->layer[0].row[0].key[4].text, "*2");
	CHECK(b->layer[0].row[0].key[5].units == 1.5f);
	keyboard_free(b);
}
