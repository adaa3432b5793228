#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "harness.h"
#include "sys/file.h"
#include "sys/text.h"
#include "notice/checklist.h"
#include "notice/pack.h"
#include "store/station.h"
#include "tools/tools.h"
#include "tools_kit.h"

static void write_text(const char *path, const char *text)
{
	CHECK_OK(file_replace(path, text, strlen(text), 0644));
}

/* A folder with one small notice; core: what its first item says. */
static void make_source(const char *core)
{
	AUTO_BUF text;

	buf_init(&text, 65536);
	CHECK_OK(dir_make("src/N-DV-N", 0755));
	write_text("src/pack.conf", "pack = p\nversion = 2\n");
	write_text("src/contacts.conf", "alarm = 112 | 2026-11-01 | alarmnummer\n");
	buf_text(&text, "---\nnotice: N-DV-N\nlang: nl\nversion: 1\nvalid_from: 2026-01-01\nvalid_until: 2099-12-31\n"
	                "status: draft\napproved_by:\nreviewer: Redactie\ntitle: Nummers\nlaws: Wmo 2015\n---\n");
	for (int i = 1; i <= 5; i++)
		buf_printf(&text, "\n## [DVN-%d] Kop\n\n%s\n", i, i == 1 ? core : "Spoed: {alarm}.");
	CHECK_OK(file_replace("src/N-DV-N/nl.md", text.data, text.len, 0644));
}

static void make_keys(void)
{
	CHECK_INT(tools_call(tool_keys, "keys new --role pack --out real"), 0);
	CHECK_INT(tools_call(tool_keys, "keys new --role pack --out demo --demonstration"), 0);
	CHECK_INT(tools_call(tool_keys, "keys new --role hub --out hub"), 0);
}

static void read_pack(struct pack *p, struct buf *bytes)
{
	AUTO_BUF said;
	struct notice_findings f = {.text = &said};

	buf_init(&said, 65536);
	buf_init(bytes, PACK_BYTES_MAX);
	CHECK_OK(file_read(bytes, "p.pack"));
	CHECK_OK(pack_parse(p, bytes->data, bytes->len, "p.pack", &f));
}

TEST(pack_tool, builds_signs_approves_and_checks)
{
	static struct pack p;
	AUTO_BUF bytes;

	make_source("Zo is het.");
	make_keys();
	CHECK_INT(tools_call(tool_pack, "pack build src p.pack"), 0);
	tools_check_said("told", "p.pack: pack p, version 2, 1 notices, 0 errors, 8 warnings, not signed yet");
	tools_check_said("told", "src/N-DV-N: warning: N-DV-N has no fr");
	CHECK_INT(tools_call(tool_pack, "pack check p.pack"), 0);
	tools_check_said("told", "p.pack: warning: is not signed");
	CHECK_INT(tools_call(tool_pack, "pack check p.pack --key real/pack.pub"), 1);
	tools_check_said("told", "p.pack: error: is not signed with that key");
	CHECK_INT(tools_call(tool_pack, "pack sign p.pack --key real/pack.key"), 0);
	tools_check_said("told", "signed with a pack key, 1 signature");
	CHECK_INT(tools_call(tool_pack, "pack check p.pack --key demo/pack.pub --key real/pack.pub"), 0);
	CHECK_INT(tools_call(tool_pack, "pack check p.pack --key demo/pack.pub"), 1);
	CHECK_INT(
	        tools_call(tool_pack, "pack approve p.pack --by Ministerie --status official --notice N-DV-N --lang nl "
	                              "--key real/pack.key"),
	        0);
	read_pack(&p, &bytes);
	CHECK_INT(p.n_approvals, 1);
	CHECK_INT(p.approvals[0].status, NOTICE_OFFICIAL);
	CHECK(!p.approvals[0].example);
	CHECK_TEXT(p.approvals[0].by, "Ministerie");
	CHECK_TEXT(p.approvals[0].notice, "N-DV-N");
	CHECK_TEXT(p.approvals[0].lang, "nl");
	CHECK_INT(p.n_signatures, 1);
}

TEST(pack_tool, demonstration_key_makes_examples)
{
	static struct pack p;
	AUTO_BUF bytes;

	make_source("Zo is het.");
	make_keys();
	CHECK_INT(tools_call(tool_pack, "pack build src p.pack"), 0);
	CHECK_INT(tools_call(tool_pack, "pack sign p.pack --key real/pack.key"), 0);
	CHECK_INT(tools_call(tool_pack, "pack approve p.pack --by Voorbeeldautoriteit --key demo/pack.key"), 0);
	tools_check_said("told", "approved and signed with a demonstration key, 1 signature");
	read_pack(&p, &bytes);
	CHECK(p.approvals[0].example);
	CHECK_INT(p.approvals[0].status, NOTICE_REVIEWED);
	CHECK_TEXT(p.approvals[0].notice, "*");
	/* The genuine signature was of other bytes: it is gone. */
	CHECK_INT(tools_call(tool_pack, "pack check p.pack --key real/pack.pub"), 1);
}

