#include "kiosk_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sys/file.h"
#include "sys/proc.h"

static void link_to(const char *content, const char *name, const char *target)
{
	char path[700];

	snprintf(path, sizeof path, "%s/%s", content, name);
	CHECK(symlink(target, path) == 0);
}

static void make_content(const char *content)
{
	static const char *const parts[] = {"forms", "themes", "keyboards", "printers", "manual"};
	static const char *const langs[] = {"nl", "en", "ar"};
	char from[4200], to[700];

	snprintf(to, sizeof to, "%s/words", content);
	CHECK_OK(dir_make(to, 0700));
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		snprintf(from, sizeof from, "%s/assets/%s", test_root(), parts[i]);
		link_to(content, parts[i], from);
	}
	link_to(content, "fonts", "/usr/share/fonts/truetype/noto");
	for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) {
		const char *const argv[] = {"msgfmt", "-o", to, from, NULL};

		snprintf(from, sizeof from, "%s/assets/words/%s.po", test_root(), langs[i]);
		snprintf(to, sizeof to, "%s/words/%s.mo", content, langs[i]);
		CHECK_OK(proc_run(argv, NULL, 20000));
	}
}

static void make_station(const char *data)
{
	struct station st = {.code = "DEMO-01", .n_authorities = 1, .keyset = 1, .epoch = 1, .demonstration = true};
	struct key_secret *authority, *device;
	char keys[700];

	CHECK_OK(dir_make(data, 0700));
	CHECK_OK(key_new(&authority, KEY_AUTHORITY, true));
	CHECK_OK(key_new(&device, KEY_DEVICE, true));
	st.authorities[0] = *key_public_part(authority);
	station_device_of(st.device, key_public_part(device)->bytes);
	snprintf(st.hub, sizeof st.hub, "https://localhost:8443");
	CHECK_OK(station_path(keys, sizeof keys, data, STATION_KEYS));
	CHECK_OK(key_write(device, keys));
	CHECK_OK(station_write(&st, data));
	key_free(authority);
	key_free(device);
}

static void start(struct world *w, const char *more)
{
	char text[2200], *argv[40], *rest = text;
	int argc = 0;

	(void)snprintf(text, sizeof text,
	        "loket --data %s --content %s --headless --clock manual --log.level warn --store.reserve_mib 1 --bell twin "
	        "--keypad twin %s",
	        w->data, w->content, more ? more : "");
	while (argc < 38 && (argv[argc] = strsep(&rest, " ")))
		argc += *argv[argc] != 0;
	argv[argc] = NULL;
	CHECK_OK(settings_take(&w->settings, argc, argv));
	CHECK_OK(app_open(&w->app, &w->settings));
}

static void prepare(struct world *w)
{
	memset(w, 0, sizeof *w);
	snprintf(w->data, sizeof w->data, "%s/data", test_folder());
	snprintf(w->content, sizeof w->content, "%s/content", test_folder());
	if (!file_exists(w->content))
		make_content(w->content);
}

void world_open(struct world *w, const char *more)
{
	prepare(w);
	if (!file_exists(w->data))
		make_station(w->data);
	start(w, more);
}

void world_open_unknown(struct world *w, const char *more)
{
	prepare(w);
	start(w, more);
}

void world_close(struct world *w)
{
	app_close(&w->app);
}

const char *world_screen(const struct world *w)
{
	return screen_of(w->app.screen)->name;
}

void world_see(const struct world *w, const char *screen)
{
	CHECK_TEXT(world_screen(w), screen);
	CHECK(!w->app.stale);
}

const struct node *world_node(const struct world *w, const char *id)
{
	return access_of(ui_access(w->app.ui), id);
}

void world_tap_at(struct world *w, float x, float y)
{
	struct ui_event ev = {.kind = UI_DOWN, .contact = 1, .x_mm = x, .y_mm = y};

	CHECK_OK(app_input(&w->app, &ev));
	ev.kind = UI_UP;
	CHECK_OK(app_input(&w->app, &ev));
}

void world_tap(struct world *w, const char *id)
{
	const struct node *n = world_node(w, id);

	for (int page = 0; !n && page < 20 && world_node(w, "more"); page++) {
		struct box b = world_node(w, "more")->box;

		world_tap_at(w, b.x + b.w / 2, b.y + b.h / 2);
		n = world_node(w, id);
	}
	if (n && n->touchable && n->enabled)
		world_tap_at(w, n->box.x + n->box.w / 2, n->box.y + n->box.h / 2);
	else
		test_fail(__FILE__, __LINE__, "'%s' %s on the screen %s", id, n ? "can not be pressed" : "is not",
		        world_screen(w));
}

