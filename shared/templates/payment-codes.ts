// Codes that a bank's app reads: the QR code of SEPA transfers (EPC069-12) and the static code of Pix (BR Code).

export type Transfer = {
  readonly holder: string;
  readonly iban: string;
  readonly bic?: string;
  /** In cents. */
  readonly cents: number;
  readonly reference: string;
};

/** The lines of version 002, in UTF-8. Undefined for an amount that the scheme does not carry. */
export const epcPayload = ({ holder, iban, bic, cents, reference }: Transfer): string | undefined => {
  if (cents < 1 || cents > 99_999_999_999) return undefined;
  const lines = ['BCD', '002', '1', 'SCT', bic ?? '', holder.slice(0, 70), iban.replaceAll(' ', '')];
  return [...lines, `EUR${decimal(cents)}`, '', '', reference.slice(0, 140)].join('\n');
};

export type Pix = {
  readonly key: string;
  readonly holder: string;
  readonly city: string;
  /** In centavos. */
  readonly centavos: number;
  readonly reference: string;
};

/** Manual do BR Code: fields as number, length and value, closed by a CRC-16 of all before it. */
export const pixPayload = ({ key, holder, city, centavos, reference }: Pix): string => {
  const id = ascii(reference)
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(-25);
  const open = [
    field('00', '01'),
    field('26', field('00', 'br.gov.bcb.pix') + field('01', key)),
    field('52', '0000'),
    field('53', '986'),
    field('54', decimal(centavos)),
    field('58', 'BR'),
    field('59', unbroken(holder).slice(0, 25)),
    field('60', unbroken(city).slice(0, 15)),
    field('62', field('05', id === '' ? '***' : id)),
    '6304',
  ].join('');
  return open + crc16(open);
};

const decimal = (minor: number): string => `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;

const field = (id: string, value: string): string => `${id}${String(value.length).padStart(2, '0')}${value}`;

const ascii = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[^ -~]/g, '')
    .trim();

/** A space would let the code break at the end of a line, and broken it cannot be pasted; banks show the registered holder anyway. */
const unbroken = (text: string): string => ascii(text).replaceAll(' ', '');

/** CCITT-FALSE: polynomial 0x1021, begun with 0xFFFF. */
const crc16 = (text: string): string => {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'latin1')) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
};