TEST(pack_tool, errors_leave_nothing_behind)
{
	make_source("Huiselijk geweld. Tot ziens!");
	CHECK_INT(tools_call(tool_pack, "pack build src p.pack"), 1);
	tools_check_said("told", "src/N-DV-N/nl.md:16: error: says 'geweld'");
	tools_check_said("told", "src/N-DV-N/nl.md:16: error: says 'tot ziens'");
	CHECK(!file_exists("p.pack"));
	CHECK_INT(tools_call(tool_pack, "pack check src/"), 1);
	tools_check_said("told", "src/N-DV-N/nl.md:16: error:");
	CHECK_INT(tools_call(tool_pack, "pack build src p.pack --leave-out-faulty"), 0);
	tools_check_said("told", "0 notices");
	CHECK_INT(tools_call(tool_pack, "pack check p.pack"), 1);
	tools_check_said("told", "holds no notice that may be shown");
	make_source("Zo is het.");
	CHECK_INT(tools_call(tool_pack, "pack check src"), 0);
}

TEST(pack_tool, altered_packs_are_not_signed)
{
	AUTO_BUF bytes;

	make_source("Zo is het.");
	make_keys();
	CHECK_INT(tools_call(tool_pack, "pack build src p.pack"), 0);
	buf_init(&bytes, PACK_BYTES_MAX);
	CHECK_OK(file_read(&bytes, "p.pack"));
	bytes.data[bytes.len / 2] ^= 1;
	CHECK_OK(file_replace("p.pack", bytes.data, bytes.len, 0644));
	CHECK_INT(tools_call(tool_pack, "pack sign p.pack --key real/pack.key"), 1);
	tools_check_said("told", "p.pack: error: ");
	CHECK_INT(tools_call(tool_pack, "pack check p.pack"), 1);
	tools_check_said("told", "p.pack: error: ");
}

TEST(pack_tool, called_wrongly_says_how)
{
	static const struct {
		const char *line, *says;
		int status;
	} wrong[] = {
	        {"pack", "say build, sign, approve or check", 2},
	        {"pack bake", "say build, sign, approve or check", 2},
	        {"pack build src", "build takes a folder", 2},
	        {"pack build src p.pack --fast", "'--fast'", 2},
	        {"pack build nowhere p.pack", "", 1},
	        {"pack sign", "sign takes a pack", 2},
	        {"pack sign p.pack", "sign takes a pack", 2},
	        {"pack sign p.pack --key nothing.key", "nothing.key", 1},
	        {"pack sign p.pack --key hub/hub.key", "role hub", 1},
	        {"pack sign nothing.pack --key real/pack.key", "nothing.pack", 1},
	        {"pack approve p.pack --by A", "approve takes a pack, --by and --key", 2},
	        {"pack approve p.pack --key real/pack.key", "approve takes a pack, --by and --key", 2},
	        {"pack approve p.pack --by A --key real/pack.key --status draft", "--status is reviewed", 2},
	        {"pack approve p.pack --by A --key real/pack.key --notice N-X", "a notice such as", 1},
	        {"pack approve p.pack --by A --key real/pack.key --lang es", "a language such as", 1},
	        {"pack approve p.pack --key real/pack.key --by "
	         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	                "at most 80 bytes", 2},
	        {"pack check", "check takes a pack", 2},
	        {"pack check nothing.pack", "nothing.pack", 1},
	        {"pack check p.pack --key hub/hub.pub", "role hub", 1},
	};

	make_source("Zo is het.");
	make_keys();
	CHECK_INT(tools_call(tool_pack, "pack build src p.pack"), 0);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		int status = tools_call(tool_pack, wrong[i].line);

		if (status != wrong[i].status)
			test_fail(__FILE__, __LINE__, "'%s' gives %d", wrong[i].line, status);
		tools_check_said("said", wrong[i].says);
	}
	CHECK_INT(tools_call(tool_pack, "pack --help"), 0);
	tools_check_said("told", "example: loketctl pack build");
	CHECK_INT(tools_call(tool_pack, "pack sign --help"), 0);
}

/* ---- loketctl init writes whose packs the station shows */

TEST(init_pack_key, stands_in_the_station)
{
	struct station s;

	make_keys();
	CHECK_INT(tools_call(tool_init,
	                  "init --data st --hub https://h:1 --pack-key real/pack.pub --pack-key demo/pack.pub"),
	        0);
	CHECK_OK(station_read(&s, "st"));
	CHECK_INT(s.n_pack_keys, 2);
	CHECK(!s.pack_keys[0].demonstration && s.pack_keys[1].demonstration && !s.demonstration);
	CHECK_INT(tools_call(tool_init, "init --data other --hub https://h:1"), 0);
	tools_check_said("told", "no pack key: it shows no rights notices");
	CHECK_OK(station_read(&s, "other"));
	CHECK_INT(s.n_pack_keys, 0);
}

TEST(init_pack_key, is_a_pack_key_once)
{
	make_keys();
	CHECK_INT(tools_call(tool_init, "init --data st --hub https://h:1 --pack-key hub/hub.pub"), 1);
	tools_check_said("said", "role hub");
	CHECK_INT(tools_call(tool_init,
	                  "init --data st --hub https://h:1 --pack-key real/pack.pub --pack-key real/pack.pub"),
	        1);
	tools_check_said("said", "given twice");
	CHECK(!file_exists("st/station.conf"));
}
