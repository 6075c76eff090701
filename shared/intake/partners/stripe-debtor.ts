// Who owes, as Stripe knows its customers. An address that cannot be written to is left out, and its invoice counts all the same.
import * as z from 'zod';
import type { PostalAddress } from '#domain/postal-address.ts';
import { type Language, languages } from '#domain/vocabulary.ts';
import { addressFrom } from '../formats/address-text.ts';
import { countryOf, readPhone } from '../read-phone.ts';
import type { StripeInvoice, stripeCustomer } from './stripe-objects.ts';

type Customer = z.output<typeof stripeCustomer>;

/** Fields of a debtor as Invoice Issued has them. Who has a tax id is a business; anybody else is protected as a consumer is. */
export const debtorOf = (invoice: StripeInvoice): Readonly<Record<string, unknown>> => {
  const { id, customer, customer_name, customer_email, customer_phone, customer_address, customer_tax_ids } = invoice;
  const name = customer_name?.trim() || customer_email || customer || id;
  const country = customer_address?.country;
  const [taxId] = (customer_tax_ids ?? []).flatMap(({ type, value }) => (value ? [`${type} ${value}`] : []));
  const person = taxId?.replaceAll(/[^A-Za-z0-9._/ -]/g, '').slice(0, 64);
  return {
    id: customer ?? id,
    name: name.slice(0, 200),
    type: taxId === undefined ? 'consumer' : 'business',
    ...(person === undefined ? {} : { person }),
    ...(isEmail(customer_email) ? { email: customer_email } : {}),
    ...phoneFields(customer_phone, country),
    ...addressFields(customer_address),
    ...countryFields(country),
  };
};

/** What of a debtor has changed: all that there is where Stripe does not say what it was before. */
export const changedDebtor = (
  { name, email, phone, address, preferred_locales }: Customer,
  before: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> => {
  const has = (field: string): boolean => before === undefined || Object.hasOwn(before, field);
  const wasTaken = (field: string): boolean => before !== undefined && Object.hasOwn(before, field);
  const language = languageOf(preferred_locales);
  return {
    ...(has('name') && name?.trim() ? { name: name.slice(0, 200) } : {}),
    ...(has('email') && isEmail(email) ? { email } : {}),
    ...(wasTaken('email') && email === undefined ? { email: null } : {}),
    ...(has('phone') ? phoneFields(phone, address?.country) : {}),
    ...(wasTaken('phone') && phone === undefined ? { phone: null } : {}),
    ...(has('preferred_locales') && language !== undefined ? { language } : {}),
    ...(has('address') ? { ...addressFields(address), ...countryFields(address?.country) } : {}),
    ...(wasTaken('address') && address === undefined ? { postalAddress: null } : {}),
  };
};

const isEmail = (text: string | undefined): boolean => z.email().safeParse(text).success;

const phoneFields = (text: string | undefined, country: string | undefined): { readonly phone?: string } => {
  const phone =
    text === undefined ? undefined : readPhone(text, country === undefined ? undefined : countryOf(country));
  return phone === undefined ? {} : { phone };
};

/** One that a letter cannot be sent to is left out. */
const addressFields = (told: Customer['address']): { readonly postalAddress?: PostalAddress } => {
  const country = told?.country?.toUpperCase();
  const outcome = addressFrom({
    street: [told?.line1 ?? '', told?.line2 ?? ''],
    postalCode: told?.postal_code ?? '',
    city: told?.city ?? '',
    region: told?.state ?? '',
    country: country !== undefined && /^[A-Z]{2}$/.test(country) ? country : undefined,
  });
  return 'value' in outcome && outcome.value !== undefined ? { postalAddress: outcome.value } : {};
};

const countryFields = (country: string | undefined): { readonly jurisdiction?: string } =>
  country !== undefined && /^[A-Za-z]{2}$/.test(country) ? { jurisdiction: country.toUpperCase() } : {};

/** Of locales such as "pt-BR", the first that we write in. */
const languageOf = (locales: readonly string[] = []): Language | undefined =>
  locales
    .map((locale) => locale.slice(0, 2).toLowerCase())
    .flatMap((code) => languages.filter((language) => language === code))[0];
