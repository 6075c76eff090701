// A debtor whose account something has changed: its counter rises, so that no claim holds that was decided on before.
import type { Debtor, DebtorKey } from '#domain/facts.ts';
import { debtorItem } from './keys.ts';
import { tableName, type Write } from './table.ts';

export type DebtorRise = {
  /** What its credit gains, in minor units; below zero it loses. */
  readonly credit?: { readonly currency: string; readonly by: number };
  readonly history?: Debtor['history'];
  /** The counter that all this was worked out on, where it depends on it. */
  readonly seen?: number | undefined;
};

export const raiseDebtor = (key: DebtorKey, { credit, history, seen }: DebtorRise = {}): Write => {
  const gains = credit !== undefined && credit.by !== 0;
  return {
    Update: {
      TableName: tableName,
      Key: debtorItem(key),
      UpdateExpression: [
        'SET #counter = #counter + :one',
        ...(gains ? ['credit.#currency = if_not_exists(credit.#currency, :zero) + :credit'] : []),
        ...(history ? ['history = :history'] : []),
      ].join(', '),
      ConditionExpression: seen === undefined ? 'attribute_exists(pk)' : '#counter = :seen',
      ExpressionAttributeNames: { '#counter': 'counter', ...(gains ? { '#currency': credit.currency } : {}) },
      ExpressionAttributeValues: {
        ':one': 1,
        ...(gains ? { ':zero': 0, ':credit': credit.by } : {}),
        ...(history ? { ':history': history } : {}),
        ...(seen === undefined ? {} : { ':seen': seen }),
      },
    },
  };
};
