#!/bin/sh
# The tests use real programs. With apt and the right to use it, what is missing is installed; elsewhere it is named.
set -eu
missing=""
for pair in chromium:chromium soffice:libreoffice-writer-nogui soffice:libreoffice-calc-nogui pdftotext:poppler-utils \
  nginx:nginx-light; do
  program=${pair%%:*}
  package=${pair##*:}
  command -v "$program" >/dev/null 2>&1 || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing for the tests:$missing"
  apt-get update -qq
  # shellcheck disable=SC2086 # several packages
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "The tests need these programs; please install them:$missing" >&2
  echo "(the names are Debian's: a Chromium browser, LibreOffice Writer and Calc, poppler's pdftotext, and nginx)" >&2
  exit 1
fi
