/**
 * A shell script that writes a file as a block of Markdown code onto stdout.
 *
 * Terraform's output holds text of the pull request, which could close a fence of backticks. Each line is
 * indented instead, and carriage returns, which Markdown takes for ends of lines, are taken out: nothing gets out of that.
 *
 * @param limit - how much is kept, in whole lines; a comment of GitHub holds 65,536 characters
 */
export function quotedText(file: string, limit: number): string {
  // It reads to the end: a pipe that is closed early is a failure under pipefail.
  return `tr -d '\\r' <"${file}" | sed 's/^/    /' | awk -v limit=${limit} '
  { size += length($0) + 1 }
  size <= limit { print; next }
  !cut { cut = 1; print "\\n**It is cut off here.** The artifact of the job has all of it." }'`;
}

/** A script as a part of another one. */
export function indented(script: string, spaces = 2): string {
  return script.replace(/^(?=.)/gm, ' '.repeat(spaces));
}
