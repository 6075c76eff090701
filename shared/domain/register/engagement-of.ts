// Whether a person looked at a mail, as far as reports of its provider tell: machines open pictures and follow links, too.
import { type IsoInstant, plusMs } from '../calendar.ts';
import type { Engagement } from '../vocabulary.ts';

export type Seen = {
  readonly act: Engagement;
  readonly at: IsoInstant;
  readonly userAgent: string;
  /** Of what was followed. */
  readonly link?: string | undefined;
  /** When the mail arrived; when it was sent where that is not known. */
  readonly arrivedAt: IsoInstant;
};

export type NotAPerson = 'privacy-proxy' | 'scanner' | 'too-soon' | 'link-to-stop';

/** Scanners of mail servers look at all of a mail while they take it in. */
const scanMs = 60_000;
/** They and previews of other programs, as far as they say so. */
const machines = /bot\b|crawl|spider|preview|scan|proofpoint|mimecast|barracuda|safelinks|headless|curl|python|java\//i;

/** Undefined where it may be taken for a person. */
export const whyNotAPerson = ({ act, at, userAgent, link, arrivedAt }: Seen): NotAPerson | undefined => {
  // Mail Privacy Protection of Apple loads every picture when the mail arrives, and calls itself this, and nothing more.
  if (act === 'opened' && /^mozilla\/5\.0\s*$/i.test(userAgent)) return 'privacy-proxy';
  if (userAgent.trim() === '' || machines.test(userAgent)) return 'scanner';
  if (at < plusMs(arrivedAt, scanMs)) return 'too-soon';
  // To stop is no interest. It is recorded by itself.
  if (link !== undefined && /\/stop\/[a-z2-7]{24}\//.test(link)) return 'link-to-stop';
  return undefined;
};
