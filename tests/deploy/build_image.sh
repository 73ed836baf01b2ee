#!/usr/bin/env bash
# Build the image of the Dockerfile without a Docker engine, and ask it a question. Debian, as root:
#
#   apt-get install buildah debootstrap
#   tests/deploy/build_image.sh [--volume HOST:IMAGE:ro ...]
#
# Arguments go to `buildah bud` as they are: certificates, pip.conf or a folder of wheels that pip needs on this machine
# are mounted with --volume; of them only empty mount points stay in the image. (--env would stay whole.)
#   MIRROR      a Debian mirror; otherwise that of the machine's own apt sources
#   MAXIMUM_MB  the size in 10^6 bytes that the image must stay below, 1200 unless told
set -euo pipefail
cd "$(dirname "$0")/../.."

suite=bookworm
base=localhost/ontherecord-base
image=localhost/ontherecord
maximum=${MAXIMUM_MB:-1200}
work=$(mktemp -d)
container=

finish() {
    if [ -n "$container" ]; then buildah rm "$container" >/dev/null; fi
    rm -rf --one-file-system "$work"
}
trap finish EXIT

mirror() {
    apt-get indextargets --format '$(CODENAME) $(REPO_URI)' | awk -v suite="$suite" '$1 == suite { print $2; exit }'
}

make_base() {
    local from=${MIRROR:-$(mirror)}
    if [ -z "$from" ]; then
        echo "apt has no source of $suite here: set MIRROR" >&2
        return 1
    fi
    debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates "$suite" "$work/root" "$from" >"$work/log" ||
        { tail -n 20 "$work/log" >&2; return 1; }
    # Downloaded packages, and what debootstrap copied from this machine: its mirror, name and resolver.
    (cd "$work/root" && rm -rf var/cache/apt/* var/lib/apt/lists/* var/log/* etc/apt/sources.list etc/hostname etc/resolv.conf)
    container=$(buildah from scratch)
    buildah add --quiet "$container" "$work/root" / >/dev/null
    buildah commit --quiet --rm "$container" "$base" >/dev/null
    container=
}

megabytes() {
    local root
    root=$(buildah mount "$container")
    du --summarize --one-file-system --block-size=MB "$root" | cut -d M -f 1
    buildah umount "$container" >/dev/null
}

inside() { buildah run --isolation chroot "$container" -- "$@"; }

make_base
# The format of Docker: that of OCI has no health check.
buildah bud --format docker --isolation chroot --build-arg BASE="$base" --tag "$image" "$@" .
container=$(buildah from --pull-never "$image")

size=$(megabytes)
echo "size: $size MB"
[ "$size" -lt "$maximum" ]

user=$(inside id -un)
echo "user: $user"
[ "$user" != root ]

answer=$(inside ontherecord ask "what did Sullivan say?")
echo "answer: $answer"
[ -n "$answer" ]

buildah inspect --type image "$image" | grep -q '"Healthcheck": {' || { echo "the image has no health check" >&2; exit 1; }
health=0
inside ontherecord health || health=$?
echo "health without a bot: exit status $health"
[ "$health" -eq 1 ]
