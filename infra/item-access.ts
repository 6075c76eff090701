// What may be done to which kinds of items, and the sets that several functions share.

export type ItemKind =
  | 'INVOICE'
  | 'DEBTOR'
  | 'PERSON'
  | 'POLICY'
  | 'TEXTS'
  | 'RATES'
  | 'BATCH'
  | 'PARTNER'
  | 'PAYMENT'
  | 'WEBHOOK'
  | 'THREAD'
  | 'SENDING';
export type ItemAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem';
/** A transaction needs what each of its writes would need alone. */
export type ItemAccess = { readonly [Kind in ItemKind]?: readonly ItemAction[] };

export const isWriting = (access: ItemAccess): boolean =>
  Object.values(access)
    .flat()
    .some((action) => ['PutItem', 'UpdateItem', 'DeleteItem'].includes(action));

/**
 * Looking reads all facts, records what an earlier contact covered and claimed, and settles a send that was interrupted, with a task.
 * Deleted is the pointer of an invoice of which a claim that was too high gives back the last of what is open.
 */
export const looking: ItemAccess = {
  INVOICE: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'],
  DEBTOR: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
  PERSON: ['GetItem'],
  POLICY: ['GetItem'],
};

/** Reporting of a contact looks again where its word did not arrive, and gives the person's budget back. */
export const reporting: ItemAccess = { ...looking, PERSON: ['GetItem', 'PutItem'] };

/** Contacting looks, reads ledger and published rates for the charges and the creditor's texts, and claims on the person's budget. */
export const contacting: ItemAccess = {
  ...looking,
  PERSON: ['GetItem', 'PutItem'],
  TEXTS: ['GetItem'],
  RATES: ['Query'],
};

/** Who sends reads what is stopped and how fast it may, takes places, and lowers the rate when the provider refuses. */
export const awaitingPlace: ItemAccess = { SENDING: ['Query', 'UpdateItem'] };

/**
 * Recording facts and registering invoices; deleted are pointers of invoices no longer open, and facts that waited. A
 * conversation counts in the person's budget. What names an invoice by its UUID looks for its number. A settlement reads the invoices that it names at once.
 */
export const recording: ItemAccess = {
  INVOICE: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
  DEBTOR: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
  PERSON: ['GetItem', 'PutItem'],
  PARTNER: ['BatchGetItem'],
  POLICY: ['GetItem'],
};

/** Planning reads open invoices with their ledgers, their debtors and persons, page by page. */
export const planning: ItemAccess = {
  INVOICE: ['BatchGetItem', 'Query'],
  DEBTOR: ['BatchGetItem', 'Query'],
  PERSON: ['BatchGetItem'],
};
