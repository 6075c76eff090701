// What time and mishap call for: enrol and reconcile, on schedules, and reconcile for each execution that ended badly.
import { Duration, type Stack } from 'aws-cdk-lib';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression, ScheduleGroup, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { env } from '#store/environment.ts';
import { allShards } from '#store/keys.ts';
import type { Collection } from './collection.ts';
import {
  grantAgenda,
  grantClock,
  grantEnds,
  grantObjects,
  grantRepair,
  grantResume,
  grantStart,
  grantTable,
  useKey,
} from './grants.ts';
import { redelivery } from './intake.ts';
import { grantThreadKey, type Listening } from './listening.ts';
import { NodeFunction } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import { Workflow } from './workflow.ts';

export type Upkeep = { readonly enrol: Workflow; readonly reconcile: Workflow; readonly anchor: Workflow };

export const addUpkeep = (
  stack: Stack,
  portfolio: Portfolio,
  { collection, handoff }: Collection,
  listening: Listening,
  undelivered: Queue,
): Upkeep => {
  const enrolPage = new NodeFunction(stack, 'enrol-page', portfolio, { timeout: Duration.seconds(110) });
  grantAgenda(enrolPage, 'ENROL');
  grantTable(enrolPage, { INVOICE: ['UpdateItem'] });
  grantClock(enrolPage);
  grantStart(enrolPage, collection, env.collectionArn);
  const enrol = new Workflow(stack, 'enrol', portfolio, { invokes: [enrolPage] });

  const findOverdue = new NodeFunction(stack, 'find-overdue', portfolio);
  grantAgenda(findOverdue, 'WAKE');
  grantTable(findOverdue, { SENDING: ['Query'] });
  grantClock(findOverdue);
  const repair = new NodeFunction(stack, 'repair', portfolio);
  grantTable(repair, { INVOICE: ['GetItem', 'PutItem', 'UpdateItem'] });
  grantClock(repair);
  grantResume(repair, collection);
  grantResume(repair, handoff);
  grantRepair(repair, collection, env.collectionArn);
  grantRepair(repair, handoff, env.handoffArn);
  const wakeWaiting = new NodeFunction(stack, 'wake-waiting', portfolio);
  grantAgenda(wakeWaiting, 'WAKE');
  grantTable(wakeWaiting, { INVOICE: ['BatchGetItem'], SENDING: ['Query'] });
  grantClock(wakeWaiting);
  grantResume(wakeWaiting, collection);
  const reconcile = new Workflow(stack, 'reconcile', portfolio, { invokes: [findOverdue, repair, wakeWaiting] });

  new Rule(stack, 'ExecutionEndedBadly', {
    description: 'An execution of collection or handoff that failed, ran out of time or was stopped is repaired',
    eventPattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: {
        status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        stateMachineArn: [collection.stateMachineArn, handoff.stateMachineArn],
      },
    },
    targets: [
      new SfnStateMachine(reconcile, {
        input: RuleTargetInput.fromObject({ execution: EventField.fromPath('$.detail.executionArn') }),
        deadLetterQueue: undelivered,
        ...redelivery,
      }),
    ],
  });
  const anchor = addAnchor(stack, portfolio, listening);
  addSchedules(stack, portfolio, { enrol, reconcile, anchor }, undelivered);
  return { enrol, reconcile, anchor };
};

const addAnchor = (stack: Stack, portfolio: Portfolio, { key }: Listening): Workflow => {
  const anchorPage = new NodeFunction(stack, 'anchor-page', portfolio, { timeout: Duration.seconds(110) });
  grantEnds(anchorPage);
  grantObjects(anchorPage, { reads: ['anchors/'], writes: ['anchors/'], misses: ['anchors/'] });
  grantThreadKey(anchorPage, key);
  grantClock(anchorPage);
  return new Workflow(stack, 'anchor', portfolio, { invokes: [anchorPage] });
};

const addSchedules = (
  stack: Stack,
  portfolio: Portfolio,
  { enrol, reconcile, anchor }: Upkeep,
  undelivered: Queue,
): void => {
  const { stage } = portfolio;
  const scheduleGroup = new ScheduleGroup(stack, 'Schedules', { scheduleGroupName: `recaudo-${stage.name}` });
  const role = new Role(stack, 'SchedulesRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  });
  useKey(role, portfolio, 'sqs', 'writing');
  const start = (id: string, when: ScheduleExpression, workflow: Workflow, input: object, description: string) =>
    new Schedule(stack, id, {
      schedule: when,
      scheduleGroup,
      description,
      enabled: stage.runsSchedules,
      target: new StepFunctionsStartExecution(workflow, {
        role,
        input: ScheduleTargetInput.fromObject(input),
        deadLetterQueue: undelivered,
        // A run that comes late is overtaken by the next.
        maxEventAge: Duration.minutes(15),
        retryAttempts: 5,
      }),
    });
  const everyQuarter = ScheduleExpression.rate(Duration.minutes(15));
  start('EnrolSchedule', everyQuarter, enrol, { shards: allShards }, 'Invoices that enter their preventive window');
  start('ReconcileSchedule', everyQuarter, reconcile, {}, 'Invoices whose wake is overdue');
  const sundays = ScheduleExpression.cron({ weekDay: 'SUN', hour: '3', minute: '0' });
  start('SweepSchedule', sundays, reconcile, { sweep: true }, 'Every resting invoice, slowly');
  const nightly = ScheduleExpression.cron({ hour: '2', minute: '30' });
  start('AnchorSchedule', nightly, anchor, {}, 'Where every contact register ends, written down');
};
