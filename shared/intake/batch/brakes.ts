// What makes a batch wait for a person: too many rejects, totals that are off, far more contacts than usual, a profile nobody named.
import { sameAmount } from './control-totals.ts';

/** As a creditor's policy sets them. */
export type BrakeLimits = {
  readonly leastRows: number;
  readonly rejectedPercent: number;
  readonly contactsTimes: number;
  readonly settledPercent: number;
};

type StoredControl = {
  readonly rows?: number | undefined;
  readonly totals?: Readonly<Record<string, string>> | undefined;
  /** Where several places say different things. */
  readonly conflicts?: readonly string[] | undefined;
};

export type Weighed = {
  readonly rows: number;
  readonly rejected: number;
  /** Of the accepted rows, decimal text by currency. */
  readonly totals: Readonly<Record<string, string>>;
  readonly control?: StoredControl | undefined;
  /** Debtors whom it would make us contact by the end of tomorrow. */
  readonly contacts: number;
  /** The same number of batches before; empty while there are too few to tell. */
  readonly before: readonly number[];
  /** The columns were guessed: no profile was named. */
  readonly isProposed: boolean;
  /** Of a full list. */
  readonly fullList?: {
    readonly unreadable: number;
    readonly creditors: readonly { readonly creditor: string; readonly open: number; readonly missing: number }[];
  };
};

export const brakeCodes = [
  'rejected-share',
  'control-rows',
  'control-totals',
  'control-conflict',
  'settled-share',
  'unreadable-rows',
  'contacts',
  'proposed-profile',
  'unrehearsed',
] as const;
export type Brake = { readonly code: (typeof brakeCodes)[number]; readonly reason: string };

/** The reasons for which a batch is held; none lets it count. */
export const brakesOf = (weighed: Weighed, limits: readonly BrakeLimits[]): readonly Brake[] => [
  ...rejectedShare(weighed, limits),
  ...controlRows(weighed),
  ...controlTotals(weighed),
  ...controlConflicts(weighed),
  ...settledShare(weighed, limits),
  ...unreadableRows(weighed),
  ...contactsFarAboveUsual(weighed, limits),
  ...(weighed.isProposed
    ? [
        {
          code: 'proposed-profile',
          reason: 'no profile was named, so what the columns are was guessed from their names and values',
        } as const,
      ]
    : []),
];

/** The strictest of several creditors' limits counts. */
const strictest = (limits: readonly BrakeLimits[], limit: keyof BrakeLimits): number =>
  Math.min(...limits.map((each) => each[limit]));

const rejectedShare = ({ rows, rejected }: Weighed, limits: readonly BrakeLimits[]): readonly Brake[] => {
  if (limits.length === 0 || rows < strictest(limits, 'leastRows')) return [];
  const percent = strictest(limits, 'rejectedPercent');
  if (rejected * 100 <= percent * rows) return [];
  return [
    { code: 'rejected-share', reason: `${rejected} of ${rows} rows were rejected, more than ${percent} in a hundred` },
  ];
};

const controlRows = ({ rows, control }: Weighed): readonly Brake[] =>
  control?.rows === undefined || control.rows === rows
    ? []
    : [
        {
          code: 'control-rows',
          reason: `the file has ${rows} ${rows === 1 ? 'row' : 'rows'}, its control total says ${control.rows}`,
        },
      ];

const controlTotals = ({ totals, control }: Weighed): readonly Brake[] => {
  if (control?.totals === undefined) return [];
  const stated = control.totals;
  const currencies = [...new Set([...Object.keys(totals), ...Object.keys(stated)])].sort();
  return currencies.flatMap((currency) => {
    const [is, says] = [totals[currency] ?? '0', stated[currency] ?? '0'];
    if (sameAmount(is, currency) === sameAmount(says, currency)) return [];
    return [
      {
        code: 'control-totals',
        reason: `the accepted rows come to ${is} ${currency}, the control total says ${says} ${currency}`,
      } as const,
    ];
  });
};

const controlConflicts = ({ control }: Weighed): readonly Brake[] =>
  (control?.conflicts ?? []).map((reason) => ({ code: 'control-conflict', reason }));

const settledShare = ({ fullList }: Weighed, limits: readonly BrakeLimits[]): readonly Brake[] => {
  if (fullList === undefined || limits.length === 0) return [];
  const percent = strictest(limits, 'settledPercent');
  return fullList.creditors
    .filter(({ open, missing }) => missing * 100 > percent * open)
    .map(({ creditor, open, missing }) => ({
      code: 'settled-share',
      reason: `${missing} of ${open} open invoices${fullList.creditors.length > 1 ? ` of ${creditor}` : ''} are missing from the list, more than ${percent} in a hundred`,
    }));
};

const unreadableRows = ({ fullList }: Weighed): readonly Brake[] => {
  const count = fullList?.unreadable ?? 0;
  if (count === 0) return [];
  const rows = count === 1 ? '1 rejected row does' : `${count} rejected rows do`;
  return [
    {
      code: 'unreadable-rows',
      reason: `${rows} not tell which invoice they are about, so that no invoice counts as missing from the list; correct them, and send it again`,
    },
  ];
};

/** Batches before, from which the usual is known. */
export const fewestBefore = 3;

const contactsFarAboveUsual = ({ contacts, before }: Weighed, limits: readonly BrakeLimits[]): readonly Brake[] => {
  if (limits.length === 0 || before.length < fewestBefore) return [];
  const usual = Math.max(1, medianOf(before));
  const times = strictest(limits, 'contactsTimes');
  if (contacts <= usual * times) return [];
  return [
    {
      code: 'contacts',
      reason: `it would make us contact ${contacts} debtors by the end of tomorrow, more than ${times} times the usual ${usual}`,
    },
  ];
};

/** Of an even number the lower of the two in the middle. */
const medianOf = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length / 2) - 1] ?? 0;
