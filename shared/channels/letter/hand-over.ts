// Hands a letter over to the outbox. Unlike a provider's, that answer is never in doubt: the bucket is ours, and what is there can be seen.
import type { LetterOrder } from '#store/letters.ts';
import type { SendResult } from '../send-result.ts';

/** May be repeated: the same letter stays one. Throws what S3 throws after its retries; the claim then stands, and is completed later. */
export const handOver = async (order: LetterOrder, pdf: Uint8Array): Promise<SendResult> => {
  const { placeLetter } = await import('#store/letters.ts');
  await placeLetter(order, pdf);
  return { kind: 'accepted', providerId: order.manifest.contact };
};

/** Nobody could deliver it: the step goes another way. */
export const unprintable: SendResult = { kind: 'refused', code: 'letters-not-in-our-fonts', permanent: true };
