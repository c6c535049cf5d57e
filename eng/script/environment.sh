# shellcheck shell=bash
# What every word needs before it starts: a .NET SDK, a place to write, an environment that hides nothing.

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

prepare() {
  # shellcheck disable=SC2154 # root: ./leadcall
  [ -w "$root" ] || fail "'$root' is not writable for $(id -un): LeadCall builds and keeps its data there. Clone it as this user."
  mkdir -p "$root/.leadcall" 2>/dev/null || true
  [ -w "$root/.leadcall" ] || fail "'$root/.leadcall' belongs to another user. Use his account, or remove the directory."
  if [ -z "${HOME-}" ] || [ ! -w "$HOME" ]; then use_own_home; fi
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_GENERATE_ASPNET_CERTIFICATE=false
  export DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK=true
  find_dotnet
}

# Without a home, .NET and npm have no place for their caches.
use_own_home() {
  export HOME="$root/.leadcall/home"
  mkdir -p "$HOME"
}

find_dotnet() {
  local candidate said=""
  dotnet=""
  for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT-}/dotnet" "$HOME/.dotnet/dotnet" /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
    if [ ! -f "$candidate" ] || [ ! -x "$candidate" ]; then continue; fi
    # In the repository dotnet reads global.json and refuses SDKs that do not fit.
    if said=$(cd "$root" && "$candidate" --version 2>&1); then
      dotnet=$candidate
      # Programs that start dotnet themselves find the same one.
      DOTNET_ROOT=$(dirname -- "$(readlink -f -- "$dotnet")")
      PATH=$DOTNET_ROOT:$PATH
      export DOTNET_ROOT PATH
      return
    fi
  done
  [ -z "$said" ] || printf '%s\n' "$said" >&2
  fail "LeadCall needs the .NET SDK 10.0 (global.json). Install it from https://dotnet.microsoft.com/download or with your system's package dotnet-sdk-10.0, and run this again."
}

# An 'up' holds a lock on this file as long as it runs, however it ends.
refuse_second_up() {
  local lock="$root/.leadcall/up.lock" note="$root/.leadcall/up.running"
  if [ ! -f "$lock" ] || flock --nonblock "$lock" true; then return; fi
  fail "LeadCall is already running at $(sed -n 2p "$note" 2>/dev/null || printf 'an address it has not printed yet'). './leadcall down' stops it."
}
