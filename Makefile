# One way in: "make" alone lists what there is to do. What is needed is installed the first time.

# Python keeps its bytecode beside the sources: without it every start compiles the whole program again.
unexport PYTHONDONTWRITEBYTECODE

PY  := .venv/bin/python
SYS := loftdocs/install/system.sh

# Cases named on the command line, as cases/enkoping or cases/enkoping.yaml. They are phony: a file or folder
# of that name must never make them "up to date", and loftdocs is to answer for a name that does not exist.
CASES := $(filter cases/%,$(MAKECMDGOALS))

.SUFFIXES:
.PHONY: help cases $(CASES) desk desk-files test mutations corpora audit bench format wheel lock clean distclean FORCE

#: make cases/<namn>   bygger ett ärende, till exempel: make cases/enkoping
#: make cases          bygger alla ärenden
#: make desk           öppnar ärendena i webbläsaren, med formulär och sidor
#: make test           kör alla kontroller och tester
#: make mutations      planterar hundratals fel och räknar hur många som hittas
#: make corpora        prövar verify och review mot andras testfiler (FOLDER=mappen med dem)
#: make audit          söker kända hål, visar licenserna och skriver build/sbom.json (ARGS=--strict: varningar stoppar)
#: make stress         skadar allt som går att skada, och räknar vad som inte höll (över en timme; ARGS=--few: några minuter)
#: make bench          mäter hur snabbt det går, och skriver docs/benchmark.md (tre minuter)
#: make format         rättar kodens form
#: make desk-files     bygger om skrivbordets script (behöver Node)
#: make wheel          gör filen att installera med pip, i build/
#: make lock           låser om Python-paketens versioner (nyaste: ARGS=--upgrade)
#: make clean          tar bort det som byggts (build/)
#: make distclean      tar även bort .venv
#:
#: Fler argument till kommandot: ARGS="…"
help:
	@sed -n 's/^#: \{0,1\}//p' Makefile

cases: .venv/bin/loftdocs .venv/.office-stamp
	@$(PY) -m loftdocs build --all $(ARGS)

# The "/" at the end is what tab completion adds to a folder.
$(CASES): .venv/bin/loftdocs .venv/.office-stamp
	@$(PY) -m loftdocs build $(patsubst %/,%,$(@:.yaml=)) $(ARGS)

desk: .venv/bin/loftdocs .venv/.office-stamp
	@$(PY) -m loftdocs desk $(ARGS)

# What the browser is given is built and in git, so that a clerk's computer needs no Node.
desk-files:
	cd loftdocs/desk/frontend && npm ci --silent && npm run --silent build

test: .venv/bin/loftdocs .venv/.dev-stamp .venv/.office-stamp .venv/.tests-stamp
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest $(ARGS)

mutations: .venv/.runtime-stamp .venv/.dev-stamp
	@$(PY) -m tests.mutations

corpora: .venv/.runtime-stamp .venv/.dev-stamp .venv/.office-stamp
	@$(PY) -m tests.corpora "$(FOLDER)" $(ARGS)

audit: .venv/.runtime-stamp .venv/.dev-stamp
	@$(PY) -m tests.audit $(ARGS)

stress: .venv/.runtime-stamp .venv/.dev-stamp .venv/.office-stamp
	@$(PY) -m tests.stress $(ARGS)

bench: .venv/.runtime-stamp .venv/.dev-stamp .venv/.office-stamp .venv/.tests-stamp .venv/.bench-stamp
	@$(PY) -m tests.bench $(ARGS)

format: .venv/.dev-stamp
	.venv/bin/ruff check --fix-only . $(ARGS)
	.venv/bin/ruff format .

# With what .venv has: nothing is had from the network for it.
wheel: .venv/.runtime-stamp .venv/.dev-stamp
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir build . && ls build/*.whl

clean:
	rm -rf build

distclean: clean
	rm -rf .venv

# "make enkoping" is what one types first; make's own answer is in English.
.DEFAULT:
	@echo "Det finns inget mål ”$@”. Ett ärende byggs med: make cases/<namn>" >&2; $(MAKE) -s help >&2; exit 2

# --- the locks ------------------------------------------------------------------------------------

# docopt is left out: only num2words' own command uses it, and it would be the one package that has to be
# built from source. The dev lock takes its versions from the first.
UV_COMPILE = .venv/bin/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-package docopt --custom-compile-command "make lock" $(ARGS)

lock: .venv/.made
	@test -x .venv/bin/uv || $(PIP) install uv
	$(UV_COMPILE) -o requirements.lock
	$(UV_COMPILE) -o requirements-dev.lock --extra dev -c requirements.lock

# --- set-up ---------------------------------------------------------------------------------------

PIP = $(PY) -m pip --disable-pip-version-check -q

# .made tells for which folder and which Python .venv was made, .unfinished that an installation was cut off.
# When .venv's own answer is another, or none (the checkout was moved or copied, Python was upgraded or
# removed), it is made again.
WHOAMI := $(PY) -I -c 'import sys; print(sys.prefix, sys.version_info[:2])'
VENV_OK := $(shell test ! -e .venv/.unfinished && now=$$($(WHOAMI) 2>&1) && \
	test "$$now" = "$$(cat .venv/.made 2>&1)" && echo yes)

.venv/.made: $(if $(VENV_OK),,FORCE)
	@python=$$(sh $(SYS) python) || exit; \
	echo "Skapar .venv (en gång, ungefär en halv minut) …"; \
	rm -rf .venv && "$$python" -m venv .venv && $(WHOAMI) >$@

# $(call install,LOCK): exactly the locked packages, ready-built, and nothing else
define install
@echo "Installerar Python-paketen i $(1) …"
@touch .venv/.unfinished
@$(PIP) install --require-hashes --no-deps --only-binary :all: -r $(1) || { \
	echo "Python-paketen kunde inte installeras. Orsaken står ovanför; kontrollera nätet och kör om kommandot."; \
	exit 1; } >&2
@rm .venv/.unfinished
@touch $@
endef

.venv/.runtime-stamp: .venv/.made requirements.lock $(SYS)
	$(call install,requirements.lock)

# The command works in any folder: .venv knows where the checkout is, as pip's --editable would have it.
# -P: a file that lies in that folder and is called as a module must not be taken for it.
.venv/bin/loftdocs: .venv/.runtime-stamp Makefile
	@printf '%s\n' "$(CURDIR)" >"$$($(PY) -I -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/loftdocs.pth"
	@printf '#!/bin/sh\nexec "%s" -P -m loftdocs "$$@"\n' "$(CURDIR)/$(PY)" >$@ && chmod +x $@

# After the runtime packages, also under "make -j": two pips at once get in each other's way.
.venv/.dev-stamp: requirements-dev.lock .venv/.runtime-stamp
	$(call install,requirements-dev.lock)

.venv/.tests-stamp: $(SYS) .venv/.made
	@sh $(SYS) tests
	@touch $@

.venv/.bench-stamp: $(SYS) .venv/.made
	@sh $(SYS) bench
	@touch $@

.venv/.office-stamp: $(SYS) .venv/.made
	@sh $(SYS) office
	@touch $@
