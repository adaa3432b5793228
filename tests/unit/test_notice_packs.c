#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <sodium.h>

#include "harness.h"
#include "notice_kit.h"
#include "sys/fault.h"
#include "sys/file.h"
#include "sys/text.h"
#include "notice/packs.h"

static const struct kit_notice some[] = {
        {.id = "N-EM", .lang = "tr"}, {.id = "N-EM", .lang = "nl"}, {.id = "N-DV-N", .lang = "nl"}, {.id = NULL}};

static void put(const struct stand *s, const char *file, int version, const struct kit_notice *notices)
{
	kit_folder("src", "loket", version, notices);
	kit_pack("src", file, s->key, NULL);
}

TEST(packs, nothing_there_is_nothing)
{
	struct stand s;

	stand_init(&s);
	s.folders[0] = "not/there";
	CHECK_TEXT(stand_look(&s), "");
	CHECK_INT(packs_notices(s.packs), 0);
	CHECK(!packs_notice_id(s.packs, 0) && !packs_find(s.packs, "N-VIC", "nl"));
	CHECK_INT(packs_languages(s.packs, "N-VIC"), 0);
	CHECK(!packs_language(s.packs, "N-ODD", 0));
	packs_close(NULL);
	stand_fini(&s);
}

TEST(packs, show_what_a_sound_pack_holds)
{
	const struct notice *n;
	struct stand s;
	uint8_t hash[32];
	AUTO_BUF text;

	stand_init(&s);
	put(&s, "packs/a.pack", 4, some);
	CHECK_TEXT(stand_look(&s), "");
	CHECK_INT(packs_notices(s.packs), 2);
	CHECK_TEXT(packs_notice_id(s.packs, 0), "N-DV-N");
	CHECK_TEXT(packs_notice_id(s.packs, 1), "N-EM");
	CHECK(!packs_notice_id(s.packs, 2));
	CHECK_INT(packs_languages(s.packs, "N-EM"), 2);
	CHECK_TEXT(packs_language(s.packs, "N-EM", 0), "nl");
	CHECK_TEXT(packs_language(s.packs, "N-EM", 1), "tr");
	CHECK(!packs_language(s.packs, "N-EM", 2) && !packs_find(s.packs, "N-EM", "xx"));
	n = packs_find(s.packs, "N-EM", "nl");
	CHECK_TEXT(n->items[4].id, "EM-5");
	CHECK_TEXT(n->pack, "loket");
	CHECK_INT(n->pack_version, 4);
	/* Nobody approved it: it stays a draft. */
	CHECK_INT(n->status, NOTICE_DRAFT);
	CHECK(!n->example);
	CHECK_TEXT(n->approved_by, "");
	buf_init(&text, NOTICE_TEXT_MAX);
	kit_notice(&text, &some[1]);
	(void)crypto_generichash(hash, sizeof hash, text.data, text.len, NULL, 0);
	CHECK_BYTES(n->hash, hash, sizeof hash);
	CHECK_INT(stand_lowest(&s.floors, "loket"), 4);
	stand_fini(&s);
}

TEST(packs, draft_stays_draft_whatever_its_source_says)
{
	static const struct kit_notice bold[] = {{.id = "N-EM", .lang = "nl", .status = "official"}, {.id = NULL}};
	struct stand s;

	stand_init(&s);
	put(&s, "packs/a.pack", 1, bold);
	CHECK_TEXT(stand_look(&s), "");
	CHECK_INT(packs_find(s.packs, "N-EM", "nl")->status, NOTICE_DRAFT);
	stand_fini(&s);
}

