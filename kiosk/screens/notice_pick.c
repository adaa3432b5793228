/* notice_pick - for whom, how old, in which language: the notice that fits is proposed, the officer decides. */
#include "screens/facing.h"
#include "screens/frame.h"
#include "screens/grid.h"
#include "sys/text.h"
#include "visit/handing.h"
#include "notice/packs.h"
#include "visit/duty.h"

struct pick {
	struct pager pager;
	bool age_told, age_wanted; /* the age was chosen; it was missing when a language was tapped */
	bool safe_wanted; /* whether paper is safe was not answered when a language was tapped */
	bool no_text; /* no pack of this station has what was chosen */
};

enum age_group { AGE_ADULT, AGE_JUVENILE, AGE_CHILD, AGE_UNSURE, AGE_GROUPS };

static void set_age(struct propose_case *c, enum age_group g)
{
	static const struct age_range ranges[AGE_GROUPS] = {
	        [AGE_ADULT] = {18, AGE_HIGHEST, true}, [AGE_JUVENILE] = {12, 17, true}, [AGE_CHILD] = {0, 11, true}};

	c->at_offence = c->now = ranges[g];
	c->looks_minor = g == AGE_UNSURE;
	if (g == AGE_UNSURE)
		c->at_offence = c->now = age_unknown();
}

static bool has_age(const struct propose_case *c, enum age_group g)
{
	switch (g) {
	case AGE_ADULT:
		return c->now.known && c->now.lowest >= 18;
	case AGE_JUVENILE:
		return c->now.known && c->now.lowest == 12;
	case AGE_CHILD:
		return c->now.known && c->now.highest == 11;
	default:
		return !c->now.known && c->looks_minor;
	}
}

static void age(struct scene *s, struct flow *f, struct pick *p, struct propose_case *c)
{
	static const char *const ids[AGE_GROUPS] = {"age:18", "age:12", "age:0", "age:unsure"};
	static const char *const keys[AGE_GROUPS] = {
	        "staff.age.adult", "staff.age.juvenile", "staff.age.child", "staff.age.unsure"};
	bool suspect = situation_asks_offence_day(c->situation);
	struct option o[AGE_GROUPS] = {0};
	int pressed;

	grid_label(s, f, visit_say(s->visit, suspect ? "staff.age.at_offence" : "staff.age.now"));
	for (int i = 0; i < AGE_GROUPS; i++)
		o[i] = (struct option){.id = ids[i],
		        .label = visit_say(s->visit, keys[i]),
		        .value = "",
		        .chosen = has_age(c, (enum age_group)i)};
	pressed = grid_options(s, f, o, AGE_GROUPS, 4);
	if (pressed >= 0) {
		set_age(c, (enum age_group)pressed);
		p->age_told = true;
		p->age_wanted = false;
		handing_propose(s->visit);
	}
	flow_space(f, 2);
}

/* Some of several, each by itself. */
static void tick(struct scene *s, struct flow *f, const char *id, const char *key, bool *what)
{
	struct option o = {.id = id, .label = visit_say(s->visit, key), .value = "", .chosen = *what, .many = true};

	if (grid_options(s, f, &o, 1, 1) == 0) {
		*what = !*what;
		handing_propose(s->visit);
	}
}

struct one_of {
	const char *id, *key;
	int value;
};

/* True when another one was chosen. */
static bool choose(struct scene *s, struct flow *f, const char *key, const struct one_of *from, int n, int *what)
{
	struct option o[4] = {0};
	int pressed;

	grid_label(s, f, visit_say(s->visit, key));
	for (int i = 0; i < n; i++)
		o[i] = (struct option){.id = from[i].id,
		        .label = visit_say(s->visit, from[i].key),
		        .value = "",
		        .chosen = *what == from[i].value};
	pressed = grid_options(s, f, o, n, n);
	if (pressed >= 0)
		*what = from[pressed].value;
	flow_space(f, 2);
	return pressed >= 0;
}

static void of_situation(struct scene *s, struct flow *f, struct propose_case *c)
{
	static const struct one_of safe[] = {{"safe:yes", "staff.safe.yes", SAFE_PAPER_YES},
	        {"safe:neutral", "staff.safe.neutral", SAFE_PAPER_NEUTRAL},
	        {"safe:keep", "staff.safe.keep", SAFE_PAPER_KEEP}};
	static const struct one_of regime[] = {{"regime:police", "staff.regime.police", REGIME_POLICE},
	        {"regime:other", "staff.regime.other", REGIME_OTHER}};
	static const struct one_of route[] = {{"route:orienting", "staff.route.orienting", DISCIPLINE_ORIENTING},
	        {"route:disciplinary", "staff.route.disciplinary", DISCIPLINE_FORMAL},
	        {"route:criminal", "staff.route.criminal", DISCIPLINE_CRIMINAL},
	        {"route:talk", "staff.route.talk", DISCIPLINE_TALK}};
	bool changed = false;
	int value;

	switch (c->situation) {
	case SITUATION_DOMESTIC:
		value = (int)c->safe_paper;
		changed = choose(s, f, "staff.safe", safe, 3, &value);
		c->safe_paper = (enum safe_paper)value;
		break;
	case SITUATION_PRIVACY:
		value = (int)c->regime;
		changed = choose(s, f, "staff.regime", regime, 2, &value);
		c->regime = (enum privacy_regime)value;
		break;
	case SITUATION_DISCIPLINARY:
		value = (int)c->route;
		changed = choose(s, f, "staff.route", route, 4, &value);
		c->route = (enum disciplinary_route)value;
		break;
	case SITUATION_INVITED:
		tick(s, f, "vulnerable", "staff.vulnerable", &c->vulnerable);
		break;
	default:
		break;
	}
	if (changed)
		handing_propose(s->visit);
	if (handing_proposal(s->visit)->to_representative)
		tick(s, f, "conflict", "staff.conflict", &c->representative_involved);
}

