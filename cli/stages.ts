// Where an invoice can be, in the order in which it gets there.
export const stages = [
  'scheduled',
  'preventive',
  'administrative',
  'extrajudicial',
  'handoff',
  'placed',
  'internal',
  'closed',
] as const;
