// Phones as WhatsApp writes them: digits alone, and not always those that the phone is dialled by.

/**
 * The same for a phone in E.164 and for the id that WhatsApp gives its owner. The two differ where a country has added a digit to
 * its mobile numbers: Mexico (521… for 52…), Argentina (549… for 54…) and Brazil (without the ninth digit).
 */
export const whatsappNumber = (phone: string): string => {
  const digits = phone.replaceAll(/\D/g, '');
  if (/^521\d{10}$/.test(digits)) return `52${digits.slice(3)}`;
  if (/^549\d{10}$/.test(digits)) return `54${digits.slice(3)}`;
  if (/^55\d{2}9\d{8}$/.test(digits)) return `${digits.slice(0, 4)}${digits.slice(5)}`;
  return digits;
};

/** Names who writes to whom: a number of ours, whichever way it is called, and a phone. */
export const whatsappCorrespondence = (sender: string, phone: string): string =>
  `whatsapp ${/[0-9A-Za-z]+$/.exec(sender)?.[0] ?? ''} ${whatsappNumber(phone)}`;
