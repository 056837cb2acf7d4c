import {
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { Pipeline } from '../../../../lib/domain/org-config';
import type { Workspace } from '../../../../lib/domain/workspaces';
import { administratorOf, type OrgYaml, type Rehearsal } from '../../context/rehearsal';
import { type Clients, clientsFor } from '../../emulated/clients';
import type { Credentials } from '../../emulated/control';
import { NotProved } from '../../report/ledger';
import { stateOf } from '../../steps/terraform';

/** The object that holds the state of a workspace, in the hands of those who may do something to it. */
export class StoredState {
  private readonly ci: Clients;
  private readonly where: { readonly Bucket: string; readonly Key: string };

  /** @param session - of the CI role that applies */
  constructor(
    private readonly rehearsal: Rehearsal,
    private readonly orgYaml: OrgYaml,
    pipeline: Pipeline,
    workspace: Workspace,
    session: Credentials,
  ) {
    const { config } = orgYaml;
    this.ci = clientsFor(rehearsal.gateway, session, config.homeRegion);
    this.where = stateOf(config, pipeline, workspace);
  }

  async read(): Promise<{ readonly text: string; readonly version: string }> {
    const { Body, VersionId: version } = await this.ci.s3.send(new GetObjectCommand(this.where));
    if (Body === undefined || version === undefined) throw new NotProved('there is no state');
    return { text: await Body.transformToString(), version };
  }

  /** By a CI job that went wrong: nobody else may write there. */
  async write(content: string | Uint8Array): Promise<string> {
    // The SDK takes an empty text for a stream.
    const Body = Buffer.from(content);
    const { VersionId: version } = await this.ci.s3.send(new PutObjectCommand({ ...this.where, Body }));
    if (version === undefined) throw new NotProved('the bucket keeps no versions');
    return version;
  }

  /** By an administrator of the account, who takes the policy away that lets nobody delete a state. */
  async delete(): Promise<void> {
    const { Bucket } = this.where;
    const { config } = this.orgYaml;
    const { s3 } = await administratorOf(this.rehearsal, config, config.accounts.terraform);
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    try {
      await s3.send(new DeleteObjectCommand(this.where));
    } finally {
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    }
  }

  /** What holds the lock, as it is written there; undefined where nobody does. */
  async lock(): Promise<string | undefined> {
    const lock = { ...this.where, Key: `${this.where.Key}.tflock` };
    const found = await this.ci.s3.send(new GetObjectCommand(lock)).catch(() => undefined);
    return found?.Body?.transformToString();
  }
}
