// Costa Rica: no rule on hours or frequency found; a bill of 2024 was still a bill.
import { legalPack } from './legal-pack.ts';

const office =
  'Decreto 43270-MEIC (http://pgrweb.go.cr/scij/Busqueda/Normativa/Normas/nrm_texto_completo.aspx?nValor1=1&nValor2=95937), its article on collecting not readable; Oficina del Consumidor Financiero sees no clear rule';

export const costaRica = [
  legalPack({
    id: 'CR-consumer',
    jurisdiction: 'CR',
    place: 'Costa Rica',
    debtorType: 'consumer',
    scope: { source: office, confidence: 'U' },
    terms: [
      { rule: 'hours', says: 'none found', source: office, confidence: 'U' },
      {
        rule: 'recommendation',
        says: 'a careful policy keeps to Monday to Friday, 08:00 to 18:00',
        source: 'recommendation, not law',
        confidence: 'U',
      },
      {
        rule: 'interest',
        says: 'as agreed, up to the yearly cap of the central bank (BCCR); its level is unknown',
        source: 'Ley 7472 art. 36 bis, Ley 9859',
        confidence: 'U',
        remark: 'S2 that the articles exist; the values were not found',
        data: { cap: { reference: 'CR_BCCR_MAXIMA', rateRead: 'daily' } },
      },
    ],
  }),
];
