#pragma once

/*
 * demo_answers - what the three visitors of the demonstration say
 *
 * By the question's name; lang NULL: in every language. None of it belongs to a
 * real person: the numbers are made, and right only in their check digits.
 */
struct demo_answer {
	const char *lang, *name, *value;
};

static const struct demo_answer demo_answers[] = {
        {0, "danger", "no"},
        {0, "violence", "no"},
        {0, "known", "no"},
        {0, "circumstances", "none"},
        {0, "abroad", "no"},
        {0, "damage_claim", "unknown"},
        {0, "from", "1 11 2026"},
        {0, "to", "2 11 2026"},
        {0, "images", "unknown"},
        {0, "insured", "yes"},
        {0, "for_whom", "self"},
        {0, "updates", "yes"},

        {"nl", "kind", "stolen"},
        {"nl", "thing", "bicycle"},
        {"nl", "brand", "Gazelle Orange C7"},
        {"nl", "colour", "Donkerblauw"},
        {"nl", "frame", "GZ 1234567"},
        {"nl", "locked", "yes"},
        {"nl", "value", "849,50"},
        {"nl", "place", "Stationsplein, Amersfoort"},
        {"nl", "postcode", "3818 le"},
        {"nl", "story",
                "Ik zette mijn fiets bij het station. Toen ik terugkwam was hij weg. Het slot lag op de grond."},
        {"nl", "name", "Zoë van 't Hof-d'Aulnis"},
        {"nl", "born", "29 2 1988"},
        {"nl", "contact", "phone"},
        {"nl", "phone", "06 12345678"},

        {"en", "kind", "lost"},
        {"en", "thing", "phone"},
        {"en", "brand", "Fairphone 5"},
        {"en", "imei", "490154203237518"},
        {"en", "value", "450.50"},
        {"en", "place", "Tram 2, Amsterdam Central Station"},
        {"en", "postcode", "1012 AB"},
        {"en", "story", "I had my phone in my hand when I got on the tram. At the museum it was gone."},
        {"en", "name", "Ng"},
        {"en", "born", "14 3 1990"},
        {"en", "contact", "email"},
        {"en", "email", "ng@example.org"},

        {"ar", "kind", "stolen"},
        {"ar", "thing", "document"},
        {"ar", "documents", "licence bankcard"},
        {"ar", "place", "شارع الكنيسة، أوترخت"},
        {"ar", "story", "كانت أوراقي في جيب المعطف. عندما وصلت إلى البيت لم أجدها."},
        {"ar", "name", "محمد العلي"},
        {"ar", "born", "3 3 1975"},
        {"ar", "contact", "none"},

        {0, 0, 0},
};
