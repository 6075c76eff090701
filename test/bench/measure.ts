// One figure of a bench run, with the bound it is held against.
export type Measure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bound?: { readonly atLeast: number } | { readonly atMost: number };
};
