import {
  type AttributeValue,
  DescribeTableCommand,
  type DynamoDBClient,
  paginateListTables,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { awsAnswer } from './aws-answer';

/** A state that a lock table knows. */
export interface LockedState {
  readonly table: string;
  readonly bucket: string;
  readonly key: string;
}

/** The tables in which Terraform keeps locks, of the account of the credentials in one Region. */
export interface LockTables {
  /** The states of all of them: Terraform notes the MD5 of each that it wrote. */
  states(): Promise<readonly LockedState[]>;
}

/** How the item of the MD5 ends. */
const DIGEST = '-md5';

/**
 * A lock table is one whose only key is `LockID`. Of its items the keys are read, and nothing else.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#dynamodb-state-locking
 */
export class DynamoDbLockTables implements LockTables {
  constructor(private readonly client: DynamoDBClient) {}

  async states(): Promise<readonly LockedState[]> {
    const tables = await awsAnswer('dynamodb:ListTables', this.tables());
    const states = await Promise.all(
      tables.map(async (table) => ((await this.isLockTable(table)) ? this.statesOf(table) : [])),
    );
    return states.flat();
  }

  private async tables(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const { TableNames = [] } of paginateListTables({ client: this.client }, {})) names.push(...TableNames);
    return names;
  }

  private async isLockTable(TableName: string): Promise<boolean> {
    const { Table: table } = await awsAnswer(
      'dynamodb:DescribeTable',
      this.client.send(new DescribeTableCommand({ TableName })),
    );
    return table?.KeySchema?.map(({ AttributeName }) => AttributeName).join() === 'LockID';
  }

  private async statesOf(table: string): Promise<readonly LockedState[]> {
    const ids = await awsAnswer('dynamodb:Scan', this.lockIds(table));
    return ids.filter((id) => id.endsWith(DIGEST)).flatMap((id) => stateOf(table, id.slice(0, -DIGEST.length)));
  }

  private async lockIds(TableName: string): Promise<readonly string[]> {
    const ids: string[] = [];
    const request = { TableName, ProjectionExpression: 'LockID', Select: 'SPECIFIC_ATTRIBUTES' } as const;
    for await (const { Items = [] } of paginateScan({ client: this.client }, request)) {
      ids.push(...Items.flatMap(({ LockID: id }: Record<string, AttributeValue>) => id?.S ?? []));
    }
    return ids;
  }
}

function stateOf(table: string, path: string): readonly LockedState[] {
  const slash = path.indexOf('/');
  return slash < 1 ? [] : [{ table, bucket: path.slice(0, slash), key: path.slice(slash + 1) }];
}
