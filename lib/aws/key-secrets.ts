import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { EXIT, Failure } from '../domain/failure';
import { SecretText } from '../domain/secret-text';
import type { NewAccessKey } from './access-keys';
import { awsAnswer, isNamed } from './aws-answer';

/**
 * The secrets that keep access keys. Each value is a version that is named after its key, so that the labels alone say
 * which key is which.
 */
export interface KeySecrets {
  /** The ids of the keys that have a label. @throws Failure `NoKeySecret` where the secret is not there. */
  labels(secret: string): Promise<KeyLabels>;
  /** Undefined where its secret half was never kept: the key was made by hand. */
  read(secret: string, id: string): Promise<NewAccessKey | undefined>;
  /** Keeps a key that nobody uses yet. */
  keep(secret: string, key: NewAccessKey): Promise<void>;
  /** Notes that a key, which was made by hand, is the one in use. */
  adopt(secret: string, id: string): Promise<void>;
  /** A key that was kept is now the one in use, and the one before it the previous one. */
  promote(secret: string, id: string): Promise<void>;
}

export interface KeyLabels {
  /** In use. */
  readonly current?: string;
  /** Kept, but not known to be in use. It may be the current one, too: Secrets Manager makes the first version current. */
  readonly pending?: string;
  readonly previous?: string;
}

/**
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version
 */
export class SecretsManagerKeySecrets implements KeySecrets {
  constructor(private readonly client: SecretsManagerClient) {}

  async labels(secret: string): Promise<KeyLabels> {
    const versionWith = await this.labelled(secret);
    const [current, pending, previous] = ['AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS'].map((label) =>
      keyOf(versionWith(label)),
    );
    return { ...(current && { current }), ...(pending && { pending }), ...(previous && { previous }) };
  }

  async read(secret: string, id: string): Promise<NewAccessKey | undefined> {
    const request = new GetSecretValueCommand({ SecretId: secret, VersionId: versionOf(id) });
    const { SecretString: text = '{}' } = await awsAnswer('secretsmanager:GetSecretValue', this.client.send(request));
    const { secretAccessKey }: { readonly secretAccessKey?: string } = JSON.parse(text);
    return secretAccessKey === undefined ? undefined : { id, secret: new SecretText(secretAccessKey) };
  }

  async keep(secret: string, { id, secret: half }: NewAccessKey): Promise<void> {
    const value = { accessKeyId: id, secretAccessKey: half.reveal() };
    await awsAnswer('secretsmanager:PutSecretValue', this.sendVersion(secret, id, value, 'AWSPENDING'));
  }

  /** A key that was kept once, and is in use again, has a version already. */
  async adopt(secret: string, id: string): Promise<void> {
    const sent = this.sendVersion(secret, id, { accessKeyId: id }, 'AWSCURRENT').then(
      () => true,
      (error: unknown) => {
        if (isNamed(error, 'ResourceExistsException')) return false;
        throw error;
      },
    );
    if (!(await awsAnswer('secretsmanager:PutSecretValue', sent))) await this.promote(secret, id);
  }

  async promote(secret: string, id: string): Promise<void> {
    const versionWith = await this.labelled(secret);
    const version = versionOf(id);
    const current = versionWith('AWSCURRENT');
    if (current !== version) {
      await this.label(secret, 'AWSCURRENT', {
        MoveToVersionId: version,
        ...(current && { RemoveFromVersionId: current }),
      });
    }
    // Last of all: as long as the label is there, a run that was interrupted is taken up again.
    if (versionWith('AWSPENDING') === version) {
      await this.label(secret, 'AWSPENDING', { RemoveFromVersionId: version });
    }
  }

  /** The version that has a label; somebody else may have put it there. */
  private async labelled(secret: string): Promise<(label: string) => string | undefined> {
    const sent = this.client.send(new DescribeSecretCommand({ SecretId: secret })).catch((error: unknown) => {
      throw isNamed(error, 'ResourceNotFoundException') ? noSecret(secret) : error;
    });
    const { VersionIdsToStages: stages = {} } = await awsAnswer('secretsmanager:DescribeSecret', sent);
    return (label) => Object.keys(stages).find((version) => stages[version]?.includes(label));
  }

  private sendVersion(secret: string, id: string, value: object, label: string): Promise<unknown> {
    const request = new PutSecretValueCommand({
      SecretId: secret,
      ClientRequestToken: versionOf(id),
      SecretString: JSON.stringify(value),
      VersionStages: [label],
    });
    return this.client.send(request);
  }

  private async label(
    secret: string,
    VersionStage: string,
    move: { readonly MoveToVersionId?: string; readonly RemoveFromVersionId?: string },
  ): Promise<void> {
    const request = new UpdateSecretVersionStageCommand({ SecretId: secret, VersionStage, ...move });
    await awsAnswer('secretsmanager:UpdateSecretVersionStage', this.client.send(request));
  }
}

/** The id of a version is ours to choose, from 32 to 64 characters. */
const VERSION = 'orgstrap-access-key-';

function versionOf(id: string): string {
  return `${VERSION}${id}`;
}

/** Undefined for a version that orgstrap did not put there. */
function keyOf(version: string | undefined): string | undefined {
  return version?.startsWith(VERSION) ? version.slice(VERSION.length) : undefined;
}

function noSecret(secret: string): Failure {
  return new Failure(
    'NoKeySecret',
    `there is no secret ${secret} in the Terraform account; deploy with operators in org.yaml first`,
    EXIT.unusable,
  );
}
