import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { usableConfig } from '../../../lib/commands/usable-config';
import type { PrincipalArn } from '../../../lib/domain/ids';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { environment, orgConfig, whoDeploys } from '../../../test/support/org-config';
import { people } from '../../../test/support/people';
import { addWhatFits } from '../additions';

const AUDIT = { trail: 'organization', retentionDays: 365, email: [] } as const;

/** As far as the count of StackSets looks: that there is one of each. */
const PRESENT = {
  operators: ['arn:aws:iam::333333333333:user/somebody' as PrincipalArn],
  people: people(),
  audit: { ...AUDIT, trail: 'own' },
} as const;

const ALL = { ...PRESENT, deployment: whoDeploys() };

function addedTo(config: OrgConfig) {
  const document = parseDocument('{}');
  const read = () => {
    const added: Readonly<Record<string, unknown>> = document.toJS() ?? {};
    return {
      ...config,
      ...(added.operators !== undefined && { operators: PRESENT.operators }),
      ...(added.people !== undefined && { people: PRESENT.people }),
      ...(added.audit !== undefined && { audit: PRESENT.audit }),
    };
  };
  const { added, leftOut } = addWhatFits(document, config, PRESENT.operators, read);
  return { added, leftOut, keys: Object.keys(document.toJS() ?? {}) };
}

function wide(count: number, changes: Partial<OrgConfig> = {}): OrgConfig {
  const environments = Array.from({ length: count }, (_, index) => ({
    ...environment(`e${index}`, 'ou-abcd-11111111', String(400_000_000_000 + index)),
    only: 'accounts' as const,
  }));
  return orgConfig({ environments, pipelines: [], ...changes });
}

describe('what a rehearsal adds to org.yaml', () => {
  test('is all of it where there is room', () => {
    expect(addedTo(wide(10))).toEqual({
      added: ['an operator', 'a repository that deploys', 'two people', 'the audit'],
      leftOut: [],
      keys: ['operators', 'deployment', 'people', 'audit'],
    });
  });

  test('is nothing that is there', () => {
    expect(addedTo(wide(10, ALL))).toEqual({ added: [], leftOut: [], keys: [] });
  });

  test('is the least that fits, and what is not tried without the rest is said, with the reason', () => {
    const { added, leftOut, keys } = addedTo(wide(250));
    expect(added).toEqual(['an operator', 'a repository that deploys', 'two people']);
    expect(keys).toEqual(['operators', 'deployment', 'people']);
    expect(leftOut).toEqual([
      {
        without: expect.stringContaining('no alarm is raised'),
        why: expect.stringContaining('250 environments with 6'),
      },
    ]);
  });

  test('is no StackSet where each is too much: the organization is rehearsed as it is, by who deploys it', () => {
    const { added, leftOut, keys } = addedTo(wide(300, { audit: AUDIT }));
    expect(added).toEqual(['a repository that deploys']);
    expect(keys).toEqual(['deployment']);
    expect(leftOut.map(({ without }) => without)).toEqual([
      expect.stringContaining('no operator runs orgstrap verify, status'),
      expect.stringContaining('nobody signs in'),
    ]);
  });

  test('is nobody who enters environments where there is none', () => {
    const { leftOut, keys } = addedTo(wide(0));
    expect(keys).toEqual(['operators', 'deployment', 'audit']);
    expect(leftOut.map(({ why }) => why)).toEqual(['org.yaml has no environment that they could enter']);
  });

  test('is neither operators nor people in the organization of a hundred applications', () => {
    const config = usableConfig(join('examples', 'layouts', 'ou-per-application.yaml'));
    expect(addedTo(config).leftOut.map(({ why }) => why)).toEqual([
      expect.stringMatching(/251 environments with 4 StackSets each.* are 1129 StackSets/),
      expect.stringMatching(/251 environments with 4 StackSets each.* are 1129 StackSets/),
    ]);
  });
});
