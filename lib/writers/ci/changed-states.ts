/** How git lists what changed between a commit and this one. */
export const LISTINGS = {
  /** What differs; of a proposed change. */
  differs: 'diff',
  /** What was touched on the way, reverted or not: right even where some of these commits have been applied. */
  touched: 'log -m --first-parent --format=',
} as const;

/**
 * A script for a POSIX shell, in the folder around those of the states. It takes `$STATES`; `$base`, the commit to compare with, or nothing; and
 * `$listing`, one of {@link LISTINGS}. It sets `$list` to the states whose folder has a change: to all of them where the
 * folder around them has one, where there is nothing to compare with, and where the commit is not one of those before this one.
 *
 * What git quotes, because its name is odd, is in no folder of a state, so everything counts as changed then.
 */
export const FIND_CHANGED_STATES = `list=$STATES
if [ -n "$base" ] && git merge-base --is-ancestor "$base" HEAD 2>/dev/null; then
  files=$(mktemp)
  git $listing --name-only --no-renames --relative "$base..HEAD" >"$files"
  if ! grep -qvE "^($(echo "$STATES" | tr ' ' '|'))/|^$" "$files"; then
    list=
    for state in $STATES; do
      if grep -q "^$state/" "$files"; then list="$list $state"; fi
    done
    list=\${list# }
  fi
fi`;
