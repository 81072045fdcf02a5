# What the commands share: where they are, how they speak, how packages get in. Sourced, never run.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
python=$root/.venv/bin/python
# Byte code is kept whatever the shell says: without it every command compiles the program anew.
unset PYTHONDONTWRITEBYTECODE
export PYTHONPATH=$root${PYTHONPATH:+:$PYTHONPATH}

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

tongxin() { "$python" -m tongxin.core.cli "$@"; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# Install Debian packages; the package lists are fetched once per run.
install_packages() {
    local log
    log=$(mktemp)
    if [ -z "${lists_fetched:-}" ]; then
        apt-get update -q >"$log" 2>&1 || cat "$log" >&2
        lists_fetched=yes
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@" \
        >"$log" 2>&1 </dev/null || { cat "$log" >&2; return 1; }
}
