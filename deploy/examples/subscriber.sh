#!/usr/bin/env bash
# Who said what, in the shell (apt install jq).
# usage: subscriber.sh [ENDPOINT]
set -euo pipefail
newswired tail --connect "${1:-tcp://127.0.0.1:7602}" --since beginning --format json |
  jq --unbuffered -r '.quotes[]? | "\(.speaker.name // null) | \(.text)"'
