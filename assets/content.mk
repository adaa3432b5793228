# content.mk - what the kiosk reads: icons into C, words compiled, everything laid out in $(BUILD)/content
ICON_SVG := $(wildcard assets/icons/*.svg)
ICON_PNG := $(patsubst assets/icons/%.svg,$(BUILD)/gen/icons/%.png,$(ICON_SVG))

$(BUILD)/gen/icons/%.png: assets/icons/%.svg | deps-once
	@mkdir -p $(@D)
	@rsvg-convert -w 128 -h 128 -o $@ $<
$(BUILD)/gen/icons2c: assets/icons/icons2c.c | deps-once
	@mkdir -p $(@D)
	@$(HOSTCC) -std=c11 -D_GNU_SOURCE -O1 $(WARN) -o $@ $< -lpng
$(BUILD)/gen/icons.c: $(BUILD)/gen/icons2c kiosk/ui/icons.h $(ICON_PNG)
	@echo "  icons $(words $(ICON_SVG)) drawings"
	@$(BUILD)/gen/icons2c $@ kiosk/ui/icons.h $(BUILD)/gen/icons
$(BUILD)/gen/icons.o: $(BUILD)/gen/icons.c
	@$(CC) $(CFLAGS_ALL) -c -o $@ $<
$(BUILD)/lib/ui.a $(BUILD)/tlib/ui.a: $(BUILD)/gen/icons.o

# Fonts stay where Debian's package put them; the content folder points there.
FONT_DIR := /usr/share/fonts/truetype/noto
FONTS := $(shell sed 's/\#.*//' assets/fonts/LIST 2>/dev/null)
CONTENT := $(BUILD)/content
CONTENT_FILES := \
	$(patsubst assets/words/%.po,$(CONTENT)/words/%.mo,$(wildcard assets/words/*.po)) \
	$(patsubst assets/%,$(CONTENT)/%,$(wildcard assets/themes/*.theme assets/keyboards/*.kbd assets/printers/*.conf assets/printers/MODELS assets/forms/*.xml assets/manual/*/*.md)) \
	$(patsubst %,$(CONTENT)/fonts/%,$(FONTS))

$(CONTENT)/words/%.mo: assets/words/%.po | deps-once
	@mkdir -p $(@D)
	@echo "  words $(*F)"
	@msgfmt -o $@ $<
$(CONTENT)/fonts/%: | deps-once
	@mkdir -p $(@D)
	@ln -sfn $(FONT_DIR)/$(@F) $@
$(CONTENT)/%: assets/%
	@mkdir -p $(@D)
	@cp $< $@
content: $(CONTENT_FILES)

# ---- forms: each is held against `loketctl form check`; an error stops the build, warnings are counted.
FORMS := $(wildcard assets/forms/*.xml)
$(BUILD)/forms.checked: $(FORMS) $(wildcard assets/forms/*.csv) $(BUILD)/loketctl
	@$(BUILD)/loketctl form check $(FORMS) >$@.new || { grep ': error: ' $@.new; echo "forms: the errors above stop the build"; exit 1; }
	@mv $@.new $@
	@echo "  forms $(words $(FORMS)) forms, 0 errors, $$(wc -l <$@) warnings"
content: $(BUILD)/forms.checked

# ---- notices: one pack, signed at build time with a demonstration key that is made here, or with the one of PACK_KEY=dir.
# A demonstration pack is approved as an example at once; a real one is a draft until its authority approves it.
# Files with errors are left out and told ("loketctl pack check assets/notices" is the strict one).
PACK_KEY ?=
PACK_KEY_DIR := $(if $(PACK_KEY),$(PACK_KEY),$(BUILD)/keys/pack)
NOTICES := $(wildcard assets/notices/*/*.md assets/notices/*.conf)
$(BUILD)/keys/pack/pack.key: | $(BUILD)/loketctl
	@mkdir -p $(@D)
	@$(BUILD)/loketctl keys new --role pack --demonstration --out $(@D) >/dev/null
$(CONTENT)/notices/loket.pack: $(NOTICES) $(PACK_KEY_DIR)/pack.key $(BUILD)/loketctl
	@mkdir -p $(@D)
	@$(BUILD)/loketctl pack build assets/notices $@.new >$(@D)/findings.txt || { cat $(@D)/findings.txt; exit 1; }
	@grep ': error: ' $(@D)/findings.txt || true
	@$(BUILD)/loketctl pack sign $@.new --key $(PACK_KEY_DIR)/pack.key >/dev/null
	@$(if $(PACK_KEY),true,$(BUILD)/loketctl pack approve $@.new --by Voorbeeldautoriteit --key $(PACK_KEY_DIR)/pack.key >/dev/null)
	@cp $(PACK_KEY_DIR)/pack.pub $(@D)/pack.pub
	@mv $@.new $@
	@echo "  pack  $$(tail -n 1 $(@D)/findings.txt | sed 's/^.*: pack/pack/; s/, not signed yet//')"; mv $(@D)/findings.txt $(BUILD)/notices.findings
content: $(CONTENT)/notices/loket.pack
