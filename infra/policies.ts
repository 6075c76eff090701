// Policies: an uploaded file is checked, planned and, where it says so, applied; replan moves open invoices to the new version.
import { Duration, type Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { env } from '#store/environment.ts';
import { allowSend, grantClock, grantObjects, grantStages, grantStart, grantTable } from './grants.ts';
import { redelivery, uploaded } from './intake.ts';
import { planning } from './item-access.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import { Workflow } from './workflow.ts';

export const addPolicies = (stack: Stack, portfolio: Portfolio, undelivered: Queue): Workflow => {
  const replanPage = new NodeFunction(stack, 'replan-page', portfolio, {
    memorySize: 1024,
    timeout: Duration.seconds(110),
  });
  grantTable(replanPage, planning, {
    INVOICE: ['GetItem', 'PutItem', 'UpdateItem'],
    POLICY: ['GetItem', 'UpdateItem'],
  });
  grantStages(replanPage);
  grantClock(replanPage);
  const replan = new Workflow(stack, 'replan', portfolio, { invokes: [replanPage] });

  const applyPolicy = new NodeFunction(stack, 'apply-policy', portfolio, {
    memorySize: 1769,
    timeout: Duration.minutes(15),
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: { bind: () => ({ destination: undelivered.queueArn }) },
  });
  allowSend(applyPolicy, undelivered);
  grantTable(applyPolicy, planning, { POLICY: ['GetItem', 'PutItem', 'UpdateItem'], RATES: ['Query'] });
  grantStages(applyPolicy);
  grantClock(applyPolicy);
  grantObjects(applyPolicy, { reads: ['config/'], writes: ['config/'] });
  grantStart(applyPolicy, replan, env.replanArn);
  new Rule(stack, 'PolicyUploaded', {
    description: 'A YAML file below config/ is checked, planned and, where it says so, put in force',
    eventPattern: uploaded(portfolio, ['config/*.yaml', 'config/*.yml']),
    targets: [new LambdaFunction(applyPolicy, { deadLetterQueue: undelivered, ...redelivery })],
  });
  addTexts(stack, portfolio, undelivered);
  return replan;
};

const addTexts = (stack: Stack, portfolio: Portfolio, undelivered: Queue): void => {
  const applyTexts = new NodeFunction(stack, 'apply-texts', portfolio, {
    memorySize: 1769,
    timeout: Duration.minutes(2),
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: { bind: () => ({ destination: undelivered.queueArn }) },
  });
  allowSend(applyTexts, undelivered);
  grantTable(applyTexts, { POLICY: ['GetItem'], TEXTS: ['GetItem', 'PutItem'] });
  grantClock(applyTexts);
  grantObjects(applyTexts, { reads: ['templates/'], writes: ['templates/'] });
  new Rule(stack, 'TextsUploaded', {
    description: 'A YAML file below templates/ is checked and put in force',
    eventPattern: uploaded(portfolio, ['templates/*.yaml', 'templates/*.yml']),
    targets: [new LambdaFunction(applyTexts, { deadLetterQueue: undelivered, ...redelivery })],
  });
};
