// One text for one value, so that whoever hashes it comes to the same hash: RFC 8785 for what the register holds, which is text,
// whole numbers, true, false, null, lists and objects.

/** Keys in the order of their UTF-16 code units, no blanks; what is undefined is left out, as the table leaves it out. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
};
