// The fields of a policy, each by itself. Unknown keys are refused: they are typos.
import * as z from 'zod';
import { isTimeZone } from './calendar.ts';
import { allocationOrders } from './money/ledger.ts';
import { adaptation, listening } from './policy-adaptation.ts';
import { compensation, costs, interest } from './policy-charges.ts';
import { budget, fullDay, hours } from './policy-contact.ts';
import { currencyAmounts, identifier, percent, rule, time } from './policy-fields.ts';
import { occasions } from './policy-occasions.ts';
import { prices } from './policy-prices.ts';
import { relief, unlimitedRelief } from './policy-relief.ts';
import { stage, step } from './policy-schedule.ts';
import { sending, unhurried } from './policy-sending.ts';
import { tasks } from './policy-tasks.ts';
import { channels, debtorTypes, languages } from './vocabulary.ts';
import { wayToPay } from './ways-to-pay.ts';

const strategy = z.strictObject({
  steps: z.array(step).min(1).max(60).optional().describe("Instead of the policy's steps."),
  occasions: occasions.optional().describe("Instead of the policy's."),
  minDaysBetween: z.int().min(0).max(90).optional().describe("Instead of the policy's."),
  budget: budget.optional().describe("Instead of the policy's."),
});
const strategyName = identifier.describe('Name of a strategy, or "standard": the policy as it stands.');

const usualBrakes = { leastRows: 20, rejectedPercent: 20, contactsTimes: 5, settledPercent: 20 } as const;

