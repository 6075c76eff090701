// Fields to be set, as the parts of an update.
type Fields = Readonly<Record<string, unknown>>;

/** Those that are undefined are left as they are. Names and values go beside those of the condition. */
export const setting = (
  fields: Fields,
): { readonly set: string; readonly names: Readonly<Record<string, string>>; readonly values: Fields } => {
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined);
  return {
    set: `SET ${names.map((name, index) => `#${name} = :${index}`).join(', ')}`,
    names: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    values: Object.fromEntries(names.map((name, index) => [`:${index}`, fields[name]])),
  };
};
