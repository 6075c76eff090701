// The open invoices of a creditor that a full list does not name, page by page, each read from the table.
import type { IsoDate, IsoInstant } from '#domain/calendar.ts';
import type { Invoice, InvoiceKey, InvoiceStage } from '#domain/facts.ts';
import { isAsked, isMissable, isMissingHold, type QuestionEvent, questionEvents } from '#intake/batch/full-list.ts';
import { inParallel } from './in-parallel.ts';
import { readInvoice } from './items.ts';
import { invoiceItem, invoicePk } from './keys.ts';
import { loadEntries } from './load-entries.ts';
import { beginning, invoicesFrom, isInCollection, openStages, type Place } from './stage-pages.ts';
import { getItems, queryPrefix } from './table.ts';

/** With the agency or kept inside, they are open all the same. */
const owedStages: readonly InvoiceStage[] = [...openStages, 'placed', 'internal'];

/** `listed` counts those that the list names, `waiting` those about which a person was asked before. */
export type MissingPage = {
  readonly listed: number;
  readonly waiting: number;
  readonly missing: readonly Invoice[];
};

type List = { readonly day: IsoDate; readonly receivedAt: IsoInstant; readonly today: IsoDate };

export async function* findMissing(
  creditor: string,
  isListed: (invoice: string) => boolean,
  list: List,
): AsyncGenerator<MissingPage> {
  for (let place: Place | undefined = beginning; place !== undefined; ) {
    const page = await invoicesFrom(creditor, owedStages, place, pageSize);
    const absent = page.keys.filter(({ invoice }) => !isListed(invoice));
    const invoices = (await getItems(absent.map(invoiceItem))).map((item) => readInvoice(item).invoice);
    const judged = await inParallel(invoices, async (invoice) => ({ invoice, is: await judge(invoice, list) }));
    const of = (kind: Judged) => judged.filter(({ is }) => is === kind).map(({ invoice }) => invoice);
    yield {
      listed: page.keys.length - absent.length,
      waiting: of('waiting').length,
      missing: of('missing').toSorted((one, other) => (one.invoice < other.invoice ? -1 : 1)),
    };
    place = page.next;
  }
}

const pageSize = 1000;
type Judged = 'missing' | 'waiting' | 'no';

const judge = async (invoice: Invoice, list: List): Promise<Judged> => {
  if (!isMissable(invoice, await registeredAt(invoice, list.receivedAt), list)) return 'no';
  return (await wasAsked(invoice, list.today)) ? 'waiting' : 'missing';
};

/** Of one that collection has begun on before, that is early enough to tell. */
const registeredAt = async (invoice: Invoice, receivedAt: IsoInstant): Promise<IsoInstant> => {
  const { enrolledAt } = invoice;
  if (enrolledAt !== undefined && enrolledAt < receivedAt) return enrolledAt;
  return (await loadEntries(invoice))[0]?.recordedAt ?? receivedAt;
};

/** Within the last days, about another list than `own`. */
export const wasAsked = async (invoice: Invoice, today: IsoDate, own?: string): Promise<boolean> => {
  // Those that are paused have a hold; those that nobody here chases have the record of the question alone.
  if (isInCollection(invoice.stage) && !Object.keys(invoice.holds).some(isMissingHold)) return false;
  return isAsked(await loadQuestions(invoice), today, own);
};

/** What lists asked about an invoice, and what became of it. */
export const loadQuestions = async (key: InvoiceKey): Promise<readonly QuestionEvent[]> =>
  (await queryPrefix(invoicePk(key), `EVENT#${questionEvents}`)).map(({ sk, at }) => ({
    id: String(sk).slice('EVENT#'.length),
    at: String(at),
  }));
