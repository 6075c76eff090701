// What people call their columns, in Spanish, English and Portuguese.

import { isCurrency } from '#domain/money/money.ts';

/** Capitals, accents, spaces and other signs do not matter. */
export const foldHeader = (header: string): string =>
  header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/#/g, ' num ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What a column can be taken for. `total` is what an invoice came to, `balance` what is left to pay of it. */
export const columnKinds = [
  'number',
  'debtor',
  'taxId',
  'debtorName',
  'balance',
  'total',
  'currency',
  'issued',
  'due',
  'terms',
  'email',
  'phone',
  'country',
  'street',
  'street2',
  'postalCode',
  'city',
  'state',
  'type',
  'paid',
  'debit',
  'credit',
  'payment',
  'reference',
  'payer',
  'bankId',
] as const;
/** What else a list of debtors may have. */
export const debtorKinds = [
  'debtorType',
  'language',
  'timeZone',
  'jurisdiction',
  'region',
  'preferredTime',
  'preferredDay',
  'preferredChannel',
  'situation',
  'capacity',
  'cause',
  'tags',
  'emailConsent',
  'smsConsent',
  'whatsappConsent',
  'voiceConsent',
  'callConsent',
  'visitConsent',
  'letterConsent',
  'consentDate',
] as const;
export type ColumnKind = (typeof columnKinds)[number] | (typeof debtorKinds)[number];

