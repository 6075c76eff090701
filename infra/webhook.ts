// The door for ERPs that cannot reach EventBridge: a REST API, the one kind that WAF attaches to, with one method and one function.
import { Duration, type Stack } from 'aws-cdk-lib';
import { EndpointType, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { env } from '#store/environment.ts';
import { explain } from './explain.ts';
import { grantObjects, grantSecrets, grantSend, grantTable } from './grants.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';

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

  const api = new RestApi(stack, 'Webhook', {
    restApiName: `recaudo-${stage.name}-webhook`,
    description: 'Signed events of ERPs',
    endpointTypes: [EndpointType.REGIONAL],
    // The body as it came, byte for byte: that is what was signed.
    binaryMediaTypes: ['*/*'],
    cloudWatchRole: false,
    // Below what SSM answers in a second (40), should every request be of another creditor.
    deployOptions: { stageName: 'v1', tracingEnabled: true, throttlingRateLimit: 25, throttlingBurstLimit: 50 },
  });
  api.root
    .addResource('events')
    .addResource('{creditor}')
    .addResource('{profile}')
    .addMethod('POST', new LambdaIntegration(receive, { allowTestInvoke: false }));
  if (webAcl !== undefined)
    new CfnWebACLAssociation(stack, 'WebhookAcl', {
      resourceArn: api.deploymentStage.stageArn,
      webAclArn: webAcl,
    });
  // The stack names its outputs itself.
  api.node.tryRemoveChild('Endpoint');
  explainFindings(api);
  return { api, receive };
};

const explainFindings = (api: RestApi): void => {
  const ownLog =
    'The function logs each request with its answer, without data; logs of the API need a role for the whole account.';
  explain(api, 'APIG1', ownLog);
  explain(api, 'APIG6', ownLog);
  explain(
    api,
    'APIG2',
    'The function checks size, signature and each field; a model of JSON could not check CSV or XML.',
  );
  explain(api, 'APIG3', 'Each account has web ACLs of its own: the setting webAcl names the one that is attached.');
  explain(api, 'APIG4', 'Whoever calls signs the request: the function checks the signature before anything else.');
  explain(api, 'COG4', 'Callers are programs of creditors, not users: they sign with a secret.');
};
