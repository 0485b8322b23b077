#!/bin/sh
# Makes Docker usable for the tests of the images, as root on Debian or Ubuntu: installs it, starts its daemon and gets
# the base image. Does nothing that is done already, so it may run any number of times.
set -eu

base=debian:trixie-slim
log=${TMPDIR:-/tmp}/ainur-dockerd.log

say() {
  echo "prepare-docker: $1" >&2
}

need_root() {
  if [ "$(id -u)" -ne 0 ]; then
    say "$1, and only root can change that: run 'sudo images/prepare-docker.sh'"
    exit 1
  fi
}

# install PROGRAM PACKAGE
install() {
  command -v "$1" > /dev/null && return
  need_root "$1 is not installed"
  if ! command -v apt-get > /dev/null; then
    say "$1 is not installed, and this is neither Debian nor Ubuntu: install it the way of this system"
    exit 1
  fi
  say "installing $2"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "$2" > /dev/null
}

# is_running DAEMON: whether it runs, or the one that another run started at the same time, beside which it gives up.
is_running() {
  kill -0 "$1" 2> /dev/null && return
  other=$(cat /var/run/docker.pid 2> /dev/null) || return 1
  kill -0 "$other" 2> /dev/null
}

start_daemon() {
  if [ -n "${DOCKER_HOST:-}" ]; then
    say "DOCKER_HOST names $DOCKER_HOST, which does not answer: a daemon started here would not help"
    exit 1
  fi
  install dockerd docker.io
  say "starting dockerd; its log is $log"
  # A session of its own: it must outlive this script, and Ctrl-C in the terminal is not meant for it.
  setsid dockerd > "$log" 2>&1 < /dev/null &
  daemon=$!
  tries=0
  until docker info > /dev/null 2>&1; do
    tries=$((tries + 1))
    if [ "$tries" -gt 240 ] || ! is_running "$daemon"; then
      say "dockerd does not answer; the end of $log:"
      tail -n 20 "$log" >&2
      exit 1
    fi
    sleep 0.5
  done
}

get_base_image() {
  say "getting $base"
  docker pull --quiet "$base" > /dev/null 2>&1 && return
  # No way to the registry: the same system, made from Debian's packages.
  need_root "$base cannot be pulled, and making it needs mmdebstrap"
  install mmdebstrap mmdebstrap
  say "$base cannot be pulled; making it from Debian's packages"
  tar=$(mktemp "${TMPDIR:-/tmp}/ainur-base.XXXXXX")
  mmdebstrap --quiet --variant=minbase --format=tar trixie "$tar"
  docker import "$tar" "$base" > /dev/null
  rm -f "$tar"
}

install docker docker.io
if ! docker info > /dev/null 2>&1; then
  need_root 'the Docker daemon does not answer'
  start_daemon
fi
docker image inspect "$base" > /dev/null 2>&1 || get_base_image
