#include "drivers_encode_kit.h"

struct printer_profile encode_profile(int dots, enum profile_raster raster, bool left_margin)
{
	return (struct printer_profile){.name = "test",
	        .paper_mm = 80,
	        .dots = dots,
	        .dpi = 203,
	        .unit_dpi = 203,
	        .max_rows = 120,
	        .buffer_bytes = 4096,
	        .cutter_um = 15000,
	        .tail_mm = 3,
	        .raster = raster,
	        .cut = CUT_FEED_PARTIAL,
	        .left_margin = left_margin,
	        .column = true,
	        .esc_j = true};
}