/** The surest first. */
const phrases: Readonly<Record<ColumnKind, readonly string[]>> = {
  number: [
    'invoice number|invoice no|invoice num|invoice id|invoice|invoice ref|bill number|document number|document no|doc no|num',
    'número de factura|nro factura|num fra|fra|factura|factura número|folio|folio fiscal|comprobante|número de comprobante|número de documento|nro documento|documento|consecutivo|número|no',
    'número da fatura|fatura|nota fiscal|número da nota|número da nota fiscal|nf|nfe|número do documento|título|número do título|duplicata|nf e',
  ],
  debtor: [
    'customer id|customer number|customer no|customer code|client id|client number|client code|account number|account id|account|debtor id|debtor|customer account|cust id|custid',
    'código cliente|código de cliente|id cliente|número de cliente|nro cliente|cuenta cliente|cod cliente|código del cliente|código tercero',
    'código do cliente|id do cliente|número do cliente|cód cliente|conta do cliente',
  ],
  taxId: [
    'tax id|tax number|vat number|vat id|vat|ein|tin|vat no|tax registration number|partner tax id|customer tax id|customer vat|customer tax number',
    'nif|cif|nif cif|cif nif|nit|rfc|rut|ruc|cuit|cédula|identificación|número de identificación|identificación cliente|nit cliente|identificación fiscal|documento de identidad|rif',
    'cnpj|cpf|cpf cnpj|cnpj cpf|nipc|contribuinte|número de contribuinte',
  ],
  debtorName: [
    'customer name|customer|client name|client|company|company name|debtor name|bill to|bill to name|account name|sold to|partner|customer full name|invoice partner display name|name 1|name',
    'cliente|nombre cliente|nombre del cliente|nombre|razón social|nombre o razón social|deudor|empresa|tercero|nombre tercero|contacto',
    'nome do cliente|nome cliente|nome|razão social|sacado|devedor|tomador',
  ],
  balance: [
    'balance due|amount due|open balance|open amount|outstanding|outstanding amount|outstanding balance|balance|remaining|remaining balance|amount outstanding|residual|amount residual|unpaid|unpaid amount|amount open',
    'saldo|saldo pendiente|pendiente|importe pendiente|importe adeudado|saldo por cobrar|por cobrar|deuda|monto pendiente|valor pendiente|saldo actual|saldo factura|adeudado|monto adeudado|total pendiente|pendiente de cobro',
    'saldo devedor|saldo em aberto|valor em aberto|em aberto|saldo a receber|valor devido|valor pendente|a receber',
  ],
  total: [
    'invoice amount|amount|total|total amount|invoice total|gross amount|value|grand total|amount total|amount in doc currency|total due|sum|total incl vat|amount doc curr|amount doc currency|original amount',
    'importe|importe total|monto|monto total|valor|valor total|total factura|importe factura|total con iva|total a pagar',
    'valor da fatura|valor da nota|montante|quantia|valor líquido|valor bruto|valor do título|valor original',
  ],
  currency: [
    'currency|currency code|ccy|curr|invoice currency|document currency',
    'moneda|divisa|código moneda',
    'moeda',
  ],
  issued: [
    'invoice date|issue date|date of issue|issued|issued on|document date|bill date|billing date|date|issued at|created|creation date|posting date|invoice bill date|bill invoice date|doc date',
    'fecha factura|f factura|fecha fra|f emisión|fecha de emisión|emisión|fecha emisión|fecha expedición|fecha de expedición|fecha documento|fecha de creación|creación|fecha|fecha de elaboración|emitida',
    'data de emissão|emissão|data emissão|data da fatura|data da nota|data do documento|data|emitida em',
  ],
  due: [
    'due date|due|due on|date due|payment due|net due date|payment due date|net due dt|maturity date|duedate',
    'fecha de vencimiento|vencimiento|vence|vto|vcto|venc|fecha vto|f vto|f vencimiento|fecha vcto|fecha venc|fecha vencimiento|fecha límite de pago|fecha de pago límite|vencimiento factura',
    'data de vencimento|vencimento|data vencimento|vence em',
  ],
  terms: [
    'terms|payment terms|net days|terms days|days|credit days|terms in days|payment days|payment term days|term',
    'plazo|días de plazo|días de crédito|condición de pago|plazo de pago|días plazo|plazo días|forma de pago días|días crédito|términos de pago',
    'prazo|prazo em dias|prazo de pagamento|dias de prazo|prazo dias|condição de pagamento',
  ],
  email: [
    'email|e mail|email address|customer email|partner email|mail|contact email|billing email',
    'correo|correo electrónico|email cliente|correo cliente',
    'e mail do cliente|correio eletrónico|email do cliente',
  ],
  phone: [
    'phone|phone number|telephone|mobile|tel|customer phone',
    'teléfono|móvil|celular|tel cliente',
    'telefone|telemóvel|fone',
  ],
  country: ['country|country code|customer country', 'país|código país', 'código do país'],
  street: [
    'street|street address|address|address line 1|address 1|billing address|billing street|postal address|mailing address|street and number|customer address|bill to address|line 1',
    'calle|dirección|domicilio|dirección postal|dirección de facturación|calle y número|domicilio fiscal|dirección cliente|direccion 1',
    'rua|endereço|logradouro|morada|endereço de cobrança|rua e número|endereço cliente|morada de faturação',
  ],
  street2: [
    'street 2|address line 2|address 2|line 2|apartment|suite|unit|billing street 2',
    'calle 2|dirección 2|complemento|piso|departamento|colonia|dirección línea 2',
    'endereço 2|complemento|bairro|andar|morada 2',
  ],
  postalCode: [
    'postal code|postcode|zip|zip code|zip postal code|post code|billing zip|billing postal code|partner zip',
    'código postal|cp|c p|cod postal',
    'cep|código de endereçamento postal|cód postal',
  ],
  city: [
    'city|town|billing city|customer city|partner city|place',
    'ciudad|localidad|población|municipio|poblacion',
    'cidade|localidade|município',
  ],
  state: [
    'state|province|state province|billing state|state code|county',
    'provincia|departamento|estado provincia|comunidad',
    'uf|estado uf|distrito|província',
  ],
  type: [
    'type|transaction type|document type|doc type|invoice type',
    'tipo|tipo de documento|tipo documento|tipo de comprobante|clase',
    'tipo do documento|espécie',
  ],
  paid: [
    'payment date|date paid|paid on|value date|booking date|paid date|transaction date|date received|received on|settlement date',
    'fecha de pago|fecha pago|fecha valor|fecha operación|fecha de operación|fecha contable|fecha de abono|fecha movimiento|f valor|fecha de cobro',
    'data de pagamento|data pagamento|data valor|data do movimento|data de crédito|data lançamento|data do pagamento',
  ],
  debit: [
    'debit|debits|debit amount|withdrawal|withdrawals|paid out|money out|amount debit',
    'debe|débito|débitos|cargo|cargos|salidas|salida|retiro|retiros|adeudo|adeudos|importe debe|importe débito',
    'débito|débitos|saídas|saída|valor débito',
  ],
  credit: [
    'credit|credits|credit amount|deposit|deposits|paid in|money in|amount credit',
    'haber|crédito|créditos|abono|abonos|entradas|entrada|ingreso|ingresos|depósito|depósitos|importe haber|importe crédito',
    'crédito|créditos|entradas|entrada|depósito|depósitos|valor crédito',
  ],
  payment: [
    'amount paid|paid amount|payment amount|credit|credit amount|amount received|received|paid',
    'importe pagado|abono|monto pagado|valor pagado|importe abonado|pago|crédito|haber|importe cobrado',
    'valor pago|valor recebido|crédito|montante pago',
  ],
  reference: [
    'reference|payment reference|remittance information|description|details|memo|narrative|remittance|concept|message|ref',
    'referencia|concepto|descripción|detalle|observaciones|referencia de pago|concepto de pago|glosa',
    'referência|descrição|histórico|detalhe|descritivo',
  ],
  payer: [
    'payer|payer name|paid by|counterparty|counterparty name|remitter|sender|debtor name|from|ordering party|originator',
    'ordenante|pagador|remitente|nombre ordenante|contraparte|emisor|nombre del ordenante|titular',
    'ordenante|pagador|remetente|nome do pagador|contraparte',
  ],
  bankId: [
    'transaction id|bank reference|entry id|transaction number',
    'id transacción|número de operación|id movimiento|núm operación',
    'id da transação|id transação',
  ],
  debtorType: [
    'customer type|debtor type|client type|company type|person type|is a company',
    'tipo de cliente|tipo de persona|tipo persona|tipo de tercero|clase de cliente',
    'tipo de pessoa|tipo pessoa|natureza',
  ],
  language: ['language|lang|preferred language', 'idioma|idioma preferido', 'língua|língua preferida'],
  timeZone: ['time zone|timezone|tz', 'zona horaria|huso horario', 'fuso horário|fuso'],
  jurisdiction: ['jurisdiction|applicable law|law', 'jurisdicción|ley aplicable', 'jurisdição|lei aplicável'],
  region: ['region|region code|iso region', 'región|código región', 'região|código da região'],
  preferredTime: [
    'preferred time|best time|contact time|preferred hour',
    'hora preferida|mejor hora|hora de contacto',
    'hora de contato|melhor hora|horário preferido',
  ],
  preferredDay: [
    'preferred day|best day|contact day',
    'día preferido|mejor día|día de contacto',
    'dia preferido|melhor dia|dia de contato',
  ],
  preferredChannel: [
    'preferred channel|best channel|contact channel|preferred medium',
    'canal preferido|mejor canal|canal de contacto|medio preferido',
    'canal de contato|melhor canal|meio preferido',
  ],
  situation: ['situation|present situation', 'situación|situación actual', 'situação|situação atual'],
  capacity: ['capacity|payment capacity', 'capacidad|capacidad de pago', 'capacidade|capacidade de pagamento'],
  cause: [
    'cause|cause of delay|reason for delay',
    'causa|causa de mora|motivo de mora|causa del retraso',
    'causa do atraso|motivo do atraso',
  ],
  tags: ['tags|labels|categories', 'etiquetas|categorías', 'marcadores|categorias'],
  emailConsent: [
    'email consent|consent email|email opt in|accepts email|accepts email marketing',
    'consentimiento email|consentimiento correo|autoriza correo|acepta correo|acepta email',
    'consentimento email|consentimento e mail|aceita email|aceita e mail|autoriza e mail',
  ],
  smsConsent: [
    'sms consent|consent sms|sms opt in|accepts sms|accepts sms marketing',
    'consentimiento sms|autoriza sms|acepta sms',
    'consentimento sms|aceita sms',
  ],
  whatsappConsent: [
    'whatsapp consent|consent whatsapp|whatsapp opt in|accepts whatsapp',
    'consentimiento whatsapp|autoriza whatsapp|acepta whatsapp',
    'consentimento whatsapp|aceita whatsapp',
  ],
  voiceConsent: [
    'voice consent|automated call consent|accepts automated calls',
    'consentimiento llamadas automáticas|autoriza llamadas automáticas|acepta llamadas automáticas',
    'consentimento chamadas automáticas|aceita ligações automáticas|aceita chamadas automáticas',
  ],
  callConsent: [
    'call consent|consent call|consent calls|phone consent|accepts calls',
    'consentimiento llamadas|autoriza llamadas|acepta llamadas',
    'consentimento chamadas|consentimento ligações|aceita ligações|aceita chamadas',
  ],
  visitConsent: [
    'visit consent|consent visit|accepts visits',
    'consentimiento visitas|autoriza visitas|acepta visitas',
    'consentimento visitas|aceita visitas',
  ],
  letterConsent: [
    'letter consent|consent letter|post consent|accepts letters',
    'consentimiento carta|autoriza cartas|acepta cartas',
    'consentimento carta|aceita cartas',
  ],
  consentDate: [
    'consent date|date of consent|consent given on|opt in date',
    'fecha de consentimiento|fecha consentimiento|fecha autorización|fecha de autorización',
    'data de consentimento|data do consentimento',
  ],
};

