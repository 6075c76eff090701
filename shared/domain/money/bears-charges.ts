// In which stages delay adds to a debt: from the extrajudicial one on, wherever the invoice is then collected.

export const bearsCharges = (stage: string): boolean => charging.has(stage);

const charging: ReadonlySet<string> = new Set(['extrajudicial', 'handoff', 'placed', 'internal']);
