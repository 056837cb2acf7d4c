import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { problemsOf, SERVICES, VALID } from './org-yaml';

const DEV = '    accounts: { dev: "444444444444" }\n';

function withRegions(lines: string, text = VALID): string {
  return text.replace(DEV, `${DEV}${lines}`);
}

describe('the Regions of an environment', () => {
  test('are those of the partition, those that are off by default among them', () => {
    const result = parseOrgConfig(
      withRegions('    region: us-east-1\n    furtherRegions: [eu-south-2, eu-west-1]\n'),
      'org.yaml',
      SERVICES,
    );
    expect(result.ok && result.config.environments[0]).toMatchObject({
      region: 'us-east-1',
      furtherRegions: ['eu-south-2', 'eu-west-1'],
    });
  });

  test.each([
    ['    region: cn-north-1\n', 'environments.dev.region: found "cn-north-1", beside homeRegion eu-west-1'],
    ['    region: us-gov-west-1\n', 'found "us-gov-west-1", beside homeRegion eu-west-1'],
    ['    region: Frankfurt\n', 'expected the name of a Region of the partition of homeRegion'],
    ['    furtherRegions: []\n', 'a list of at least one Region'],
    ['    furtherRegions: [eu-west-1]\n', 'found "eu-west-1", in which the environment is already'],
    [
      '    region: us-east-1\n    furtherRegions: [us-east-1]\n',
      'found "us-east-1", in which the environment is already',
    ],
    ['    furtherRegions: [eu-west-2, eu-west-2]\n', 'found "eu-west-2" a second time'],
  ])('are refused: %j', (lines, says) => {
    expect(problemsOf(withRegions(lines))).toEqual([expect.stringContaining(says)]);
  });
});
