import { describe, expect, it } from 'vitest';
import { at, listAt, synthesize } from './synthesized.ts';

const production = synthesize('production');
const name = (id: unknown) => String(id).replace(/[0-9A-F]{8}$/, '');

describe('what could not be delivered', () => {
  const readers = production
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.StartingPosition !== undefined)
    .map(({ id, properties }) => ({ id: name(id), properties }));

  it('of the stream is tried by its age and not by a number of tries, and set aside while the stream still holds it', () => {
    expect(readers.map(({ id }) => id).sort()).toEqual(['PublishStream', 'WakeStream']);
    for (const { id, properties } of readers) {
      expect(properties.MaximumRetryAttempts, id).toBeUndefined();
      const hours = Number(properties.MaximumRecordAgeInSeconds) / 3600;
      expect(hours, id).toBeGreaterThanOrEqual(1);
      // The stream keeps a record for 24 hours: what is left is the time to look at it.
      expect(24 - hours, id).toBeGreaterThanOrEqual(12);
    }
  });

  it('of the stream begins with the oldest record and goes to the queue of its own reader', () => {
    for (const { id, properties } of readers) {
      expect(properties.StartingPosition, id).toBe('TRIM_HORIZON');
      const [queue] = listAt(properties, 'DestinationConfig', 'OnFailure', 'Destination', 'Fn::GetAtt');
      expect(name(queue)).toBe(id.replace('Stream', 'Dead'));
    }
  });

  it('of every rule is kept, facts on their way to their queue too', () => {
    const kept = production
      .ofType('AWS::Events::Rule')
      .filter(({ properties }) => properties.Targets !== undefined)
      .map(({ id, properties }) => [
        name(id),
        ...listAt(properties, 'Targets').map((target) =>
          name(listAt(at(target, 'DeadLetterConfig'), 'Arn', 'Fn::GetAtt')[0]),
        ),
      ]);
    expect(kept.sort()).toEqual([
      ['BatchUploaded', 'Undelivered'],
      ['ExecutionEndedBadly', 'Undelivered'],
      ['FactsToQueue', 'Undelivered'],
      ['LettersReported', 'Undelivered'],
      ['MailReceived', 'Undelivered'],
      ['PolicyUploaded', 'Undelivered'],
      ['StripeToQueue', 'Undelivered'],
      ['TextsUploaded', 'Undelivered'],
    ]);
  });

  it('of the topics goes where failed reports and answers go', () => {
    const toQueue = production
      .ofType('AWS::SNS::Subscription')
      .filter(({ properties }) => properties.Protocol === 'sqs')
      .map(({ properties }) => name(listAt(properties, 'RedrivePolicy', 'deadLetterTargetArn', 'Fn::GetAtt')[0]));
    expect(toQueue.sort()).toEqual([
      'DeliveriesDead',
      'DeliveriesDead',
      'DeliveriesDead',
      'RepliesDead',
      'RepliesDead',
    ]);
  });
});
