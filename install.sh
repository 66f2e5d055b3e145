#!/bin/sh
# Installs mesh: one program that needs no .NET, built here from this source tree.
#
#   ./install.sh [--prefix DIR]              DIR/bin/mesh and DIR/lib/mesh (default DIR: ~/.local)
#   ./install.sh [--prefix DIR] --uninstall  removes exactly these
#
# Needs the .NET 10 SDK and a C compiler; may be repeated. The two installed paths may be copied to another machine of the
# same architecture, which then needs neither (a C compiler only where `mesh wrap` is used).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
prefix=${HOME:-}/.local
action=install

usage() { sed -n '2,8s/^# \{0,1\}//p' "$0"; }

die() { printf 'install.sh: %s\n' "$*" >&2; exit 1; }

while [ $# -gt 0 ]; do
    case $1 in
        --prefix) [ $# -ge 2 ] || die "--prefix needs a directory"; prefix=$2; shift ;;
        --prefix=*) prefix=${1#--prefix=} ;;
        --uninstall) action=uninstall ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; die "what is '$1'?" ;;
    esac
    shift
done

[ "$prefix" != /.local ] || die "HOME is not set; give --prefix DIR"
[ -n "$prefix" ] || die "--prefix needs a directory"
case $prefix in /*) ;; *) prefix=$(pwd)/$prefix ;; esac

program=$prefix/bin/mesh
library=$prefix/lib/mesh

uninstall() {
    rm -rf "$program" "$library"
    # Directories that only we used; others stay.
    rmdir "$prefix/bin" "$prefix/lib" "$prefix" 2>/dev/null || true
    printf 'removed %s and %s\n' "$program" "$library"
}

runtime_id() {
    case $(uname -s):$(uname -m) in
        Linux:x86_64 | Linux:amd64) echo linux-x64 ;;
        Linux:aarch64 | Linux:arm64) echo linux-arm64 ;;
        Linux:armv7l) echo linux-arm ;;
        *) die "no .NET runtime for $(uname -s) on $(uname -m). i386 and ARMv6 run mesh on Mono: see docs/TROUBLESHOOTING.md" ;;
    esac
}

check_sdk() {
    command -v dotnet > /dev/null 2>&1 || die "dotnet is not on PATH. Install the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0"
    dotnet --list-sdks | grep -q '^10\.' ||
        die "the .NET 10 SDK is missing (found: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')). Get it from https://dotnet.microsoft.com/download/dotnet/10.0"
}

check_compiler() {
    for compiler in cc gcc clang; do
        if command -v "$compiler" > /dev/null 2>&1; then return; fi
    done
    die "no C compiler on PATH (cc, gcc or clang). Debian, Ubuntu, Raspberry Pi OS: apt install gcc libc6-dev; Fedora: dnf install gcc; Alpine: apk add gcc musl-dev"
}

install() {
    runtime=$(runtime_id)
    check_sdk
    check_compiler
    mkdir -p "$prefix/bin" "$prefix/lib" || die "cannot write to $prefix; choose another with --prefix"
    work=$(mktemp -d "$prefix/lib/.mesh-XXXXXX") || die "cannot write to $prefix/lib; choose another with --prefix"
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT TERM HUP

    printf 'building for %s (this takes a minute)\n' "$runtime"
    # Build output stays out of the source tree: it may be read-only, or another user's.
    DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 dotnet publish "$here/src/Mesh/Mesh.csproj" -c Release -r "$runtime" --self-contained \
        -p:PublishProfile=Install -p:ArtifactsPath="$work/build" -o "$work/publish" -v quiet -nologo || die "the build failed"

    mkdir "$work/lib"
    cp "$here/mesh.example.json" "$here/LICENSE" "$work/lib/"
    # Built once here; nodes take it from there, also where there is no C compiler.
    "$work/publish/mesh" wrap "$work/wrapper" > /dev/null || die "the compiler wrapper could not be built"
    mv "$work/wrapper/mesh-hands" "$work/lib/"
    "$work/publish/mesh" completions bash > "$work/lib/mesh.bash"
    "$work/publish/mesh" completions zsh > "$work/lib/mesh.zsh"
    "$work/publish/mesh" completions fish > "$work/lib/mesh.fish"
    rm -rf "$library"
    mv "$work/lib" "$library"
    # Renamed over the old one, so that a node that runs from it is not disturbed.
    chmod 755 "$work/publish/mesh"
    mv -f "$work/publish/mesh" "$program"

    printf 'installed %s: ' "$program"
    "$program" version
    case ":$PATH:" in
        *":$prefix/bin:"*) ;;
        *) printf 'add it to PATH: export PATH="%s/bin:$PATH"\n' "$prefix" ;;
    esac
    printf 'next: mesh join, on this machine and on others; then mesh wrap\n'
}

$action
