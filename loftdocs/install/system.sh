#!/bin/sh
# Sees to what does not come with the Python packages.
#
#   system.sh python   prints the path of a Python that will do
#   system.sh office   sees that LibreOffice Writer and the font are there
#   system.sh tests    sees that what the tests compare with is there: Java and Maven, a browser, PDF programs
#
# Where all is there already, nothing is done. Otherwise what is missing is installed on Debian and Ubuntu,
# if we may (root, or sudo without a password). If not, the command to type is shown and the exit code is 3.
set -u

PYTHON_MIN=3.11
OFFICE_MIN=7.4

# Every package asked of a system, in one place: packages python|office|font|tests|bench
packages() {
    case $SYSTEM-$1 in
        apt-python) echo python3 python3-venv ;;
        apt-office)
            # Where a LibreOffice with windows is there, the -nogui packages would push it out.
            if has_package libreoffice-core; then echo libreoffice-writer
            else echo libreoffice-writer-nogui libreoffice-core-nogui
            fi ;;
        apt-font) echo fonts-crosextra-carlito ;;
        apt-tests) echo maven default-jdk-headless chromium ghostscript mupdf-tools qpdf poppler-utils openssl \
            tesseract-ocr tesseract-ocr-swe ;;
        apt-bench) echo python3-uno ;;
        dnf-bench) echo libreoffice-pyuno ;;
        dnf-python) echo python3 ;;
        dnf-office) echo libreoffice-writer ;;
        dnf-font) echo google-carlito-fonts ;;
        dnf-tests) echo maven java-17-openjdk-devel chromium ghostscript mupdf qpdf poppler-utils openssl \
            tesseract tesseract-langpack-swe ;;
        brew-python) echo python ;;
        brew-office) echo libreoffice ;;
        brew-font) echo font-carlito ;;
        brew-tests) echo maven openjdk chromium ghostscript mupdf qpdf poppler openssl tesseract tesseract-lang ;;
        winget-python) echo Python.Python.3.13 ;;
        winget-tests) echo Apache.Maven EclipseAdoptium.Temurin.17.JDK ArtifexSoftware.GhostScript QPDF.QPDF ;;
        winget-office) echo TheDocumentFoundation.LibreOffice ;; # brings the font along
    esac
}

say() { printf '%s\n' "$*" >&2; }

# --- the system -----------------------------------------------------------------------------------

system() {
    case $(uname -s) in
        Darwin) echo brew ;;
        MINGW* | MSYS* | CYGWIN*) echo winget ;;
        *)
            if command -v apt-get >/dev/null; then echo apt
            elif command -v dnf >/dev/null; then echo dnf
            else echo unknown
            fi ;;
    esac
}

may_install() { [ "$SYSTEM" = apt ] && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
has_package() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q ' installed$'; }

# apt's own talk goes to the log, from which give_up takes the reason.
apt() {
    as_root env DEBIAN_FRONTEND=noninteractive LC_ALL=C \
        apt-get -q -y -o DPkg::Lock::Timeout=120 "$@" >>"$LOG" 2>&1 </dev/null
}
# --no-remove: never at the cost of a program that the user has.
apt_install() { apt install --no-install-recommends --no-remove "$@"; }

# names_of PART...: their packages on one line
names_of() {
    # shellcheck disable=SC2005,SC2046 # lists of names, put on one line
    echo $(for part in "$@"; do packages "$part"; done)
}

# give_up WHY PART...: shows what to type, and ends with the code for "a person has to do this"
give_up() {
    say "$1"
    shift
    reason=$(grep -E '^(E: |W: Failed|sudo: )' "$LOG" | head -n 2)
    [ -n "$reason" ] && say "Orsak: $reason"
    sudo=$([ "$(id -u)" = 0 ] || echo 'sudo ')
    cask=$(case $1 in python | tests) ;; *) echo ' --cask' ;; esac)
    names=$(names_of "$@")
    case $SYSTEM in
        apt) todo="${sudo}apt-get install ${from:+$from }$names" ;;
        dnf) todo="${sudo}dnf install $names" ;;
        brew) todo="brew install$cask $names" ;;
        winget) todo="winget install $names" ;;
        *) todo= ;;
    esac
    if [ -n "$todo" ]; then
        say "Skriv detta i terminalen och kör sedan om kommandot:"
        say "    $todo"
    else
        say "Installera det med datorns egen programhanterare och kör sedan om kommandot."
    fi
    exit 3
}

# --- Python ---------------------------------------------------------------------------------------

