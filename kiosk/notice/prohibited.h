#pragma once

/*
 * prohibited - what no notice may say, in nine languages
 *
 * - that a report was filed ("U heeft aangifte gedaan"): a paper from a kiosk is no report (Sv 163);
 * - farewells ("tot ziens", "fijne dag"): nobody leaves this place cheerfully;
 * - blame ("eigen schuld", "waarom ging u");
 * - in a notice for suspects: questions about the offence. Each question there must name a thing it may be about
 *   (language, health, understanding, contact, lawyer, signature, staying) and nothing of what happened: asking is
 *   questioning, and gives the right to a lawyer first (HR 2018:2056).
 * - in the neutral paper for a victim (N-DV-N): anything that tells the person at home what it is for.
 *
 * The words are compiled in (prohibited_words.c): a pack is what is being judged, so it brings no rules of its own.
 */
#include "notice/notice_read.h"

void prohibited_check(const struct notice_reading *r, struct notice_findings *f);
