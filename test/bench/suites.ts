// What the bench measures, by name. Each is loaded when it is run: some prepare the process that they run in.
import type { Measure } from './measure.ts';

export const suites: Readonly<Record<string, () => Promise<readonly Measure[]>>> = {
  decide: async () => (await import('./decide.ts')).benchDecide(),
  charges: async () => (await import('./charges.ts')).benchCharges(),
  balances: async () => (await import('./balances.ts')).benchBalances(),
  simulate: async () => (await import('./simulate.ts')).benchSimulate(),
  bundles: async () => (await import('./bundles.ts')).benchBundles(),
  intake: async () => (await import('./intake.ts')).benchIntake(),
  workbooks: async () => (await import('./workbooks.ts')).benchWorkbooks(),
  'e-invoices': async () => (await import('./e-invoices.ts')).benchEInvoices(),
  'local AWS': async () => (await import('./local-aws.ts')).benchLocalAws(),
  sending: async () => (await import('./sending.ts')).benchSending(),
  templates: async () => (await import('./templates.ts')).benchTemplates(),
  plan: async () => (await import('./plan.ts')).benchPlan(),
};
