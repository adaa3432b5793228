#pragma once

/*
 * install_job - the whole errand of a stick, with the folders of a board given: /sys/class/block and /dev, or a test's own
 */
#include "board/install/install_media.h"

/* What was found: nodes below the folder of devices. */
struct install_pair {
	char stick[MEDIA_NAME], pieces[MEDIA_NAME], target[MEDIA_NAME];
};

enum {
	INSTALL_NO_STICK = INSTALL_ANSWERS
}; /* one more answer, of install_job_look alone: not seen yet, or two of them */

/* 0, INSTALL_NO_STICK, or what install_media_choose answers. pair->stick is there whenever exactly one stick is. */
NODISCARD int install_job_look(struct install_pair *pair, const char *sys_class_block, const struct install_plan *plan);

/* Installs. 0, INSTALL_HELD, or what install_run answers; err_why() has the sentence. */
NODISCARD int install_job_run(const struct install_pair *pair, const char *dev, const struct install_plan *plan,
        void (*progress)(void *me, enum install_stage stage, int percent), void *me);
