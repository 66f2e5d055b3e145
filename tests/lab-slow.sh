#!/usr/bin/env bash
# Scenarios that take minutes, one function each. tests/lab-slow.sh [NAME...] runs all, or those named; says for each "ok" or what is wrong.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { printf '%s\n' "$*" >&2; exit 1; }

# install.sh: twice over, from another directory; the copy runs without .NET and without a home; uninstalling leaves nothing.
scenario_install() {
  local prefix=$work/prefix copy=$work/copy
  (cd / && "$root/install.sh" --prefix "$prefix") > "$work/log" 2>&1 || fail "$(cat "$work/log")"
  "$root/install.sh" --prefix "$prefix" > "$work/log" 2>&1 || fail "$(cat "$work/log")"
  [ "$(find "$prefix" -mindepth 2 -maxdepth 2 | sort | xargs -n 1 basename | tr '\n' ' ')" = "mesh mesh " ] || fail "more than bin/mesh and lib/mesh: $(find "$prefix")"
  [ -z "$(git -C "$root" status --porcelain --ignored=no -- install.sh src)" ] || fail "installing changed the source tree"

  cp -a "$prefix" "$copy"
  mkdir "$work/home"
  env -i HOME="$work/home" PATH=/usr/bin:/bin "$copy/bin/mesh" version || fail "the copy does not run"
  env -i HOME="$work/home" PATH=/usr/bin:/bin TMPDIR="$work" "$copy/bin/mesh" demo > "$work/log" 2>&1 || fail "$(cat "$work/log")"
  grep -q 'objects are the same' "$work/log" || fail "the copy's demonstration: $(cat "$work/log")"
  [ -z "$(ls -A "$work/home")" ] || fail "running it wrote to the home directory: $(ls -A "$work/home")"

  "$root/install.sh" --prefix "$prefix" --uninstall
  [ ! -e "$prefix" ] || fail "uninstalling left $(find "$prefix")"
}

# install.sh --mono: likewise; and its archive, unpacked in a folder with a space and called through a link, is a whole node.
scenario_install_mono() {
  command -v mono > /dev/null || { echo "skipped: mono is not installed"; return; }
  local prefix=$work/mono-prefix
  (cd / && "$root/install.sh" --mono --prefix "$prefix") > "$work/log" 2>&1 || fail "$(cat "$work/log")"
  "$root/install.sh" --mono --prefix "$prefix" > "$work/log" 2>&1 || fail "$(cat "$work/log")"
  [ "$(find "$prefix" -mindepth 2 -maxdepth 2 | sort | xargs -n 1 basename | tr '\n' ' ')" = "mesh mesh " ] || fail "more than bin/mesh and lib/mesh: $(find "$prefix")"
  "$prefix/bin/mesh" version | grep -q Mono || fail "not on Mono: $("$prefix/bin/mesh" version)"
  for file in hands.c mesh.example.json mesh.bash mesh.zsh mesh.fish netstandard.dll; do [ -s "$prefix/lib/mesh/$file" ] || fail "no $file"; done

  "$root/install.sh" --mono --pack "$work/mesh-mono.tar.gz" > "$work/log" 2>&1 || fail "$(cat "$work/log")"
  [ -z "$(git -C "$root" status --porcelain --ignored=no -- install.sh src)" ] || fail "installing changed the source tree"
  mkdir -p "$work/a folder" "$work/links" "$work/mono-home"
  tar -xzf "$work/mesh-mono.tar.gz" -C "$work/a folder"
  ln -s "$work/a folder/mesh/bin/mesh" "$work/links/mesh"
  (cd "$work" && env -i HOME="$work/mono-home" TMPDIR="$work" PATH="$work/links:/usr/bin:/bin" mesh demo) > "$work/log" 2>&1 || fail "$(cat "$work/log")"
  grep -q 'objects are the same' "$work/log" || fail "the demonstration: $(cat "$work/log")"
  [ -z "$(ls -A "$work/mono-home")" ] || fail "running it wrote to the home directory: $(ls -A "$work/mono-home")"

  "$root/install.sh" --mono --prefix "$prefix" --uninstall
  [ ! -e "$prefix" ] || fail "uninstalling left $(find "$prefix")"
}

