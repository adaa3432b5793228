/* The cards in English: as officers read them who chose English; rules_card.c is the text that lies at the desk. */
#include "notice/rules_card.h"

static const char *const words[SITUATIONS][SIGNAL_CARD_LINES] = {
        [SITUATION_VICTIM] = {"Ask first: what do you need now?", "Give the letter at once, before the report.",
                "Younger than 12? Give it to the parent or guardian.",
                "No language that fits? English, French, German, or an interpreter.", "Check that it is clear."},
        [SITUATION_BEREAVED] = {"Take your time. Find a quiet room.", "Give the declaration of rights, as to a victim.",
                "Child under 12? Give it to the parent or guardian.",
                "Is the parent a suspect? Arrange a special guardian.", "Ask whether Slachtofferhulp may call."},
        [SITUATION_ARRESTED] = {"Give the letter at once, before the first questioning.",
                "Ask no question at all about the offence.",
                "12 to 17 at the offence? Letter for the young, always a lawyer.",
                "Ill or injured? Report it. If urgent: alarm.", "Call the parents, or whoever may be told."},
        [SITUATION_INVITED] = {"Give the letter before the first questioning.",
                "Ask no question at all about the offence.",
                "Was somebody 12 to 17? Letter for the young, somebody may come along.",
                "Trouble reading or understanding? Letter with extra help.",
                "No lawyer? First explain what follows from that."},
        [SITUATION_WITNESS] = {"Give the letter before the statement.", "Say that nobody has to talk to the police.",
                "Afraid? Ask that first, apart from others.",
                "Does somebody become a suspect? Stop and give the other letter.",
                "Let the statement be read and corrected."},
        [SITUATION_FAMILY] = {"Give the letter for family.", "Tell nothing about the case.", "Say whom they can call.",
                "Are there children or animals at home? Ask.", "Write nothing down about the family."},
        [SITUATION_COMPLAINT] = {"Listen first. Ask: what would help you?",
                "Give the letter on complaints and the privacy letter.", "Never advise against the complaint.",
                "Is it about yourself? Fetch a colleague.",
                "Does somebody want to report an officer? That is allowed too."},
        [SITUATION_PRIVACY] = {"Is it about police data? Letter Wpg.", "Is it about a complaint or staff? Letter AVG.",
                "Not sure? Give both.", "A request to see data costs nothing.",
                "Look nothing up yourself when that is not needed."},
        [SITUATION_DISCIPLINARY] = {"Only VIK hands out, in a room apart.", "Say which investigation it is.",
                "Does it become criminal? First the letter for suspects.",
                "Agree on a day, with a beginning and an end.", "Ask whether a representative should come."},
        [SITUATION_DOMESTIC] = {"Talk apart. Whoever came along waits elsewhere.",
                "Ask: is there danger now? Then 112.", "Ask: is it safe to take paper along?",
                "Not sure? The neutral letter, or give nothing along.", "Agree on how we can make contact safely."},
        [SITUATION_HALT] = {"First give the letter with the rights.", "Check: 12 to 17 years old at the offence.",
                "Never say that somebody gets Halt.", "Ask no question at all about the offence.",
                "Let them talk to a lawyer first."},
        [SITUATION_MONITORING] = {"Give the letter on electronic monitoring.", "Say that taking part is voluntary.",
                "Say who knows more in this region.", "Promise nothing about a device.",
                "A victim and afraid? See together what can be done now."},
};

struct signal_card signal_card_en(enum situation s)
{
	struct signal_card card = *signal_card(s);

	card.title = situation_en(s);
	for (int i = 0; i < SIGNAL_CARD_LINES; i++)
		card.lines[i] = words[s][i];
	return card;
}
