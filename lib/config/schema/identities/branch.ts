import { exact } from './exact';

/** What git allows in the name of a branch, less what a subject or IAM would misread. */
const BRANCH = /^(?![./])(?!.*(?:\.\.|\/\/|@\{|\.lock$|[./]$))[A-Za-z0-9._/@+#=-]{1,200}$/;

/** The name of one branch. */
export function branch(description: string) {
  return exact(BRANCH, {
    description,
    expected: 'the name of one branch, without refs/heads/',
    fix: 'write branch: main, or the branch that is protected',
    attack: 'whoever may push any branch may give it a name that a pattern admits',
  });
}
