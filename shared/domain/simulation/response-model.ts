// How simulated debtors answer: one table of assumptions, each of which a file may replace. None was measured on anybody's debtors.
import * as z from 'zod';
import { channels, debtorTypes, type StageName, stageNames, tones } from '../vocabulary.ts';

const chance = z.number().min(0).max(1);
const times = z.number().min(0).max(10);
const day = z.int().min(-365).max(3650);
const byWord = z.record(z.string().min(1).max(60), times);

const byChannel = <Name extends string>(values: readonly Name[], defaults: Readonly<Record<Name, number>>) =>
  z
    .partialRecord(z.enum(values), times)
    .transform((given) => ({ ...defaults, ...given }))
    .prefault({});

const answer = (reach: number, pay: number, promise: number) =>
  z
    .strictObject({ reach: chance.default(reach), pay: chance.default(pay), promise: chance.default(promise) })
    .prefault({});

const oneEach = Object.fromEntries(stageNames.map((name) => [name, 1])) as Readonly<Record<StageName, 1>>;

export const responseModelSchema = z.strictObject({
  unprompted: z
    .array(z.strictObject({ fromDay: day, perDay: chance }))
    .min(1)
    .default([
      { fromDay: -365, perDay: 0.004 },
      { fromDay: -7, perDay: 0.02 },
      { fromDay: 0, perDay: 0.06 },
      { fromDay: 4, perDay: 0.02 },
      { fromDay: 15, perDay: 0.01 },
      { fromDay: 31, perDay: 0.004 },
      { fromDay: 61, perDay: 0.002 },
    ])
    .describe('Chance of paying on a day without any contact, by days past due.'),
  willingnessSpread: z
    .number()
    .min(0)
    .max(2)
    .default(0.7)
    .describe('How much debtors differ: the deviation of the logarithm of a factor on every chance below and above.'),
  channels: z
    .strictObject({
      email: answer(0.55, 0.12, 0.02),
      sms: answer(0.7, 0.1, 0.02),
      whatsapp: answer(0.75, 0.13, 0.04),
      voice: answer(0.25, 0.06, 0.02),
      call: answer(0.3, 0.25, 0.35),
      visit: answer(0.4, 0.35, 0.35),
      letter: answer(0.6, 0.1, 0.01),
    })
    .prefault({})
    .describe('reach: read or answered. Of those: pay, pays because of it; promise, else says when it will pay.'),
  tone: byChannel(tones, { warm: 1, plain: 1, firm: 1.1 }).describe('Factor on pay.'),
  stage: byChannel(stageNames, oneEach).describe('Factor on pay.'),
  age: z
    .array(z.strictObject({ fromDay: day, times }))
    .default([
      { fromDay: 31, times: 0.8 },
      { fromDay: 61, times: 0.6 },
      { fromDay: 91, times: 0.4 },
    ])
    .describe('Factor on pay from a day past due on; 1 before the first.'),
  fatigue: z
    .strictObject({
      days: z.int().min(1).max(90).default(30),
      free: z.int().min(0).max(60).default(4),
      times: times.default(0.8),
    })
    .prefault({})
    .describe('Each contact beyond `free` in so many days multiplies pay and promise by `times`.'),
  listed: times
    .default(0.5)
    .describe('Factor on pay for invoices that a message lists without their turn having come.'),
  type: byChannel(debtorTypes, { consumer: 1, business: 1 }).describe('Factor on pay.'),
  situation: byWord.default({}).describe('Factor on pay, by what people found out; also capacity, cause and tags.'),
  capacity: byWord.default({}).describe('Factor on pay.'),
  cause: byWord.default({}).describe('Factor on pay.'),
  tags: byWord.default({ disputed: 0.5 }).describe('Factor on pay, by tag of the debtor or of the invoice.'),
  brokenPromise: times.default(0.7).describe('Factor on pay and promise for each promise broken before.'),
  promise: z
    .strictObject({
      fromDays: z.int().min(1).max(60).default(3),
      toDays: z.int().min(1).max(90).default(10),
      kept: chance.default(0.6),
    })
    .refine(({ fromDays, toDays }) => fromDays <= toDays, { error: 'toDays is before fromDays', path: ['toDays'] })
    .prefault({})
    .describe('For when, and how often it is kept.'),
  paysWithin: z.int().min(1).max(60).default(7).describe('Who pays because of a contact pays 1 to so many days later.'),
  deadAddress: byChannel(channels, {
    email: 0.03,
    sms: 0.03,
    whatsapp: 0.03,
    voice: 0.05,
    call: 0.05,
    visit: 0,
    letter: 0.02,
  }).describe('Chance that an address is dead: the first message by it comes back.'),
  mostLikely: chance.default(0.9).describe('No contact is likelier than this to bring a payment.'),
});

export type ResponseModel = z.output<typeof responseModelSchema>;

export const defaultResponseModel: ResponseModel = responseModelSchema.parse({});