TEST(packs, approval_counts_and_a_demonstration_makes_an_example)
{
	const struct pack_approval genuine = {
	        .notice = "N-EM", .lang = "*", .status = NOTICE_SWORN, .date = "2026-06-01", .by = "Rechtbank"};
	struct stand s;

	stand_init(&s);
	kit_folder("src", "loket", 1, some);
	kit_pack("src", "packs/a.pack", s.key, &genuine);
	CHECK_TEXT(stand_look(&s), "");
	CHECK_INT(packs_find(s.packs, "N-EM", "tr")->status, NOTICE_SWORN);
	CHECK_TEXT(packs_find(s.packs, "N-EM", "tr")->approved_by, "Rechtbank");
	CHECK(!packs_find(s.packs, "N-EM", "tr")->example);
	CHECK_INT(packs_find(s.packs, "N-DV-N", "nl")->status, NOTICE_DRAFT);
	/* A demonstration key that says "genuine" makes an example all the same. */
	kit_pack("src", "packs/a.pack", s.demo, &genuine);
	CHECK_TEXT(stand_look(&s), "");
	CHECK_INT(packs_find(s.packs, "N-EM", "tr")->status, NOTICE_SWORN);
	CHECK(packs_find(s.packs, "N-EM", "tr")->example);
	CHECK(!packs_find(s.packs, "N-DV-N", "nl")->example);
	stand_fini(&s);
}

/* Each way in which a pack can be bad: refused by name, and what stood stays. */
static void check_stays(struct stand *s, const char *says)
{
	const char *said = stand_look(s);

	CHECK_HAS(said, says);
	CHECK_HAS(said, "packs/a.pack");
	CHECK_HAS(said, "version 4 of loket, which stood here, stays");
	CHECK_INT(packs_find(s->packs, "N-EM", "nl")->pack_version, 4);
	CHECK_INT(stand_lowest(&s->floors, "loket"), 4);
}

TEST(packs, that_are_bad_are_refused_and_the_old_one_stays)
{
	static const struct kit_notice expired[] = {{.id = "N-EM", .lang = "nl", .until = "2026-05-31"}, {.id = NULL}};
	static const struct kit_notice later[] = {{.id = "N-EM", .lang = "nl", .from = "2026-06-02"}, {.id = NULL}};
	static const struct kit_notice no_dutch[] = {{.id = "N-EM", .lang = "en"}, {.id = NULL}};
	struct kit_notice em = {.id = "N-EM", .lang = "nl"};
	struct stand s;
	AUTO_BUF text;

	stand_init(&s);
	buf_init(&text, NOTICE_TEXT_MAX);
	put(&s, "packs/a.pack", 4, some);
	CHECK_TEXT(stand_look(&s), "");
	put(&s, "packs/a.pack", 3, some);
	check_stays(&s, "is version 3 of loket; version 4 was here before");
	put(&s, "packs/a.pack", 5, expired);
	check_stays(&s, "expired on 2026-05-31; ask for a newer pack");
	put(&s, "packs/a.pack", 5, later);
	check_stays(&s, "waits: N-EM in nl holds from 2026-06-02 on");
	put(&s, "packs/a.pack", 5, no_dutch);
	check_stays(&s, "packs/a.pack:N-EM/en.md: error: N-EM has no sound Dutch");
	kit_folder("src", "loket", 5, some);
	kit_pack("src", "packs/a.pack", s.stranger, NULL);
	check_stays(&s, "is signed with a key that this station does not trust");
	kit_pack("src", "packs/a.pack", NULL, NULL);
	check_stays(&s, "is not signed");
	kit_notice(&text, &em);
	kit_swap(&text, "[EM-3] Kop", "[EM-X] Kop");
	kit_write("src", "N-EM/nl.md", &text);
	kit_pack("src", "packs/a.pack", s.key, NULL);
	check_stays(&s, "packs/a.pack:N-EM/nl.md: error: the required item [EM-3] of N-EM is missing");
	kit_swap(&text, "[EM-X] Kop", "[EM-3] Kop");
	kit_swap(&text, "Eerste alinea.", "U heeft aangifte gedaan.");
	kit_write("src", "N-EM/nl.md", &text);
	kit_pack("src", "packs/a.pack", s.key, NULL);
	check_stays(&s, "packs/a.pack:N-EM/nl.md:14: error: says 'u heeft aangifte gedaan'");
	buf_clear(&text);
	buf_text(&text, "zomaar iets\n");
	kit_write("packs", "a.pack", &text);
	check_stays(&s, "is no pack of notices");
	/* And when a sound one comes, it takes its place. */
	put(&s, "packs/a.pack", 5, some);
	CHECK_TEXT(stand_look(&s), "");
	CHECK_INT(packs_find(s.packs, "N-EM", "nl")->pack_version, 5);
	CHECK_INT(stand_lowest(&s.floors, "loket"), 5);
	/* One that was taken away is gone. */
	CHECK(unlink("packs/a.pack") == 0);
	CHECK_TEXT(stand_look(&s), "");
	CHECK_INT(packs_notices(s.packs), 0);
	stand_fini(&s);
}

