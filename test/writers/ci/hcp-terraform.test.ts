import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolloutOf } from '../../../lib/writers/ci/rollout';
import { terraformWiring } from '../../../lib/writers/terraform/wiring';
import { ROOT } from '../../support/examples';
import { SEVEN } from './written';

const pipeline = SEVEN.pipelines.find(({ name }) => name === 'hcp-terraform');
if (pipeline?.identity.kind !== 'oidc') throw new Error('there is no pipeline hcp-terraform');
const { jobs, hcpTerraform } = pipeline.identity;
const { roles } = rolloutOf(SEVEN, pipeline, 'infrastructure');
const wiring = terraformWiring(SEVEN, pipeline);
const text = readFileSync(join(ROOT, 'examples', 'pipelines', 'hcp-terraform', 'main.tf'), 'utf8');

/** The value of each argument that is a text, by its name; the last one where there are several. */
function textsIn(hcl: string | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...(hcl ?? '').matchAll(/^\s*(\w+)\s+= "([^"]*)"/gm)].map(([, name, value]) => [name, value]),
  );
}

describe('the example for hcp-terraform', () => {
  test('becomes the roles of its pipeline, each in its phase, with the audience that their trust asks for', () => {
    expect(textsIn(text)).toMatchObject({
      TFC_AWS_PROVIDER_AUTH: 'true',
      TFC_AWS_PLAN_ROLE_ARN: roles.plan,
      TFC_AWS_APPLY_ROLE_ARN: roles.apply,
      TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE: jobs.apply.audience,
    });
    expect(jobs.plan.audience).toBe(jobs.apply.audience);
    expect(new Set(text.match(/arn:[^"]+/g))).toEqual(new Set(Object.values(roles)));
  });

  test('makes the workspaces of the map that the wiring has, and no others', () => {
    const rollout = JSON.parse(/rollout = (\[.*?\n {2}\])/s.exec(text)?.[1]?.replace(/,\s*\]$/, ']') ?? '');
    const { workspaces } = JSON.parse(wiring['workspaces.auto.tfvars.json'] ?? '');
    expect(rollout.flat()).toEqual(Object.keys(workspaces));
  });

  test('makes them where the cloud block looks for them', () => {
    const { hostname, organization, project } = textsIn(wiring['backend.tf']);
    expect(textsIn(text)).toMatchObject({ hostname, organization });
    expect(text).toContain(`resource "tfe_project" "pipeline" {\n  name = "${project}"\n}`);
    expect(project).toBe(hcpTerraform?.project);
    expect(wiring['backend.tf']).toContain('tags    = ["orgstrap-hcp-terraform"]');
    expect(text).toContain('tag_names           = ["orgstrap-hcp-terraform"]');
  });

  test('applies nothing that nobody approved, and begins no run that cannot end', () => {
    expect(text).toMatch(/auto_apply {10}= false/);
    expect(text).toMatch(/allow_destroy_plan {2}= false/);
  });
});
