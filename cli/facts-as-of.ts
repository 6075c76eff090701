// The facts that a decision is explained on: those of now, for now and for a moment to come; for a past one, those of then.
import type { IsoInstant } from '#domain/calendar.ts';
import type { Facts, InvoiceKey } from '#domain/facts.ts';
import { readUntil } from '#domain/lives/as-of.ts';
import type { Policy } from '#domain/policy.ts';
import { CommandFailed, exitCodes } from './exit.ts';

export type KnownThen = {
  readonly facts: Facts;
  readonly policy: Policy;
  readonly stance: 'now' | 'future' | 'past';
};

/** Throws CommandFailed where the record does not reach back to the moment. */
export const factsAsOf = async (key: InvoiceKey, at: IsoInstant, now: IsoInstant): Promise<KnownThen> => {
  const { loadFacts } = await import('#store/load-facts.ts');
  const { loadPolicy } = await import('#store/policies.ts');
  const { lawFor } = await import('#store/law-for.ts');
  const [{ facts }, policy] = await Promise.all([loadFacts(key), loadPolicy(key.creditor)]);
  if (at < now) return factsThen(key, facts, at);
  return { facts: { ...facts, law: lawFor(facts.debtor, policy) }, policy, stance: at > now ? 'future' : 'now' };
};

/** Rebuilt from what was recorded until then. */
const factsThen = async (
  key: InvoiceKey,
  { debtor: { creditor, debtor } }: Pick<Facts, 'debtor'>,
  at: IsoInstant,
): Promise<KnownThen> => {
  const { loadRecord } = await import('#store/load-record.ts');
  const loaded = await loadRecord({ creditor, debtor });
  const asOf = loaded && readUntil(loaded.record, at);
  const invoice = asOf?.account.invoices.find((each) => each.invoice === key.invoice);
  if (!loaded || !asOf || !invoice)
    throw new CommandFailed(
      exitCodes.notFound,
      `invoice ${key.invoice} was not known yet at ${at}, or was registered before its details were kept, or its debtor was merged with another`,
    );
  const policy = loaded.ground.policyOf(asOf.version);
  const { debtor: account, person, invoices } = asOf.account;
  const open = invoices.filter(({ balance }) => balance > 0);
  return {
    facts: { invoice, debtor: account, person, open, law: loaded.ground.lawOf(account, policy) },
    policy,
    stance: 'past',
  };
};
