import { alarmsOf, fittingAlarms, PATTERN_LIMIT } from '../../lib/alarms/alarms';
import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import { orgConfig } from '../support/org-config';
import { patternFindings } from './pattern-findings';

function withDeployers(count: number, kind: 'role' | 'user' = 'role'): OrgConfig {
  const deployers = Array.from(
    { length: count },
    (_, index) => `arn:aws:iam::333333333333:${kind}/platform/team-${index + 100}/deployer` as PrincipalArn,
  );
  return orgConfig({ guardrails: { deployers } });
}

function fits(count: number): boolean {
  return alarmsOf(withDeployers(count)).every(({ pattern }) => JSON.stringify(pattern).length <= PATTERN_LIMIT);
}

describe('the alarms', () => {
  const most = Array.from({ length: 60 }, (_, count) => count).filter(fits).length - 1;

  test('are all there with as many deployers as fit', () => {
    expect(most).toBeGreaterThan(8);
    expect(fittingAlarms(withDeployers(most))).toEqual(alarmsOf(withDeployers(most)));
  });

  test('are refused with one more, with how many fit', () => {
    expect(() => fittingAlarms(withDeployers(most + 1))).toThrow(
      expect.objectContaining({
        code: 'TooManyDeployers',
        message: expect.stringMatching(
          new RegExp(
            `^with ${most + 1} deployers the pattern of the alarm [a-z-]+ has \\d+ characters, EventBridge takes 2048; the first ${most} of them fit: name roles`,
          ),
        ),
      }),
    );
  });

  test.each(['role', 'user'] as const)('have no more wildcards for a deployer that is a %s', (kind) => {
    const findings = alarmsOf(withDeployers(8, kind)).flatMap(({ pattern }) => patternFindings(pattern));
    expect(findings).toEqual([]);
  });
});
