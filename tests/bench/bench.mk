# bench.mk - make bench: tests/bench/bench_NAME.c is one measuring program; bench.h says how they speak.
# It is linked with the product's rooms whose headers it includes, as the product is built.
BENCH_SRC := $(wildcard tests/bench/bench_*.c)
BENCHES := $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(BENCH_SRC))
BENCH_KIT := $(call obj,$(filter-out $(BENCH_SRC) %/floor_sdl.c %/xscreen.c %/beside.c %/paper_notice.c,$(wildcard tests/bench/*.c)) \
	$(filter-out %/walk.c,$(wildcard tests/screen/*.c)))
BENCH_PAPER := $(call obj,tests/bench/paper_notice.c)
BENCH_X := $(call obj,tests/bench/xscreen.c tests/bench/beside.c)
bench_rooms = $(sort $(need_drivers) $(foreach r,$(filter $(ROOMS),$(shell sed -n 's/^.include "\([a-z]*\)\/.*/\1/p' tests/bench/$(1).c)),$(need_$(r))))
bench_looks = $(shell grep -l 'beside.h\|xscreen.h' tests/bench/$(1).c)
bench_prints = $(shell grep -l 'paper_notice.h' tests/bench/$(1).c)
define bench_rule
$(BUILD)/bench/$(1): $$(call obj,tests/bench/$(1).c) $$(BENCH_KIT) $(if $(call bench_looks,$(1)),$$(BENCH_X)) $(if $(call bench_prints,$(1)),$$(BENCH_PAPER)) $(patsubst %,$(BUILD)/lib/%.a,$(call bench_rooms,$(1)))
	@mkdir -p $$(@D)
	@$$(call link,$(call bench_rooms,$(1))) -ljansson -lm $(if $(call bench_looks,$(1)),-lX11 -lXext -lXtst)
endef
# Read only when measuring is asked for: it asks each program for its rooms.
ifneq ($(filter bench benches $(BUILD)/bench/%,$(MAKECMDGOALS)),)
$(foreach b,$(notdir $(BENCHES)),$(eval $(call bench_rule,$(b))))
endif
$(BUILD)/bench/floor_sdl: $(call obj,tests/bench/floor_sdl.c)
	@mkdir -p $(@D)
	@$(call link,) -lSDL2
# The engine that bench_form is measured beside; without it that column says why.
$(BUILD)/odk/ready: $(wildcard tests/bench/odk/*)
	@tests/bench/odk/prepare $(@D)
benches: $(BENCHES) $(BUILD)/bench/floor_sdl $(BUILD)/odk/ready
bench: all benches ## The table of figures, beside the floor and the browser
	@LOKET_BUILD=$(abspath $(BUILD)) LOKET_ROOT=$(CURDIR) tests/bench/run $(BUILD)/bench $(BENCHES)

.PHONY: bench benches
