// What an audit finds: an amount or a state as it is kept, beside what it is by the ledger.

export type AuditDifference = {
  readonly debtor: string;
  readonly invoice?: string;
  readonly field: string;
  /** Amounts in minor units. */
  readonly stored: string;
  readonly recomputed: string;
};

/** Empty when both are the same. */
export const comparing =
  (debtor: string, invoice?: string) =>
  (field: string, stored: number | string, recomputed: number | string): readonly AuditDifference[] =>
    stored === recomputed
      ? []
      : [
          {
            debtor,
            ...(invoice === undefined ? {} : { invoice }),
            field,
            stored: String(stored),
            recomputed: String(recomputed),
          },
        ];
