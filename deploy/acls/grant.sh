#!/usr/bin/env bash
# Grants a role of roles.tsv to a user:
#   deploy/acls/grant.sh PREFIX ROLE USER kafka-acls.sh --bootstrap-server … --command-config …
# PREFIX is DRAGOMAN_PREFIX ("dragoman."); USER is what the broker calls the login, for example
# User:dragoman or User:CN=dragoman. What follows is the command to grant with. One user may have
# several roles; --remove among the command's options takes them away again.
set -euo pipefail

if [ "$#" -lt 4 ]; then
  echo "usage: grant.sh PREFIX ROLE USER COMMAND…" >&2
  exit 2
fi
prefix=$1 wanted=$2 user=$3
shift 3
action=--add
for word in "$@"; do
  [ "$word" = --remove ] && action=
done

granted=0
while IFS='|' read -r role resource pattern name operation; do
  [ "$role" = "$wanted" ] || continue
  "$@" $action --force --allow-principal "$user" --operation "$operation" \
    "--$resource" "$prefix$name" --resource-pattern-type "$pattern"
  granted=$((granted + 1))
done < <(tr '\t' '|' < "$(dirname "${BASH_SOURCE[0]}")/roles.tsv")

if [ "$granted" -eq 0 ]; then
  echo "no role $wanted in roles.tsv" >&2
  exit 2
fi
