#!/bin/sh
# Starts mesh on the distribution's Mono. Finds what belongs to it from its own place, so the folder may be moved, and linked to.
set -eu

self=$0
while [ -h "$self" ]; do
    link=$(readlink "$self")
    case $link in /*) self=$link ;; *) self=${self%/*}/$link ;; esac
done
case $self in */*) ;; *) self=./$self ;; esac
library=${self%/*}/../lib/mesh

# Our own exit code for "cannot start"; a compiler's or a shell's are below 100 or above 120.
missing() {
    printf 'mesh: %s is missing.\n  Debian, Ubuntu, Raspberry Pi OS: apt install %s\n  Gentoo: emerge dev-lang/mono; Fedora: dnf install mono-core; Arch: pacman -S mono; Alpine: apk add mono\n' "$1" "$2" >&2
    exit 106
}

mono=$(command -v mono) || missing mono 'mono-runtime libmono-system4.0-cil libmono-system-core4.0-cil libmono-posix4.0-cil'
mono=$(readlink -f "$mono")
base=${mono%/bin/*}/lib/mono/4.5

# Debian has a package for each. Where the base library is elsewhere, Mono itself says what it does not find.
if [ -e "$base/mscorlib.dll" ]; then
    packages='' names=''
    for pair in System:libmono-system4.0-cil System.Core:libmono-system-core4.0-cil Mono.Posix:libmono-posix4.0-cil; do
        [ -e "$base/${pair%%:*}.dll" ] || { names="$names ${pair%%:*}.dll"; packages="$packages ${pair#*:}"; }
    done
    [ -z "$packages" ] || missing "of Mono's base library,$names" "${packages# }"
fi

# Where the collector makes new objects: the usual 4 MiB are kept by a node that idles, and grow it by twice as much when it has built.
export MONO_GC_PARAMS="${MONO_GC_PARAMS-nursery-size=1m}"

exec "$mono" "$library/mesh.dll" "$@"
