#pragma once

/* board_rauc - RAUC as board_device.c's device has it: me is a struct device */
#include "board/update_rauc.h"

extern const struct rauc_ops device_rauc;
