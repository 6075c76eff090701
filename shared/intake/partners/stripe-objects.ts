// What is read of Stripe's events and of the objects in them; all else is ignored, so that new versions of its API go on being read.
import * as z from 'zod';
import { BadInput } from '#domain/errors.ts';

const seconds = z.int();
/** An object, or only its id: events hold ids, but for those that a sender has expanded. */
const idOf = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]);
const maybe = <Type extends z.ZodType>(type: Type) => type.nullish().transform((value) => value ?? undefined);

export const stripeEvent = z.object({
  id: z.string(),
  type: z.string(),
  created: seconds,
  livemode: z.boolean(),
  /** Of a connected account. */
  account: maybe(z.string()),
  data: z.object({ object: z.unknown(), previous_attributes: maybe(z.record(z.string(), z.unknown())) }),
});
export type StripeEvent = z.output<typeof stripeEvent>;

const address = maybe(
  z.object({
    line1: maybe(z.string()),
    line2: maybe(z.string()),
    postal_code: maybe(z.string()),
    city: maybe(z.string()),
    state: maybe(z.string()),
    country: maybe(z.string()),
  }),
);

export const stripeInvoice = z.object({
  id: z.string(),
  number: maybe(z.string()),
  status: maybe(z.string()),
  customer: maybe(idOf),
  customer_name: maybe(z.string()),
  customer_email: maybe(z.string()),
  customer_phone: maybe(z.string()),
  customer_address: address,
  customer_tax_ids: maybe(z.array(z.object({ type: z.string(), value: maybe(z.string()) }))),
  amount_remaining: z.int(),
  amount_paid: z.int(),
  currency: z.string(),
  created: seconds,
  effective_at: maybe(seconds),
  due_date: maybe(seconds),
  status_transitions: maybe(z.object({ finalized_at: maybe(seconds), paid_at: maybe(seconds) })),
  /** Until version 2025-03-31 of the API. */
  charge: maybe(idOf),
  payment_intent: maybe(idOf),
  hosted_invoice_url: maybe(z.string()),
  invoice_pdf: maybe(z.string()),
});
export type StripeInvoice = z.output<typeof stripeInvoice>;

export const stripeCustomer = z.object({
  id: z.string(),
  name: maybe(z.string()),
  email: maybe(z.string()),
  phone: maybe(z.string()),
  address,
  preferred_locales: maybe(z.array(z.string())),
});

export const stripeCreditNote = z.object({
  id: z.string(),
  invoice: idOf,
  amount: z.int(),
  /** By how much less of the invoice is open; the rest was paid already, and given back elsewhere. */
  pre_payment_amount: maybe(z.int()),
  type: maybe(z.string()),
  currency: z.string(),
  created: seconds,
  effective_at: maybe(seconds),
});

/** Which payment was for which invoice, since version 2025-03-31 of the API. */
export const stripeInvoicePayment = z.object({
  invoice: idOf,
  payment: z.object({ charge: maybe(idOf), payment_intent: maybe(idOf) }),
});

export const stripeDispute = z.object({
  id: z.string(),
  charge: maybe(idOf),
  payment_intent: maybe(idOf),
  amount: z.int(),
  currency: z.string(),
  reason: maybe(z.string()),
  status: z.string(),
});

/** Throws BadInput that names the fields which are not as Stripe documents them. */
export const readObject = <Schema extends z.ZodType>(schema: Schema, value: unknown, of: string): z.output<Schema> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'all of it'}: ${message}`);
  throw new BadInput('bad-stripe-event', `${of} is not as Stripe documents it: ${problems.join('; ')}`);
};
