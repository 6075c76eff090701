// What a debtor said of how it likes to be contacted, in a conversation or an answer, as a change of what is known of it: its own word.
import type { Wishes } from './events.ts';

/** Time and day are one wish: said anew, both are replaced. */
export const changeOfWishes = ({ channel, time, day, language }: Wishes) => ({
  ...(channel === undefined ? {} : { preferredChannel: channel }),
  ...(time === undefined && day === undefined
    ? {}
    : { preferred: { ...(time === undefined ? {} : { time }), ...(day === undefined ? {} : { day }) } }),
  ...(language === undefined ? {} : { language }),
  saidBy: 'debtor' as const,
});
