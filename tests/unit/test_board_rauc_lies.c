/* A RAUC that answers oddly, refuses, or ends in the middle: each time one answer, and a sentence. */
#include <stdio.h>
#include <string.h>

#include "board/update_rauc.h"
#include "board_bus.h"
#include "harness.h"
#include "sys/text.h"

struct seen {
	int n, last, most;
	bool backwards;
};

static char why[RAUC_WHY_MAX + 1];

static void on_step(void *me, int percent, const char *what)
{
	struct seen *s = me;

	CHECK(what != NULL);
	s->backwards = s->backwards || percent < s->last;
	s->last = percent;
	s->most = percent > s->most ? percent : s->most;
	s->n++;
}

static int install(struct bus *b, struct seen *s)
{
	struct rauc rauc;
	int r;

	*s = (struct seen){0};
	CHECK(text_copy(why, sizeof why, ""));
	CHECK_OK(rauc_bus_open(&rauc, b->address, "none"));
	r = rauc.ops->install(rauc.me, "/a/bundle", on_step, s, why);
	rauc_close(&rauc);
	return r;
}

static int status(struct bus *b, struct rauc_status *out)
{
	struct rauc rauc;
	int r;

	CHECK_OK(rauc_bus_open(&rauc, b->address, "none"));
	r = rauc.ops->status(rauc.me, out, why);
	rauc_close(&rauc);
	return r;
}

static int inspect(struct bus *b, struct rauc_bundle *out)
{
	struct rauc rauc;
	int r;

	CHECK_OK(rauc_bus_open(&rauc, b->address, "none"));
	r = rauc.ops->inspect(rauc.me, out, "/a/bundle", why);
	rauc_close(&rauc);
	return r;
}

TEST_LIMIT(rauc, an_installation_tells_its_steps_and_ends, 60)
{
	struct bus b = bus_start();
	struct seen s;

	CHECK_OK(install(&b, &s));
	CHECK_INT(s.n, 4);
	CHECK_INT(s.last, 100);
	CHECK(!s.backwards);
	CHECK_INT(b.rauc->installs, 1);
	CHECK_TEXT(b.rauc->installed, "/a/bundle");
	bus_end(&b);
}

TEST_LIMIT(rauc, without_anybody_who_looks_it_is_the_same, 60)
{
	struct bus b = bus_start();
	struct rauc rauc;

	CHECK_OK(rauc_bus_open(&rauc, b.address, "none"));
	CHECK_OK(rauc.ops->install(rauc.me, "/a/bundle", NULL, NULL, why));
	CHECK_OK(rauc.ops->install(rauc.me, "/b/bundle", NULL, NULL, why)); /* and once more on the same bus */
	rauc_close(&rauc);
	CHECK_INT(b.rauc->installs, 2);
	bus_end(&b);
}

TEST_LIMIT(rauc, steps_that_can_not_be_are_not_told, 60)
{
	struct bus b = bus_start();
	struct seen s;

	b.rauc->manner = BUS_ODD_STEPS;
	CHECK_OK(install(&b, &s));
	CHECK_INT(s.n, 3); /* 10, 60, 61: neither backwards nor above 100, nor what is no number */
	CHECK_INT(s.most, 61);
	CHECK(!s.backwards);
	bus_end(&b);
}

TEST_LIMIT(rauc, its_refusal_is_named_by_its_sentence, 60)
{
	static const struct {
		const char *sentence;
		int answer;
	} rows[] = {
	        {"signature verification failed: Verify error: self-signed certificate in certificate chain",
	                RAUC_FOREIGN},
	        {"Handler error: version 0.3.0 is below the floor 0.4.0: an older one is never installed", RAUC_OLDER},
	        {"Compatible mismatch: Expected 'a' but bundle manifest has 'b'", RAUC_OTHER_DEVICE},
	        {"something that nobody ever said", RAUC_FAILED},
	        {"", RAUC_FAILED},
	};
	struct bus b = bus_start();
	struct seen s;

	b.rauc->manner = BUS_REFUSES;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK(text_copy(b.rauc->last_error, sizeof b.rauc->last_error, rows[i].sentence));
		CHECK_INT(install(&b, &s), rows[i].answer);
		CHECK_TEXT(why, rows[i].sentence);
	}
	bus_end(&b);
}

TEST_LIMIT(rauc, the_longest_sentence_is_cut_not_overrun, 60)
{
	struct bus b = bus_start();
	struct seen s;

	b.rauc->manner = BUS_REFUSES;
	for (size_t n = RAUC_WHY_MAX - 1; n <= RAUC_WHY_MAX + 1; n++) {
		memset(b.rauc->last_error, 'x', n);
		b.rauc->last_error[n] = 0;
		CHECK_INT(install(&b, &s), RAUC_FAILED);
		CHECK_INT(strlen(why), n <= RAUC_WHY_MAX ? n : RAUC_WHY_MAX);
	}
	bus_end(&b);
}

