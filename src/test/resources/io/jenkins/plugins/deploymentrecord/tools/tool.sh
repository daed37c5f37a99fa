#!/bin/sh
# Stands in for each tool of commands.txt, under the tool's name: writes what the tool writes for the same command.
tools=$(dirname "$0")
command="$(basename "$0") $*"
while IFS='|' read -r known file fixture; do
    if [ "$command" = "$known" ]; then
        [ -n "$fixture" ] || exit 0
        [ "$file" != - ] || exec cat "$tools/$fixture"
        mkdir -p "$(dirname "$file")"
        exec cp "$tools/$fixture" "$file"
    fi
done < "$tools/commands.txt"
echo "commands.txt has no command \"$command\"" >&2
exit 1
