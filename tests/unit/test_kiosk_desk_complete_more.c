/* A concept that is completed: what does not belong to it completes nothing. */
#include "kiosk_complete.h"
#include "visit/desk_work_inside.h"

static struct world w;

TEST(completing, another_form_completes_nothing)
{
	complete_begin(&w, "Gazelle", "nl");
	CHECK_INT(visit_begin(w.app.visit, "loss_report"), 0);
	CHECK(!visit_is_completing(w.app.visit));
	world_close(&w);
}
