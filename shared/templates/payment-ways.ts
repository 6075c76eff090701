// How to pay, as the debtor reads it, and the codes that a bank's app reads for what is to be paid now.
import { createHash } from 'node:crypto';
import { formatMoney, type Money } from '#domain/money/money.ts';
import type { WayToPay } from '#domain/ways-to-pay.ts';
import { clean } from './format.ts';
import { renderText } from './liquid.ts';
import type { MailImage, MessageData, MessageItem } from './message-data.ts';
import { epcPayload, pixPayload } from './payment-codes.ts';
import { qrImage } from './qr-image.ts';
import { totalsOf } from './statement.ts';
import type { Texts } from './texts.ts';

/** One line for each; `codes` are those of the email. */
export const paymentLines = (data: MessageData, texts: Texts): readonly string[] =>
  data.creditor.waysToPay.flatMap((way) => linesOf(way, data, texts)).map(clean);

/** With what is told under it, and without it: the code holds holder, account, amount and reference. */
export type PaymentCode = { readonly image: MailImage; readonly caption: string };

export const paymentCodes = (data: MessageData, texts: Texts): readonly PaymentCode[] => {
  const toPay = toPayNow(data);
  if (toPay === undefined) return [];
  return data.creditor.waysToPay.flatMap((way): readonly PaymentCode[] => {
    const payload = payloadOf(way, data, toPay);
    if (payload === undefined || typeof way === 'string') return [];
    const caption = clean(
      renderText(texts.ways.qr, {
        amount: formatMoney(toPay, data.language),
        reference: clean(leadOf(data).invoice),
        way: { holder: holderOf(way.transfer ?? way.pix ?? {}, data) },
      }),
    );
    const id = createHash('sha256').update(payload).digest('hex').slice(0, 24);
    return [{ caption, image: { cid: `${id}@qr.recaudo`, png: qrImage(payload), alt: caption } }];
  });
};

const linesOf = (way: WayToPay, data: MessageData, { ways }: Texts): readonly string[] => {
  if (typeof way === 'string') return [way];
  const reference = leadOf(data).invoice;
  const say = (text: string, given: object): string => renderText(text, { way: { ...given }, reference });
  const { transfer, link, card, cash, pix } = way;
  if (transfer) {
    const account = transfer.iban === undefined ? (transfer.account ?? '') : `IBAN ${inFours(transfer.iban)}`;
    const told = { holder: holderOf(transfer, data), account, bank: transfer.bank ?? '' };
    return [say(transfer.bank === undefined ? ways.transfer : ways.transferBank, told)];
  }
  if (link) return [say(ways.link, { url: forInvoice(link.url, reference) })];
  if (card?.url !== undefined) return [say(ways.cardOnline, { url: forInvoice(card.url, reference) })];
  if (card) return [say(ways.cardByPhone, { phone: card.phone ?? '' })];
  if (cash) return [say(ways.cash, cash)];
  if (pix) {
    const code = payloadOf(way, data, toPayNow(data));
    return [say(ways.pix, pix), ...(code === undefined ? [] : [say(ways.pixCode, { code })])];
  }
  return [];
};

const payloadOf = (way: WayToPay, data: MessageData, toPay: Money | undefined): string | undefined => {
  if (typeof way === 'string' || toPay === undefined) return undefined;
  const numbers = data.items.map(({ invoice }) => clean(invoice)).join(' ');
  const lead = clean(leadOf(data).invoice);
  const { transfer, pix } = way;
  if (transfer?.iban !== undefined && toPay.currency === 'EUR')
    return epcPayload({
      holder: holderOf(transfer, data),
      iban: transfer.iban,
      ...(transfer.bic === undefined ? {} : { bic: transfer.bic }),
      cents: toPay.amount,
      reference: numbers.length <= 140 ? numbers : lead,
    });
  if (pix && toPay.currency === 'BRL')
    return pixPayload({ ...pix, holder: holderOf(pix, data), centavos: toPay.amount, reference: lead });
  return undefined;
};

/** What this message asks for, where that is one amount. */
const toPayNow = ({ items, occasion }: MessageData): Money | undefined => {
  if (occasion) {
    const [amount, ...more] = occasion.amounts;
    return occasion.instalments?.[0]?.amount ?? (more.length > 0 ? undefined : amount);
  }
  const [total, ...others] = totalsOf(items);
  return total === undefined || others.length > 0 || total.total.amount <= 0 ? undefined : total.total;
};

const leadOf = ({ items: [lead] }: MessageData): Pick<MessageItem, 'invoice'> => lead ?? { invoice: '' };

const holderOf = ({ holder }: { readonly holder?: string | undefined }, { creditor }: MessageData): string =>
  clean(holder ?? creditor.name);

const inFours = (iban: string): string => iban.replaceAll(' ', '').replaceAll(/(.{4})(?=.)/g, '$1 ');

const forInvoice = (url: string, invoice: string): string => url.replaceAll('{invoice}', encodeURIComponent(invoice));
