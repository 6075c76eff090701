// Argentina: Ley 24.240 on dignified treatment, and the civil and commercial code on interest.
import { legalPack, said } from './legal-pack.ts';

const article8bis =
  'Ley 24.240 art. 8 bis (http://servicios.infoleg.gob.ar/infolegInternet/anexos/0-4999/638/texact.htm)';
const code = 'Código Civil y Comercial arts. 767 to 771';
const city =
  'CABA Ley 6171, amended by 6271, read through https://actualidadjuridicaonline.com/limites-legales-para-las-cobranzas';

export const argentina = [
  legalPack({
    id: 'AR-consumer',
    jurisdiction: 'AR',
    place: 'Argentina',
    debtorType: 'consumer',
    scope: { source: 'no national hours or caps found', confidence: 'U' },
    terms: [
      {
        rule: 'hours',
        says: 'none found for the country; the city of Buenos Aires regulates agencies, its hours were not found',
        source: city,
        confidence: 'U',
      },
      {
        rule: 'requiredContent',
        says: 'city of Buenos Aires: the creditor names the agent, its address, numbers and powers to the debtor',
        source: city,
        confidence: 'S2',
      },
      ...said(article8bis, 'S1')(
        'forbidden',
        'any means that makes a private claim look like one of a court',
        'shaming, vexing or intimidating',
      ),
      {
        rule: 'interest',
        says: 'as agreed, else by special law, else the rates that the central bank regulates; judges may cut it, compounding is barred but for art. 770',
        source: code,
        confidence: 'S1',
        data: { reference: 'AR_BCRA', method: 'simple', rateRead: 'daily', noCompound: true },
      },
      { rule: 'dayCount', says: '365', source: code, confidence: 'M', data: { dayCount: 'actual/365' } },
    ],
  }),
];
