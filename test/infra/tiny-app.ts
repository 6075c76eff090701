// An app that deploys in a moment: a function that says who runs it, and a stream reader that fails each record once.
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, EventSourceMapping, Function as Lambda, Runtime, StartingPosition } from 'aws-cdk-lib/aws-lambda';

const app = new App();
const stack = new Stack(app, 'tiny');

const table = new Table(stack, 'Table', {
  partitionKey: { name: 'pk', type: AttributeType.STRING },
  stream: StreamViewType.NEW_IMAGE,
  removalPolicy: RemovalPolicy.DESTROY,
});
const who = new Lambda(stack, 'Who', {
  functionName: 'tiny-who',
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromInline(`exports.handler = async ({ ms }) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    const { pid, version, env } = process;
    return { pid, version, endpoint: env.AWS_ENDPOINT_URL, profile: env.AWS_PROFILE ?? 'none' };
  };`),
});
const reader = new Lambda(stack, 'Reader', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  environment: { DELIVERIES: process.env.TINY_DELIVERIES ?? '' },
  code: Code.fromInline(`const { appendFileSync, readFileSync } = require('node:fs');
  exports.handler = async ({ Records }) => {
    const earlier = readFileSync(process.env.DELIVERIES, 'utf8').split('\\n');
    const keys = Records.map((record) => record.dynamodb.Keys.pk.S);
    appendFileSync(process.env.DELIVERIES, keys.join('\\n') + '\\n');
    const fresh = Records.filter((record) => !earlier.includes(record.dynamodb.Keys.pk.S));
    return { batchItemFailures: fresh.map((record) => ({ itemIdentifier: record.dynamodb.SequenceNumber })) };
  };`),
});
new EventSourceMapping(stack, 'Stream', {
  target: reader,
  eventSourceArn: table.tableStreamArn ?? '',
  startingPosition: StartingPosition.TRIM_HORIZON,
  reportBatchItemFailures: true,
});
new CfnOutput(stack, 'Function', { value: who.functionName });
new CfnOutput(stack, 'TableName', { value: table.tableName });

app.synth();
