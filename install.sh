#!/bin/sh
# Installs mesh: one program that needs no .NET, built here from this source tree.
#
#   ./install.sh [--prefix DIR]              DIR/bin/mesh and DIR/lib/mesh (default DIR: ~/.local)
#   ./install.sh [--prefix DIR] --uninstall  removes exactly these
#   ./install.sh --mono [--prefix DIR]       the same for Mono, where .NET has no runtime: i386, ARMv6
#   ./install.sh --mono --pack FILE.tar.gz   an archive to carry there: unpack it anywhere, bin/mesh join is all
#
# Needs the .NET 10 SDK and a C compiler; may be repeated. The two installed paths may be copied to another machine of the
# same architecture, which then needs neither (a C compiler only where `mesh wrap` is used). What --mono makes is for every
# architecture; it needs the SDK only here, and there Mono and a C compiler.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
prefix=${HOME:-}/.local
action=install
mono=
pack=

usage() { sed -n '2,11s/^# \{0,1\}//p' "$0"; }

die() { printf 'install.sh: %s\n' "$*" >&2; exit 1; }

while [ $# -gt 0 ]; do
    case $1 in
        --prefix) [ $# -ge 2 ] || die "--prefix needs a directory"; prefix=$2; shift ;;
        --prefix=*) prefix=${1#--prefix=} ;;
        --mono) mono=yes ;;
        --pack) [ $# -ge 2 ] && [ -n "$2" ] || die "--pack needs a file"; pack=$2; shift ;;
        --pack=?*) pack=${1#--pack=} ;;
        --uninstall) action=uninstall ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; die "what is '$1'?" ;;
    esac
    shift
done

[ "$prefix" != /.local ] || die "HOME is not set; give --prefix DIR"
[ -n "$prefix" ] || die "--prefix needs a directory"
case $prefix in /*) ;; *) prefix=$(pwd)/$prefix ;; esac

if [ -n "$pack" ]; then
    [ -n "$mono" ] || die "--pack goes with --mono; the program for .NET is two paths to copy"
    [ $action = install ] || die "an archive is not uninstalled: remove what was unpacked"
    case $pack in *.tar.gz | *.tgz) ;; *) die "--pack makes a .tar.gz, not '$pack'" ;; esac
    case $pack in /*) ;; *) pack=$(pwd)/$pack ;; esac
    [ -d "$(dirname "$pack")" ] || die "$(dirname "$pack") is not a directory"
fi
if [ -n "$mono" ] && [ $action = install ]; then action=install_mono; fi

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
        *) die "no .NET runtime for $(uname -s) on $(uname -m). Machines with Mono: install.sh --mono" ;;
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

# A folder that vanishes, beside where its content goes: what is finished there is renamed into place.
make_work() {
    work=$(mktemp -d "$1/.mesh-XXXXXX") || die "cannot write to $1; choose another with --prefix"
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT TERM HUP
}

make_prefix() {
    mkdir -p "$prefix/bin" "$prefix/lib" || die "cannot write to $prefix; choose another with --prefix"
    make_work "$prefix/lib"
}

# Build output stays out of the source tree: it may be read-only, or another user's.
build() {
    verb=$1 project=$2
    shift 2
    DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 dotnet "$verb" "$here/src/$project" -c Release \
        -p:ArtifactsPath="$work/build" -v quiet -nologo -consoleLoggerParameters:ErrorsOnly "$@" || die "the build failed"
}

# fill_library MESH...: with what every kind of installation has; MESH runs the program that was built.
fill_library() {
    cp "$here/mesh.example.json" "$here/LICENSE" "$work/lib/"
    for shell in bash zsh fish; do "$@" completions $shell > "$work/lib/mesh.$shell"; done
}

# put_in_place LAUNCHER: renamed over the old one, so that a node that runs from it is not disturbed.
put_in_place() {
    rm -rf "$library"
    mv "$work/lib" "$library"
    chmod 755 "$1"
    mv -f "$1" "$program"
}

install() {
    runtime=$(runtime_id)
    check_sdk
    check_compiler
    make_prefix
    printf 'building for %s (this takes a minute)\n' "$runtime"
    build publish Mesh/Mesh.csproj -r "$runtime" --self-contained -p:PublishProfile=Install -o "$work/publish"

    mkdir "$work/lib"
    fill_library "$work/publish/mesh"
    # Built once here; nodes take it from there, also where there is no C compiler.
    "$work/publish/mesh" wrap "$work/wrapper" > /dev/null || die "the compiler wrapper could not be built"
    mv "$work/wrapper/mesh-hands" "$work/lib/"
    put_in_place "$work/publish/mesh"
    printf 'installed %s: ' "$program"
    "$program" version
    say_next
}

install_mono() {
    check_sdk
    if [ -n "$pack" ]; then make_work "$(dirname "$pack")"; else make_prefix; fi
    printf 'building for Mono (this takes a minute)\n'
    build build Mesh.Mono/Mesh.Mono.csproj
    build build Mesh/Mesh.csproj    # prints the completions here, where Mono need not be

    mkdir "$work/lib" "$work/bin"
    cp "$work/build/bin/Mesh.Mono/release/"*.dll "$here/src/hands/hands.c" "$work/lib/"
    fill_library dotnet "$work/build/bin/Mesh/release/mesh.dll"
    cp "$here/src/Mesh.Mono/mesh.sh" "$work/bin/mesh"
    chmod 644 "$work/lib/"*
    if [ -n "$pack" ]; then
        make_pack
    else
        put_in_place "$work/bin/mesh"
        printf 'installed %s: ' "$program"
        # It says itself what is missing here.
        "$program" version || exit 1
        say_next
    fi
}

make_pack() {
    mkdir -p "$work/mesh/lib"
    mv "$work/bin" "$work/mesh/"
    mv "$work/lib" "$work/mesh/lib/mesh"
    chmod 755 "$work/mesh/bin/mesh"
    (cd "$work" && tar -czf pack.tar.gz --owner=0 --group=0 mesh) || die "tar failed"
    mv -f "$work/pack.tar.gz" "$pack"
    printf 'made %s: on the other machine, tar -xzf it anywhere, then mesh/bin/mesh join\n' "$pack"
}

say_next() {
    case ":$PATH:" in
        *":$prefix/bin:"*) ;;
        *) printf 'add it to PATH: export PATH="%s/bin:$PATH"\n' "$prefix" ;;
    esac
    printf 'next: mesh join, on this machine and on others; then mesh wrap\n'
}

$action