find_python() {
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        path=$(command -v "$name") || continue
        # Debian's Python lacks ensurepip until python3-venv is there.
        "$path" -c "import ensurepip, sys, venv; sys.exit(sys.version_info < (${PYTHON_MIN%.*}, ${PYTHON_MIN#*.}))" \
            >/dev/null 2>&1 && echo "$path" && return
    done
    return 1
}

python() {
    find_python && return
    may_install || give_up "Python $PYTHON_MIN eller nyare med venv saknas." python
    names=$(names_of python)
    say "Python $PYTHON_MIN eller nyare med venv saknas. Installerar $names (en gång) …"
    apt update
    # shellcheck disable=SC2086 # a list of names
    apt_install $names || give_up "Python kunde inte installeras." python
    find_python && return
    say "Systemets egen Python är äldre än $PYTHON_MIN. Installera en nyare och kör sedan om kommandot."
    exit 3
}

# --- LibreOffice and the font ---------------------------------------------------------------------

# Every soffice that may be here, the likeliest first.
soffices() {
    if [ -n "${LOFTDOCS_SOFFICE:-}" ]; then echo "$LOFTDOCS_SOFFICE"; return; fi
    command -v soffice
    for path in /usr/lib/libreoffice/program/soffice /usr/lib64/libreoffice/program/soffice \
        /opt/libreoffice*/program/soffice /Applications/LibreOffice.app/Contents/MacOS/soffice \
        '/c/Program Files/LibreOffice/program/soffice.exe'; do
        [ -x "$path" ] && echo "$path"
    done
}

# version_of SOFFICE ITS-FOLDER: read from LibreOffice's own settings, since starting it takes a second;
# asked for where those are not beside it (a snap, a wrapper script).
version_of() {
    for file in "$2/bootstraprc" "$2/bootstrap.ini" "$2/../Resources/bootstraprc"; do
        [ -r "$file" ] && sed -n 's/^ProductKey=LibreOffice[^ ]* \([0-9]*\.[0-9]*\).*/\1/p' "$file" && return
    done
    "$1" --version 2>/dev/null | sed -n 's/^LibreOffice[^ ]* \([0-9]*\.[0-9]*\).*/\1/p'
}

# at_least 25.2 7.4
at_least() {
    [ "${1%.*}" -gt "${2%.*}" ] || { [ "${1%.*}" -eq "${2%.*}" ] && [ "${1#*.}" -ge "${2#*.}" ]; }
}

# Sets office_dir (where it is) or, when none will do, why.
find_office() {
    office_dir=''
    why="LibreOffice saknas."
    while read -r path; do
        [ -n "$path" ] || continue
        dir=$(dirname "$(readlink -f "$path" 2>/dev/null || echo "$path")")
        version=$(version_of "$path" "$dir")
        if [ -z "$version" ]; then
            why="$path går inte att starta."
        elif ! at_least "$version" "$OFFICE_MIN"; then
            why="LibreOffice $version ($path) är för gammal: det behövs $OFFICE_MIN eller nyare."
        elif [ -e "$dir/bootstraprc" ] && [ ! -e "$dir/libswlo.so" ]; then # Linux packages Writer on its own
            why="LibreOffice $version finns, men utan Writer."
        else
            office_dir=$dir
            return
        fi
    done <<END
$(soffices)
END
    return 1
}

# Carlito has the measures of Calibri; without either, lines and pages break elsewhere. LibreOffice from its
# makers brings Carlito along. With no fc-list to ask, the font is missing where LibreOffice is (and on a bare
# Debian), and elsewhere taken to be there.
find_font() {
    for dir in "$office_dir/../share" "$office_dir/../Resources"; do
        [ -e "$dir/fonts/truetype/Carlito-Regular.ttf" ] && return
    done
    if command -v fc-list >/dev/null; then fc-list : family | grep -qiE 'carlito|calibri'
    else [ -n "$office_dir" ] && [ "$SYSTEM" != apt ]
    fi
}

# The index files that apt knows, as "release address". The placeholders are apt's own.
# shellcheck disable=SC2016
sources() { apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 'Identifier: Packages' 2>/dev/null; }