# What install.sh says where something is missing.
scenario_install_says_what_is_missing() {
  local tools=$work/tools tool
  mkdir "$tools"
  for tool in sh sed dirname uname grep cut tr mkdir; do ln -s "$(command -v "$tool")" "$tools/$tool"; done
  says 'Install the .NET 10 SDK' env -i HOME="$work" PATH="$tools" "$tools/sh" "$root/install.sh"
  printf '#!/bin/sh\necho "8.0.100 [/usr/share/dotnet/sdk]"\n' > "$tools/dotnet"
  chmod +x "$tools/dotnet"
  says 'the .NET 10 SDK is missing (found: 8.0.100' env -i HOME="$work" PATH="$tools" "$tools/sh" "$root/install.sh"
  printf '#!/bin/sh\necho "10.0.100 [/usr/share/dotnet/sdk]"\n' > "$tools/dotnet"
  says 'no C compiler on PATH' env -i HOME="$work" PATH="$tools" "$tools/sh" "$root/install.sh"
  says "what is '--prefx'" "$root/install.sh" --prefx x
  says '--prefix needs a directory' "$root/install.sh" --prefix
  says '--pack goes with --mono' "$root/install.sh" --pack x.tar.gz
  says '--pack makes a .tar.gz' "$root/install.sh" --mono --pack x.zip
  says 'is not a directory' "$root/install.sh" --mono --pack "$work/absent/x.tar.gz"
}

# The largest real project, and real builds disturbed, three times over; stops at the first failure.
scenario_disturbed_builds() {
  local tests=$root/tests/Mesh.Lab.Tests/bin/Debug/net10.0/Mesh.Lab.Tests round
  dotnet build "$root/src/Mesh" -c Release -v q -nologo > "$work/log" || fail "$(cat "$work/log")"
  dotnet build "$root/tests/Mesh.Lab.Tests" -v q -nologo > "$work/log" || fail "$(cat "$work/log")"
  for round in 1 2 3; do
    MESH_LAB_SLOW=1 MESH_BIN=$root/src/Mesh/bin/Release/net10.0/mesh \
      "$tests" -class '*RealBuildTests' -class '*ChaosTests' -class '*FaultTests' -stopOnFail > "$work/log" 2>&1 || fail "round $round: $(cat "$work/log")"
  done
}

# The netstandard2.1 build on the distribution's Mono: a helper for a .NET client and the other way about; SIGTERM is heard.
scenario_mono() {
  command -v mono > /dev/null || { echo "skipped: mono is not installed"; return; }
  dotnet build "$root/src/Mesh" -c Release -v q -nologo > "$work/log" || fail "$(cat "$work/log")"
  dotnet build "$root/src/Mesh.Mono" -c Release -v q -nologo > "$work/log" || fail "$(cat "$work/log")"
  local dotnet=("$root/src/Mesh/bin/Release/net10.0/mesh") mono=(mono "$root/src/Mesh.Mono/bin/Release/netstandard2.1/mesh.dll")
  help_and_be_helped dotnet mono
  help_and_be_helped mono dotnet
  starts_without_reading_machine_config
}

# --jitmap lists each compiled method in /tmp/perf-PID.map; the reader of machine.config must not be among them.
starts_without_reading_machine_config() {
  local node map
  mono --jitmap "$root/src/Mesh.Mono/bin/Release/netstandard2.1/mesh.dll" join --socket "$work/m" --state-dir "$work/ms" --interface lo > "$work/m.out" 2> "$work/m.err" & node=$!
  map=/tmp/perf-$node.map
  wait_for "$work/m.out"
  kill "$node"
  wait "$node" || fail "the node ended with $?: $(cat "$work/m.err")"
  grep -q 'NodeOnMono:RunAsync' "$map" || fail "$map does not list what was compiled"
  ! grep 'System.Xml' "$map" || fail "XML was read to start a node"
  rm "$map"
}

# Machines of other architectures, some under an emulator, as clients and as helpers.
scenario_foreign() {
  "$root/tests/lab" roots || fail "no file systems for foreign machines"
  dotnet build "$root/src/Mesh" -c Release -v q -nologo > "$work/log" || fail "$(cat "$work/log")"
  dotnet build "$root/tests/Mesh.Lab.Tests" -v q -nologo > "$work/log" || fail "$(cat "$work/log")"
  MESH_LAB_SLOW=1 MESH_BIN=$root/src/Mesh/bin/Release/net10.0/mesh \
    "$root/tests/Mesh.Lab.Tests/bin/Debug/net10.0/Mesh.Lab.Tests" -class '*ForeignRootTests' -class '*ForeignHelpTests' -class '*ForeignKernelTests' > "$work/log" 2>&1 || fail "$(cat "$work/log")"
  ! grep -q 'SKIP' "$work/log" || fail "$(cat "$work/log")"
}

