# board.mk - running Loket: here, now the demonstration
DEMO := $(BUILD)/tests/demo
$(DEMO): $(call tobj,$(wildcard tests/demo/*.c) tests/screen/door.c) $(BUILD)/lib/sys.a
	@mkdir -p $(@D)
	@$(call link,sys) -ljansson

run: all $(DEMO) ## A demonstration: station, hub, window; without a display three visits are played
	@$(DEMO) $(BUILD)
# A badge at the reader of the demonstration that runs: `make badge`, and `make badge TOKEN=` takes it away.
TOKEN ?= 6c6f6b65742d62616467652d30303031
badge: $(DEMO) ## Hold a badge to the demonstration's reader (TOKEN= takes it away)
	@$(DEMO) $(BUILD) badge '$(TOKEN)'
.PHONY: run badge
-include board/image.mk
