# cuts.mk - make cuts: power cuts at the blocks of an ext4 (CUTS=N, VISITS=N, SEED=N); included by tests/tests.mk.
CUTS ?= 200
VISITS ?= 6
CUTS_SEED ?= 1
CUTS_PROGRAM := $(BUILD)/tests/cuts
$(CUTS_PROGRAM): $(call obj,$(wildcard tests/cuts/*.c) $(wildcard board/vm/block*.c) $(filter-out tests/demo/demo.c,$(wildcard tests/demo/*.c)) \
		tests/screen/door.c) $(patsubst %,$(BUILD)/lib/%.a,sys)
	@mkdir -p $(@D)
	@$(call link,sys) -ljansson -lsqlite3
cuts: all $(CUTS_PROGRAM) ## Power cuts at the blocks of an ext4 in the middle of visits, replayed and judged (CUTS=200)
	@$(CUTS_PROGRAM) $(BUILD) $(CUTS) $(VISITS) $(CUTS_SEED)
.PHONY: cuts
