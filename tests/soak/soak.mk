# soak.mk - make soak: a day of desk life in some minutes (SOAK=N visits); included by tests/tests.mk.
SOAK ?= 1000
SOAK_PROGRAM := $(BUILD)/tests/soak
$(SOAK_PROGRAM): $(call obj,$(wildcard tests/soak/*.c) $(filter-out tests/demo/demo.c,$(wildcard tests/demo/*.c)) \
		$(filter-out %/walk.c,$(wildcard tests/screen/*.c))) $(patsubst %,$(BUILD)/lib/%.a,$(need_drivers))
	@mkdir -p $(@D)
	@$(call link,$(need_drivers)) -ljansson
soak: all $(SOAK_PROGRAM) ## 24 hours of desk life compressed into SOAK=1000 visits: memory flat, nothing lost, no restart
	@LOKET_ROOT=$(CURDIR) $(SOAK_PROGRAM) $(BUILD) $(SOAK)
.PHONY: soak
