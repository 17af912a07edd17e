# What the operating system must have to run a room, its clients and what speaks in it. Sourced by nekoctl.

# For webrtc-java's native library, the virtual display, the browser in it and readable text.
RUNTIME_PACKAGES=(
  libpulse0 libudev1 libx11-6 libxfixes3 libxrandr2 libxcomposite1 libxext6 libxtst6 libdbus-1-3 libgomp1
  chromium xvfb fonts-dejavu-core curl ca-certificates
)
# Speed and pitch of speech.
RUNTIME_PACKAGES+=(libsonic0)
# The Python clients that judge us from outside, and what the clients are built and run with. A Node.js from elsewhere than
# Debian brings its own npm.
TEST_PACKAGES=(python3-venv)
# The engines of speech that are not the default: one is this, the other asks it for phonemes.
TEST_PACKAGES+=(espeak-ng)
# What mosaicml-streaming, the judge of our shards, needs of PyTorch: Debian's is for the CPU alone, PyPI's brings CUDA.
TEST_PACKAGES+=(python3-torch python3-torchvision)
command -v npm >/dev/null || TEST_PACKAGES+=(nodejs npm)

# Installs those of the named packages that are missing, or says how to.
need_packages() {
  command -v dpkg-query >/dev/null || {
    echo "Not a Debian or Ubuntu machine: make sure that it has what these packages bring: $*" >&2
    return 0
  }
  local package missing=()
  for package in "$@"; do
    dpkg-query --show --showformat='${Status}\n' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    echo "Missing packages. Run: sudo apt-get install --yes --no-install-recommends ${missing[*]}" >&2
    return 1
  fi
  echo "Installing ${missing[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update --quiet=2
  apt-get install --quiet=2 --yes --no-install-recommends "${missing[@]}" >/dev/null
}

# Puts promtool, which judges our metrics, on the PATH. It comes with a server that the package would start: so it is only
# unpacked, into the folder given.
need_promtool() {
  command -v promtool >/dev/null && return
  if [ ! -x "$1/usr/bin/promtool" ]; then
    echo "Unpacking promtool" >&2
    mkdir -p "$1"
    [ "$(id -u)" -ne 0 ] || apt-get update --quiet=2
    (cd "$1" && apt-get download --quiet=2 prometheus && dpkg-deb --extract prometheus_*.deb . && rm prometheus_*.deb)
  fi
  export PATH="$1/usr/bin:$PATH"
}
