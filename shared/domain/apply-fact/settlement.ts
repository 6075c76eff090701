// A settlement that is offered to a debtor, or withdrawn: an entry on each invoice that it names, on all of them or on none.
import type { IsoInstant } from '../calendar.ts';
import type { DomainEvent } from '../events.ts';
import { offerSettlement } from './offer-settlement.ts';
import type { SettlementChange, SettlementGround } from './settlement-ground.ts';
import { withdrawSettlement } from './withdraw-settlement.ts';

export type SettlementEvent = Extract<DomainEvent, { type: 'Settlement Offered' | 'Settlement Withdrawn' }>;

export const isSettlement = (event: DomainEvent): event is SettlementEvent =>
  event.type === 'Settlement Offered' || event.type === 'Settlement Withdrawn';

/** Throws BadInput when it cannot be. */
export const applySettlement = (event: SettlementEvent, ground: SettlementGround, now: IsoInstant): SettlementChange =>
  event.type === 'Settlement Offered'
    ? offerSettlement(event.detail, ground, now)
    : withdrawSettlement(event.detail, ground, now);