void world_type(struct world *w, const char *text)
{
	struct ui_event ev = {.kind = UI_TYPED, .text = text};

	CHECK_OK(app_input(&w->app, &ev));
}

void world_advance(struct world *w, int64_t ms)
{
	CHECK_OK(app_advance(&w->app, ms));
}

bool world_says(const struct world *w, const char *text)
{
	const struct access *a = ui_access(w->app.ui);

	for (int i = 0; i < a->n; i++)
		if (strstr(a->all[i].label, text) || strstr(a->all[i].value, text))
			return true;
	return false;
}

/* Somebody in danger is led out of the form: not here. */
static bool choose_here(struct world *w)
{
	const struct access *a = ui_access(w->app.ui);
	char id[ID_MAX] = "";

	for (int i = 0; i < a->n; i++) {
		const char *here = a->all[i].id;

		if (a->all[i].checked || (strncmp(here, "choice:", 7) != 0 && a->all[i].role != ROLE_CHECK))
			continue;
		if (!*id || strstr(here, "danger:no") || strstr(here, "contact:none"))
			(void)snprintf(id, sizeof id, "%s", here);
	}
	if (*id)
		world_tap(w, id);
	return *id;
}

bool world_choose(struct world *w)
{
	for (int page = 0; page < 20; page++) {
		const struct node *more = world_node(w, "more");

		if (choose_here(w))
			return true;
		if (!more)
			return false;
		world_tap_at(w, more->box.x + more->box.w / 2, more->box.y + more->box.h / 2);
	}
	return false;
}

static const char *fits(const char *id)
{
	static const char *const answers[][2] = {{"born:2", "1980"}, {"/address", "Dorpsstraat 12, Utrecht"},
	        {":0", "14"}, {":1", "3"}, {":2", "2026"}, {"/name", "Jos de Vries"}, {"/family", "de Vries"},
	        {"/given", "Jos"}, {"/email", "jos@example.org"}, {"/phone", "0612345678"}, {"/postcode", "1234 AB"},
	        {"/story", "Het stond op slot bij het station en was daarna weg."}, {"/where", "Stationsplein"},
	        {"/place", "Utrecht"}, {"/house", "12"}, {"/street", "Dorpsstraat"}};

	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		if (strlen(id) > strlen(answers[i][0]) &&
		        strcmp(id + strlen(id) - strlen(answers[i][0]), answers[i][0]) == 0)
			return answers[i][1];
	return NULL;
}

void world_answer(struct world *w)
{
	char ids[8][ID_MAX];
	int n = 0;

	(void)world_choose(w);
	for (int i = 0; i < ui_access(w->app.ui)->n; i++) {
		const struct node *node = &ui_access(w->app.ui)->all[i];

		if (node->role == ROLE_FIELD && !*node->value && n < 8 && fits(node->id))
			snprintf(ids[n++], sizeof ids[0], "%s", node->id);
	}
	for (int i = 0; i < n; i++) {
		if (!world_node(w, ids[i]))
			continue;
		world_tap(w, ids[i]);
		world_type(w, fits(ids[i]));
	}
}

void world_go(struct world *w, enum screen_id to, const char *lang)
{
	char id[40];

	if (to == SCREEN_IDLE || to == SCREEN_OUT_OF_SERVICE)
		return;
	if (w->app.screen == SCREEN_IDLE || w->app.screen == SCREEN_STOPPED)
		world_tap(w, "next");
	if (to == SCREEN_LANGUAGE)
		return;
	snprintf(id, sizeof id, "lang:%s", lang);
	world_tap(w, id);
	if (to == SCREEN_HELP || to == SCREEN_STOPPED) {
		world_tap(w, to == SCREEN_HELP ? "help" : "stop");
		return;
	}
	if (to == SCREEN_TIMEOUT) {
		world_advance(w, w->settings.warn_s * 1000);
		return;
	}
	if (to == SCREEN_SERVICE)
		return;
	world_tap(w, "service:loss_report");
	world_see(w, "question");
	for (int i = 0; i < 60 && w->app.screen == SCREEN_QUESTION && to != SCREEN_QUESTION; i++) {
		world_answer(w);
		world_tap(w, "next");
	}
	if (to == SCREEN_CONFIRM || to == SCREEN_RECEIPT)
		world_tap(w, "next");
	if (to == SCREEN_RECEIPT)
		world_tap(w, "next");
}
