# image.mk - the image that is flashed, and the machine that proves it; included by board.mk. board/README.md tells how.
BOARD ?= qemu-virt
MODE ?= demo

# The initrd's own program: linked statically, so that nothing else has to be there.
start_c := $(wildcard board/start/*.c)
$(BUILD)/loket-init: $(call obj,$(filter-out board/start/loket_splash.c,$(start_c)) $(addprefix board/,reset.c reset_disk.c reset_lay.c update_floor.c update_journal.c update_journal_bytes.c update_version.c install/install_show.c)) $(BUILD)/lib/sys.a
	@mkdir -p $(@D); echo "  link  $(@F)"
	@$(CC) $(filter-out -pie,$(LDFLAGS_ALL)) -static-pie -o $@ $^ -ljansson -lsodium $(libs_sys)
# The same pictures in the running system: `loket-splash stop`.
$(BUILD)/loket-splash: $(call obj,board/start/loket_splash.c board/start/splash.c) $(BUILD)/lib/sys.a
	@mkdir -p $(@D)
	@$(call link,sys)
$(BUILD)/image/png2pgm: board/image/png2pgm.c | deps-once
	@mkdir -p $(@D)
	@$(HOSTCC) -std=c11 -D_GNU_SOURCE -O1 $(WARN) -o $@ $< -lpng
$(BUILD)/loket-setup: $(call obj,$(wildcard board/setup/setup_*.c) board/setup/loket_setup.c) $(BUILD)/lib/sys.a
	@mkdir -p $(@D)
	@$(call link,sys)
$(BUILD)/loket-power: $(call obj,board/setup/loket_power.c) $(BUILD)/lib/sys.a
	@mkdir -p $(@D)
	@$(call link,sys)
# The stick that installs itself: its initrd's one program, and at build time what it lays (board/install).
install_c := $(filter-out board/install/loket_%,$(wildcard board/install/*.c))
$(BUILD)/loket-install: $(call obj,board/install/loket_install.c $(install_c) board/start/splash.c board/start/start_modules.c board/start/kmsg.c) $(BUILD)/lib/sys.a
	@mkdir -p $(@D); echo "  link  $(@F)"
	@$(CC) $(filter-out -pie,$(LDFLAGS_ALL)) -static-pie -o $@ $^ -lsodium $(libs_sys)
$(BUILD)/image/plan: $(call obj,board/install/loket_plan.c $(addprefix board/install/install_,plan.c gpt.c disk.c)) $(BUILD)/lib/sys.a
	@mkdir -p $(@D)
	@$(call link,sys) -lsodium
# The same steps at a desk, for board/flash.
$(BUILD)/image/lay: $(call obj,board/install/loket_lay.c $(addprefix board/install/install_,run.c plan.c gpt.c disk.c)) $(BUILD)/lib/sys.a
	@mkdir -p $(@D)
	@$(call link,sys) -lsodium
test: $(addprefix $(BUILD)/image/,plan lay)
# What the image holds of ours, stripped where it lies in the initrd.
BOARD_PROGRAMS := loket loketctl loket-sync loket-init loket-splash loket-setup loket-power loket-usb loket-ports loket-install $(filter loket-update loket-update-guard loket-reset loket-stick loket-commission loketdev,$(PROGRAMS))
$(BUILD)/programs.done: $(addprefix $(BUILD)/,$(BOARD_PROGRAMS))
	@aarch64-linux-gnu-strip -o $(BUILD)/loket-init.stripped $(BUILD)/loket-init
	@aarch64-linux-gnu-strip -o $(BUILD)/loket-install.stripped $(BUILD)/loket-install
	@touch $@

image: all $(addprefix $(BUILD)/image/,png2pgm plan lay) ## The image to flash: BOARD=qemu-virt|rock64|pine-a64|rpi4 MODE=demo|production
	@bash board/packages/install image
	@board/image/make $(BUILD) $(BOARD) $(MODE)
stick: image ## A stick that puts the image of BOARD onto the board's own storage by itself (STATION=DIR SITE=DIR ERASE=1)
	@STATION='$(STATION)' SITE='$(SITE)' ERASE='$(if $(filter 1,$(ERASE)),1,0)' board/image/stick $(BUILD) $(BOARD) $(MODE)
# The same bundle for every device of this board; keys: BUILD/keys/rauc, made when they are not there.
bundle: image ## An update for devices of BOARD, signed: BUILD/image/loket-BOARD-VERSION.raucb (VERSION=0.2.0)
	@BOARD=$(BOARD) VERSION=$$(cat $(BUILD)/image/$(BOARD)-$(MODE)/version) board/image/bundle $(BUILD)/image/$(BOARD)-$(MODE) $(BUILD)/keys/rauc \
		$(BUILD)/image/loket-$(BOARD)-$$(cat $(BUILD)/image/$(BOARD)-$(MODE)/version).raucb
# From nothing twice: root, card and the stick that lays it must be the same, byte for byte.
image_sums = cd $(BUILD)/image/$(BOARD)-$(MODE) && cat sums && sha256sum stick.img
image-twice: stick ## The image and its stick once more from nothing: bit for bit the same
	@($(image_sums)) >$(BUILD)/image/sums.first
	@rm -rf $(BUILD)/image/arm64-$(MODE) $(BUILD)/image/$(BOARD)-$(MODE) $(BUILD)/image/pictures
	@CCACHE_DISABLE=1 $(MAKE) stick BOARD=$(BOARD) MODE=$(MODE) STATION='$(STATION)' SITE='$(SITE)' ERASE='$(ERASE)'
	@($(image_sums)) | diff $(BUILD)/image/sums.first - && echo "image: the same twice, bit for bit, and so is its stick"
.PHONY: image stick bundle image-twice
$(BUILD)/loket-usb: $(call obj,board/setup/loket_usb.c board/setup/usb_gate.c) $(BUILD)/lib/sys.a
	@mkdir -p $(@D)
	@$(call link,sys)

# ---- the machine: board/vm/*.c, one file a group -------------------------------------------------
VM := $(BUILD)/tests/vm
VM_KIT := tests/screen/door.c tests/screen/station.c tests/screen/station_scan.c
$(VM): CFLAGS_ALL += -Itests/screen
$(VM): $(call obj,$(wildcard board/vm/*.c) board/reset.c board/update_version.c board/update_journal.c board/update_journal_bytes.c $(VM_KIT)) $(BUILD)/lib/sys.a
	@mkdir -p $(@D)
	@$(call link,sys) -ljansson -lpng -lsqlite3 -lsodium
$(BUILD)/loket-ports: $(call obj,board/setup/loket_ports.c board/setup/ports.c) $(BUILD)/lib/sys.a
	@mkdir -p $(@D)
	@$(call link,sys)

# The same image in a machine; VM=boot,visit runs some groups only.
VM_GROUPS ?=
VM_MODE ?= production
vm: all $(VM) $(BUILD)/tests/printer_twin $(BUILD)/image/png2pgm ## The image in a virtual machine: start, visit, power key ... (VM_GROUPS="boot visit")
	@bash board/packages/install image
	@$(MAKE) image BOARD=qemu-virt MODE=$(VM_MODE)
	@board/image/qemu $(BUILD)/image
	@case " $(VM_GROUPS) " in *" demo "*) $(MAKE) image BOARD=qemu-virt MODE=demo ;; esac
	@case " $(VM_GROUPS) " in "  " | *" update "*) board/rauc/rehearse $(BUILD) qemu-virt $(VM_MODE) ;; esac
	@$(VM) $(BUILD) $(BUILD)/image/qemu-virt-$(VM_MODE)/disk.img $(VM_GROUPS)
.PHONY: vm
