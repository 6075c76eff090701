// The package brings no types of its own.
declare module 'asl-validator' {
  type Validation = { readonly isValid: boolean; readonly errorsText: (separator?: string) => string };
  const validate: (definition: unknown) => Validation;
  export = validate;
}
