import type { PolicyDocument, Statement } from '../../iam/policy-document';
import type { Question } from '../../iam/question';

/**
 * Condition keys that AWS would fill in and the gateway cannot. A `Deny` with one of them would be passed over, so a
 * document that has one is an error wherever it has a say.
 */
const UNKNOWN =
  /^(aws:userid|aws:resourcetag\/.*|iam:associatedresourcearn|kms:encryptioncontext.*|s3:existingobjecttag.*)$/i;

const reviewed = new WeakMap<PolicyDocument, readonly string[]>();

/** @throws Error where a document that decides about a question has a key whose value nobody here knows */
export function refuseUnknownKeys(question: Question): void {
  const { permissions, boundary, session, resourcePolicy, serviceControlPolicies, resourceControlPolicies } = question;
  const levels = [...serviceControlPolicies, ...resourceControlPolicies].flatMap(({ policies }) => policies);
  for (const policy of [...permissions, boundary, session, resourcePolicy, ...levels]) {
    const [unknown] = policy === undefined ? [] : unknownKeysOf(policy.document);
    if (unknown !== undefined)
      throw new Error(`${policy?.name} has the condition key ${unknown}, whose value is unknown`);
  }
}

function unknownKeysOf(document: PolicyDocument): readonly string[] {
  const known = reviewed.get(document);
  if (known !== undefined) return known;
  const keys = document.Statement.filter(concernsCallers).flatMap(({ Condition = {} }) =>
    Object.values(Condition).flatMap(Object.keys),
  );
  const unknown = keys.filter((key) => UNKNOWN.test(key));
  reviewed.set(document, unknown);
  return unknown;
}

/** No service of AWS calls here, so that a statement for them alone has no say. */
function concernsCallers({ Principal }: Statement): boolean {
  return typeof Principal !== 'object' || Object.keys(Principal).some((kind) => kind !== 'Service');
}
