# twin.mk - a printer's twin as a program: a TCP port or a terminal that prints; included by tests/tests.mk.
$(BUILD)/tests/printer_twin: $(call obj,$(wildcard tests/twin/*.c)) $(patsubst %,$(BUILD)/lib/%.a,$(need_drivers))
	@mkdir -p $(@D)
	@$(call link,$(need_drivers))
