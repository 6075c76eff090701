// Verifies the registers of a creditor's debtors one after another, and counts what was looked at and what was found.
import type { End } from '#domain/register/register-record.ts';
import { checkAnchor, type Finding } from '#domain/register/verify-register.ts';
import { count } from './written.ts';

export type Tally = {
  readonly debtors: number;
  readonly records: number;
  readonly erased: number;
  /** Answers from before answers were records. */
  readonly before: number;
  readonly ends: Readonly<Record<string, End>>;
  readonly findings: readonly (Finding & { readonly debtor: string })[];
};

/** Ends that were written down before, by a name of each debtor. */
export type Anchors = { readonly ends: ReadonlyMap<string, End>; readonly nameOf: (debtor: string) => string };

/** Of one debtor, or of all that a creditor has. */
export const verifyRegisters = async (
  creditor: string,
  only: string | undefined,
  { ends: anchors, nameOf }: Anchors,
  note: (line: string) => void,
): Promise<Tally> => {
  const { auditRegister } = await import('#store/load-register.ts');
  const { walkDebtors } = await import('#store/walk-debtors.ts');
  const { inParallel } = await import('#store/in-parallel.ts');
  let [debtors, records, erased, before] = [0, 0, 0, 0];
  const ends: Record<string, End> = {};
  const named = new Set<string>();
  const findings: (Finding & { readonly debtor: string })[] = [];
  for await (const page of only === undefined ? walkDebtors(creditor) : [[only]]) {
    await inParallel(page, async (debtor) => {
      const audited = await auditRegister({ creditor, debtor });
      const name = nameOf(debtor);
      const anchor = anchors.get(name);
      debtors += 1;
      records += audited.records.length;
      erased += audited.records.filter(({ isErased }) => isErased).length;
      before += audited.before.length;
      if (audited.kept.end) {
        ends[debtor] = audited.kept.end;
        named.add(name);
      }
      const found = [...audited.findings, ...(anchor ? checkAnchor(audited.records, anchor) : [])];
      findings.push(...found.map((each) => ({ debtor, ...each })));
    });
    if (only === undefined)
      note(`${count(debtors, 'register')}, ${count(records, 'record')}, ${count(findings.length, 'difference')}`);
  }
  if (only === undefined)
    for (const debtor of [...anchors.keys()].filter((each) => !named.has(each)))
      findings.push({ debtor, kind: 'not-as-anchored', what: 'had a register, and has none' });
  return {
    debtors,
    records,
    erased,
    before,
    ends,
    findings: findings.toSorted((one, other) => (one.debtor < other.debtor ? -1 : 1)),
  };
};
