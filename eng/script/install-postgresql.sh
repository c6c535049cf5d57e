#!/usr/bin/env bash
# Fetches PostgreSQL from this machine's Debian (or Ubuntu) archive: installed for root, else unpacked into $1.
# Nothing is started, and no system cluster is made.
set -euo pipefail
target=$1

say() { printf '%s\n' "$*"; }

install_as_root() {
  say "PostgreSQL is missing: installing the package 'postgresql' with apt-get (without a system database)."
  local settings=/etc/postgresql-common/createcluster.conf
  if ! grep -qs '^[[:space:]]*create_main_cluster[[:space:]]*=' "$settings"; then
    mkdir -p "${settings%/*}"
    printf '%s\n' 'create_main_cluster = false' >>"$settings"
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o Dpkg::Options::=--force-confold postgresql >/dev/null
}

# apt with its own lists and cache: a plain user may not write the system's, and a fresh system's lists are empty.
own_apt() {
  apt-get -qq -o Dir::State="$work/state" -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache="$work/cache" \
    -o Debug::NoLocking=true "$@"
}

unpack_as_user() {
  say "PostgreSQL is missing: unpacking Debian's packages of it under .leadcall/tools/postgresql (no root rights needed)."
  work=$target.apt
  rm -rf -- "$work" "$target.new"
  mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/packages" "$target.new"
  own_apt update
  # What apt would install, less what only a system service or the just-in-time compiler needs.
  local packages
  packages=$(own_apt --simulate --no-install-recommends install postgresql |
    awk '$1 == "Inst" && $2 !~ /^(postgresql|postgresql-common|postgresql-client-common|ssl-cert|openssl|netbase|locales|libc-l10n|libllvm.*|libz3.*|perl.*|libperl.*|libjson-perl|sysvinit-utils|ucf|sensible-utils|readline-common|adduser|passwd|debconf|init-system-helpers)$/ { print $2 }')
  [ -n "$packages" ] || { say "The archive of this machine has no package 'postgresql'."; return 1; }
  # shellcheck disable=SC2086 # one word per package
  (cd "$work/packages" && own_apt download $packages)
  local package
  for package in "$work"/packages/*.deb; do
    dpkg-deb -x "$package" "$target.new"
  done
  rm -rf -- "$target"
  mv -- "$target.new" "$target"
  rm -rf -- "$work"
}

if ! command -v apt-get >/dev/null || ! command -v dpkg-deb >/dev/null; then
  say "This machine has no apt-get, so PostgreSQL cannot be fetched here."
  exit 1
fi
if [ "$(id -u)" -eq 0 ]; then install_as_root; else unpack_as_user; fi
