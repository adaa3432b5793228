/* visit_voice - a notice read aloud, in the language that is shown. */
#include "drivers/speech.h"
#include "sys/buf.h"
#include "visit/duty_inside.h"

enum { SPOKEN_MAX = 64 * 1024 };

bool visit_has_voice(const struct visit *v)
{
	return v->world.speech && speech_speaks(v->world.speech, visit_language(v));
}

bool visit_is_speaking(const struct visit *v)
{
	return v->world.speech && speech_is_busy(v->world.speech);
}

static void blocks(struct buf *out, const struct notice_block *b, int n)
{
	for (int i = 0; i < n; i++)
		buf_printf(out, "%s\n", b[i].text);
}

void visit_read_aloud(struct visit *v)
{
	const struct notice *n = v->handing.on ? v->handing.text : visit_reading(v);
	AUTO_BUF text;

	buf_init(&text, SPOKEN_MAX);
	if (!n || !visit_has_voice(v))
		return;
	buf_printf(&text, "%s.\n", n->title);
	blocks(&text, n->intro, n->n_intro);
	for (int i = 0; i < n->n_items; i++) {
		buf_printf(&text, "%s.\n", n->items[i].heading);
		blocks(&text, n->items[i].blocks, n->items[i].n_blocks);
	}
	speech_say(v->world.speech, n->lang, buf_str(&text), SPEECH_PUBLIC);
}

void visit_speak(struct visit *v, const char *text, bool alone)
{
	if (visit_has_voice(v))
		speech_say(v->world.speech, visit_language(v), text, alone ? SPEECH_PRIVATE : SPEECH_PUBLIC);
}

void visit_forget_voice(struct visit *v)
{
	if (v->world.speech)
		speech_forget(v->world.speech);
}

void visit_hush(struct visit *v)
{
	if (v->world.speech)
		speech_hush(v->world.speech);
}
