// recaudo debtor ID: the account, its open invoices, its contacts and tasks.
import type { Command } from 'commander';
import { dateIn } from '#domain/calendar.ts';
import { segmentOf } from '#domain/segments/segment-of.ts';
import { checkNumber } from '../check-number.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { clockOf } from '../connect.ts';
import {
  circumstanceLines,
  historySections,
  languageNames,
  lawInWords,
  optOutInWords,
  preferenceLines,
  segmentInWords,
} from '../debtor-in-words.ts';
import { debtorOf } from '../find.ts';
import { section, table } from '../output.ts';
import { minute, money, shortList, totals } from '../written.ts';

type Options = CreditorOptions & { readonly limit: string };

export const debtorCommand = (): Command =>
  withCreditor(
    stackCommand('debtor', 'show an account: what it owes, contacts, tasks', [
      ['debtor taller-rojas', 'for people'],
      ['debtor taller-rojas --limit 200', 'with a longer history'],
    ])
      .argument('<id>', "the debtor's id")
      .option('--limit <n>', 'how many of the newest contacts, tasks and invoices to print', '20'),
  ).action(async (id: string, options: Options) => {
    const limit = checkNumber('--limit', options.limit);
    const { stack, output } = await contextOf(options);
    const key = { creditor: options.creditor, debtor: id };
    const { debtor } = await debtorOf(key);
    const { loadOpenInvoices, openItemLimit } = await import('#store/load-facts.ts');
    const { listContacts } = await import('#store/contacts.ts');
    const { listTasksOfDebtor } = await import('#store/tasks.ts');
    const { loadPolicy } = await import('#store/policies.ts');
    const { samePersonAs } = await import('#store/same-person.ts');
    const [open, contacts, tasks, policy, same, now] = await Promise.all([
      loadOpenInvoices(key),
      listContacts(key),
      listTasksOfDebtor(key),
      loadPolicy(options.creditor),
      samePersonAs(debtor),
      clockOf(stack),
    ]);
    const today = dateIn(debtor.timeZone, now);
    const standing = segmentOf(policy.content, debtor, open, today);
    const jurisdiction = debtor.jurisdiction ?? policy.content.jurisdiction;
    const credit = Object.entries(debtor.credit).filter(([, amount]) => amount > 0);
    const holds = Object.entries(debtor.holds).filter(([, { released }]) => !released);
    const { absorbed = [] } = debtor;
    const isOne = new Set([...absorbed, debtor.merged?.into]);
    const samePerson = same.map((each) => each.debtor).filter((each) => !isOne.has(each));
    const known = { debtor, jurisdiction: jurisdiction ?? null, segment: standing, samePerson, open, contacts, tasks };
    output.answer(known, () => [
      `Debtor ${debtor.debtor}: ${debtor.name}`,
      ...table([
        ['owes', open.length === 0 ? 'nothing' : totals(open)],
        ...credit.map(([currency, amount]) => ['credit', money(amount, currency)]),
        ['email', withState(debtor.email, debtor.undeliverable.includes('email'))],
        ['phone', withState(debtor.phone, debtor.undeliverable.includes('sms'))],
        ...(debtor.optOut.length === 0 ? [] : [['opted out', `of ${optOutInWords(debtor)}`]]),
        ...holds.map(([hold, { reason, until }]) => [
          'hold',
          `${reason} (${hold}) ${until === undefined ? 'until released' : `until ${until}`}`,
        ]),
        ...(debtor.offer === undefined
          ? []
          : [['offer', `${debtor.offer.offer}, ${whenOf(debtor.offer.until, today)}: recaudo offer ${debtor.debtor}`]]),
        ['is a', `${debtor.type}, written to in ${languageNames[debtor.language]}, in ${debtor.timeZone}`],
        ...(debtor.merged === undefined ? [] : [['merged', `into ${debtor.merged.into}, which has its invoices`]]),
        ...(absorbed.length === 0 ? [] : [['speaks for', absorbed.join(', ')]]),
        ...(samePerson.length === 0 ? [] : [['same person', `as ${shortList(samePerson)}: recaudo merge, if one`]]),
        ['law', lawInWords(debtor, jurisdiction)],
        ...preferenceLines(debtor),
        ...circumstanceLines(debtor.circumstances),
        ['segment', segmentInWords(standing)],
      ]),
      ...historySections(debtor.history, today, limit),
      ...section(
        open.length >= openItemLimit ? `Open invoices, the oldest ${openItemLimit}` : 'Open invoices',
        open.length,
        table(
          open
            .slice(0, limit)
            .map(({ invoice, due, stage, balance, currency }) => [
              invoice,
              `due ${due}`,
              stage,
              { right: money(balance, currency) },
            ]),
        ),
      ),
      ...more(open.length, limit, 'later'),
      ...section(
        'Contacts, times in UTC',
        contacts.length,
        table(
          contacts
            .slice(-limit)
            .map(({ claimedAt, channel, step, status, covers }) => [
              minute(claimedAt),
              channel,
              step,
              status,
              `for ${shortList(covers.map(({ invoice }) => invoice))}`,
            ]),
        ),
      ),
      ...more(contacts.length, limit, 'earlier'),
      ...section(
        'Tasks',
        tasks.length,
        table(
          tasks
            .toSorted((one, other) => (one.openedAt < other.openedAt ? -1 : 1))
            .slice(-limit)
            .map(({ task, kind, status, outcome, openedAt, title }) => [
              openedAt.slice(0, 10),
              task,
              kind,
              outcome ?? status,
              title,
            ]),
        ),
      ),
      ...more(tasks.length, limit, 'earlier'),
    ]);
  });

const withState = (address: string | undefined, isDead: boolean): string =>
  address === undefined ? 'none' : isDead ? `${address}, does not work` : address;

const whenOf = (until: string, today: string): string => (until < today ? `over since ${until}` : `until ${until}`);

const more = (length: number, limit: number, which: string): readonly string[] =>
  length > limit ? [`  and ${length - limit} ${which} ones: --limit ${length} shows all`] : [];
