#include "ui/icons.h"

bool icon_mirrors(enum icon icon)
{
	switch (icon) {
	case ICON_BACK:
	case ICON_NEXT:
	case ICON_BACKSPACE:
	case ICON_ENTER:
	case ICON_STOLEN:
	case ICON_HELP:
		return true;
	default:
		return false;
	}
}
