#include "ui_scene.h"

void scene_open(struct kit *k, struct scene_state *s, const struct panel *panel)
{
	memset(s, 0, sizeof *s);
	edit_init(&s->edit, s->name, sizeof s->name);
	edit_init(&s->long_edit, s->story, sizeof s->story);
	s->long_edit.multiline = true;
	kit_open(k, panel);
	k->me = s;
	k->draw = scene_draw;
	kit_frame(k);
}

static void buttons(struct kit *k, struct scene_state *s, struct box row)
{
	static const struct button all[] = {
	        {.id = "quiet", .label = "Hulp", .icon = ICON_HELP},
	        {.id = "main", .label = "Volgende", .icon = ICON_NEXT, .kind = BUTTON_MAIN, .icon_behind = true},
	        {.id = "stop", .label = "Stop", .icon = ICON_STOP, .kind = BUTTON_STOP},
	        {.id = "shut", .label = "Terug", .disabled = true},
	};
	float w = (row.w - 3 * 2.6f) / 4;

	for (int i = 0; i < 4; i++) {
		if (ui_button(k->ui, box_cut_start(&row, w, ui_rtl(k->ui)), &all[i]))
			s->pressed[i]++;
		(void)box_cut_start(&row, 2.6f, ui_rtl(k->ui));
	}
}

static void options(struct kit *k, struct scene_state *s, struct box *area)
{
	static const char *const ids[] = {"one", "two"};
	struct option many = {.id = "many", .label = "Ik wil post", .many = true, .chosen = s->many};
	struct option big = {.id = "big", .label = "Ik ben iets kwijt", .value = "Een fiets", .icon = ICON_BICYCLE};

	for (int i = 0; i < 2; i++) {
		struct option o = {.id = ids[i], .label = i ? "Gestolen" : "Verloren", .chosen = s->chosen == i + 1};

		if (ui_option(k->ui, box_cut_top(area, 12.7f), &o)) {
			s->pressed[4 + i]++;
			s->chosen = i + 1;
		}
		(void)box_cut_top(area, 2.6f);
	}
	if (ui_option(k->ui, box_cut_top(area, 12.7f), &many)) {
		s->pressed[6]++;
		s->many = !s->many;
	}
	(void)box_cut_top(area, 2.6f);
	s->pressed[7] += ui_big_choice(k->ui, box_cut_top(area, 20), &big);
	(void)box_cut_top(area, 2.6f);
}

void scene_draw(struct kit *k)
{
	struct scene_state *s = k->me;
	struct box area = box_inset((struct box){0, 0, k->panel.width_mm, k->panel.height_mm}, 3), story;
	struct field name = {.id = "name", .label = "Uw naam", .ghost = "Jan", .edit = &s->edit, .wrong = s->wrong};
	struct field tale = {.id = "story", .label = "Uw verhaal", .edit = &s->long_edit};

	buttons(k, s, box_cut_top(&area, 12.7f));
	(void)box_cut_top(&area, 2.6f);
	story = box_cut_end(&area, area.w / 2, ui_rtl(k->ui));
	(void)box_cut_end(&area, 2.6f, ui_rtl(k->ui));
	options(k, s, &area);
	s->changed += ui_field(k->ui, box_cut_top(&story, 12.7f), &name);
	(void)box_cut_top(&story, 2.6f);
	s->changed += ui_field(k->ui, box_cut_top(&story, 25), &tale);
	(void)box_cut_top(&story, 2.6f);
	if (s->wrong)
		ui_note(k->ui, box_cut_top(&story, 12), ROLE_ERROR, ICON_WARNING, "Fout: vul uw naam in.");
	ui_progress(k->ui, box_cut_top(&story, 2.4f), 1 + s->chosen, 4, "Stap");
}

int scene_presses(const struct scene_state *s)
{
	int n = 0;

	for (int i = 0; i < 8; i++)
		n += s->pressed[i];
	return n;
}
