// A door to one function that anybody may knock at: a regional REST API, the one kind that WAF attaches to, throttled and traced. The
// function behind it is its guard.
import type { Stack } from 'aws-cdk-lib';
import { EndpointType, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { explain } from './explain.ts';
import type { Portfolio } from './portfolio.ts';

type Door = {
  readonly description: string;
  /** Requests in a second, and how many at once above that. */
  readonly rate: number;
  readonly burst: number;
  /** Handed on byte for byte. */
  readonly bytes?: true;
  /** ARN of the web ACL that stands before it. */
  readonly webAcl: string | undefined;
  /** Why API Gateway checks neither the request, nor who sends it, and knows no users. */
  readonly unchecked: string;
  readonly anybody: string;
  readonly userless: string;
};

/** `id` names the construct, and in small letters the API. */
export const addRestApi = (stack: Stack, id: string, { stage }: Portfolio, door: Door): RestApi => {
  const api = new RestApi(stack, id, {
    restApiName: `recaudo-${stage.name}-${id.toLowerCase()}`,
    description: door.description,
    endpointTypes: [EndpointType.REGIONAL],
    ...(door.bytes ? { binaryMediaTypes: ['*/*'] } : {}),
    cloudWatchRole: false,
    deployOptions: {
      stageName: 'v1',
      tracingEnabled: true,
      throttlingRateLimit: door.rate,
      throttlingBurstLimit: door.burst,
    },
  });
  if (door.webAcl !== undefined)
    new CfnWebACLAssociation(stack, `${id}Acl`, {
      resourceArn: api.deploymentStage.stageArn,
      webAclArn: door.webAcl,
    });
  // The stack names its outputs itself.
  api.node.tryRemoveChild('Endpoint');
  const ownLog =
    'The function logs each request with its answer, without data; logs of the API need a role for the whole account.';
  explain(api, 'APIG1', ownLog);
  explain(api, 'APIG6', ownLog);
  explain(api, 'APIG2', door.unchecked);
  explain(api, 'APIG3', 'Each account has web ACLs of its own: the setting webAcl names the one that is attached.');
  explain(api, 'APIG4', door.anybody);
  explain(api, 'COG4', door.userless);
  return api;
};
