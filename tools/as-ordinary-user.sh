#!/bin/sh
# Becomes the ordinary user and starts the program named in PACKWRIGHT_RUNTIME with the given arguments.
exec setpriv --reuid=65534 --regid=65534 --clear-groups -- "$PACKWRIGHT_RUNTIME" "$@"
