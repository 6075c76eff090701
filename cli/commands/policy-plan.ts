// recaudo policy plan FILE: what a policy would change for the open portfolio, before anything is changed.
import type { Command } from 'commander';
import { checkNumber } from '../check-number.ts';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { clockOf } from '../connect.ts';
import { planOnStack, pricesOf } from '../plan-stack.ts';
import { checkRates, inFlightOf, readPolicyToApply } from '../policy-file.ts';

type Options = StackOptions & {
  readonly creditor?: string;
  readonly inFlight: string;
  readonly limit: string;
  readonly prices?: string;
};

export const policyPlanCommand = (): Command =>
  withPlanOptions(
    stackCommand('plan', 'show what a policy file would change, and who is written to tomorrow; changes nothing', [
      ['policy plan acme.yaml', 'against the version in force'],
      ['policy plan acme.yaml --in-flight next-stage', 'where invoices in collection change with their next stage'],
      ['policy plan acme.yaml --prices sms=0.07,call=1.20', 'with your own prices in US dollars'],
      ['policy plan acme.yaml --json', 'every message, for programs'],
    ]).argument('<file>', 'the policy, in YAML'),
  )
    .option('--creditor <id>', 'refuse the file unless it is of this creditor')
    .option('--in-flight <mode>', 'as it would be applied: now, next-stage or pin', 'now')
    .action(async (file: string, options: Options) => {
      const content = readPolicyToApply(file, options.creditor);
      const inFlight = inFlightOf(options.inFlight);
      const prices = pricesOf(options.prices);
      const limit = checkNumber('--limit', options.limit);
      const context = await contextOf(options);
      await checkRates(content, await clockOf(context.stack));
      const { value, lines } = await planOnStack(context, content, inFlight, prices, limit);
      context.output.answer(value, () => lines);
    });

export const withPlanOptions = (command: Command): Command =>
  command
    .option('--limit <n>', 'how many invoices, and messages of each kind, are listed', '20')
    .option('--prices <list>', 'cost of one contact by channel, in US dollars, such as email=0.0001,sms=0.05');
