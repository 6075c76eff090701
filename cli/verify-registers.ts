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

/** Of one debtor, or of all that a creditor has; `anchors` are ends that were written down before. */
export const verifyRegisters = async (
  creditor: string,
  only: string | undefined,
  anchors: Readonly<Record<string, End>> = {},
  note: (line: string) => void,
): Promise<Tally> => {
  const { auditRegister } = await import('#store/load-register.ts');
  const { walkDebtors } = await import('#store/walk-debtors.ts');
  const { inParallel } = await import('#store/in-parallel.ts');
  let [debtors, records, erased, before] = [0, 0, 0, 0];
  const ends: Record<string, End> = {};
  const findings: (Finding & { readonly debtor: string })[] = [];
  for await (const page of only === undefined ? walkDebtors(creditor) : [[only]]) {
    await inParallel(page, async (debtor) => {
      const audited = await auditRegister({ creditor, debtor });
      const anchor = anchors[debtor];
      debtors += 1;
      records += audited.records.length;
      erased += audited.records.filter(({ isErased }) => isErased).length;
      before += audited.before.length;
      if (audited.kept.end) ends[debtor] = audited.kept.end;
      const found = [...audited.findings, ...(anchor ? checkAnchor(audited.records, anchor) : [])];
      findings.push(...found.map((each) => ({ debtor, ...each })));
    });
    if (only === undefined)
      note(`${count(debtors, 'register')}, ${count(records, 'record')}, ${count(findings.length, 'difference')}`);
  }
  if (only === undefined)
    for (const debtor of Object.keys(anchors).filter((each) => !(each in ends)))
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
