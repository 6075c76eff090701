// A pack with one rule of each kind, and decisions that name them.
import type { Cap } from '#domain/cap.ts';
import type { Authority, Confidence, Law, Pack } from '#domain/law.ts';

export const authority = (rule: string, source: string, confidence: Confidence = 'S2'): Authority => ({
  pack: 'XX-consumer',
  rule,
  source,
  confidence,
});

const workday = { from: '07:00', to: '19:00' };
const caps: Readonly<Record<Cap['kind'], Cap>> = {
  count: { kind: 'count', channels: 'any', max: 1, window: 'day' },
  separation: { kind: 'separation', channels: 'any', days: 2 },
  'single-channel': { kind: 'single-channel', channels: 'any', window: 'week', fromDirectContact: true },
  'after-conversation': { kind: 'after-conversation', channels: 'any', days: 7 },
};

export const aPack = (given: Partial<Pack> = {}): Pack => ({
  id: 'XX-consumer',
  jurisdiction: 'XX',
  debtorType: 'consumer',
  binds: ['creditor', 'agency'],
  scope: authority('scope', 'art. 1'),
  hours: [
    {
      ...authority('hours', 'art. 3'),
      channels: 'any',
      week: [workday, workday, workday, workday, workday, { from: '08:00', to: '15:00' }, null],
      onHolidays: false,
    },
  ],
  caps: [
    { ...authority('frequency', 'art. 4'), cap: caps.count },
    { ...authority('frequency', 'art. 5', 'M'), cap: caps.separation },
    { ...authority('frequency', 'art. 6', 'D'), cap: caps['single-channel'] },
    { ...authority('frequency', 'art. 7', 'U'), cap: caps['after-conversation'] },
  ],
  bars: [{ ...authority('forbidden', 'art. 8', 'S1'), channels: ['visit'] }],
  ...given,
});

export const lawWith = (pack: Pack, ...holidays: readonly string[]): Law => ({
  packs: [pack],
  holidays: { place: 'XX', dates: new Set(holidays) },
});
