// What makes a contact more or less likely to bring a payment, by a response model: factors that multiply.
import { epochDay, plusMs } from '../calendar.ts';
import type { Cover } from '../decision.ts';
import type { Account, Taking } from '../lives/account.ts';
import type { ResponseModel } from './response-model.ts';

/** Every contact beyond what is free tires. The one just made is already counted among them. */
export const tiredness = ({ fatigue }: ResponseModel, { person: { contacts } }: Account, at: string): number => {
  const since = plusMs(at, -fatigue.days * dayMs);
  let recent = 0;
  for (let index = contacts.length - 1; index >= 0 && (contacts[index]?.at ?? '') > since; index -= 1) recent += 1;
  return fatigue.times ** Math.max(0, recent - fatigue.free);
};
const dayMs = 86_400_000;

/** All that the model says about this debtor, this invoice and this moment. */
export const factorOf = (
  model: ResponseModel,
  { debtor, invoices }: Account,
  taking: Taking,
  { invoice, due, step, stage }: Cover,
  today: number,
): number => {
  const { situation = '', capacity = '', cause = '', tags } = debtor.circumstances;
  const late = today - epochDay(due);
  let factor = model.tone[taking.tone] * model.stage[stage ?? taking.stage] * model.type[debtor.type];
  factor *= model.age.findLast(({ fromDay }) => fromDay <= late)?.times ?? 1;
  factor *= wordFactor(model.situation, situation) * wordFactor(model.capacity, capacity);
  factor *= wordFactor(model.cause, cause);
  if (step === undefined) factor *= model.listed;
  for (const tag of tags) factor *= wordFactor(model.tags, tag);
  const own = invoices.find((each) => each.invoice === invoice);
  for (const tag of own?.tags ?? []) factor *= wordFactor(model.tags, tag);
  return factor;
};

const wordFactor = (factors: Readonly<Record<string, number>>, word: string): number =>
  Object.hasOwn(factors, word) ? (factors[word] ?? 1) : 1;