TEST(packs, floor_is_kept_over_a_restart_and_holds_the_version_itself)
{
	struct stand s;

	stand_init(&s);
	put(&s, "packs/a.pack", 4, some);
	CHECK_TEXT(stand_look(&s), "");
	for (int over = -1; over <= 1; over++) {
		packs_close(s.packs);
		s.packs = NULL;
		put(&s, "packs/a.pack", 4 + over, some);
		CHECK_INT(*stand_look(&s) != 0, over < 0);
		CHECK_INT(packs_notices(s.packs), over < 0 ? 0 : 2);
	}
	CHECK_INT(stand_lowest(&s.floors, "loket"), 5);
	/* Without floors an older one is as good as any. */
	packs_close(s.packs);
	s.packs = NULL;
	s.world.floor = NULL;
	put(&s, "packs/a.pack", 1, some);
	CHECK_TEXT(stand_look(&s), "");
	CHECK_INT(packs_notices(s.packs), 2);
	stand_fini(&s);
}

/* Both days included; a notice that is over is not shown, while the rest of its pack is. */
TEST(packs, notice_holds_on_its_days)
{
	static const struct kit_notice one[] = {
	        {.id = "N-EM", .lang = "nl", .from = "2026-06-01", .until = "2026-06-30"},
	        {.id = "N-FAM", .lang = "nl"}, {.id = NULL}};
	static const struct {
		const char *today;
		int notices;
		const char *says;
	} rows[] = {{"2026-05-31", 0, "waits: N-EM"}, {"2026-06-01", 2, ""}, {"2026-06-30", 2, ""},
	        {"2026-07-01", 1, "N-EM in nl expired on 2026-06-30 and is not shown"}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct stand s;

		stand_init(&s);
		put(&s, "packs/a.pack", 1, one);
		s.world.today = rows[i].today;
		CHECK_HAS(stand_look(&s), rows[i].says);
		CHECK_INT(packs_notices(s.packs), rows[i].notices);
		stand_fini(&s);
	}
}

/* A day later without a new file: what expired overnight is gone, though the pack that stood stays. */
TEST(packs, day_goes_on)
{
	static const struct kit_notice one[] = {{.id = "N-EM", .lang = "nl", .until = "2026-06-01"}, {.id = NULL}};
	struct stand s;

	stand_init(&s);
	put(&s, "packs/a.pack", 1, one);
	CHECK_TEXT(stand_look(&s), "");
	CHECK_INT(packs_notices(s.packs), 1);
	s.world.today = "2026-06-02";
	CHECK_HAS(stand_look(&s), "expired on 2026-06-01");
	CHECK_INT(packs_notices(s.packs), 0);
	stand_fini(&s);
}

