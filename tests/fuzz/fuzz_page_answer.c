/* What a printer of pages answers over the network, as a whole and in two pieces: HTTP around IPP. */
#include <stdlib.h>

#include "drivers/page_printer_ipp_inside.h"

static void look(const struct page_reply *r)
{
	struct ipp_heard heard;
	struct ipp_job_news news;
	const char *why = NULL;
	int32_t job;

	/* As small as the numbers are in a corpus, it fits now and then. */
	int32_t id = r->body.len > 7 ? r->body.data[7] : 0;

	if (ipp_hear_printer(&heard, r, id, &why) && heard.dpi == 0)
		abort();
	if (ipp_hear_created(&job, r, id, &why) && job <= 0)
		abort();
	if (ipp_hear_job(&news, r, id, 77, &why) && !news.gone && (news.state < 3 || news.state > 9))
		abort();
	if (!ipp_hear_done(r, id, &why) && !why)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct page_reply whole, parts;
	size_t cut = n ? bytes[0] % n : 0;

	page_reply_init(&whole);
	page_reply_take(&whole, bytes, n);
	page_reply_close(&whole);
	page_reply_init(&parts);
	page_reply_take(&parts, bytes, cut);
	page_reply_take(&parts, bytes + cut, n - cut);
	page_reply_close(&parts);
	if (whole.state != parts.state || whole.body.len != parts.body.len)
		abort();
	if (whole.body.len > PAGE_REPLY_MOST)
		abort();
	if (whole.state == REPLY_WHOLE)
		look(&whole);
	page_reply_fini(&whole);
	page_reply_fini(&parts);
	return 0;
}
