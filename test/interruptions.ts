// What goes wrong on the way, on purpose: executions that are stopped, and handlers that die in the middle of their work.
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { InvoiceKey } from '#domain/facts.ts';
import { crashAfterWrite } from '#test/crash.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { stack, type TestEvent } from '#test/stack.ts';

const { handler: applyEvent } = await import('#functions/apply-event.ts');
const { handler: fanOut } = await import('#functions/fan-out.ts');
const { handler: sendMessage } = await import('#functions/send-message.ts');
const { executionName } = await import('#store/keys.ts');
const { loadInvoice } = await import('#store/load-facts.ts');

const workflows = new SFNClient({});

export const stopExecutionOf = async (key: InvoiceKey): Promise<void> => {
  const { invoice } = await loadInvoice(key);
  const executionArn = `${stack.CollectionArn.replace(':stateMachine:', ':execution:')}:${executionName(key, invoice.run)}`;
  await workflows.send(new StopExecutionCommand({ executionArn, cause: 'test' })).catch(() => undefined);
};

/** The sender of an invoice dies after its n-th write. */
export const crashSender = async (write: number, { creditor, invoice }: InvoiceKey): Promise<void> => {
  const { run } = (await loadInvoice({ creditor, invoice })).invoice;
  await crashAfterWrite(write, () => sendMessage({ creditor, invoice, run }, lambdaContext));
};

const message = (body: object) => ({ Records: [{ messageId: 'm', body: JSON.stringify(body) }] }) as never;

/** Whoever records an event dies after the n-th write: the queue brings the event again, which is for the caller to do. */
export const crashEvent = async (write: number, { detailType, detail }: TestEvent): Promise<void> => {
  await crashAfterWrite(write, () => applyEvent(message({ 'detail-type': detailType, detail }), lambdaContext));
};

/** Whoever puts a debtor's payment to its invoices dies after the n-th write; the one that the stream has called works on. */
export const crashFanOut = async (write: number, creditor: string, debtor: string, event: string): Promise<void> => {
  await crashAfterWrite(write, () => fanOut(message({ creditor, debtor, event }), lambdaContext));
};
