#pragma once

/* board_sysfs - a folder that looks like /sys/class/block: disks and partitions as links into a tree of devices, made in the test's own folder */
#include <stdint.h>

/* "sys/class/block/NAME" -> "sys/devices/BUS/NAME"; bus: "platform/mmc0", "pci/usb1/1-1" ... */
void sysfs_disk(const char *bus, const char *name, int64_t bytes, int read_only);
/* Of that disk; name: "sda1"; part: PARTNAME, "" = none. */
void sysfs_part(const char *bus, const char *disk, const char *name, const char *part);
void sysfs_gone(const char *name); /* pulled out */
