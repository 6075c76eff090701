// What a list of debtors says of one otherwise than is known, as facts to be recorded. A file never gives back what was withdrawn later.
import { mayChange } from './apply-fact/changed-at.ts';
import type { DebtorEvent } from './apply-fact/debtor-event.ts';
import { type IsoDate, type IsoInstant, toInstant } from './calendar.ts';
import type { Debtor } from './facts.ts';
import { asTold, type DebtorTold, debtorToldOtherwise, inEvent } from './registration.ts';
import { type Channel, channels } from './vocabulary.ts';

export type DebtorSaid = {
  readonly debtor: DebtorTold;
  /** By channel, whether it was agreed to or is not wanted, and on which day that was said. */
  readonly consent?: Readonly<Partial<Record<Channel, boolean>>> | undefined;
  readonly consentDate?: IsoDate | undefined;
};
type Known = { readonly debtor: Debtor; readonly changedAt?: Readonly<Record<string, IsoInstant>> | undefined };
export type DebtorNews = Extract<DebtorEvent, { type: 'Debtor Changed' | 'Consent Changed' }>;

/** The events' ids follow from `source`. `heardAt` is when the file came. */
export const newsOfDebtor = (
  { debtor, changedAt }: Known,
  said: DebtorSaid,
  source: string,
  heardAt: IsoInstant,
): readonly DebtorNews[] => {
  const key = { creditor: debtor.creditor, debtor: debtor.debtor };
  const told = debtorToldOtherwise(asTold(debtor), said.debtor);
  return [
    ...(Object.keys(told).length === 0
      ? []
      : [
          {
            type: 'Debtor Changed',
            detail: { id: `${source}-debtor`, ...key, ...inEvent(told), at: heardAt, saidBy: 'list' },
          } as const,
        ]),
    ...channels.flatMap((channel) => {
      const given = said.consent?.[channel];
      const at = saidAt(given, said.consentDate, heardAt);
      if (given === undefined || isKnown(debtor, channel, given) || !mayBeSaid(changedAt, channel, at)) return [];
      const detail = { id: consentId(source, channel), ...key, channel, given, at, saidBy: 'list' as const };
      return [{ type: 'Consent Changed', detail } as const];
    }),
  ];
};

export const consentId = (source: string, channel: Channel): string => `${source}-consent-${channel}`;

/** Channels that it says are agreed to, and that were withdrawn since, or at a time that it does not tell from. */
export const withdrawnSince = (
  { debtor, changedAt }: Known,
  { consent, consentDate }: DebtorSaid,
  heardAt: IsoInstant,
): readonly Channel[] =>
  channels.filter(
    (channel) =>
      consent?.[channel] === true &&
      debtor.optOut.includes(channel) &&
      !mayBeSaid(changedAt, channel, saidAt(true, consentDate, heardAt)),
  );

const isKnown = ({ consent, optOut }: Debtor, channel: Channel, given: boolean): boolean =>
  given ? consent.includes(channel) && !optOut.includes(channel) : optOut.includes(channel);

const mayBeSaid = (changedAt: Known['changedAt'] = {}, channel: Channel, at: IsoInstant): boolean =>
  mayChange(changedAt, `consent-${channel}`, at) && mayChange(changedAt, 'optOut', at);

/**
 * Of a day, a yes counts from its beginning and a no to its end, so that of one day the no stands. A yes without a day is older than
 * anything that is known; a no without one is of the moment when the file came.
 */
export const saidAt = (given: boolean | undefined, date: IsoDate | undefined, heardAt: IsoInstant): IsoInstant => {
  if (date === undefined) return given === true ? toInstant(0) : heardAt;
  const at = toInstant(Date.parse(given === true ? `${date}T00:00:00.000Z` : `${date}T23:59:59.999Z`));
  return at < heardAt ? at : heardAt;
};
