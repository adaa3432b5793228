/* What was typed into a handover is nowhere in memory once its officer or person is gone. */
#include <stdio.h>

#include "kiosk_hand.h"
#include "kiosk_memory.h"
#include "sys/arena.h"

static struct world w;
static const char before_it[] = "Registernummer van een heel lange naam, en dan ";

/* A sanitizer keeps freed memory apart: nothing to prove there. */
static void check_copies(bool some)
{
#ifdef __SANITIZE_ADDRESS__
	(void)some;
#else
	int n = memory_copies();

	if ((n > 0) != some)
		test_fail(__FILE__, __LINE__, "%d copies are in memory", n);
#endif
}

/* Into the reference of the person, letter by letter. */
static void typed(void)
{
	hand_open(&w, HAND_PRINTER, HAND_APPROVED);
	hand_show(&w, "victim", "en");
	world_tap(&w, "print");
	hand_print_out(&w);
	world_tap(&w, "attest");
	world_tap(&w, "change:form");
	world_tap(&w, "choice:form:oral");
	world_tap(&w, "change:why_oral");
	world_see(&w, "handover_field");
	world_type(&w, before_it);
	for (int i = 0; i < MEMORY_WORD; i++) {
		char one[2] = {(char)(memory_word[i] ^ MEMORY_TWIST), 0};

		world_type(&w, one);
		wipe(one, sizeof one);
	}
	check_copies(true);
}

TEST_LIMIT(memory, is_clean_after_stop, 60)
{
	typed();
	world_tap(&w, "stop");
	check_copies(false);
	world_close(&w);
}

TEST_LIMIT(memory, is_clean_when_nobody_came_back, 60)
{
	typed();
	world_tap(&w, "next");
	world_see(&w, "notice_handover");
	desk_badge(&w, "");
	world_advance(&w, 301 * 1000);
	world_see(&w, "idle");
	check_copies(false);
	world_close(&w);
}

TEST_LIMIT(memory, is_clean_on_the_menu_after_the_handover, 60)
{
	typed();
	world_tap(&w, "next");
	hand_fill_in(&w);
	world_tap(&w, "next");
	CHECK(handing_is_attested(w.app.visit));
	world_tap(&w, "next");
	world_see(&w, "staff_menu");
	check_copies(false);
	world_close(&w);
}