/** Words that add nothing, and the many ways to shorten "number". */
const small: ReadonlySet<string> = new Set([
  'de',
  'del',
  'la',
  'el',
  'da',
  'do',
  'of',
  'the',
  'a',
  'o',
  'en',
  'em',
  'in',
]);
const numbers: ReadonlySet<string> = new Set(['no', 'nro', 'numero', 'number', 'n', 'nr', 'num', 'nº', 'nbr']);

/** One text for all ways to write the same words. */
const keyOf = (header: string): string =>
  [...new Set(foldHeader(header).split(' '))]
    .filter((word) => !small.has(word))
    .map((word) => (numbers.has(word) ? 'num' : word))
    .sort()
    .join(' ');

const ranks: ReadonlyMap<ColumnKind, ReadonlyMap<string, number>> = new Map(
  [...columnKinds, ...debtorKinds].map((kind) => {
    const byKey = new Map<string, number>();
    for (const list of phrases[kind]) {
      for (const [rank, phrase] of list.split('|').entries())
        if (!byKey.has(keyOf(phrase))) byKey.set(keyOf(phrase), rank);
    }
    return [kind, byKey] as const;
  }),
);

/** How well a header names a kind of column: 0 is surest, undefined is not at all. */
export const rankOf = (header: string, kind: ColumnKind): number | undefined => rankIn(keysOf(header), kind);

/** The texts by which a header is known: as it is, without its currency, and without what a path begins with. */
export const keysOf = (header: string): readonly string[] => {
  const code = codeIn(header);
  const bare = code !== undefined && isCurrency(code) ? header.replace(currencyAtEnd, '') : header;
  return [...new Set([header, bare, header.replace(ofInvoice, '')])].map(keyOf);
};

export const rankIn = (keys: readonly string[], kind: ColumnKind): number | undefined => {
  const known = ranks.get(kind);
  const key = keys.find((each) => known?.has(each));
  return key === undefined ? undefined : known?.get(key);
};

const currencyAtEnd = /[([]\s*[A-Za-z]{3}\s*[)\]]|(?<=\s)[A-Z]{3}$/;
/** The beginning of a path in JSON. */
const ofInvoice = /^(?:invoice|factura|fatura|header|document)\./i;

/** "Saldo (EUR)" and "Amount USD" name a currency; whether there is one by that code, the caller knows. */
export const codeIn = (header: string): string | undefined =>
  (/[([]\s*([A-Za-z]{3})\s*[)\]]/.exec(header)?.[1] ?? /(?<=\s)([A-Z]{3})$/.exec(header.trim())?.[1])?.toUpperCase();
