// Letters: printed from the outbox of the bucket by whoever the creditor has them printed by.
import { createHash } from 'node:crypto';
import { BrokenInvariant } from '#domain/errors.ts';
import { letterMessage } from '#templates/letter-message.ts';
import { sender } from '../channel.ts';
import { handOver, unprintable } from './hand-over.ts';
import { isPrintable } from './in-fonts.ts';
import { letterPage } from './letter-page.ts';
import { orderOf } from './order-of.ts';

export const letter = sender({
  render: letterMessage,
  prepare: async (message, { creditor, now, post }) => {
    if (post === undefined) throw new BrokenInvariant('a letter was to be made ready without the address it goes to');
    const { renderPdf } = await import('#statements/render-pdf.ts');
    const { country, to, registered } = post;
    const pdf = await renderPdf(letterPage(message, { creditor, country, to, isRegistered: registered }));
    const order = orderOf(message, {
      creditor,
      now,
      post,
      pdf,
      sha256: createHash('sha256').update(pdf).digest('hex'),
    });
    const isReadable = [message.recipient, ...to.lines, to.city].every(isPrintable);
    return {
      content: pdf,
      contentType: 'application/pdf',
      extension: 'pdf',
      beside: { end: 'order.json', json: order },
      send: () => (isReadable ? handOver(order, pdf) : Promise.resolve(unprintable)),
    };
  },
});
