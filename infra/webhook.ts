// The door for ERPs that cannot reach EventBridge: one method and one function.
import { Duration, type Stack } from 'aws-cdk-lib';
import { LambdaIntegration, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { env } from '#store/environment.ts';
import { grantObjects, grantSecrets, grantSend, grantTable } from './grants.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import { addRestApi } from './rest-api.ts';

export type Webhook = { readonly api: RestApi; readonly receive: NodeFunction };

export const addWebhook = (
  stack: Stack,
  portfolio: Portfolio,
  eventsIn: Queue,
  webAcl: string | undefined,
): Webhook => {
  const { stage } = portfolio;
  // API Gateway waits 29 seconds for an answer.
  const receive = new NodeFunction(stack, 'receive-events', portfolio, { timeout: Duration.seconds(25) });
  grantTable(receive, { WEBHOOK: ['GetItem', 'PutItem'] });
  grantObjects(receive, { reads: ['profiles/'], misses: ['profiles/'] });
  grantSecrets(receive, `/recaudo/${stage.name}/webhook`, env.webhookSecrets);
  grantSend(receive, eventsIn, env.eventsQueue);

  const api = addRestApi(stack, 'Webhook', portfolio, {
    description: 'Signed events of ERPs',
    // Below what SSM answers in a second (40), should every request be of another creditor.
    ...{ rate: 25, burst: 50 },
    // The body as it came: that is what was signed.
    bytes: true,
    webAcl,
    unchecked: 'The function checks size, signature and each field; a model of JSON could not check CSV or XML.',
    anybody: 'Whoever calls signs the request: the function checks the signature before anything else.',
    userless: 'Callers are programs of creditors, not users: they sign with a secret.',
  });
  api.root
    .addResource('events')
    .addResource('{creditor}')
    .addResource('{profile}')
    .addMethod('POST', new LambdaIntegration(receive, { allowTestInvoke: false }));
  return { api, receive };
};
