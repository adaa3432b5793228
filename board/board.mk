# board.mk - running Loket: here, now the demonstration
DEMO := $(BUILD)/tests/demo
$(DEMO): $(call tobj,$(wildcard tests/demo/*.c) tests/screen/door.c) $(BUILD)/lib/sys.a
	@mkdir -p $(@D)
	@$(call link,sys) -ljansson

run: all $(DEMO) ## A demonstration: station, hub, window; without a display three visits are played
	@$(DEMO) $(BUILD)
.PHONY: run
