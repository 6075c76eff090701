// The five ways something can go wrong. Step Functions matches `name`, so each class sets it as a literal.

export class BadInput extends Error {
  override readonly name = 'BadInput';
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Somebody else wrote first: read again and decide again. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
  readonly code = 'conflict';
}

/** A provider refused, and asking again would be refused again. */
export class PermanentRefusal extends Error {
  override readonly name = 'PermanentRefusal';
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Worth trying again: throttling, time-outs, a dependency that is down. */
export class TemporaryFailure extends Error {
  override readonly name = 'TemporaryFailure';
  readonly code = 'temporary';
}

/** Something that the design rules out has happened. */
export class BrokenInvariant extends Error {
  override readonly name = 'BrokenInvariant';
  readonly code = 'broken-invariant';
}
