// What a print provider is told of a letter, and what is noted so that its news find the way back.
import type { IsoInstant } from '#domain/calendar.ts';
import type { LetterOrder } from '#store/letters.ts';
import { clean } from '#templates/format.ts';
import type { LetterMessage } from '#templates/message-data.ts';
import type { Delivery, Posting } from '../channel.ts';

type Ready = Pick<Delivery, 'creditor'> & {
  readonly post: Posting;
  readonly now: IsoInstant;
  readonly pdf: Buffer;
  readonly sha256: string;
};

export const orderOf = (
  { recipient, language }: LetterMessage,
  { creditor: house, post, now, pdf, sha256 }: Ready,
): LetterOrder => {
  const { contact, creditor, debtor, lead, to, registered, colour, duplex } = post;
  const date = now.slice(0, 10);
  return {
    manifest: {
      ...{ format: 'recaudo-letter', version: 1, contact, creditor, date, file: `${contact}.pdf`, sha256 },
      pages: pagesOf(pdf),
      to: { name: recipient, ...to },
      from: { name: clean(house.name), address: clean(house.address) },
      ...{ registered, colour, duplex, language },
      envelope: 'DIN 5008 form B, window on the left (DL, C6/5)',
    },
    note: { contact, creditor, debtor, lead, date, registered },
  };
};

/** Each page is an object of the file, and says so outside of what is compressed. */
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
