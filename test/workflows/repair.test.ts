// Enrol and reconcile, interrupted and repeated: no invoice silently leaves collection.

import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { crashAfterWrite } from '#test/crash.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { contactsOf, eventually, freshAt, invoiceNow, issued, liveUntil, stack, statesOf } from '#test/stack.ts';

const { handler: enrolPage } = await import('#functions/enrol-page.ts');
const { runWorkflow } = await import('#infra/local/run-workflow.ts');
const { setClock } = await import('#infra/local/set-clock.ts');
const { allShards, executionName, invoiceItem } = await import('#store/keys.ts');
const { documents, tableName } = await import('#store/table.ts');

const begin = '2026-02-23T00:00:00.000Z';
const workflows = new SFNClient({});
const restsAgain = (invoice: string, run: number) =>
  eventually(`run ${run} of ${invoice} at rest`, async () => {
    const { invoice: stored, cursor } = await invoiceNow(invoice);
    return stored.run === run && cursor.taskToken !== undefined && cursor.restVersion === stored.version;
  });

beforeEach(() => freshAt(begin));

describe('enrol', () => {
  it('run twice, starts one execution; interrupted after any write, reconcile starts what is missing', async () => {
    for (let write = 1; write <= 3; write += 1) {
      await freshAt(begin);
      const invoice = `ENROL-${Date.now()}-${write}`;
      await liveUntil(begin, [issued(begin, invoice)]);
      await setClock('2026-02-23T10:00:00.000Z');
      await crashAfterWrite(write, async () => {
        for (const shard of allShards) await enrolPage({ shard }, lambdaContext);
      });
      await runWorkflow(stack.EnrolArn, { shards: allShards });
      await setClock('2026-02-23T10:20:00.000Z');
      await runWorkflow(stack.ReconcileArn, {});
      await eventually('the first contact', async () => (await contactsOf(`D-${invoice}`)).length === 1);
      expect((await statesOf(invoice)).filter((state) => state === 'Send Message')).toHaveLength(1);
    }
  });
});

describe('reconcile', () => {
  it('a stopped execution is begun again from the table, as the next run', async () => {
    const invoice = `STOP-${Date.now()}`;
    await liveUntil('2026-02-23T12:00:00.000Z', [issued(begin, invoice)]);
    const { invoice: stored } = await invoiceNow(invoice);
    const executionArn = `${stack.CollectionArn.replace(':stateMachine:', ':execution:')}:${executionName(stored, 1)}`;
    await workflows.send(new StopExecutionCommand({ executionArn, cause: 'test' }));
    await restsAgain(invoice, 2);
    expect(await contactsOf(`D-${invoice}`)).toHaveLength(1);
  });

  it('a lost ring is made good', async () => {
    const invoice = `LOST-${Date.now()}`;
    await liveUntil('2026-02-23T12:00:00.000Z', [issued(begin, invoice)]);
    const { invoice: stored, cursor } = await invoiceNow(invoice);
    // A fact whose event record never reached the doorbell: version raised, wake due, nobody called.
    await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: invoiceItem(stored),
        UpdateExpression: 'SET version = version + :one, wakeAt = :now',
        ExpressionAttributeValues: { ':one': 1, ':now': '2026-02-23T12:00:00.000Z' },
      }),
    );
    await setClock('2026-02-23T12:30:00.000Z');
    await runWorkflow(stack.ReconcileArn, {});
    await eventually('another rest', async () => ((await invoiceNow(invoice)).cursor.rests ?? 0) > (cursor.rests ?? 0));
    await restsAgain(invoice, 1);
  });

  it('run twice on a healthy portfolio, changes nothing', async () => {
    const invoice = `FINE-${Date.now()}`;
    await liveUntil('2026-02-23T12:00:00.000Z', [issued(begin, invoice)]);
    const before = await invoiceNow(invoice);
    const states = await statesOf(invoice);
    await runWorkflow(stack.ReconcileArn, { sweep: true });
    await runWorkflow(stack.ReconcileArn, {});
    expect(await invoiceNow(invoice)).toEqual(before);
    expect(await statesOf(invoice)).toEqual(states);
  });
});