static struct option one_proposed(struct scene *s, int i)
{
	const struct proposed *p = &handing_proposal(s->visit)->notices[i];
	const struct notice *n = visit_notice(s->visit, p->notice, "nl");

	return (struct option){.id = ui_printf(s->ui, "notice:%s", p->notice),
	        .label = n ? n->title : p->notice,
	        .value = ui_printf(s->ui, "%s \u00b7 %s", p->notice, rule_id(p->why)),
	        .icon = ICON_PAPER,
	        .chosen = handing_chosen(s->visit) == i};
}

/* Of several that fit the officer chooses; one alone is told above the languages. */
static void proposed(struct scene *s, struct flow *f)
{
	const struct proposal *p = handing_proposal(s->visit);
	struct option o[PROPOSED_MAX] = {0};
	int pressed = -1;

	for (int i = 0; i < p->n; i++)
		o[i] = one_proposed(s, i);
	if (p->n > 1) {
		grid_label(s, f, visit_say(s->visit, "staff.proposed"));
		pressed = grid_options(s, f, o, p->n, p->n > 2 ? 3 : 2);
	}
	if (pressed >= 0)
		handing_choose(s->visit, pressed);
	flow_space(f, 2);
}

/* What the officer must know, each with its rule. */
static void warnings(struct scene *s, struct flow *f)
{
	const struct proposal *p = handing_proposal(s->visit);

	for (int i = 0; i < p->n_warnings; i++) {
		const struct rule *rule = rule_of(p->warnings[i]);

		flow_hint(f, ui_printf(s->ui, "%s  %s", rule->id, handing_words(s->visit, rule->nl, rule->en)));
	}
}

static void above_languages(struct scene *s, struct flow *f)
{
	struct option one = handing_proposal(s->visit)->n == 1 ? one_proposed(s, 0) : (struct option){0};
	const char *point = visit_say(s->visit, "staff.point");

	grid_label(s, f, one.id ? ui_printf(s->ui, "%s (%s)  \u00b7  %s", one.label, one.value, point) : point);
}

/* The person points at it: every language by its own name. The one pressed, or NULL. */
static const char *languages(struct scene *s, struct flow *f)
{
	struct option o[GRID_MAX] = {0};
	int n = 0, pressed;

	above_languages(s, f);
	for (const char *tag; n < GRID_MAX - 1 && (tag = notice_language(n)) != NULL; n++)
		o[n] = (struct option){.id = ui_printf(s->ui, "lang:%s", tag),
		        .label = text_is(tag, "nl-easy") ? visit_say(s->visit, "staff.easy_dutch")
		                                         : visit_name_of_language(s->visit, tag),
		        .value = "",
		        .plain = true,
		        .lang_label_dir = lang_is_rtl(tag) ? "rtl" : "ltr"};
	o[n] = (struct option){.id = "lang:other",
	        .label = visit_say(s->visit, "staff.other_language"),
	        .plain = true,
	        .icon = ICON_OTHER};
	pressed = grid_options(s, f, o, n + 1, 5);
	if (pressed < 0)
		return NULL;
	return pressed == n ? "und" : notice_language(pressed);
}

static enum screen_id draw(void *me, struct scene *s)
{
	struct pick *p = me;
	struct propose_case *c = handing_case(s->visit);
	struct frame frame = {.practice = duty_is_practice(s->visit)};
	struct box area = frame_top(s, &frame);
	const char *tag;
	struct flow f;
	enum screen_id to;

	flow_begin(&f, s->ui, &p->pager, area);
	flow_heading(&f, handing_words(s->visit, situation_nl(c->situation), situation_en(c->situation)));
	flow_space(&f, 1);
	if (situation_asks_age(c->situation))
		age(s, &f, p, c);
	if (p->age_wanted) {
		const char *text = visit_say(s->visit, "staff.age.missing");

		flow_note(&f, ROLE_ERROR, ICON_WARNING, text);
		flow_space(&f, 2);
	}
	if (p->safe_wanted && handing_asks_first(s->visit))
		flow_note(&f, ROLE_ERROR, ICON_WARNING, visit_say(s->visit, "staff.safe.missing"));
	if (p->no_text)
		flow_note(&f, ROLE_ERROR, ICON_WARNING, visit_say(s->visit, "staff.no_text"));
	of_situation(s, &f, c);
	proposed(s, &f);
	tag = languages(s, &f);
	warnings(s, &f);
	flow_end(&f, visit_say(s->visit, "nav.more"));
	if (tag) {
		handing_speak(s->visit, tag);
		p->age_wanted = situation_asks_offence_day(c->situation) && !p->age_told;
		p->safe_wanted = !p->age_wanted && handing_asks_first(s->visit);
		if (!p->age_wanted && !p->safe_wanted && handing_settle(s->visit))
			return SCREEN_NOTICE_SHOW;
		p->no_text = !p->age_wanted && !p->safe_wanted;
		p->pager.page = 0; /* where the question stands */
	}
	return frame_bar(s, &frame, &to) == FRAME_BACK ? SCREEN_STAFF_MENU : to;
}

static void enter(void *me, struct scene *s)
{
	struct pick *p = me;
	const struct propose_case *c = handing_case(s->visit);

	face_staff(s);
	p->age_told = c->now.known || c->looks_minor;
}

const struct screen screen_notice_pick = {.name = "notice_pick",
        .size = sizeof(struct pick),
        .in_visit = true,
        .staff = true,
        .enter = enter,
        .draw = draw};
