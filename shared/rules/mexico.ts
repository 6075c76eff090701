// Mexico: rules of CONDUSEF and PROFECO for collection agencies (despachos) of consumer debts.
import { legalPack, said, week } from './legal-pack.ts';

const agencies =
  'PROFECO and CONDUSEF rules for despachos de cobranza, read through https://expansion.mx/finanzas-personales/2025/12/10/despachos-de-cobranza-difundir-fotos-o-datos-personales and https://eduweb.condusef.gob.mx/redeco/redeco.aspx';
const commerce = 'Código de Comercio art. 362 (https://sdv.com.mx/compendio/codigo-comercio/articulo-362)';

export const mexico = [
  legalPack({
    id: 'MX-consumer',
    jurisdiction: 'MX',
    place: 'Mexico',
    debtorType: 'consumer',
    binds: ['agency'],
    scope: { source: agencies, confidence: 'S2' },
    hours: [
      {
        // 22:00 belongs to it: calls are forbidden from 22:01 on.
        channels: 'any',
        week: week(['07:00', '22:01'], null, null),
        onHolidays: false,
        source: agencies,
        confidence: 'S2',
      },
    ],
    terms: [
      ...said(agencies, 'S2')(
        'requiredContent',
        'who collects and for whom',
        'the exact amount and state of the debt',
        'payment only into the official account of the creditor',
      ),
      ...said(agencies, 'S2')(
        'forbidden',
        'contact with anyone but debtor, guarantor or co-debtor; with minors, the elderly or disabled unless they owe',
        'hidden numbers',
        'pretending to be a court or an authority',
        'threats and insults',
        'exposure in public, posters',
        'addresses, numbers and mailboxes that the debtor has not given',
        'taking the money oneself',
      ),
      {
        rule: 'interest',
        says: 'as agreed, though courts cut usury; otherwise 6 % a year from the day after the due date',
        source: commerce,
        confidence: 'S2',
        data: { fixedPercent: '6', method: 'simple', rateRead: 'fixed' },
      },
      { rule: 'dayCount', says: 'unknown: 360 or 365', source: commerce, confidence: 'U' },
    ],
  }),
];
