#!/usr/bin/env bash
# Does a machine with nothing but git and the .NET SDK run LeadCall? Makes a minimal Debian root, clones the committed
# repository into it and runs both commands as root and as a plain user without sudo. Needs root, mmdebstrap (Debian's
# package), the network and several minutes, so it is not part of ./leadcall test. What it last showed: docs/fresh-machine.md.
set -euo pipefail

usage() {
  cat <<'WORDS'
sudo tests/fresh-machine.sh [--only root|user] [--command test|up] [--base FILE.tar] [--keep]
  --only     run as this user only            --command  run this command only
  --base     keep (and reuse) the bare Debian root in this file, which saves a minute
  --keep     leave the root on disk, for a look around
WORDS
}

only="" command="" base="" keep=false
while [ $# -gt 0 ]; do
  case $1 in
    --only) only=$2; shift ;;
    --command) command=$2; shift ;;
    --base) base=$2; shift ;;
    --keep) keep=true ;;
    *) usage; exit 2 ;;
  esac
  shift
done
[ "$(id -u)" -eq 0 ] || { echo "It makes and enters a root directory: run it as root."; exit 2; }
command -v mmdebstrap >/dev/null || { echo "It needs mmdebstrap: apt-get install mmdebstrap"; exit 2; }

repository=$(cd -- "$(dirname -- "$0")/.." && pwd -P)
dotnet_home=$(dirname -- "$(readlink -f -- "$(command -v dotnet)")")
root=$(mktemp -d /var/tmp/leadcall-fresh.XXXXXX)
failures=0

# What runs in the root is known by its root directory; build servers of the SDK stay a while after a build.
end_what_runs_inside() {
  local process
  for process in /proc/[0-9]*; do
    if [ "$(readlink "$process/root" 2>/dev/null)" = "$root" ]; then kill -KILL "${process#/proc/}" 2>/dev/null || true; fi
  done
}

clean_up() {
  end_what_runs_inside
  umount -l "$root/usr/share/dotnet" "$root/dev" "$root/proc" 2>/dev/null || true
  if $keep; then echo "Kept: $root"; else rm -rf --one-file-system -- "$root"; fi
}
trap clean_up EXIT

make_root() {
  # The second line is what Microsoft lists as the SDK's dependencies on Debian 12.
  local packages=git,ca-certificates
  packages+=,libc6,libgcc-s1,libgssapi-krb5-2,libicu72,libssl3,libstdc++6,tzdata,zlib1g
  local tar=${base:-$root.tar}
  [ -f "$tar" ] || mmdebstrap --quiet --variant=minbase --include="$packages" bookworm "$tar"
  tar -xf "$tar" -C "$root"
  [ -n "$base" ] || rm -f -- "$tar"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount --make-rslave "$root/dev"
  mkdir -p "$root/usr/share/dotnet"
  mount --bind -o ro "$dotnet_home" "$root/usr/share/dotnet"
  ln -s ../share/dotnet/dotnet "$root/usr/bin/dotnet"
  # The way to the network is this machine's: names, and certificates a company's proxy may need.
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  chroot "$root" useradd --create-home --shell /bin/bash visitor
  chmod 0700 "$root/home/visitor" "$root/root"
}

# $1 user, then the command. No HOME, no LANG, nothing of this shell but the way to the network.
inside() {
  local user=$1 kept=() name
  shift
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY npm_config_registry NODE_EXTRA_CA_CERTS SSL_CERT_FILE NUGET_CERT_REVOCATION_MODE; do
    if [ -n "${!name-}" ]; then kept+=("$name=${!name}"); fi
  done
  chroot --userspec="$user" "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "${kept[@]}" "$@"
}

check() {
  if "${@:2}"; then echo "  ok      $1"; else echo "  FAILED  $1"; failures=$((failures + 1)); fi
}

no_system_cluster() { [ -z "$(ls -A "$root/etc/postgresql" 2>/dev/null)" ]; }

nothing_left_running() {
  local process left=0
  for process in /proc/[0-9]*; do
    if [ "$(readlink "$process/root" 2>/dev/null)" = "$root" ] && grep -qaE 'LeadCall\.|postgres' "$process/cmdline" 2>/dev/null; then
      tr '\0' ' ' <"$process/cmdline"
      echo
      left=1
    fi
  done
  return "$left"
}

# $1 user, $2 his clone, then a word of ./leadcall with its options, called from another working directory.
try() {
  local user=$1 clone=$2 started=$SECONDS
  shift 2
  echo "== $user: ./leadcall $*"
  # shellcheck disable=SC2016 # the inner shell expands it
  if inside "$user" sh -c 'cd / && exec "$0/leadcall" "$@" 2>&1' "$clone" "$@" | sed -u 's/^/    /'; then
    echo "  ok      ./leadcall $* ($((SECONDS - started)) s)"
  else
    echo "  FAILED  ./leadcall $* ($((SECONDS - started)) s)"
    failures=$((failures + 1))
  fi
}

# The clone lies below a home with mode 0700, in a deep path with spaces.
run_as() {
  local user=$1 home=$2
  local clone="$home/a customer's projects/2026/november/first quarter of the field trial/with a very long name indeed/LeadCall"
  mkdir -p "$root/var/tmp/source"
  git -C "$repository" bundle create -q "$root/var/tmp/source/leadcall.bundle" HEAD
  chmod -R a+rX "$root/var/tmp/source"
  inside "$user" git -c advice.detachedHead=false clone -q /var/tmp/source/leadcall.bundle "$clone"
  case $command in
    "") try "$user" "$clone" test; try "$user" "$clone" up --once ;;
    up) try "$user" "$clone" up --once ;;
    *) try "$user" "$clone" "$command" ;;
  esac
  check "nothing is left running" nothing_left_running
  check "no system database was made" no_system_cluster
}

make_root
# The plain user first: what root installs for the whole machine must not help him.
if [ "$only" != root ]; then run_as visitor /home/visitor; fi
if [ "$only" != user ]; then run_as root /root; fi
echo
if [ "$failures" -eq 0 ]; then echo "fresh machine: all good"; else echo "fresh machine: $failures failed"; exit 1; fi
