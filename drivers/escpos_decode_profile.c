#include "drivers/escpos_decode.h"
#include "drivers/printer_profile.h"

/* What the profile does not say follows from what it does. Models that document GS ( H document GS ( L as well. The
 * one printer measured that ignores ESC J (NT-5890K, in receiptful/escpost) also sets the rows of 8-dot columns side
 * by side and, without a cutter, ignores GS V 66; GS V 65 feeds there. Without a cutter there is no way to one. */
void escpos_limits_of(struct escpos_limits *out, const struct printer_profile *profile)
{
	bool graphics = profile->raster == RASTER_GS_PAREN_L || profile->process_id;
	*out = (struct escpos_limits){.width_dots = (int)profile->dots,
	        .dpi = (int)profile->dpi,
	        .raster_rows = (int)profile->max_rows,
	        .graphics_rows = graphics ? (int)profile->max_rows : 0,
	        .knows_column = profile->column || profile->raster == RASTER_ESC_STAR,
	        .knows_process_id = profile->process_id,
	        .unit_x = (int)profile->dpi,
	        .unit_y = (int)(profile->unit_dpi ? profile->unit_dpi : profile->dpi),
	        .cutter_dots =
	                profile->cut == CUT_NONE ? 0 : (int)((profile->cutter_um * profile->dpi + 12700) / 25400),
	        .feed_dots_ignored = !profile->esc_j,
	        .raster_eats_lf = profile->eats_lf,
	        .cut_66_ignored = profile->cut == CUT_NONE && !profile->esc_j,
	        .column_8_tight = !profile->esc_j};
}