/* An authority's official texts beside ours: each language comes from where it has the higher status. */
TEST(packs, two_stand_side_by_side)
{
	static const struct kit_notice ours[] = {{.id = "N-EM", .lang = "nl", .version = 9},
	        {.id = "N-EM", .lang = "en", .version = 9}, {.id = "N-EM", .lang = "tr", .version = 9}, {.id = NULL}};
	static const struct kit_notice theirs[] = {
	        {.id = "N-EM", .lang = "nl"}, {.id = "N-EM", .lang = "en"}, {.id = NULL}};
	struct pack_approval a = {
	        .notice = "*", .lang = "*", .status = NOTICE_OFFICIAL, .date = "2026-06-01", .by = "Ministerie"};
	struct stand s;

	stand_init(&s);
	kit_folder("ours", "loket", 7, ours);
	kit_folder("theirs", "official-texts", 1, theirs);
	kit_pack("ours", "packs/loket.pack", s.key, NULL);
	kit_pack("theirs", "site/official.pack", s.key, &a);
	CHECK_TEXT(stand_look(&s), "");
	CHECK_TEXT(packs_find(s.packs, "N-EM", "nl")->pack, "official-texts");
	CHECK_TEXT(packs_find(s.packs, "N-EM", "tr")->pack, "loket");
	CHECK_INT(packs_languages(s.packs, "N-EM"), 3);
	/* With equal status the newer text. */
	kit_pack("ours", "packs/loket.pack", s.key, &a);
	CHECK_TEXT(stand_look(&s), "");
	CHECK_TEXT(packs_find(s.packs, "N-EM", "nl")->pack, "loket");
	/* An example, however high, stands behind what was really approved. */
	a.example = true;
	kit_pack("ours", "packs/loket.pack", s.demo, &a);
	a.example = false;
	a.status = NOTICE_REVIEWED;
	kit_pack("theirs", "site/official.pack", s.key, &a);
	CHECK_TEXT(stand_look(&s), "");
	CHECK_TEXT(packs_find(s.packs, "N-EM", "nl")->pack, "official-texts");
	CHECK(packs_find(s.packs, "N-EM", "tr")->example);
	/* And before a draft. */
	kit_pack("theirs", "site/official.pack", s.key, NULL);
	CHECK_TEXT(stand_look(&s), "");
	CHECK_TEXT(packs_find(s.packs, "N-EM", "nl")->pack, "loket");
	stand_fini(&s);
}

TEST(packs, of_one_pack_the_newest_version_is_used)
{
	struct stand s;

	stand_init(&s);
	put(&s, "packs/a.pack", 5, some);
	put(&s, "site/b.pack", 6, some);
	CHECK_HAS(
	        stand_look(&s), "packs/a.pack: error: is version 5 of loket; version 6 of site/b.pack is used instead");
	CHECK_INT(packs_find(s.packs, "N-EM", "nl")->pack_version, 6);
	/* The same version twice: the first of them, and no floor is in the way. */
	put(&s, "packs/a.pack", 6, some);
	CHECK_HAS(stand_look(&s), "site/b.pack: error: is version 6");
	CHECK_INT(packs_notices(s.packs), 2);
	stand_fini(&s);
}

TEST(packs, contacts_that_are_old_are_told)
{
	struct stand s;

	stand_init(&s);
	put(&s, "packs/a.pack", 1, some);
	s.world.today = "2027-06-01";
	CHECK_HAS(stand_look(&s),
	        "packs/a.pack:contacts.conf: warning: alarm (alarmnummer) was last checked on 2026-06-01");
	CHECK_INT(packs_notices(s.packs), 2);
	stand_fini(&s);
}

TEST(packs, hold_their_ceilings)
{
	static const struct kit_notice one[] = {{.id = "N-DV-N", .lang = "nl"}, {.id = NULL}};
	char path[60], id[20];
	struct stand s;

	stand_init(&s);
	for (int n = 1; n <= 17; n++) {
		snprintf(path, sizeof path, "packs/%02d.pack", n);
		snprintf(id, sizeof id, "pack-%d", n);
		kit_folder("src", id, 1, one);
		kit_pack("src", path, s.key, NULL);
		s.world.floor = NULL;
		if (n >= 15)
			CHECK_INT(strstr(stand_look(&s), "packs/17.pack: error: more than 16 packs") != NULL, n == 17);
	}
	stand_fini(&s);
}

/* A file that can not be read is refused by name; it does not take the others with it. */
TEST(packs, that_can_not_be_read_leave_the_rest)
{
	struct stand s;

	stand_init(&s);
	put(&s, "packs/a.pack", 4, some);
	CHECK(mkdir("packs/b.pack", 0755) == 0);
	CHECK_HAS(stand_look(&s), "packs/b.pack: error: can not be read");
	CHECK_INT(packs_notices(s.packs), 2);
	fault_arm(1);
	CHECK_HAS(stand_look(&s), "packs/a.pack: error: can not be read");
	fault_arm(0);
	CHECK_INT(packs_notices(s.packs), 2);
	CHECK_OK(packs_again(s.packs, &s.world, NULL));
	stand_fini(&s);
}
