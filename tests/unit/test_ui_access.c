/* The tree: what can be found by place and by name. */
#include "ui/access.h"
#include "ui_kit.h"

static struct node nodes[] = {
        {.id = "", .role = ROLE_HEADING, .box = {0, 0, 100, 10}},
        {.id = "under", .role = ROLE_BUTTON, .enabled = true, .touchable = true, .box = {0, 20, 50, 20}},
        {.id = "over", .role = ROLE_BUTTON, .enabled = true, .touchable = true, .box = {30, 20, 50, 20}},
        {.id = "shut", .role = ROLE_BUTTON, .touchable = true, .box = {0, 50, 50, 20}},
        {.id = "read", .role = ROLE_TEXT, .enabled = true, .box = {0, 20, 50, 20}},
        {.id = "under", .role = ROLE_TEXT, .box = {90, 90, 5, 5}},
};
static const struct access tree = {nodes, sizeof nodes / sizeof *nodes};

TEST(access, what_was_written_last_lies_on_top)
{
	CHECK_TEXT(access_at(&tree, 10, 30)->id, "under");
	CHECK_TEXT(access_at(&tree, 40, 30)->id, "over");
	CHECK_TEXT(access_at(&tree, 79.9f, 30)->id, "over");
}

TEST(access, only_what_can_be_touched_is_found_by_place)
{
	CHECK(access_at(&tree, 10, 5) == NULL);
	CHECK(access_at(&tree, 92, 92) == NULL);
	CHECK(access_at(&tree, 85, 30) == NULL);
	CHECK_TEXT(access_at(&tree, 10, 60)->id, "shut"); /* it covers what lies under it */
}

TEST(access, the_first_of_a_name_is_found)
{
	CHECK(access_of(&tree, "under") == &nodes[1]);
	CHECK(access_of(&tree, "read") == &nodes[4]);
	CHECK(access_of(&tree, "none") == NULL);
	CHECK(access_of(&tree, "") == NULL); /* many have no name */
}

TEST(access, boxes_own_their_upper_left_edge)
{
	struct box b = {10, 10, 5, 5};

	CHECK(box_has(b, 10, 10) && box_has(b, 14.99f, 14.99f));
	CHECK(!box_has(b, 15, 12) && !box_has(b, 12, 15) && !box_has(b, 9.99f, 12));
}

TEST(access, roles_have_the_names_of_the_contract)
{
	static const char *const names[] = {
	        "heading", "text", "error", "button", "choice", "check", "field", "key", "image", "progress", "link"};

	for (int r = ROLE_HEADING; r <= ROLE_LINK; r++)
		CHECK_TEXT(access_role_name((enum role)r), names[r]);
}

TEST(boxes, are_cut_from_the_side_where_one_reads)
{
	struct box b = {10, 20, 100, 50}, cut;

	cut = box_cut_start(&b, 30, false);
	CHECK(cut.x == 10 && cut.w == 30 && b.x == 40 && b.w == 70);
	cut = box_cut_start(&b, 20, true);
	CHECK(cut.x == 90 && cut.w == 20 && b.x == 40 && b.w == 50);
	cut = box_cut_end(&b, 10, false);
	CHECK(cut.x == 80 && cut.w == 10 && b.x == 40 && b.w == 40);
	cut = box_cut_end(&b, 10, true);
	CHECK(cut.x == 40 && cut.w == 10 && b.x == 50 && b.w == 30);
	cut = box_cut_top(&b, 5);
	CHECK(cut.y == 20 && cut.h == 5 && b.y == 25 && b.h == 45);
	cut = box_cut_bottom(&b, 5);
	CHECK(cut.y == 65 && cut.h == 5 && b.y == 25 && b.h == 40);
	b = box_inset(b, 2);
	CHECK(b.x == 52 && b.y == 27 && b.w == 26 && b.h == 36);
}
