// Moves one open invoice to the version in force: it looks again only where its decision is another one.
import type { IsoInstant } from '#domain/calendar.ts';
import { enrolAt } from '#domain/enrol-at.ts';
import { Conflict } from '#domain/errors.ts';
import type { Invoice } from '#domain/facts.ts';
import { decidesAlike } from '#domain/planning/same-decision.ts';
import type { StandingAccount } from '#domain/planning/standing-account.ts';
import type { Policy } from '#domain/policy.ts';
import type { StoredInvoice } from './items.ts';
import { invoiceEventItem, invoiceItem, shardOf, wakePk } from './keys.ts';
import { lawFor } from './law-for.ts';
import { findInvoice } from './load-facts.ts';
import { tableName, transact, type Write } from './table.ts';
import { updateIf } from './update-if.ts';

export type Replanned = 'rung' | 'kept' | 'moved-enrolment' | 'done-before';

type Move = {
  readonly account: StandingAccount;
  readonly policies: { readonly before: Policy; readonly after: Policy };
  readonly now: IsoInstant;
  /** Awaited before an invoice is rung, so that those that look again do not come all at once. */
  readonly pace: () => Promise<void>;
};

/** May be repeated: what is at the version already is left as it is. */
export const replanInvoice = async (found: StoredInvoice, move: Move): Promise<Replanned> => {
  const { version } = move.policies.after;
  let stored: StoredInvoice | undefined = found;
  for (let attempt = 0; attempt < 5 && stored; attempt += 1) {
    const { invoice, cursor }: StoredInvoice = stored;
    if ((cursor.policyVersion ?? 0) >= version || cursor.agendaPk === undefined) return 'done-before';
    if (invoice.run === 0) {
      if (await moveEnrolment(stored, move)) return 'moved-enrolment';
    } else if (isAlike(invoice, move)) {
      if (await keepResting(stored, version)) return 'kept';
    } else {
      await move.pace();
      if ((await transact(ring(invoice, version, move.now))).length === 0) return 'rung';
    }
    // A fact came between: it is looked at as it is now.
    stored = await findInvoice(invoice);
  }
  if (!stored) return 'done-before';
  throw new Conflict(`invoice ${found.invoice.invoice} changed five times while it was moved to version ${version}`);
};

const isAlike = (invoice: Invoice, { account, policies, now }: Move): boolean => {
  const { debtor, person, invoices } = account;
  // Who takes over, and from what amount on, is no part of the decision: those on their way there look again.
  if (
    invoice.stage === 'handoff' &&
    JSON.stringify(agencyIn(policies.before)) !== JSON.stringify(agencyIn(policies.after))
  )
    return false;
  const open = invoices.map((each) => (each.invoice === invoice.invoice ? invoice : each));
  const under = (policy: Policy) => ({ facts: { invoice, debtor, person, open, law: lawFor(debtor, policy) }, policy });
  return decidesAlike(under(policies.before), under(policies.after), now);
};

const agencyIn = ({ content }: Policy) => content.agency;

/**
 * The version rises, so that no rest that was decided on the old policy can still be taken; where one is taken already and stands
 * under the new policy too, it rises with it, and nobody has to look again.
 */
const keepResting = ({ invoice, cursor }: StoredInvoice, policyVersion: number): Promise<boolean> => {
  const rests = cursor.restVersion === invoice.version;
  return updateIf({
    Key: invoiceItem(invoice),
    UpdateExpression: `SET version = :next, policyVersion = :policy${rests ? ', restVersion = :next' : ''}`,
    ConditionExpression: `version = :seen AND run = :run${rests ? ' AND restVersion = :seen' : ''}`,
    ExpressionAttributeValues: {
      ':next': invoice.version + 1,
      ':seen': invoice.version,
      ':run': invoice.run,
      ':policy': policyVersion,
    },
  });
};

const moveEnrolment = ({ invoice }: StoredInvoice, { account, policies, now }: Move): Promise<boolean> => {
  const { after } = policies;
  return updateIf({
    Key: invoiceItem(invoice),
    UpdateExpression: 'SET version = :next, policyVersion = :policy, wakeAt = :at',
    ConditionExpression: 'version = :seen AND run = :run AND attribute_exists(agendaPk)',
    ExpressionAttributeValues: {
      ':next': invoice.version + 1,
      ':seen': invoice.version,
      ':run': 0,
      ':policy': after.version,
      ':at': enrolAt(invoice, account.debtor, lawFor(account.debtor, after), after, now),
    },
  });
};

const ring = (invoice: Invoice, policyVersion: number, now: IsoInstant): readonly Write[] => {
  const event = `policy-${policyVersion}`;
  return [
    {
      Update: {
        TableName: tableName,
        Key: invoiceItem(invoice),
        UpdateExpression: 'SET version = version + :one, policyVersion = :policy, wakeAt = :now, agendaPk = :agenda',
        ConditionExpression: 'version = :seen AND run = :run AND attribute_exists(agendaPk)',
        ExpressionAttributeValues: {
          ':one': 1,
          ':seen': invoice.version,
          ':run': invoice.run,
          ':policy': policyVersion,
          ':now': now,
          ':agenda': wakePk(shardOf(invoice)),
        },
      },
    },
    {
      Put: {
        TableName: tableName,
        Item: {
          ...invoiceEventItem(invoice, event),
          creditor: invoice.creditor,
          invoice: invoice.invoice,
          event,
          type: 'Policy Applied',
          at: now,
        },
      },
    },
  ];
};
