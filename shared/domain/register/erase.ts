// Takes the personal values out of what the register keeps: their seals stay in their place, so the chain holds and tells that
// something was sent, and nobody can find out what by guessing, for the salt is gone with the values.
import { isPersonalOfClaim, recordsOfContact, sealsIn, statusesOf } from './kept-contact.ts';
import { type Sha256, sealOf } from './register-record.ts';

type Kept = Readonly<Record<string, unknown>>;

/** The contact without address, text and reasons. The same where that was done before. */
export const eraseContact = (contact: Kept, sha256: Sha256): Kept => {
  const rest = Object.entries(contact).filter(([name]) => name !== 'salt' && !isPersonalOfClaim(name));
  const sealed = Object.fromEntries(
    recordsOfContact(contact, sha256).flatMap(({ sequence, personal, salt = '' }) =>
      Object.entries(personal).map(([field, value]) => [`${sequence}.${field}`, sealOf(salt, field, value, sha256)]),
    ),
  );
  return {
    ...Object.fromEntries(rest),
    statuses: statusesOf(contact).map(({ reason: _reason, ...entry }) => entry),
    sealed: { ...sealsIn(contact), ...sealed },
  };
};
