# shellcheck shell=bash
# Builds once for all words: Release, so that what is measured is what was tested.

export LeadCallEngine=${LeadCallEngine:-Embedded}
configuration=Release
# shellcheck disable=SC2034,SC2154 # used in and given by ./leadcall
demo_program="$root/LeadCall.Demo/bin/$LeadCallEngine/$configuration/net10.0/LeadCall.Demo.dll"

# $1 solution or filter. What the build says goes to standard error: standard output belongs to the word (--json).
# Analyzers speak to our own pipeline (LeadCallWarningsAsErrors), a visitor need not wait for them.
build() {
  local analyzers=false started=$SECONDS
  [ "${LeadCallWarningsAsErrors-}" != true ] || analyzers=true
  printf 'Building (engine %s)\n' "$LeadCallEngine" >&2
  # Two words at once in one clone take turns; MSBuild's worker processes would outlive us otherwise.
  exec 9>"$root/.leadcall/build.lock"
  flock 9
  # shellcheck disable=SC2154 # dotnet: environment.sh
  (cd "$root" && "$dotnet" build "$1" -c "$configuration" -v quiet -nologo -nodeReuse:false -p:RunAnalyzers="$analyzers" 9>&- >&2) ||
    fail "The build failed, see above. A package that cannot be fetched is most often the network or a proxy."
  exec 9>&-
  printf 'Built in %s s\n' "$((SECONDS - started))" >&2
}
