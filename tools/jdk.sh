# Finds the JDK that this build needs. Sourced by mvnw and nekoctl; sets and exports JAVA_HOME, or says what to install.

NEKO_JDK_RELEASE=25

jdk_major() {
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

jdk_usable() {
  [ -x "$1/bin/javac" ] && [ "$(jdk_major "$1")" -ge "$NEKO_JDK_RELEASE" ] 2>/dev/null
}

find_jdk() {
  local home on_path
  on_path=$(command -v javac || true)
  if [ -n "$on_path" ]; then on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")"); fi
  for home in "${JAVA_HOME:-}" "${NEKO_JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/*"$NEKO_JDK_RELEASE"* /usr/lib/jvm/* /opt/*jdk* /opt/java/* /usr/local/*jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$home" ] && jdk_usable "$home"; then
      export JAVA_HOME="$home"
      return 0
    fi
  done
  echo "No JDK $NEKO_JDK_RELEASE found: install one (Debian/Ubuntu: apt-get install openjdk-$NEKO_JDK_RELEASE-jdk-headless, or temurin-$NEKO_JDK_RELEASE-jdk from Adoptium) or set JAVA_HOME to it." >&2
  return 1
}
