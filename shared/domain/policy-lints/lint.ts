// What a check says of a policy that could be put in force as it is, but would not do what its author thinks.

export type Lint = {
  /** Where it stands in the policy. */
  readonly path: readonly (string | number)[];
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly reason: string;
  readonly remedy: string;
};

export const warning = (path: Lint['path'], code: string, reason: string, remedy: string): Lint => ({
  path,
  severity: 'warning',
  code,
  reason,
  remedy,
});
