// What a movement on the bank account means for debts: money that came, money taken back, or neither.

export type Movement = {
  /** The account grows. */
  readonly isCredit: boolean;
  /** The bank undoes an entry of its own. */
  readonly isReversal: boolean;
  /** A payment that came back: a direct debit that was refused, a transfer that could not be delivered. */
  readonly isReturn: boolean;
};

/** Other movements are the creditor's own payments, and what comes back of these. */
export const meaningOf = ({ isCredit, isReversal, isReturn }: Movement): 'paid' | 'taken-back' | 'other' => {
  const undoes = isReversal || isReturn;
  if (isCredit) return undoes ? 'other' : 'paid';
  return undoes ? 'taken-back' : 'other';
};

/** Banks write these where a reference has to stand and there is none. */
export const isReference = (text: string): boolean =>
  !/^(NOTPROVIDED|NONREF|NOREF|NICHT ANGEGEBEN|0*|\s*)$/i.test(text);

/**
 * Names each movement of a statement by the bank's reference. Movements that share one, such as those of a batch, are
 * numbered, and what takes a payment back never has the id of that payment.
 */
export const bankIds = (): ((reference: string, meaning: 'paid' | 'taken-back') => { readonly id?: string }) => {
  const seen = new Map<string, number>();
  return (reference, meaning) => {
    if (!isReference(reference)) return {};
    const id = meaning === 'paid' ? reference : `${reference}/returned`;
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    return { id: before === 0 ? id : `${id}/${before + 1}` };
  };
};

/** How many movements were passed over, and why, for the warnings of a file. */
export const passedOver = (counts: Readonly<Record<string, number>>): readonly string[] =>
  Object.entries(counts).flatMap(([why, count]) =>
    count === 0 ? [] : `${count} ${count === 1 ? 'entry was' : 'entries were'} passed over: ${why}`,
  );
