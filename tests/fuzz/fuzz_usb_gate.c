/* What a USB device says of itself, and the site's list of ports. */
#include <string.h>

#include "board/setup/usb_gate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char list[] = "*/07\n*/ff 0403:6001\n1-1.2/08\n";
	struct usb_gate gate, other;
	char text[512];
	uint8_t class;

	if (usb_gate_read(&gate, list) == 0)
		(void)usb_gate_lets_in(&gate, "1-1", data, n, &class);
	if (n < sizeof text) {
		memcpy(text, data, n);
		text[n] = 0;
		if (usb_gate_read(&other, text) == 0 && other.n > USB_GATE_LINES_MAX)
			__builtin_trap();
	}
	return 0;
}
