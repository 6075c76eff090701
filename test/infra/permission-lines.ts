// Permissions in plain lines, one for each action on each resource: those that are needed, and those that a template grants.
import type { Needs } from './needs-of-roles.ts';
import { at, listAt, type Statement } from './synthesized.ts';

export const each = (actions: readonly string[], target: string) => actions.map((action) => `${action} ${target}`);

/** Spelled out as one line for each action on each resource, with what the encryption of the data asks for. */
export const linesOf = (needs: Needs): readonly string[] => {
  const {
    items = {},
    agenda,
    stages,
    batches,
    persons,
    reads = [],
    versions = [],
    writes = [],
    misses = [],
    erases = [],
    sends = [],
    failsTo,
    works,
    readsStream,
    secrets,
    also = [],
  } = needs;
  const onItems = Object.entries(items).flatMap(([kind, actions]) =>
    actions.split(' ').map((action) => `dynamodb:${action} Table ${kind}#*`),
  );
  const queues = failsTo ? [...sends, failsTo] : sends;
  const hasWrites = onItems.some((line) => /Put|Update|Delete/.test(line));
  return [
    ...onItems,
    ...(agenda ? [`dynamodb:Query Table/index/agenda ${agenda}#*`] : []),
    ...(stages ? ['dynamodb:Query Table/index/stage STAGE#*'] : []),
    ...(persons ? ['dynamodb:Query Table/index/stage SAME#*'] : []),
    ...(batches ? ['dynamodb:Query Table/index/stage BATCHES'] : []),
    ...(onItems.length > 0 || agenda || readsStream
      ? each(['kms:Decrypt', 'kms:DescribeKey'], 'Key via dynamodb')
      : []),
    ...(hasWrites
      ? each(['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'], 'Key via dynamodb')
      : []),
    ...reads.map((prefix) => `s3:GetObject Bucket/${prefix}`),
    ...versions.map((prefix) => `s3:GetObjectVersion Bucket/${prefix}`),
    ...writes.map((prefix) => `s3:PutObject Bucket/${prefix}`),
    ...misses.map((prefix) => `s3:ListBucket Bucket prefix ${prefix}`),
    ...erases.flatMap((prefix) => [
      `s3:DeleteObjectVersion Bucket/${prefix}`,
      `s3:ListBucketVersions Bucket prefix ${prefix}`,
    ]),
    ...(reads.length + versions.length > 0 ? ['kms:Decrypt Key via s3'] : []),
    ...(writes.length > 0 ? ['kms:GenerateDataKey Key via s3'] : []),
    ...queues.map((queue) => `sqs:SendMessage ${queue}`),
    ...(queues.length > 0 ? each(['kms:Decrypt', 'kms:GenerateDataKey'], 'Key via sqs') : []),
    ...(works
      ? [
          ...each(
            ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes', 'GetQueueUrl'],
            works,
          ).map((line) => `sqs:${line}`),
          'kms:Decrypt Key',
        ]
      : []),
    ...(readsStream
      ? [
          ...each(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], 'Table.StreamArn'),
          'dynamodb:ListStreams Table/stream/*',
        ]
      : []),
    ...(secrets ? [`ssm:GetParameter ${secrets}`, 'kms:Decrypt Key via ssm'] : []),
    ...also,
  ];
};

const spell = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const ref = at(value, 'Ref');
  if (typeof ref === 'string') return pseudo[ref] ?? withoutHash(ref);
  const [id, attribute] = listAt(value, 'Fn::GetAtt').map(String);
  if (id !== undefined) return attribute === 'Arn' ? withoutHash(id) : `${withoutHash(id)}.${attribute}`;
  const [separator, parts] = listAt(value, 'Fn::Join');
  if (Array.isArray(parts)) return parts.map(spell).join(String(separator));
  throw new Error(`cannot spell ${JSON.stringify(value)}`);
};
const pseudo: Readonly<Record<string, string>> = {
  'AWS::Partition': 'partition',
  'AWS::Region': 'region',
  'AWS::AccountId': 'account',
};
const withoutHash = (id: string) => id.replace(/[0-9A-F]{8}$/, '');
const spellResource = (text: string): string => {
  if (text.startsWith('not ')) return `not ${spellResource(text.slice(4))}`;
  return text.startsWith('{') ? spell(JSON.parse(text)) : text;
};

/** How a condition narrows a resource; one that is not known is shown as it is, so that nothing passes unseen. */
const narrowings = (condition: unknown): readonly string[] => {
  if (condition === undefined) return [''];
  const keys = listAt(condition, 'ForAllValues:StringLike', 'dynamodb:LeadingKeys');
  if (keys.length > 0) return keys.map((key) => ` ${key}`);
  const prefixes = listAt(condition, 'StringLike', 's3:prefix');
  if (prefixes.length > 0) return prefixes.map((prefix) => ` prefix ${prefix}`);
  const service = at(condition, 'StringEquals', 'kms:ViaService');
  if (service !== undefined) return [` via ${spell(service).replace('.region.amazonaws.com', '')}`];
  return [` ${JSON.stringify(condition)}`];
};

/** What a statement of the template permits, in the same words. */
export const linesOfStatement = ({ effect, actions, resources, condition }: Statement): readonly string[] =>
  actions.flatMap((action) =>
    resources.flatMap((resource) =>
      narrowings(condition).map(
        (narrowing) => `${effect === 'Allow' ? '' : `${effect} `}${action} ${spellResource(resource)}${narrowing}`,
      ),
    ),
  );
