// Whether a person looked at a mail.
import { describe, expect, it } from 'vitest';
import { type Seen, whyNotAPerson } from '#domain/register/engagement-of.ts';

const arrivedAt = '2026-03-03T10:00:00.000Z';
const browser = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36';
const seen = (given: Partial<Seen> = {}): Seen => ({
  ...{ act: 'opened', at: '2026-03-03T10:05:00.000Z', userAgent: browser, arrivedAt },
  ...given,
});

describe('a report', () => {
  it.each([
    ['an open in a mail program', seen(), undefined],
    [
      'an open by the proxy of Gmail, which loads when somebody looks',
      seen({ userAgent: `${browser} (via ggpht.com GoogleImageProxy)` }),
      undefined,
    ],
    ['an open by the proxy of Apple, which loads by itself', seen({ userAgent: 'Mozilla/5.0' }), 'privacy-proxy'],
    ['a click by a program that calls itself so little', seen({ act: 'clicked', userAgent: 'Mozilla/5.0' }), undefined],
    ['an open by nobody in particular', seen({ userAgent: '' }), 'scanner'],
    ['a click by a scanner', seen({ act: 'clicked', userAgent: 'Barracuda Sentinel (EE)' }), 'scanner'],
    ['a click by a bot', seen({ act: 'clicked', userAgent: `${browser} bingbot/2.0` }), 'scanner'],
    ['a click within a minute of the delivery', seen({ act: 'clicked', at: '2026-03-03T10:00:59.999Z' }), 'too-soon'],
    ['a click a minute after', seen({ act: 'clicked', at: '2026-03-03T10:01:00.000Z' }), undefined],
    ['a click before the delivery was reported', seen({ act: 'clicked', at: '2026-03-03T09:59:00.000Z' }), 'too-soon'],
    ['the link to pay', seen({ act: 'clicked', link: 'https://pay.example.com/stop/1' }), undefined],
    [
      'the link to stop',
      seen({ act: 'clicked', link: 'https://x.example/v1/stop/abcdefghijklmnopqrstuvw7/proof' }),
      'link-to-stop',
    ],
  ] as const)('of %s', (_, report, why) => expect(whyNotAPerson(report)).toBe(why));
});
