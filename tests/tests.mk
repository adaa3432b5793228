# tests.mk - how Loket is tested and checked; included by the Makefile. tests/README.md explains it on one page.
T ?=
SECS ?= 60
JOBS ?= 2
PRODUCT_DIRS := drivers kiosk sync $(wildcard board)
PRODUCT_C := $(shell find $(PRODUCT_DIRS) -name '*.c')
TEST_C    := $(shell find tests -name '*.c')
ALL_C_H   := $(shell find $(PRODUCT_DIRS) tests -name '*.[ch]')

# ---- make test --------------------------------------------------------------------------
# Suites of the whole system: tests/suites/canary_*.c, bad_*.c, breakout_*.c and draft_*.c, each one program; the other files there serve both.
WHOLE := $(if $(wildcard kiosk/main.c),$(addprefix $(BUILD)/tests/suite_,canary bad_input breakout draft))
WHOLE_KIT := $(call tobj,$(filter-out tests/suites/canary_% tests/suites/bad_% tests/suites/notices_% tests/suites/breakout_% tests/suites/draft_%,$(wildcard tests/suites/*.c)) $(addprefix tests/screen/,door.c station.c station_scan.c))
$(BUILD)/tests/suite_canary: $(call tobj,$(wildcard tests/suites/canary_*.c))
$(BUILD)/tests/suite_bad_input: $(call tobj,$(wildcard tests/suites/bad_*.c))
$(BUILD)/tests/suite_breakout: $(call tobj,$(wildcard tests/suites/breakout_*.c))
$(BUILD)/tests/suite_draft: $(call tobj,$(wildcard tests/suites/draft_*.c))
$(WHOLE): $(WHOLE_KIT) $(HARNESS) $(BUILD)/tlib/sys.a
	@mkdir -p $(@D)
	@$(call link,sys) -ljansson -lsodium -lsqlite3 -lcheck -lsubunit -lrt -lm
# Every notice on paper: the rooms of paper with the pack as it was built.
NOTICES_SUITE := $(if $(wildcard kiosk/main.c),$(BUILD)/tests/suite_notices)
$(NOTICES_SUITE): $(call tobj,$(wildcard tests/suites/notices_*.c)) $(HARNESS) $(patsubst %,$(BUILD)/tlib/%.a,$(need_paper)) | content
	@mkdir -p $(@D)
	@$(call link,$(need_paper)) -lcheck -lsubunit -lrt -lm
# The kiosk as the image has it, without the test door; tests/suites/suite_production looks into it.
PRODUCTION_KIOSK := $(if $(wildcard kiosk/main.c),$(BUILD)/tests/loket_production)
$(PRODUCTION_KIOSK): $(call obj,kiosk/main.c kiosk/control_none.c $(filter-out kiosk/main.c kiosk/control%.c,$(wildcard kiosk/*.c))) $(wiping) \
		$(patsubst %,$(BUILD)/lib/%.a,$(filter-out kiosk,$(need_kiosk)))
	@mkdir -p $(@D)
	@$(call link,$(need_kiosk))
# A suite is a program whose last line is "NAME: N passed, F failed[, S skipped]".
SUITES := $(UNIT) tests/tools/selftest $(wildcard tests/suites/suite_*) $(WHOLE) $(NOTICES_SUITE)
SUITES += $(if $(wildcard kiosk/main.c),$(BUILD)/tests/walk)
BUILT_PROGRAMS := $(if $(wildcard kiosk/main.c),all)

test: $(if $(T),$(foreach u,$(UNIT),$(if $(findstring $(firstword $(subst /, ,$(T))),$(u)),$(u))),unit) $(BUILT_PROGRAMS) $(BUILD)/tests/walk $(BUILD)/tests/printer_twin $(WHOLE) $(PRODUCTION_KIOSK) $(NOTICES_SUITE) $(if $(wildcard kiosk/main.c),$(BUILD)/tests/soak) ## Run every test; "make test T=store" for some, SAN=1 under ASan and UBSan
	@LOKET_BUILD=$(abspath $(BUILD)) LOKET_ROOT=$(CURDIR) tests/tools/run_tests $(BUILD)/log $(if $(T),-T '$(T)') -j $(JOBS) -- $(foreach s,$(SUITES),'$(s)')

# ---- make check ---------------------------------------------------------------------------
check: ## Layers, sizes, headers, statics, banned calls, format, lint, words
	@$(MAKE) layers
	@$(MAKE) sizes
	@$(MAKE) headers
	@$(MAKE) statics
	@$(MAKE) buffers
	@$(MAKE) banned
	@$(MAKE) format
	@$(MAKE) lint
	@$(MAKE) words
	@$(MAKE) forms
	@echo "check: layers ok, sizes ok, lint ok, words ok"

layers: | deps-test ## Includes follow the arrows of tests/tools/layers.txt
	@tests/tools/layers
sizes: | deps-test ## No function over 60 lines, no file over 400, no header over 120
	@tests/tools/sizes
sizes-print: | deps-test ## Every function with its length, the longest last
	@tests/tools/sizes --print | sort -n
headers: $(BUILD)/gen/git.h | deps-test ## Each header compiles alone
	@tests/tools/headers $(CC) $(CFLAGS_ALL) -Itests/unit -Itests/screen -Itests/bench
statics: $(patsubst %,$(BUILD)/lib/%.a,$(ROOMS)) ## Product code keeps no state outside its structs
	@tests/tools/statics $(call obj,$(foreach r,$(ROOMS),$(room_$(r))))
buffers: ## Every AUTO_BUF is begun before any way out of its function
	@tests/tools/buffers
banned: ## No call that tests/tools/banned.txt names
	@tests/tools/banned
format: | deps-test ## Code is as clang-format-14 lays it out; "make format-write" does it
	@clang-format-14 --dry-run -Werror $(ALL_C_H) && echo "format: $(words $(ALL_C_H)) files as clang-format lays them out"
format-write: | deps-test
	@clang-format-14 -i $(ALL_C_H)
forms: $(BUILD)/loketctl ## No shipped form has an error; its warnings are told
	@$(BUILD)/loketctl form check $(wildcard assets/forms/*.xml) && echo "forms: $(words $(wildcard assets/forms/*.xml)) forms without an error"
words: | deps-test ## Every language has every word
	@tests/tools/words

# cppcheck and clang-tidy, each remembering in $(BUILD) what it has seen
LINT_C := $(PRODUCT_C) $(TEST_C)
LINT_FLAGS = -std=c11 -D_GNU_SOURCE -Idrivers -Ikiosk -I. -Itests/unit -Itests/screen -isystem $(BUILD)/gen $(PKG_CFLAGS)
TIDY := $(patsubst %.c,$(BUILD)/tidy/%.ok,$(LINT_C))
lint: cppcheck ## cppcheck and clang-tidy find nothing
	@$(MAKE) -j$(JOBS) tidy
	@echo "lint: $(words $(LINT_C)) files, cppcheck and clang-tidy find nothing"
cppcheck: | deps-test
	@mkdir -p $(BUILD)/cppcheck
	@cppcheck -q -j$(JOBS) --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
		--suppressions-list=tests/tools/cppcheck.txt --cppcheck-build-dir=$(BUILD)/cppcheck \
		--template='{file}:{line}: {severity}: {message} [{id}]' -D_GNU_SOURCE -Idrivers -Ikiosk -I. -Itests/unit $(LINT_C)
tidy: $(TIDY)
$(BUILD)/tidy/%.ok: %.c .clang-tidy tests/tools/tidy.h tests/tests.mk $(BUILD)/gen/git.h | deps-test
	@mkdir -p $(@D)
	@clang-tidy-14 --quiet $< -- $(LINT_FLAGS) $(if $(filter tests/%,$<),-DFAULTS) -include tests/tools/tidy.h -Xclang -analyzer-config -Xclang max-nodes=40000 >$@.say 2>$@.err \
		|| { cat $@.say; grep -E 'error:|not found' $@.err; echo "lint: $< has findings"; exit 1; }
	@$(CC) $(LINT_FLAGS) -MM -MP -MT $@ -MF $@.d $< && touch $@
-include $(shell find $(BUILD)/tidy -name '*.d' 2>/dev/null)

# ---- make conformance ------------------------------------------------------------------------
conformance: $(BUILD)/loketctl | deps-test ## Forms give the states on which two other engines agree
	@tests/tools/conformance $(BUILD)/loketctl ../shared
.PHONY: conformance

# ---- make fuzz -------------------------------------------------------------------------------
# A fuzzer is linked with the rooms whose headers it includes, and what these stand on.
FUZZ_CC := clang-14
FUZZ_FLAGS = -std=c11 -D_GNU_SOURCE -g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	-Idrivers -Ikiosk -I. -Itests/fuzz -isystem $(BUILD)/gen $(PKG_CFLAGS)
FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
fobj = $(patsubst %.c,$(BUILD)/fobj/%.o,$(1))
$(BUILD)/fobj/%.o: %.c $(BUILD)/gen/git.h | deps-test
	@mkdir -p $(@D)
	@echo "  fuzz  $<"
	@$(FUZZ_CC) $(FUZZ_FLAGS) -fsanitize=fuzzer-no-link -MMD -MP -c -o $@ $<
define fuzz_room
$(BUILD)/flib/$(1).a: $$(call fobj,$$(room_$(1)))
	@mkdir -p $$(@D); rm -f $$@; ar rcsD $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call fuzz_room,$(r))))
fuzz_rooms = $(sort $(foreach r,$(filter $(ROOMS),$(shell sed -n 's/^.include "\([a-z]*\)\/.*/\1/p' tests/fuzz/$(1).c)),$(need_$(r))))
define fuzz_rule
$(BUILD)/fuzz/$(1): $$(call fobj,tests/fuzz/$(1).c) $(patsubst %,$(BUILD)/flib/%.a,$(call fuzz_rooms,$(1)))
	@mkdir -p $$(@D)
	@echo "  link  $(1)"
	@$(FUZZ_CC) -fsanitize=fuzzer,address,undefined -o $$@ $$(filter %.o,$$^) -Wl,--start-group $$(filter %.a,$$^) -Wl,--end-group $(foreach r,$(call fuzz_rooms,$(1)),$(libs_$(r)))
endef
# Read only when fuzzing is asked for: it asks each fuzzer for its rooms.
ifneq ($(filter fuzz fuzzers $(BUILD)/fuzz/%,$(MAKECMDGOALS)),)
$(foreach f,$(notdir $(FUZZERS)),$(eval $(call fuzz_rule,$(f))))
-include $(shell find $(BUILD)/fobj -name '*.d' 2>/dev/null)
endif
fuzzers: $(FUZZERS)
fuzz: $(FUZZERS) ## Fuzz every parser of foreign bytes (SECS=60 for all together)
	@tests/tools/fuzz $(BUILD)/fuzz $(SECS) $(JOBS) $(FUZZERS)

# ---- screen walks and bench -------------------------------------------------------------------
WALK_OBJ := $(call obj,$(wildcard tests/screen/*.c))
$(BUILD)/tests/walk: $(WALK_OBJ) $(patsubst %,$(BUILD)/lib/%.a,$(need_drivers))
	@mkdir -p $(@D)
	@$(call link,$(need_drivers)) -ljansson
visits: $(BUILT_PROGRAMS) $(BUILD)/tests/walk ## Play tests/screen/*.walk; "make visits T=loss_nl" for some
	@LOKET_BUILD=$(abspath $(BUILD)) $(BUILD)/tests/walk $(T)
-include tests/bench/bench.mk
-include tests/twin/twin.mk
-include tests/power.mk
-include tests/soak/soak.mk
-include tests/cuts/cuts.mk

.PHONY: forms test check layers sizes sizes-print headers statics buffers banned format format-write words lint cppcheck tidy fuzzers fuzz visits
