#include "drivers/escpos_decode.h"
#include "drivers/printer_profile.h"

/* Without a cutter there is no way to one. */
void escpos_limits_of(struct escpos_limits *out, const struct printer_profile *profile)
{
	*out = (struct escpos_limits){.width_dots = (int)profile->dots,
	        .dpi = (int)profile->dpi,
	        .raster_rows = (int)profile->max_rows,
	        .graphics_rows = (int)profile_graphics_rows(profile),
	        .knows_column = profile->column || profile->raster == RASTER_ESC_STAR,
	        .knows_process_id = profile->process_id,
	        .unit_x = (int)profile->dpi,
	        .unit_y = (int)(profile->unit_dpi ? profile->unit_dpi : profile->dpi),
	        .cutter_dots =
	                profile->cut == CUT_NONE ? 0 : (int)((profile->cutter_um * profile->dpi + 12700) / 25400),
	        .feed_dots_ignored = !profile->esc_j,
	        .raster_eats_lf = profile->eats_lf,
	        .cut_66_ignored = !profile->cut_66 && profile->cut != CUT_FEED_PARTIAL,
	        .column_8_dots = (int)profile->column_8_dots,
	        .margin_ignored = !profile->left_margin,
	        .knows_counters = profile->counters,
	        .knows_metres = profile->metres_left,
	        .knows_presenter = profile->presenter == PRESENTER_CUSTOM};
}