TEST_LIMIT(rauc, an_end_that_is_no_number_is_no_success, 60)
{
	struct bus b = bus_start();
	struct seen s;

	b.rauc->manner = BUS_ODD_END;
	CHECK(text_copy(b.rauc->last_error, sizeof b.rauc->last_error, "odd"));
	CHECK_INT(install(&b, &s), RAUC_FAILED);
	CHECK_TEXT(why, "odd");
	bus_end(&b);
}

TEST_LIMIT(rauc, that_ends_in_the_middle_is_gone_and_found_again, 60)
{
	struct bus b = bus_start();
	struct seen s;

	b.rauc->manner = BUS_DIES;
	CHECK_INT(install(&b, &s), RAUC_GONE);
	CHECK_HAS(why, "went away while it was writing");
	CHECK_INT(s.last, 100); /* even when its last step was told */
	b.rauc->manner = BUS_WELL;
	bus_service(&b);
	CHECK_OK(install(&b, &s));
	bus_end(&b);
}

TEST_LIMIT(rauc, that_refuses_at_once_says_why, 60)
{
	struct bus b = bus_start();
	struct rauc_bundle out;
	struct seen s;

	b.rauc->manner = BUS_ANSWERS_ERROR;
	CHECK(text_copy(b.rauc->last_error, sizeof b.rauc->last_error, "Already processing a different method"));
	CHECK(install(&b, &s) != 0);
	CHECK_HAS(why, "Already processing");
	CHECK_INT(s.n, 0);
	CHECK(inspect(&b, &out) != 0);
	CHECK(*why);
	bus_end(&b);
}

TEST_LIMIT(rauc, slots_are_those_that_boot, 60)
{
	struct bus b = bus_start();
	struct rauc_status s;

	CHECK_OK(status(&b, &s));
	CHECK_INT(s.n_slots, 2); /* not the kernel's */
	CHECK_TEXT(rauc_booted(&s)->name, "rootfs.0");
	CHECK(rauc_booted(&s)->primary && !rauc_other(&s)->primary);
	CHECK_TEXT(rauc_booted(&s)->version, "0.4.0");
	CHECK(!s.installing);
	CHECK(text_copy(b.rauc->operation, sizeof b.rauc->operation, "installing"));
	b.rauc->primary[0] = 0; /* the boot loader's block can not be read */
	CHECK_OK(status(&b, &s));
	CHECK(s.installing);
	CHECK(!rauc_booted(&s)->primary && !rauc_other(&s)->primary);
	b.rauc->booted = -1;
	CHECK_OK(status(&b, &s));
	CHECK(rauc_booted(&s) == NULL);
	bus_end(&b);
}

TEST_LIMIT(rauc, more_slots_and_longer_names_than_there_is_room_for_are_left, 60)
{
	struct bus b = bus_start();
	struct rauc_status s;

	for (int more = RAUC_SLOTS_MAX - 3; more <= RAUC_SLOTS_MAX - 1; more++) {
		b.rauc->more_slots = more;
		CHECK_OK(status(&b, &s));
		CHECK_INT(s.n_slots, more + 2 < RAUC_SLOTS_MAX ? more + 2 : RAUC_SLOTS_MAX);
	}
	b.rauc->more_slots = 0;
	for (size_t n = sizeof s.slots[0].name - 2; n <= sizeof s.slots[0].name; n++) {
		memset(b.rauc->slot_name, 's', n);
		b.rauc->slot_name[n] = 0;
		CHECK_OK(status(&b, &s));
		CHECK_INT(s.n_slots, n < sizeof s.slots[0].name ? 2 : 1);
	}
	bus_end(&b);
}

TEST_LIMIT(rauc, answers_of_another_type_are_no_answers, 60)
{
	struct bus b = bus_start();
	struct rauc_status s = {.n_slots = 77};
	struct rauc_bundle out = {.version = "untouched"};

	b.rauc->manner = BUS_GARBLED;
	bus_service(&b);
	CHECK(status(&b, &s) != 0);
	CHECK_INT(s.n_slots, 77);
	CHECK(inspect(&b, &out) != 0);
	CHECK_TEXT(out.version, "untouched");
	bus_end(&b);
}

TEST_LIMIT(rauc, names_in_a_bundle_have_a_ceiling, 60)
{
	struct bus b = bus_start();
	struct rauc_bundle out;

	for (size_t n = sizeof out.version - 2; n <= sizeof out.version; n++) {
		memset(b.rauc->version, '1', n);
		b.rauc->version[n] = 0;
		CHECK_INT(inspect(&b, &out), n < sizeof out.version ? 0 : RAUC_FAILED);
	}
	CHECK_HAS(why, "too long");
	CHECK(text_copy(b.rauc->version, sizeof b.rauc->version, "0.5.0"));
	for (size_t n = sizeof out.compatible - 2; n <= sizeof out.compatible; n++) {
		memset(b.rauc->compatible, 'c', n);
		b.rauc->compatible[n] = 0;
		CHECK_INT(inspect(&b, &out), n < sizeof out.compatible ? 0 : RAUC_FAILED);
	}
	bus_end(&b);
}
