# Loket - one Makefile. `make help` lists what it can do.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
comma := ,

CC ?= cc
HOSTCC ?= $(CC)
SAN ?= 0
CONTROL ?= 1
PRODUCTION ?= 0
BUILD ?= $(if $(filter 1,$(SAN)),build-san,build)
GIT := $(shell git rev-parse --short HEAD 2>/dev/null || echo unknown)

# In programs that hold answers, and only there (drivers/sys/heap.h); the sanitizers bring a free() of their own.
wipes := drivers/sys/heap_free.c
wiping = $(if $(filter 1,$(SAN)),,$(call obj,$(wipes)))

# ---- rooms, in the order in which they may know each other --------------------
room_sys     := $(filter-out $(wipes),$(wildcard drivers/sys/*.c))
room_drivers := $(filter-out drivers/loketdev%.c,$(wildcard drivers/*.c))
room_form    := $(wildcard kiosk/form/*.c)
room_store   := $(filter-out kiosk/store/station_kind_$(if $(filter 1,$(PRODUCTION)),any,production).c,$(wildcard kiosk/store/*.c))
room_ui      := $(wildcard kiosk/ui/*.c)
room_notice  := $(wildcard kiosk/notice/*.c)
room_staff   := $(wildcard kiosk/staff/*.c)
room_paper   := $(wildcard kiosk/paper/*.c)
room_visit   := $(wildcard kiosk/visit/*.c)
room_screens := $(wildcard kiosk/screens/*.c)
room_kiosk   := $(filter-out kiosk/main.c $(if $(filter 0,$(CONTROL)),kiosk/control.c kiosk/control_device.c kiosk/control_do.c kiosk/control_tree.c,kiosk/control_none.c),$(wildcard kiosk/*.c))
room_sync    := $(filter-out sync/loket_%.c,$(wildcard sync/*.c))
room_tools   := $(filter-out kiosk/tools/loketctl.c,$(wildcard kiosk/tools/*.c))
room_board   := $(filter-out board/loket_%.c board/start/loket_%.c board/setup/loket_%.c board/install/loket_%.c,$(wildcard board/*.c board/start/*.c board/setup/*.c board/install/*.c board/vm/block*.c board/vm/exfat.c))
ROOMS := sys drivers form store notice staff ui paper visit screens kiosk sync tools board

# What a room stands on, itself first; a unit test tests/unit/test_ROOM_*.c is linked with these.
need_sys     := sys
need_drivers := drivers sys
need_form    := form sys
need_store   := store sys
need_ui      := ui drivers sys
need_notice  := notice store sys
need_staff   := staff store sys
need_paper   := paper notice ui store drivers sys
need_visit   := visit paper staff notice ui form store drivers sys
need_screens := screens visit paper staff notice ui form store drivers sys
need_kiosk   := kiosk screens visit paper staff notice ui form store drivers sys
need_sync    := sync store sys
need_board   := board sync notice store sys
need_tools   := tools sync paper staff notice ui form store drivers sys

# ---- flags ----------------------------------------------------------------------
PKGS := libdrm libcmark libutf8proc espeak-ng sdl2 SDL2_ttf fribidi pixman-1 libsodium sqlite3 libzstd expat libpcre2-8 jansson libcurl libmicrohttpd gnutls libssl libcrypto libpng libsystemd
libs_sys     := -lpthread
libs_drivers := -lpng -ljansson -ldl -ldrm -lm
libs_form    := -lexpat -lpcre2-8 -ljansson -lm
libs_store   := -lsodium -lsqlite3 -lzstd -ljansson
libs_notice  := -lcmark -lsodium -ljansson
libs_staff   := -lsodium -lsqlite3 -ljansson
libs_ui      := -lSDL2_ttf -lSDL2 -lfribidi -lpixman-1 -lutf8proc -lm
libs_paper   := -lm
libs_visit   := -ljansson -lsodium
libs_screens :=
libs_kiosk   := -ljansson -lpng
libs_sync    := -lcurl -lmicrohttpd -lgnutls -lssl -lcrypto -ljansson -lsqlite3 -lzstd
libs_board   := -ljansson -lsodium -lsystemd -lcrypto
libs_tools   := -ljansson -lsodium -lgnutls

# Asked once, when the first recipe needs it: on a new machine the packages have just been installed by then.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS)))$(PKG_CFLAGS)
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wwrite-strings -Wvla -Werror
HARD := -fstack-protector-strong -fPIE
OPT  := -O2 -g -D_FORTIFY_SOURCE=3
ifeq ($(SAN),1)
OPT  := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
HARD := -fPIE
endif
CFLAGS_ALL = -std=c11 -D_GNU_SOURCE $(WARN) $(OPT) $(HARD) -Idrivers -Ikiosk -I. -isystem $(BUILD)/gen $(PKG_CFLAGS) $(CFLAGS)
LDFLAGS_ALL := -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(if $(filter 1,$(SAN)),-fsanitize=address$(comma)undefined) $(LDFLAGS)

# ---- building ---------------------------------------------------------------------
obj  = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
tobj = $(patsubst %.c,$(BUILD)/tobj/%.o,$(1))
PROGRAMS := loket loketctl loket-sync loket-hub loket-update loket-update-guard loket-reset loket-stick loket-commission loketdev

all: $(addprefix $(BUILD)/,$(PROGRAMS)) content ## Build everything

$(BUILD)/obj/%.o: %.c | deps-once
	@mkdir -p $(@D)
	@echo "  cc    $<"
	@$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<
$(BUILD)/tobj/%.o: %.c | deps-once
	@mkdir -p $(@D)
	@echo "  cc -t $<"
	@$(CC) $(CFLAGS_ALL) -DFAULTS -Itests/unit -MMD -MP -c -o $@ $<

define room_rules
$(BUILD)/lib/$(1).a: $$(call obj,$$(room_$(1)))
	@mkdir -p $$(@D); rm -f $$@; ar rcsD $$@ $$^
$(BUILD)/tlib/$(1).a: $$(call tobj,$$(room_$(1)))
	@mkdir -p $$(@D); rm -f $$@; ar rcsD $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call room_rules,$(r))))

# The commit is written into one object only, and only when it changed.
$(BUILD)/gen/git.h: FORCE
	@mkdir -p $(@D); echo '#define LOKET_GIT "$(GIT)"' >$@.new; cmp -s $@.new $@ 2>/dev/null && rm $@.new || mv $@.new $@
$(BUILD)/obj/drivers/sys/version.o $(BUILD)/tobj/drivers/sys/version.o: $(BUILD)/gen/git.h
FORCE:

link = echo "  link  $(@F)"; $(CC) $(LDFLAGS_ALL) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(foreach r,$(1),$(libs_$(r)))

$(BUILD)/loket: $(call obj,kiosk/main.c) $(wiping) $(patsubst %,$(BUILD)/lib/%.a,$(need_kiosk))
	@$(call link,$(need_kiosk))
$(BUILD)/loketctl: $(call obj,kiosk/tools/loketctl.c) $(wiping) $(patsubst %,$(BUILD)/lib/%.a,$(need_tools))
	@$(call link,$(need_tools))
$(BUILD)/loket-sync: $(call obj,sync/loket_sync.c) $(patsubst %,$(BUILD)/lib/%.a,$(need_sync))
	@$(call link,$(need_sync))
$(BUILD)/loket-hub: $(call obj,sync/loket_hub.c) $(patsubst %,$(BUILD)/lib/%.a,$(need_sync))
	@$(call link,$(need_sync))

$(BUILD)/loket-update: $(call obj,board/loket_update.c sync/loket_place.c) $(patsubst %,$(BUILD)/lib/%.a,$(need_board) drivers)
	@$(call link,$(need_board) drivers)
$(BUILD)/loket-reset: $(call obj,board/loket_reset.c) $(patsubst %,$(BUILD)/lib/%.a,$(need_board))
	@$(call link,$(need_board))
$(BUILD)/loket-update-guard: $(call obj,board/loket_update_guard.c) $(patsubst %,$(BUILD)/lib/%.a,$(need_board))
	@$(call link,$(need_board))
$(BUILD)/loket-stick: $(call obj,sync/loket_stick.c sync/loket_place.c) $(patsubst %,$(BUILD)/lib/%.a,$(need_sync) drivers)
	@$(call link,$(need_sync) drivers)
$(BUILD)/loket-commission: $(call obj,sync/loket_commission.c sync/loket_place.c) $(patsubst %,$(BUILD)/lib/%.a,$(need_sync) drivers)
	@$(call link,$(need_sync) drivers)

$(BUILD)/loketdev: $(call obj,$(wildcard drivers/loketdev*.c)) $(patsubst %,$(BUILD)/lib/%.a,$(need_drivers))
	@$(call link,$(need_drivers))

# ---- content: words, icons, forms, fonts: see assets/content.mk -----------------------
content:
-include assets/content.mk

# ---- tests: tests/unit/test_ROOM_topic.c is one program --------------------------------
UNIT_SRC := $(wildcard tests/unit/test_*.c)
UNIT := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(UNIT_SRC))
HARNESS := $(call tobj,tests/unit/harness.c tests/unit/fault.c)
$(HARNESS): | deps-test
room_of = $(word 2,$(subst _, ,$(1)))
define unit_rule
$(BUILD)/tests/$(1): $$(call tobj,tests/unit/$(1).c $$(wildcard tests/unit/$$(call room_of,$(1))_*.c)) $$(HARNESS) $$(patsubst %,$(BUILD)/tlib/%.a,$$(need_$$(call room_of,$(1))))
	@mkdir -p $$(@D)
	@$$(call link,$$(need_$$(call room_of,$(1)))) -lcheck -lsubunit -lcups -lrt -lm
endef
$(foreach t,$(patsubst tests/unit/%.c,%,$(UNIT_SRC)),$(eval $(call unit_rule,$(t))))
$(BUILD)/tests/test_sys_heap: $(wiping)
# The dice that lead through a form lead through its screens too.
$(BUILD)/tests/test_kiosk_geometry_forms: $(call tobj,tests/unit/form_walk.c tests/unit/form_kit.c)

unit: $(UNIT)
-include tests/tests.mk
-include board/board.mk

clean: ## Remove what was built
	rm -rf $(BUILD)

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ---- packages -------------------------------------------------------------------------------
deps: ## Install the Debian packages that building and testing need
	@bash board/packages/install build test
deps-once:
	@bash board/packages/install build
deps-test:
	@bash board/packages/install build test

.PHONY: all content unit clean help deps deps-once deps-test FORCE
-include $(shell find $(BUILD)/obj $(BUILD)/tobj -name '*.d' 2>/dev/null)
