// `npm run soak:money`: debtors whose money comes, bounces, is credited, refunded and let go, on the local AWS, while much goes wrong.
// Nothing is posted twice, and the audit finds no difference.
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { stack } from '#test/stack.ts';
import { faultsOfNotices } from './faults-of-notices.ts';
import { keysOf, liveThroughCrashes } from './live-through-crashes.ts';
import { creditors, drawLives, policyOf } from './money-lives.ts';

const { replay } = await import('#domain/lives/replay.ts');
const { auditCreditor } = await import('#store/audit-creditor.ts');
const { listContacts } = await import('#store/contacts.ts');
const { loadDebtorEntries, loadEntries } = await import('#store/load-entries.ts');
const { inParallel } = await import('#store/in-parallel.ts');
const { debtorPk, invoicePk } = await import('#store/keys.ts');
const { loadDebtor, loadInvoice } = await import('#store/load-facts.ts');
const { loadRecord } = await import('#store/load-record.ts');
const { queryPrefix } = await import('#store/table.ts');

const count = Number(process.env.SOAK_LIVES ?? 200);
const seed = Number(process.env.SOAK_SEED ?? 20_261_128);
const lives = drawLives(count, seed);
const queues = new SQSClient({});

beforeAll(() => liveThroughCrashes(lives, (line) => void process.stderr.write(`${line}\n`)), count * 30_000 + 120_000);

/** Every life as it ended. */
const ended = () =>
  inParallel(lives, async (life) => {
    const key = { creditor: life.creditor, debtor: life.debtor };
    return {
      life,
      contacts: await listContacts(key),
      money: await loadDebtorEntries(key),
      tasks: await queryPrefix(debtorPk(key), 'TASK#'),
      ledgers: await inParallel(keysOf(life), async (invoice) => ({
        invoice: (await loadInvoice(invoice)).invoice,
        entries: await loadEntries(invoice),
      })),
    };
  });
type Ended = Awaited<ReturnType<typeof ended>>[number];

/** What was refused for good, by the id of its event. */
const buried = async (): Promise<ReadonlyMap<string, string>> => {
  const refused = new Map<string, string>();
  for (;;) {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({
        QueueUrl: stack.EventsDeadLetterQueueUrl,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        VisibilityTimeout: 600,
      }),
    );
    for (const { Body = '{}', MessageAttributes } of Messages) {
      const { detail } = JSON.parse(Body);
      refused.set(String(detail.id), MessageAttributes?.code?.StringValue ?? '');
    }
    if (Messages.length === 0) return refused;
  }
};

describe('at the end', () => {
  let all: readonly Ended[];
  let refused: ReadonlyMap<string, string>;
  beforeAll(async () => {
    all = await ended();
    refused = await buried();
  });

  it('most were told several times what they owe, and interest was claimed of many', () => {
    expect(all.filter(({ contacts }) => contacts.length >= 2).length).toBeGreaterThan(count / 2);
    const charged = all.filter(({ ledgers }) =>
      ledgers.some(({ entries }) => entries.some(({ kind }) => kind === 'interest')),
    );
    expect(charged.length).toBeGreaterThan(count / 4);
  });

  it.each(creditors)('the audit of %s finds no difference, and its books close', async (creditor) => {
    const { differences, books, debtors } = await auditCreditor(creditor);
    expect(differences).toEqual([]);
    expect(books.map(({ difference }) => difference)).toEqual([0]);
    expect(debtors).toBe(lives.filter((life) => life.creditor === creditor).length);
  });

  it('no source has posted twice in any ledger', () => {
    const twice = all.flatMap(({ money, ledgers }) =>
      [money, ...ledgers.map(({ entries }) => entries)].flatMap((entries) => {
        const names = entries.map(({ kind, source }) => `${kind} of ${source}`);
        return names.filter((name, index) => names.indexOf(name) !== index);
      }),
    );
    expect(twice).toEqual([]);
  });

  it('all that was told is posted once, as it was told, where it belongs, unless it was refused', () => {
    const wrong = all.flatMap(({ life, money, ledgers, tasks }) =>
      life.facts.flatMap(({ detailType, detail }) => {
        const kind = kinds[detailType];
        if (kind === undefined) return [];
        const own =
          detail.invoice === undefined
            ? money
            : ledgers.find(({ invoice }) => invoice.invoice === detail.invoice)?.entries;
        const posted = (own ?? []).filter((entry) => entry.kind === kind && entry.source === detail.id);
        const amounts = posted.map(({ amount }) => (amount / 100).toFixed(2));
        // What was refused once may be in order when it is told again.
        const mayBeMissing =
          refused.has(detail.id) || tasks.some(({ title }) => String(title).includes(` ${detail.id} `));
        const isRight = amounts.length === 0 ? mayBeMissing : amounts.join() === String(detail.amount);
        return isRight ? [] : [{ ...detail, amounts }];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('each notice named what was owed then, and all that had not been claimed before', () => {
    const faults = all.flatMap(({ life, contacts, ledgers }) =>
      ledgers.flatMap((ledger) => faultsOfNotices(contacts, ledger, policyOf(life.creditor))),
    );
    expect(faults).toEqual([]);
  });

  it('nothing waits any more: no message, no fact, no payment, no contact half recorded', async () => {
    const left: string[] = [];
    for (const QueueUrl of [stack.EventsQueueUrl, stack.FanOutQueueUrl, stack.DeliveryQueueUrl]) {
      const { Attributes = {} } = await queues.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      left.push(...Object.values(Attributes));
    }
    expect(left.map(Number)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(new Set(refused.values())).toEqual(new Set([...refused.values()].filter((code) => mayBeRefused.has(code))));
    const waiting = await inParallel(lives, async ({ creditor, debtor, invoices }) => {
      const partitions = [
        debtorPk({ creditor, debtor }),
        ...invoices.map((invoice) => invoicePk({ creditor, invoice })),
      ];
      const items = await Promise.all(partitions.map((pk) => queryPrefix(pk, 'WAITING#')));
      const { pendingCover } = await loadDebtor({ creditor, debtor });
      return [
        ...items.flat().map(({ pk, sk }) => `${pk} ${sk}`),
        ...(pendingCover ? [`${debtor} ${pendingCover}`] : []),
      ];
    });
    expect(waiting.flat()).toEqual([]);
  });

  it('invoices that owe nothing are closed, and those that owe something are not', () => {
    const wrong = all.flatMap(({ ledgers }) =>
      ledgers
        .filter(({ invoice }) => (invoice.stage === 'closed') !== invoice.balance <= 0)
        .map(({ invoice }) => invoice),
    );
    expect(wrong).toEqual([]);
  });

  it('every decision is taken the same again', async () => {
    const different = await inParallel(lives, async ({ creditor, debtor }) => {
      const loaded = await loadRecord({ creditor, debtor });
      return loaded ? replay(loaded.record, loaded.ground).flatMap(({ differences }) => differences) : [debtor];
    });
    expect(different.flat()).toEqual([]);
  });
});

const kinds: Readonly<Record<string, string>> = {
  'Payment Received': 'payment',
  'Credit Note Issued': 'credit-note',
  'Credit Added': 'credit',
  'Credit Applied': 'transfer',
  'Credit Refunded': 'refund',
};
/** More refunded than there was, or nothing there to let go. */
const mayBeRefused = new Set(['more-than-credit', 'nothing-to-relieve']);
