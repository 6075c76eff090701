// What is found in a policy file, errors and warnings alike: where it stands, what is wrong, and what to do about it.

export type Finding = {
  /** The file that it stands in, where a policy is written on top of others. */
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  readonly severity: 'error' | 'warning';
  /** Such as "unknown-field" or "unreachable-step". */
  readonly code: string;
  readonly field: string;
  readonly reason: string;
  readonly remedy: string;
};

/** `policy.yaml:12:5 error unknown-field steps.0.dya: …`, as editors jump to it; `file` names those that say no file. */
export const describeFinding = (file: string, finding: Finding): string => {
  const { line, column, severity, code, field, reason, remedy } = finding;
  const end = /[?.!]$/.test(remedy) ? '' : '.';
  return `${finding.file ?? file}:${line}:${column} ${severity} ${code} ${field === '' ? '' : `${field}: `}${reason}. ${remedy}${end}`;
};
