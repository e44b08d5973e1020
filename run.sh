#!/bin/sh
# Sets Counterpoise up beside this script, once, and runs it. Needs Python 3.11 or newer.
#
#   sh run.sh brief VNM           any command of counterpoise, with its arguments
#   sh run.sh test [ARGUMENT...]  the project's tests, all of them or as the arguments tell pytest
#
# The set-up is the folder .venv: a virtual environment with the versions of constraints.txt. It is
# made anew when those, the Python or the place of this folder change, and mended if it was cut short.

set -eu
unset PYTHONHOME PYTHONPATH || :

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
venv=$here/.venv
unfinished=$venv/.unfinished

say() { printf 'counterpoise: %s\n' "$*" >&2; }

fail() { # problem, what to try
    printf "Can't set Counterpoise up: %s\n  Where: %s\n  Try:   %s\n" "$1" "$venv" "$2" >&2
    exit 1
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${COUNTERPOISE_PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
        if new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# What a set-up was made from; it is whole if the stamp that it ends with says the same.
fingerprint() { # extra
    printf '%s\n' "$1" "$here"
    "$venv/bin/python" -V
    cksum "$here/pyproject.toml" "$here/constraints.txt"
}

whole() { # extra
    [ -x "$venv/bin/python" ] && [ ! -e "$unfinished" ] && [ -f "$venv/.stamp-$1" ] &&
        [ "$(fingerprint "$1" 2>/dev/null)" = "$(cat "$venv/.stamp-$1")" ]
}

# One set-up at a time: the system lets go of this lock when the shell that holds it ends, however
# it ends. Where the file system has no locks (some network folders), nothing is waited for.
take_turns() { # python
    exec 9<"$here/run.sh"
    "$1" -c '
import fcntl, sys
try:
    fcntl.flock(0, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("counterpoise: waiting for another set-up of this folder to end", file=sys.stderr)
    fcntl.flock(0, fcntl.LOCK_EX)
except OSError:
    pass
' <&9
}

# An empty folder that says it is not whole, so that nothing cut short is ever taken for whole.
clear_folder() {
    rm -rf "$venv"
    mkdir "$venv" && : >"$unfinished" ||
        fail "this folder can't be written to." "copy the project to a folder of your own"
}

make_venv() { # python
    clear_folder
    "$1" -m venv "$venv" >"$log" 2>&1 && return
    # Debian and Ubuntu keep the half of venv that brings pip in a package of its own.
    package="python$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    if command -v virtualenv >/dev/null 2>&1; then
        clear_folder
        virtualenv --quiet --python "$1" "$venv" >>"$log" 2>&1 && return
    fi
    if command -v apt-get >/dev/null 2>&1 && root=$(as_root); then
        say "installing the system's package $package, which Python needs for this"
        clear_folder
        # shellcheck disable=SC2086 # no word, or two
        $root env DEBIAN_FRONTEND=noninteractive sh -c \
            "apt-get update -qq && apt-get install -y -qq --no-install-recommends $package" \
            >>"$log" 2>&1 && "$1" -m venv "$venv" >>"$log" 2>&1 && return
    fi
    tail -n 5 "$log" >&2
    fail "$1 can't make a virtual environment." \
        "apt install $package   (as root), then this command again"
}

as_root() { # prints how a command is run as root, if that needs no password
    if [ "$(id -u)" -eq 0 ]; then
        return
    fi
    sudo -n true 2>/dev/null && printf 'sudo -n'
}

set_up() { # extra
    python=$(find_python) || fail "there is no Python 3.11 or newer on the PATH." \
        "install it (Debian: apt install python3 python3-venv), or name it in COUNTERPOISE_PYTHON"
    take_turns "$python"
    if whole "$1"; then # another run has done it meanwhile
        exec 9<&-
        return
    fi
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    say "setting up .venv with $("$python" -V) (once; it takes about a minute)"
    if usable; then
        : >"$unfinished"
    else
        make_venv "$python"
    fi
    rm -f "$venv"/.stamp-*
    # To run is to have all commands, those too that ask for a library that only some need.
    case $1 in
    run) target="$here[plan,tables,pdf]" ;;
    *) target="$here[$1]" ;;
    esac
    PIP_USER=0 "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --no-warn-script-location --constraint "$here/constraints.txt" --editable "$target" >&2 ||
        fail "pip can't install the packages of constraints.txt (its message is above)." \
            "look at the connection to the package index, then this command again"
    [ "$1" = run ] || browser
    # What the tests run with is enough for any command.
    [ "$1" = run ] || fingerprint run >"$venv/.stamp-run"
    fingerprint "$1" >"$venv/.stamp-$1"
    printf '%s\n' "$here" >"$venv/.place"
    rm -f "$unfinished" "$log"
    trap - EXIT
    exec 9<&-
}

# A browser for the tests of pages, unless the system has one. Without, they are skipped and say so.
browser() {
    for one in chromium google-chrome; do
        ! command -v "$one" >/dev/null 2>&1 || return 0
    done
    limit=
    ! command -v timeout >/dev/null 2>&1 || limit='timeout 90'
    # shellcheck disable=SC2086 # no word, or two
    $limit "$venv/bin/python" -m playwright install chromium >"$log" 2>&1 ||
        say "no Chromium could be had; the tests that need a browser are skipped"
}

# Whether what is there can be mended: not if it was cut short, lost its Python, or was made in
# another folder, whose name is in its scripts.
usable() {
    [ ! -e "$unfinished" ] && new_enough "$venv/bin/python" &&
        { [ ! -f "$venv/.place" ] || [ "$(cat "$venv/.place")" = "$here" ]; }
}

extra=run
[ "${1:-}" != test ] || extra=test
whole "$extra" || set_up "$extra"

if [ "$extra" = test ]; then
    shift
    cd "$here"
    [ $# -gt 0 ] || set -- -n 2 --dist worksteal
    exec "$venv/bin/python" -m pytest "$@"
fi
exec "$venv/bin/counterpoise" "$@"
