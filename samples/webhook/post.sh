#!/bin/sh
# Signs a file and posts it to the webhook: post.sh URL FILE, with the secret in RECAUDO_SECRET.
set -eu
moment=$(date +%s)
signature=$({ printf '%s.' "$moment"; cat "$2"; } | openssl dgst -sha256 -hmac "$RECAUDO_SECRET" -r | cut -d' ' -f1)
curl --fail-with-body --silent --show-error --max-time 30 --request POST "$1" \
  --header 'Content-Type: application/octet-stream' \
  --header "Recaudo-Signature: t=$moment,v1=$signature" \
  --data-binary "@$2"
echo
