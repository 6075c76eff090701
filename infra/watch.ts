// What wakes somebody: alarms, each with its section in docs/operations.md, one topic for all of them, and the dashboard.
import { Duration, type Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { metricsNamespace, type NodeFunction, pascalCase, serviceName } from './node-function.ts';
import type { Portfolio } from './portfolio.ts';
import type { Workflow } from './workflow.ts';

export type Watched = {
  readonly workflows: Readonly<Record<string, Workflow>>;
  readonly deadLetters: Readonly<Record<string, Queue>>;
  readonly functions: readonly NodeFunction[];
  readonly streamReaders: readonly NodeFunction[];
  readonly configurationSet: ConfigurationSet;
};

type Watch = {
  readonly name: string;
  readonly section: string;
  readonly says: string;
  readonly metric: IMetric;
  readonly above: number;
  readonly periods?: number;
  readonly missingIsBad?: boolean;
};

export const addWatch = (stack: Stack, portfolio: Portfolio, watched: Watched, alarmEmail?: string): void => {
  const topic = addAlarmTopic(stack, portfolio, alarmEmail);
  const watches = [
    ...workflowWatches(watched),
    ...queueWatches(watched),
    ...mailWatches(watched.configurationSet),
    overdueWatch(portfolio),
    stopWatch(portfolio),
    ...functionWatches(watched),
  ];
  for (const watch of watches) {
    const alarm = new Alarm(stack, `${pascalCase(watch.name)}Alarm`, {
      alarmName: `recaudo-${portfolio.stage.name}-${watch.name}`,
      alarmDescription: `${watch.says}. What to do: docs/operations.md#${watch.section}`,
      metric: watch.metric,
      threshold: watch.above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: watch.periods ?? 1,
      treatMissingData: watch.missingIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
  addDashboard(stack, portfolio, watched, watches);
};

const fiveMinutes = Duration.minutes(5);

const workflowWatches = ({ workflows }: Watched): readonly Watch[] =>
  Object.entries(workflows).flatMap(([name, workflow]) => [
    {
      name: `${name}-failed`,
      section: 'failed-executions',
      says: `An execution of ${name} failed`,
      metric: workflow.metricFailed({ period: fiveMinutes }),
      above: 0,
    },
    {
      name: `${name}-timed-out`,
      section: 'failed-executions',
      says: `An execution of ${name} ran out of time`,
      metric: workflow.metricTimedOut({ period: fiveMinutes }),
      above: 0,
    },
  ]);

const queueWatches = ({ deadLetters }: Watched): readonly Watch[] =>
  Object.entries(deadLetters).map(([name, queue]) => ({
    name: `${name}-dead-letters`,
    section: `dead-letters-${name}`,
    says: `Messages of ${name} could not be worked and were set aside`,
    metric: queue.metricApproximateNumberOfMessagesVisible({
      period: fiveMinutes,
      statistic: Stats.MAXIMUM,
    }),
    above: 0,
  }));

// SES reviews an account at 5 % bounces or 0.1 % complaints, and may pause its sending: these come before.
const mailWatches = ({ configurationSetName }: ConfigurationSet): readonly Watch[] =>
  [
    {
      name: 'bounce-rate',
      metricName: 'Reputation.BounceRate',
      above: 0.04,
      says: 'More than 4 % of the e-mails bounce',
    },
    {
      name: 'complaint-rate',
      metricName: 'Reputation.ComplaintRate',
      above: 0.0008,
      says: 'More than 0.08 % of the e-mails are reported as spam',
    },
  ].map(({ metricName, ...watch }) => ({
    ...watch,
    section: watch.name,
    metric: new Metric({
      namespace: 'AWS/SES',
      metricName,
      dimensionsMap: { 'ses:configuration-set': configurationSetName },
      period: Duration.hours(1),
      statistic: Stats.MAXIMUM,
    }),
  }));

const overdueWatch = (portfolio: Portfolio): Watch => ({
  name: 'overdue-wakes',
  section: 'overdue-wakes',
  says: 'An invoice should have been looked at more than an hour ago, or nobody measures it',
  metric: new Metric({
    namespace: metricsNamespace,
    metricName: 'OldestOverdueWakeSeconds',
    dimensionsMap: { service: serviceName(portfolio) },
    period: Duration.minutes(30),
    statistic: Stats.MAXIMUM,
  }),
  above: 3600,
  periods: 2,
  // No figure at all means that reconcile does not run; where schedules rest, that is as it should be.
  missingIsBad: portfolio.stage.runsSchedules,
});

const stopWatch = (portfolio: Portfolio): Watch => ({
  name: 'sending-stopped',
  section: 'sending-stopped',
  says: 'Messages are stopped, at least in part, by a person or because too many bounced or were reported as spam',
  metric: sendingMetric(portfolio, 'SendingStops', Stats.MAXIMUM),
  above: 0,
});

const sendingMetric = (portfolio: Portfolio, metricName: string, statistic: string): Metric =>
  new Metric({
    namespace: metricsNamespace,
    metricName,
    dimensionsMap: { service: serviceName(portfolio) },
    period: Duration.minutes(30),
    statistic,
  });

const functionWatches = ({ functions, streamReaders }: Watched): readonly Watch[] => [
  ...functions.map((each) => ({
    name: `${each.handlerName}-errors`,
    section: 'function-errors',
    says: `${each.handlerName} fails`,
    metric: each.metricErrors({ period: fiveMinutes, statistic: Stats.SUM }),
    above: 5,
    periods: 2,
  })),
  ...functions.map((each) => ({
    name: `${each.handlerName}-throttles`,
    section: 'function-throttles',
    says: `${each.handlerName} is throttled`,
    metric: each.metricThrottles({ period: fiveMinutes, statistic: Stats.SUM }),
    above: 5,
    periods: 2,
  })),
  ...streamReaders.map((each) => ({
    name: `${each.handlerName}-behind`,
    section: 'stream-behind',
    says: `${each.handlerName} is more than ten minutes behind the table`,
    metric: each.metric('IteratorAge', { period: fiveMinutes, statistic: Stats.MAXIMUM }),
    above: 600_000,
    periods: 2,
  })),
];

const addAlarmTopic = (stack: Stack, { key }: Portfolio, alarmEmail?: string): Topic => {
  const topic = new Topic(stack, 'Alarms', { masterKey: key, enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  );
  if (alarmEmail) topic.addSubscription(new EmailSubscription(alarmEmail));
  return topic;
};

const addDashboard = (
  stack: Stack,
  portfolio: Portfolio,
  { workflows, streamReaders }: Watched,
  watches: readonly Watch[],
): void => {
  const graph = (title: string, left: readonly IMetric[]) => new GraphWidget({ title, left: [...left], width: 12 });
  const metricsOf = (...names: readonly string[]) =>
    watches.filter(({ name }) => names.some((ending) => name.endsWith(ending))).map(({ metric }) => metric);
  new Dashboard(stack, 'Dashboard', {
    dashboardName: `recaudo-${portfolio.stage.name}`,
    widgets: [
      [
        graph(
          'Executions started',
          Object.values(workflows).map((workflow) => workflow.metricStarted()),
        ),
        graph('Executions failed', metricsOf('-failed', '-timed-out')),
      ],
      [graph('Oldest overdue wake (s)', metricsOf('overdue-wakes')), graph('Dead letters', metricsOf('-dead-letters'))],
      [
        graph('Sending: stops, messages held by them, slowed down', [
          ...metricsOf('sending-stopped'),
          sendingMetric(portfolio, 'SendingHeldByStop', Stats.SUM),
          sendingMetric(portfolio, 'SendingSlowedDown', Stats.SUM),
        ]),
      ],
      [
        graph('Bounces and complaints (share)', metricsOf('-rate')),
        graph('Function errors and throttles', metricsOf('-errors', '-throttles')),
      ],
      [
        graph('Behind the table (ms)', metricsOf('-behind')),
        graph(
          'Stream readers invoked',
          streamReaders.map((each) => each.metricInvocations()),
        ),
      ],
    ],
  });
};
