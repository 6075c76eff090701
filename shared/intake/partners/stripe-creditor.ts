// Whose events Stripe sends: the setting names a creditor for each account or event source, and one for all others.
import { defaultCreditor } from '#domain/events.ts';

/** By the source of an event: a partner's, or the same for a trial. */
export const isOfStripe = (source: string): boolean => /^(aws\.partner\/)?stripe\.com(\/|$)/.test(source);

/** `setting` is such as "acct_1=acme,ed_7=beta,*=default"; an event names its account only where that is a connected one. */
export const creditorOfStripe = (setting: string, source: string, account: string | undefined): string => {
  const creditors = new Map(
    setting.split(',').map((each) => {
      const [name = '', creditor = defaultCreditor] = each.split('=');
      return [name.trim(), creditor.trim()] as const;
    }),
  );
  const destination = source.split('/').at(-1) ?? '';
  const named = account === undefined ? undefined : creditors.get(account);
  return named ?? creditors.get(destination) ?? creditors.get('*') ?? defaultCreditor;
};
