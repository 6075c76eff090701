// recaudo policy plan FILE: what a policy would change for the open portfolio, before anything is changed.
import type { Command } from 'commander';
import { checkNumber } from '../check-number.ts';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { clockOf } from '../connect.ts';
import { planOnStack } from '../plan-stack.ts';
import { checkRates, inFlightOf, readPolicyToApply } from '../policy-file.ts';
import { type PriceOptions, pricesFor } from '../prices-for.ts';

type Options = StackOptions &
  PriceOptions & {
    readonly creditor?: string;
    readonly inFlight: string;
    readonly limit: string;
  };

export const policyPlanCommand = (): Command =>
  withPlanOptions(
    stackCommand('plan', 'show what a policy file would change, and who is written to tomorrow; changes nothing', [
      ['policy plan acme.yaml', 'against the version in force'],
      ['policy plan acme.yaml --in-flight next-stage', 'where invoices in collection change with their next stage'],
      ['policy plan acme.yaml --prices sms=0.07,call=1.20', 'with other prices than the policy has'],
      ['policy plan acme.yaml --json', 'every message, for programs'],
    ]).argument('<file>', 'the policy, in YAML'),
  )
    .option('--creditor <id>', 'refuse the file unless it is of this creditor')
    .option('--in-flight <mode>', 'as it would be applied: now, next-stage or pin', 'now')
    .action(async (file: string, options: Options) => {
      const content = readPolicyToApply(file, options.creditor);
      const inFlight = inFlightOf(options.inFlight);
      const prices = pricesFor(content, options);
      const limit = checkNumber('--limit', options.limit);
      const context = await contextOf(options);
      await checkRates(content, await clockOf(context.stack));
      const { value, lines } = await planOnStack(context, content, inFlight, prices, limit);
      context.output.answer(value, () => lines);
    });

export const withPlanOptions = (command: Command): Command =>
  command
    .option('--limit <n>', 'how many invoices, and messages of each kind, are listed', '20')
    .option('--prices <list>', 'cost of one contact by channel, such as email=0.0001,sms=0.05; else as the policy says')
    .option('--prices-in <currency>', "their currency, where it is not the policy's");
