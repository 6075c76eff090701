// Where each kind of charge lies in the ledger.
import type { ChargeKind } from './charges/charge.ts';
import type { Component } from './ledger.ts';

export const componentOf = {
  interest: 'interest',
  compensation: 'compensation',
  collectionCosts: 'collection-cost',
} as const satisfies Record<ChargeKind, Component>;
