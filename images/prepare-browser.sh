#!/bin/sh
# Makes a Chromium available to the tests, as root on Debian or Ubuntu. Does nothing when there is one.
set -eu

for program in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$program" > /dev/null && exit 0
done
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
  echo 'prepare-browser: no Chromium or Chrome is installed; install one, or run this script as root on Debian' >&2
  exit 1
fi
echo 'prepare-browser: installing chromium' >&2
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends chromium fonts-dejavu-core > /dev/null
