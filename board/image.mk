# image.mk - the image that is flashed, and the machine that proves it; included by board.mk. board/README.md tells how.
BOARD ?= qemu-virt
MODE ?= demo

# The initrd's own program: linked statically, so that nothing else has to be there.
start_c := $(wildcard board/start/*.c)
$(BUILD)/loket-init: $(call obj,$(filter-out board/start/loket_splash.c,$(start_c))) $(BUILD)/lib/sys.a
	@mkdir -p $(@D); echo "  link  $(@F)"
	@$(CC) $(filter-out -pie,$(LDFLAGS_ALL)) -static-pie -o $@ $^ $(libs_sys)
# The same pictures in the running system: `loket-splash stop`.
$(BUILD)/loket-splash: $(call obj,board/start/loket_splash.c board/start/splash.c) $(BUILD)/lib/sys.a
	@mkdir -p $(@D)
	@$(call link,sys)
$(BUILD)/image/png2pgm: board/image/png2pgm.c | deps-once
	@mkdir -p $(@D)
	@$(HOSTCC) -std=c11 -D_GNU_SOURCE -O1 $(WARN) -o $@ $< -lpng
