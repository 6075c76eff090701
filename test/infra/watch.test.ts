import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#infra/bundle.ts';
import { at, listAt, synthesizeWith } from './synthesized.ts';

const production = synthesizeWith('production', { alarmEmail: 'ops@example.com' });
const alarms = production.ofType('AWS::CloudWatch::Alarm');
const sections = [...readFileSync(join(root, 'docs/operations.md'), 'utf8').matchAll(/^#+ (.+)$/gm)].map(
  ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
);
const sectionOf = (description: unknown) => /docs\/operations\.md#([a-z0-9-]+)$/.exec(String(description))?.[1];

describe('alarms', () => {
  it('each lead to a section that says what to do', () => {
    expect(alarms.length).toBeGreaterThan(15);
    for (const { id, properties } of alarms) expect(sections, id).toContain(sectionOf(properties.AlarmDescription));
  });

  it('leave no section of the runbook without an alarm', () => {
    const linked = new Set(alarms.map(({ properties }) => sectionOf(properties.AlarmDescription)));
    const text = readFileSync(join(root, 'docs/operations.md'), 'utf8');
    const runbook = text.slice(text.indexOf('## Alarms')).split(/^## /m)[1] ?? '';
    const headings = [...runbook.matchAll(/^### (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    expect(headings.filter((heading) => !linked.has(heading))).toEqual([]);
  });

  it('tell somebody, and tell when it is over', () => {
    for (const { id, properties } of alarms) {
      expect(listAt(properties, 'AlarmActions'), id).toHaveLength(1);
      expect(listAt(properties, 'OKActions'), id).toHaveLength(1);
    }
    const subscriptions = production.ofType('AWS::SNS::Subscription').map(({ properties }) => properties.Endpoint);
    expect(subscriptions).toContain('ops@example.com');
  });

  it('watch every queue of dead letters', () => {
    const dead = production
      .ofType('AWS::SQS::Queue')
      .filter(({ properties }) => properties.RedrivePolicy === undefined);
    const watched = alarms
      .filter(({ properties }) => properties.MetricName === 'ApproximateNumberOfMessagesVisible')
      .map(({ properties }) => String(listAt(listAt(properties, 'Dimensions')[0], 'Value', 'Fn::GetAtt')[0]));
    expect(watched.sort()).toEqual(dead.map(({ id }) => id).sort());
  });

  it('watch every workflow for failed executions', () => {
    const watched = alarms.filter(({ properties }) => properties.MetricName === 'ExecutionsFailed');
    expect(watched).toHaveLength(production.ofType('AWS::StepFunctions::StateMachine').length);
  });

  it('ring when nobody measures overdue wakes any more', () => {
    const overdue = alarms.find(({ properties }) => properties.MetricName === 'OldestOverdueWakeSeconds')?.properties;
    expect(overdue).toMatchObject({ Namespace: 'Recaudo', Threshold: 3600, TreatMissingData: 'breaching' });
    expect(listAt(overdue, 'Dimensions')).toEqual([{ Name: 'service', Value: 'recaudo-production' }]);
  });

  it('come before SES reviews the account', () => {
    const thresholds = alarms
      .filter(({ properties }) => properties.Namespace === 'AWS/SES')
      .map(({ properties }) => [properties.MetricName, at(properties, 'Threshold')]);
    expect(thresholds).toEqual([
      ['Reputation.BounceRate', 0.04],
      ['Reputation.ComplaintRate', 0.0008],
    ]);
  });
});
