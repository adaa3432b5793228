# power.mk - make power: every plug is pulled at every byte; included by tests/tests.mk.
EVERY ?= 1
SEEDS ?= 20
POWER_TESTS := $(addprefix $(BUILD)/tests/,test_store_power test_store_files test_store_journal_power test_paper_job_cuts)
# Every notice is read by a stranger, too (with EVERY=100 a sample): a line of its own, and no cut.
power: $(POWER_TESTS) $(NOTICES_SUITE) ## Cut line, power and paper at every byte of a print, and the disk at every write (EVERY=100 for a sample)
	@tests/tools/power_notices $(BUILD) $(EVERY); read=$$?; tests/tools/power $(BUILD) $(JOBS) $(EVERY) $(SEEDS) && [ $$read -eq 0 ]
.PHONY: power