# Debian 12's own LibreOffice is 7.4, its backports have a much newer one. True if apt can take that one.
use_backports() {
    # shellcheck disable=SC1091
    release=$(. /etc/os-release 2>/dev/null && echo "${ID:-}-${VERSION_CODENAME:-}")
    [ "$release" = debian-bookworm ] || return
    # A LibreOffice that lacks only Writer needs the Writer of its own version.
    for core in libreoffice-core libreoffice-core-nogui; do
        has_package "$core" || continue
        dpkg-query -W -f '${Version}' "$core" | grep -q '~bpo12'
        return
    done
    added=/etc/apt/sources.list.d/loftdocs-backports.sources
    if ! sources | grep -q '^bookworm-backports '; then
        # From wherever this machine has its Debian.
        uri=$(sources | sed -n 's/^bookworm //p' | head -n 1)
        [ -n "$uri" ] || return
        say "Lägger till Debians bookworm-backports som paketkälla: $added"
        key=/usr/share/keyrings/debian-archive-keyring.gpg
        {
            printf 'Types: deb\nURIs: %s\nSuites: bookworm-backports\nComponents: main\n' "$uri"
            [ ! -e "$key" ] || printf 'Signed-By: %s\n' "$key"
        } | as_root tee "$added" >/dev/null || return
        apt update
    fi
    apt-cache madison libreoffice-writer-nogui 2>/dev/null | grep -q ' bookworm-backports/' && return
    # Left there, a source that can't be reached would make every later apt-get update complain.
    [ ! -e "$added" ] || as_root rm -f "$added"
    say "Backports går inte att nå: tar Debian 12:s egen LibreOffice $OFFICE_MIN i stället."
    return 1
}

office() {
    missing=
    find_office || missing=office
    if ! find_font; then
        missing="$missing font"
        [ -n "$office_dir" ] && why="Typsnittet Carlito (med samma mått som Calibri) saknas."
    fi
    [ -n "$missing" ] || return 0

    if [ -n "${LOFTDOCS_SOFFICE:-}" ] && [ -z "$office_dir" ]; then
        say "$why"
        say "Miljövariabeln LOFTDOCS_SOFFICE pekar dit. Rätta den, eller ta bort den: unset LOFTDOCS_SOFFICE"
        exit 3
    fi
    # shellcheck disable=SC2086 # a list of parts, here and below
    may_install || give_up "$why" $missing

    # shellcheck disable=SC2086
    names=$(names_of $missing)
    say "$why Hämtar systemets paketlistor …"
    apt update # one source that fails is no reason to stop: the packages may be had from the others
    [ -z "$office_dir" ] && use_backports && from='-t bookworm-backports'
    say "Installerar $names (en gång, några minuter) …"
    # shellcheck disable=SC2086
    apt_install $from $names || give_up "Installationen gick inte." $missing
    if find_office && find_font; then
        say "LibreOffice och typsnittet är på plats."
    else
        say "$why Systemets egna paket räcker inte."
        say "Installera LibreOffice $OFFICE_MIN eller nyare från libreoffice.org och kör sedan om kommandot."
        exit 3
    fi
}

# --- what the tests and the measurements compare with --------------------------------------------

have_tests() {
    for name in mvn javac gs mutool qpdf pdftocairo openssl tesseract; do command -v "$name" >/dev/null || return; done
    tesseract --list-langs 2>/dev/null | grep -qx swe && have_browser
}
have_browser() {
    [ "$SYSTEM" = winget ] && return # it has Edge
    for name in chromium chromium-browser google-chrome; do command -v "$name" >/dev/null && return; done
    [ -d /Applications/Chromium.app ] || [ -d '/Applications/Google Chrome.app' ]
}
have_bench() { /usr/bin/python3 -c 'import uno' 2>/dev/null; }

# extra PART WHY
extra() {
    "have_$1" && return
    may_install || give_up "$2" "$1"
    names=$(names_of "$1")
    say "$2 Installerar $names (en gång, några minuter) …"
    apt update
    [ "$1" = bench ] && use_backports && from='-t bookworm-backports' # of LibreOffice's own version
    # shellcheck disable=SC2086 # lists of names
    apt_install $from $names || give_up "Installationen gick inte." "$1"
    "have_$1" && return
    say "$2 Det som installerades går ändå inte att köra."
    exit 3
}

# --------------------------------------------------------------------------------------------------

SYSTEM=$(system)
from= # the release that apt is to take the packages from, when not the usual one
LOG=$(mktemp) || exit 1
trap 'rm -f "$LOG"' EXIT
trap 'exit 130' INT TERM
case ${1:-} in
    python) python ;;
    office) office ;;
    tests) extra tests 'Testerna behöver Java, Maven, webbläsaren Chromium och några program som skriver om PDF.' ;;
    bench) extra bench 'Jämförelsen med unoserver behöver LibreOffices Python-bibliotek.' ;;
    *) say "Användning: system.sh python|office|tests|bench"; exit 2 ;;
esac