export const policyObject = z.strictObject({
  jurisdiction: z
    .string()
    .regex(/^[A-Z]{2}$/, 'use an ISO 3166 country code, such as CO')
    .optional()
    .describe('Whose law applies to debtors that name no country of their own.'),
  debtorType: z
    .enum(debtorTypes)
    .optional()
    .describe('Whom it is for, where that is one kind only: the check then reads the law of that kind alone.'),
  acknowledge: z
    .array(z.string().regex(/^[A-Za-z0-9-]+\.[A-Za-z]+$/, 'name a value of a pack, such as CO-consumer.hours'))
    .max(100)
    .default([])
    .describe(
      'Values of packs marked M or U that somebody has looked at and accepts, such as "PE-consumer.interest"; those marked M then count for charges.',
    ),
  creditor: z
    .strictObject({
      id: identifier.describe('Names the creditor; the file is uploaded as config/<id>.yaml.'),
      name: z.string().min(1).max(120).describe('As debtors know it.'),
      email: z.email().describe('Sender of mails; verified in SES.'),
      replyTo: z
        .email()
        .optional()
        .describe("Where answers go when the deployment hears none itself; the sender's own address when left out."),
      phone: z.string().min(3).max(40).describe('Where the contact person is reached.'),
      address: z.string().min(1).max(300).describe('Postal address, shown in mails.'),
      smsSender: z
        .string()
        .regex(/^[A-Za-z0-9]{1,11}$/, 'use 1 to 11 letters and digits')
        .optional()
        .describe('Sender of text messages, where the country allows names.'),
      whatsappSender: z
        .string()
        .regex(
          /^(phone-number-id-[0-9a-zA-Z]{1,64}|arn:[\w-]+:social-messaging:[\w-]+:\d{12}:phone-number-id\/[0-9a-zA-Z]{1,64})$/,
          'use the id of a number of AWS End User Messaging Social, such as phone-number-id-0123456789abcdef0123456789abcdef',
        )
        .optional()
        .describe('Number that WhatsApp messages come from; steps by whatsapp need it.'),
      voiceSender: z
        .string()
        .regex(
          /^(\+[1-9]\d{6,14}|phone-[0-9a-z]{1,64}|pool-[0-9a-z]{1,64}|arn:[\w-]+:sms-voice:[\w-]+:\d{12}:(phone-number|pool)\/[\w-]{1,80})$/,
          'use a number of AWS End User Messaging that can call, such as +12065550100, or the id of one or of a pool',
        )
        .optional()
        .describe('Number that automated calls come from; steps by voice need it.'),
      timeZone: z
        .string()
        .refine(isTimeZone, {
          error: 'is no time zone',
          params: { remedy: 'use an IANA zone, such as America/Bogota' },
        })
        .describe('Zone of debtors that name none.'),
      language: z.enum(languages).describe('Language of debtors that name none.'),
      waysToPay: z
        .array(wayToPay)
        .min(1)
        .max(8)
        .describe("By kind, told in the debtor's language, or as the debtor reads them, one line each."),
      linkHosts: z
        .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'write a host, such as www.acme.example'))
        .max(20)
        .optional()
        .describe("Hosts that texts may link to, besides those of the ways to pay; a host's subdomains count too."),
      contactPerson: z.string().min(1).max(120).describe('A person the debtor can talk to.'),
      documentHosts: z
        .array(
          z
            .string()
            .regex(
              /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
              'write the name of a host in small letters, such as invoices.example.com',
            ),
        )
        .min(1)
        .max(20)
        .optional()
        .describe('Hosts to which links to documents may lead; no others are sent.'),
    })
    .describe('Who is owed, and how it presents itself.'),
  stages: z.array(stage).min(1).describe('When an invoice is in which stage.'),
  steps: z.array(step).min(1).max(60).describe('What is done in each stage.'),
  occasions: occasions.default([]),
  hours: hours
    .default({ ...fullDay, days: [1, 2, 3, 4, 5, 6, 7], weekdays: {}, holidays: 'allow' })
    .describe('When debtors may be contacted; the law may say less.'),
  preferred: z
    .strictObject({
      time: time.optional().describe('Contact is made from this time of the day on.'),
      day: z.int().min(1).max(7).optional().describe('Contact waits up to six days for this weekday. 1 = Monday.'),
    })
    .default({})
    .describe('What debtors like who have not said so themselves, inside the hours.'),
  minDaysBetween: z
    .int()
    .min(0)
    .max(90)
    .default(1)
    .describe('The next contact of a debtor is on day +n of the last one, or later; 0 and 1 add nothing to one a day.'),
  budget: budget
    .default({ perDay: 1, rolling: [], oneChannelAWeek: false, calls: [] })
    .describe('How often one person may be contacted, over all creditors of the deployment.'),
  sending: sending
    .default(unhurried)
    .describe('How the messages of a morning are spread, and how a new domain begins.'),
  deliveredAfterDays: z
    .int()
    .min(0)
    .max(30)
    .default(3)
    .describe('Days after acceptance, without a reported failure, from which a notice counts as delivered.'),
  letters: z
    .strictObject({
      registered: z.boolean().default(false).describe('Sent registered, where its step says nothing else.'),
      colour: z.boolean().default(false).describe('Printed in colour.'),
      duplex: z.boolean().default(true).describe('Printed on both sides.'),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, 'use an ISO 3166 country code, such as CO')
        .optional()
        .describe('Where they are posted: envelopes name every other country. The jurisdiction when left out.'),
      deliveredAfterDays: z
        .int()
        .min(0)
        .max(30)
        .default(7)
        .describe(
          'Days after acceptance, without a reported failure, from which a notice by letter counts as delivered.',
        ),
    })
    .optional()
    .describe('How letters are sent, and when a notice by one counts as delivered; without it, as other messages do.'),
  requireConsent: z
    .array(z.enum(channels))
    .max(channels.length)
    .default(['whatsapp', 'voice'])
    .describe('Channels used only with recorded consent.'),
  minimumBalance: currencyAmounts
    .default({})
    .describe('By currency: less than this is not worth a message. On the minimum is chased.'),
  minimumBalancePercent: percent
    .optional()
    .describe('Less than this share of the invoice is not worth a message. On the minimum is chased.'),
  promise: z
    .strictObject({
      toleranceDays: z
        .int()
        .min(0)
        .max(30)
        .default(0)
        .describe('Days after the promised date for which chasing still waits.'),
    })
    .default({ toleranceDays: 0 })
    .describe('What a promise to pay is worth.'),
  replies: z
    .strictObject({
      pauseDays: z
        .int()
        .min(0)
        .max(30)
        .default(3)
        .describe(
          'Days for which chasing waits after an answer, its own day being the first, until a person has read it.',
        ),
      paidPauseDays: z
        .int()
        .min(1)
        .max(30)
        .default(7)
        .describe('Days for which it waits for the money where the debtor says that it has paid.'),
    })
    .default({ pauseDays: 3, paidPauseDays: 7 })
    .describe('What answers of debtors do before somebody has read them.'),
  payments: z
    .strictObject({
      order: z
        .enum(allocationOrders)
        .default('principal-first')
        .describe(
          'What money goes to first: the principal, or what delay has added, costs before interest. Kept with each payment as it comes in.',
        ),
      allocate: z
        .enum(['oldest-first', 'by-hand'])
        .default('oldest-first')
        .describe(
          'What becomes of a payment that names no invoice: put to the oldest due, or left as credit until a person applies it.',
        ),
      unapplied: z
        .enum(['covers', 'pause'])
        .default('covers')
        .describe(
          'Credit that no invoice has used stops chasing when it covers all that is open, or whenever there is any.',
        ),
    })
    .default({ order: 'principal-first', allocate: 'oldest-first', unapplied: 'covers' })
    .describe('How money that comes in is put to use.'),
  intake: z
    .strictObject({
      brakes: z
        .strictObject({
          leastRows: z
            .int()
            .min(1)
            .max(1_000_000)
            .default(20)
            .describe('Smaller files are not held for their rejects.'),
          rejectedPercent: z.int().min(0).max(100).default(20).describe('Held when more of its rows were rejected.'),
          contactsTimes: z
            .int()
            .min(1)
            .max(1000)
            .default(5)
            .describe(
              'Held when it would make us contact more debtors by the end of tomorrow than so many times the usual.',
            ),
          settledPercent: z
            .int()
            .min(0)
            .max(100)
            .default(20)
            .describe('A full list is held when more of the open invoices are missing from it.'),
        })
        .default(usualBrakes)
        .describe('What makes a batch wait for a person.'),
    })
    .default({ brakes: usualBrakes })
    .describe('How uploaded files are taken in.'),
  retention: z
    .strictObject({
      months: z
        .int()
        .min(0)
        .max(600)
        .default(72)
        .describe(
          'Months after the last movement of a closed account for which addresses, texts and notes are kept; then recaudo erase --due removes them.',
        ),
      legalMonths: z
        .int()
        .min(0)
        .max(600)
        .default(0)
        .describe('Months of these for which the law wants them kept: so long, a request to erase them is refused.'),
    })
    .default({ months: 72, legalMonths: 0 })
    .describe('How long what is known of people is kept once nothing is owed.'),
  listening: listening
    .optional()
    .describe(
      'What is noted of how mails are read, besides answers; nothing when left out. Ask who watches over privacy first.',
    ),
  adaptation: adaptation
    .optional()
    .describe('How the response so far changes the way of contacts, never how many; not at all when left out.'),
  prices: prices
    .optional()
    .describe('What contacts cost; rough prices in US dollars when left out. Each contact records its own.'),
  tasks,
  relief: relief.default(unlimitedRelief).describe('What may be let go of a debt, and by whom.'),
  segments: z
    .array(
      z.strictObject({
        name: identifier.describe('Names the segment.'),
        when: rule.optional().describe('Rule over the facts of segments; left out in the last one, the default.'),
        strategy: strategyName.default('standard'),
      }),
    )
    .max(20)
    .default([])
    .describe('The first whose rule holds decides the strategy of a debtor; the last is the default and has no rule.'),
  strategies: z.record(identifier, strategy).default({}).describe('Other ways of collecting, by name.'),
  arms: z
    .array(
      z.strictObject({
        name: identifier.describe('Names the arm on every contact made in it.'),
        percent: z.int().min(1).max(99).describe('Share of debtors that follow it.'),
        strategy: strategyName,
        segment: identifier.optional().describe('Only debtors of this segment; all when left out.'),
      }),
    )
    .max(10)
    .default([])
    .describe('Challengers: a share of debtors, always the same ones, follows another strategy.'),
  interest,
  costs,
  compensation,
  agency: z
    .strictObject({
      name: z.string().min(1).max(120).describe('Who takes over.'),
      minimumDebt: currencyAmounts.describe(
        "By currency: the debtor's total past due from which an agency is worth its commission. On the minimum is placed.",
      ),
      commissionPercent: z
        .string()
        .regex(/^\d{1,2}(\.\d{1,4})?$/, 'write a percentage in quotes, such as "25"')
        .describe('What the agency keeps of what it collects.'),
      approval: z
        .enum(['person', 'automatic'])
        .default('person')
        .describe('person waits for an approval task; automatic places at once.'),
    })
    .optional()
    .describe('Who collects past the last stage.'),
});

export type PolicyFields = z.output<typeof policyObject>;