# Real projects of every build system in docs/guides/build-systems.md, bare and through the mesh.
scenario_build_systems() {
  need_packages make cmake ninja-build meson ccache flex bison dpkg-dev debhelper po-debconf fakeroot kmod linux-headers-amd64
  dotnet build "$root/src/Mesh" -c Release -v q -nologo > "$work/log" || fail "$(cat "$work/log")"
  dotnet build "$root/tests/Mesh.Lab.Tests" -v q -nologo > "$work/log" || fail "$(cat "$work/log")"
  MESH_LAB_SLOW=1 MESH_BIN=$root/src/Mesh/bin/Release/net10.0/mesh \
    "$root/tests/Mesh.Lab.Tests/bin/Debug/net10.0/Mesh.Lab.Tests" -class '*BuildSystemTests' -class '*JobserverTests' > "$work/log" 2>&1 || fail "$(cat "$work/log")"
  ! grep -q 'SKIP' "$work/log" || fail "$(cat "$work/log")"
}

# need_packages NAME...: of Debian; where this is not root, they have to be there.
need_packages() {
  local missing=() p
  for p; do dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p"); done
  [ ${#missing[@]} -eq 0 ] || [ "$(id -u)" != 0 ] && return
  { apt-get update -q; DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"; } > "$work/log" 2>&1 || fail "$(cat "$work/log")"
}

# help_and_be_helped HELPER CLIENT: names of arrays that hold a mesh program.
help_and_be_helped() {
  local -n helper_program=$1 client_program=$2
  local at=$work/$1-helps-$2 helper client port
  mkdir "$at"
  "${helper_program[@]}" join --socket "$at/h" --state-dir "$at/hs" --name helper --interface lo > "$at/h.out" 2> "$at/h.err" & helper=$!
  wait_for "$at/h.out"
  port=$(sed 's/.* port=\([0-9]*\) .*/\1/' "$at/h.out")
  "${client_program[@]}" join --socket "$at/c" --state-dir "$at/cs" --interface lo --no-help --peer "127.0.0.1:$port" > "$at/c.out" 2> "$at/c.err" & client=$!
  wait_for "$at/c.out"
  for _ in $(seq 100); do "${dotnet[@]}" status --socket "$at/c" | grep -q ' ready ' && break; sleep 0.1; done
  echo 'int main(void) { return 3; }' > "$at/x.c"
  (cd "$at" && MESH_SOCKET=$at/c MESH_REQUIRE=1 "${client_program[@]}" cc -- gcc -O2 -c x.c -o away.o && gcc -O2 -c x.c -o here.o && cmp away.o here.o) || fail "$1 helps $2: $(cat "$at/c.err" "$at/h.err")"
  kill "$helper" "$client"
  wait "$helper" || fail "the helper ended with $?: $(cat "$at/h.err")"
  wait "$client" || fail "the client ended with $?: $(cat "$at/c.err")"
  grep -q leaving "$at/h.err" || fail "the helper did not say that it leaves: $(cat "$at/h.err")"
}

# wait_for FILE: until something is in it.
wait_for() {
  for _ in $(seq 600); do
    [ ! -s "$1" ] || return 0
    sleep 0.1
  done
  fail "nothing appeared in $1"
}

# Every on/off option that may travel, one at a time, through the bare compilers.
scenario_every_option() {
  dotnet build "$root/tests/Mesh.Compile.Tests" -v q -nologo > "$work/log" || fail "$(cat "$work/log")"
  "$root/tests/Mesh.Compile.Tests/bin/Debug/net10.0/Mesh.Compile.Tests" -explicit only > "$work/log" 2>&1 || fail "$(cat "$work/log")"
}

# Ten thousand random command lines, bare and through the mesh; what a larger configure script finds.
scenario_differential() {
  local tests=$root/tests/Mesh.Differential.Tests/bin/Debug/net10.0/Mesh.Differential.Tests
  dotnet build "$root/tests/Mesh.Differential.Tests" -v q -nologo > "$work/log" || fail "$(cat "$work/log")"
  MESH_LAB_SLOW=1 MESH_DIFFERENTIAL_COMMANDS=5000 \
    "$tests" -class '*RandomCommandTests' -class '*ConfigureTests' -showLiveOutput > "$work/log" 2>&1 || fail "$(cat "$work/log")"
  grep -o 'differential .*' "$work/log"
}

# says TEXT COMMAND...: the command fails and says TEXT.
says() {
  local text=$1 said
  shift
  if said=$("$@" 2>&1); then fail "did not fail: $*"; fi
  case $said in *"$text"*) ;; *) fail "expected '$text', but: $said" ;; esac
}

scenarios=("$@")
[ ${#scenarios[@]} -gt 0 ] || mapfile -t scenarios < <(declare -F | sed -n 's/^declare -f scenario_//p')
for scenario in "${scenarios[@]}"; do
  ("scenario_$scenario")
  echo "ok $scenario"
done
