// Reads where letters reach the debtor of the row in hand.
import type { PostalAddress } from '#domain/postal-address.ts';
import { addressFrom } from './address-text.ts';
import { onText } from './cell-values.ts';
import type { Source } from './file-profile.ts';
import { fieldReaders } from './read-cells.ts';
import type { RowInHand } from './row-in-hand.ts';

export type AddressFields = {
  readonly street?: Source | undefined;
  readonly street2?: Source | undefined;
  readonly postalCode?: Source | undefined;
  readonly city?: Source | undefined;
  readonly state?: Source | undefined;
};

/** Undefined where the row tells no street, or where what is wrong with it has been told. */
export const addressReader = (
  hand: RowInHand,
  fields: AddressFields,
  columns: readonly string[],
): ((country: string | undefined) => PostalAddress | undefined) => {
  if (fields.street === undefined) return () => undefined;
  const { may } = fieldReaders(hand, columns);
  const asItIs = onText((value: string) => ({ value }));
  const part = (name: keyof AddressFields) => may(name, fields[name], asItIs);
  const street = part('street');
  const street2 = part('street2');
  const postalCode = part('postalCode');
  const city = part('city');
  const state = part('state');
  const labels = { street, postalCode, city, region: state };
  return (country) => {
    const told = {
      street: [street.read() ?? '', street2.read() ?? ''],
      postalCode: postalCode.read() ?? '',
      city: city.read() ?? '',
      region: state.read() ?? '',
      country,
    };
    const outcome = addressFrom(told);
    if ('value' in outcome) return outcome.value;
    const values = { ...told, street: told.street.join(' ').trim() };
    return hand.refuse(labels[outcome.part].label, outcome, values[outcome.part]);
  };
};
