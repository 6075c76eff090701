// What Lambda tells a handler about its own run, as far as handlers look at it.
export const lambdaContext = {
  functionName: 'test',
  memoryLimitInMB: '256',
  invokedFunctionArn: 'arn',
  awsRequestId: 'request',
  getRemainingTimeInMillis: () => 30_000,
} as never;
