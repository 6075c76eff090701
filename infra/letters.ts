// Letters come back as news: files of a print provider below letters/status/ are read, and each row counts.
import { Duration, type Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { allowSend, grantClock, grantObjects, grantTable } from './grants.ts';
import { redelivery, uploaded } from './intake.ts';
import { reporting } from './item-access.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';

export const addLetters = (stack: Stack, portfolio: Portfolio, undelivered: Queue): void => {
  const noteLetters = new NodeFunction(stack, 'note-letters', portfolio, {
    timeout: Duration.minutes(15),
    retryAttempts: 2,
    maxEventAge: Duration.hours(6),
    onFailure: { bind: () => ({ destination: undelivered.queueArn }) },
  });
  allowSend(noteLetters, undelivered);
  grantTable(noteLetters, reporting);
  grantClock(noteLetters);
  grantObjects(noteLetters, {
    reads: ['letters/status/', 'letters/sent/'],
    misses: ['letters/status/', 'letters/sent/'],
    writes: ['letters/status/', 'letters/sent/'],
  });
  new Rule(stack, 'LettersReported', {
    description: "A print provider's file below letters/status/ is read, and what it tells of letters counts",
    eventPattern: uploaded(portfolio, ['letters/status/*.csv', 'letters/status/*.json']),
    targets: [new LambdaFunction(noteLetters, { deadLetterQueue: undelivered, ...redelivery })],
  });
};
