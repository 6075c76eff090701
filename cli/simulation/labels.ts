// The words of a simulation's report in the three languages of the house.
import type { Language } from '#domain/vocabulary.ts';

export type Labels = {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly seed: string;
  readonly model: Readonly<Record<'recorded' | 'responses', string>>;
  readonly debtors: string;
  readonly invoices: string;
  readonly rejectedRows: string;
  readonly leftOut: string;
  readonly figures: string;
  readonly figure: string;
  readonly difference: string;
  readonly interval: string;
  readonly contacts: string;
  readonly cost: string;
  readonly handoffs: string;
  readonly handedOff: string;
  readonly collected: string;
  readonly owed: string;
  readonly open: string;
  readonly recoveryRate: string;
  readonly daysToPay: string;
  readonly daysLate: string;
  readonly daysOverdue: string;
  readonly promises: string;
  readonly bounced: string;
  readonly debtorsOver: (most: number) => string;
  readonly weeksOver: (most: number) => string;
  readonly contactsByChannel: string;
  readonly contactsByStage: string;
  readonly contactsPerWeek: string;
  readonly contactsPerWeekNote: string;
  readonly openByStage: string;
  readonly collectedOverTime: string;
  readonly timeInStage: string;
  readonly timeInStageNote: string;
  readonly stage: string;
  readonly total: string;
  readonly cannotTell: string;
  readonly limits: readonly string[];
  readonly stages: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, string>>;
};

const english: Labels = {
  title: 'Simulation of a collection policy',
  from: 'from',
  to: 'to',
  seed: 'seed',
  model: { recorded: 'debtors pay on the days in the file', responses: 'debtors answer by the response model' },
  debtors: 'debtors',
  invoices: 'invoices',
  rejectedRows: 'rows rejected',
  leftOut: 'invoices left out: issued later, or paid before',
  figures: 'Figures',
  figure: 'figure',
  difference: 'difference',
  interval: '95 % interval',
  contacts: 'Contacts',
  cost: 'Cost of contacts',
  handoffs: 'Invoices handed off',
  handedOff: 'Amount handed off',
  collected: 'Collected',
  owed: 'Owed',
  open: 'Still open',
  recoveryRate: 'Recovery rate',
  daysToPay: 'Days from issue to payment (paid ones)',
  daysLate: 'Days late when paid (paid ones)',
  daysOverdue: 'Days overdue of the average unit of money',
  promises: 'Promises made',
  bounced: 'Messages that came back',
  debtorsOver: (most) => `Debtors with more than ${most} contacts in some week`,
  weeksOver: (most) => `Weeks with more than ${most} contacts`,
  contactsByChannel: 'Contacts by channel',
  contactsByStage: 'Contacts by stage and channel',
  contactsPerWeek: 'Contacts of a debtor in a week',
  contactsPerWeekNote: 'Share of the weeks, Monday to Sunday, in which a debtor was in collection.',
  openByStage: 'What is open, by stage',
  collectedOverTime: 'Collected over time',
  timeInStage: 'Time in stage',
  timeInStageNote: 'Average days · invoices that were in it.',
  stage: 'stage',
  total: 'total',
  cannotTell: 'What this cannot tell',
  limits: [
    'Whether your debtors answer like these: the chances of the response model are assumptions, the same for both policies.',
    'With recorded dates, what a policy changes about payments: the debtors pay on the same day whatever they are sent.',
    'What an agency collects, what a court would say, and what customers think of being contacted.',
    'Disputes, partial payments, returned payments, opt-outs and corrections: nobody has any here.',
    'Anything about your debtors that the file does not say, and the future of the economy. The interval knows only the luck of the debtors, not the error of the model.',
  ],
  stages: {
    scheduled: 'scheduled',
    preventive: 'preventive',
    administrative: 'administrative',
    extrajudicial: 'extrajudicial',
    handoff: 'handed off',
  },
  channels: {
    email: 'mail',
    sms: 'SMS',
    whatsapp: 'WhatsApp',
    voice: 'automated call',
    call: 'call',
    visit: 'visit',
    letter: 'letter',
  },
};

const spanish: Labels = {
  title: 'Simulación de una política de cobranza',
  from: 'del',
  to: 'al',
  seed: 'semilla',
  model: {
    recorded: 'los deudores pagan en las fechas del archivo',
    responses: 'los deudores responden según el modelo',
  },
  debtors: 'deudores',
  invoices: 'facturas',
  rejectedRows: 'filas rechazadas',
  leftOut: 'facturas excluidas: emitidas después o pagadas antes',
  figures: 'Cifras',
  figure: 'cifra',
  difference: 'diferencia',
  interval: 'intervalo del 95 %',
  contacts: 'Contactos',
  cost: 'Costo de los contactos',
  handoffs: 'Facturas derivadas',
  handedOff: 'Importe derivado',
  collected: 'Cobrado',
  owed: 'Adeudado',
  open: 'Aún pendiente',
  recoveryRate: 'Tasa de recuperación',
  daysToPay: 'Días de emisión a pago (las pagadas)',
  daysLate: 'Días de atraso al pagar (las pagadas)',
  daysOverdue: 'Días vencidos de la unidad monetaria media',
  promises: 'Promesas hechas',
  bounced: 'Mensajes devueltos',
  debtorsOver: (most) => `Deudores con más de ${most} contactos en alguna semana`,
  weeksOver: (most) => `Semanas con más de ${most} contactos`,
  contactsByChannel: 'Contactos por canal',
  contactsByStage: 'Contactos por etapa y canal',
  contactsPerWeek: 'Contactos de un deudor en una semana',
  contactsPerWeekNote: 'Parte de las semanas, de lunes a domingo, en que un deudor estuvo en cobranza.',
  openByStage: 'Lo pendiente, por etapa',
  collectedOverTime: 'Cobrado en el tiempo',
  timeInStage: 'Tiempo en cada etapa',
  timeInStageNote: 'Días en promedio · facturas que pasaron por ella.',
  stage: 'etapa',
  total: 'total',
  cannotTell: 'Lo que esto no puede decir',
  limits: [
    'Si sus deudores responden como estos: las probabilidades del modelo son supuestos, los mismos para ambas políticas.',
    'Con fechas registradas, qué cambia una política en los pagos: los deudores pagan el mismo día, se les envíe lo que se les envíe.',
    'Lo que cobra una agencia, lo que diría un juez y lo que piensan los clientes de ser contactados.',
    'Disputas, pagos parciales o devueltos, bajas y correcciones: aquí nadie las tiene.',
    'Lo que el archivo no dice de sus deudores, ni el futuro de la economía. El intervalo solo conoce la suerte de los deudores, no el error del modelo.',
  ],
  stages: {
    scheduled: 'programada',
    preventive: 'preventiva',
    administrative: 'administrativa',
    extrajudicial: 'extrajudicial',
    handoff: 'derivada',
  },
  channels: {
    email: 'correo',
    sms: 'SMS',
    whatsapp: 'WhatsApp',
    voice: 'llamada automática',
    call: 'llamada',
    visit: 'visita',
    letter: 'carta',
  },
};

const portuguese: Labels = {
  title: 'Simulação de uma política de cobrança',
  from: 'de',
  to: 'a',
  seed: 'semente',
  model: { recorded: 'os devedores pagam nas datas do arquivo', responses: 'os devedores respondem segundo o modelo' },
  debtors: 'devedores',
  invoices: 'faturas',
  rejectedRows: 'linhas rejeitadas',
  leftOut: 'faturas deixadas de fora: emitidas depois ou pagas antes',
  figures: 'Números',
  figure: 'número',
  difference: 'diferença',
  interval: 'intervalo de 95 %',
  contacts: 'Contatos',
  cost: 'Custo dos contatos',
  handoffs: 'Faturas encaminhadas',
  handedOff: 'Valor encaminhado',
  collected: 'Recebido',
  owed: 'Devido',
  open: 'Ainda em aberto',
  recoveryRate: 'Taxa de recuperação',
  daysToPay: 'Dias da emissão ao pagamento (as pagas)',
  daysLate: 'Dias de atraso ao pagar (as pagas)',
  daysOverdue: 'Dias vencidos da unidade monetária média',
  promises: 'Promessas feitas',
  bounced: 'Mensagens devolvidas',
  debtorsOver: (most) => `Devedores com mais de ${most} contatos em alguma semana`,
  weeksOver: (most) => `Semanas com mais de ${most} contatos`,
  contactsByChannel: 'Contatos por canal',
  contactsByStage: 'Contatos por etapa e canal',
  contactsPerWeek: 'Contatos de um devedor em uma semana',
  contactsPerWeekNote: 'Parte das semanas, de segunda a domingo, em que um devedor esteve em cobrança.',
  openByStage: 'O que está em aberto, por etapa',
  collectedOverTime: 'Recebido ao longo do tempo',
  timeInStage: 'Tempo em cada etapa',
  timeInStageNote: 'Dias em média · faturas que passaram por ela.',
  stage: 'etapa',
  total: 'total',
  cannotTell: 'O que isto não pode dizer',
  limits: [
    'Se os seus devedores respondem como estes: as probabilidades do modelo são suposições, as mesmas para as duas políticas.',
    'Com datas registradas, o que uma política muda nos pagamentos: os devedores pagam no mesmo dia, seja o que for que recebam.',
    'O que uma agência recebe, o que diria um juiz e o que os clientes pensam de ser contatados.',
    'Disputas, pagamentos parciais ou devolvidos, descadastros e correções: aqui ninguém os tem.',
    'O que o arquivo não diz dos seus devedores, nem o futuro da economia. O intervalo só conhece a sorte dos devedores, não o erro do modelo.',
  ],
  stages: {
    scheduled: 'programada',
    preventive: 'preventiva',
    administrative: 'administrativa',
    extrajudicial: 'extrajudicial',
    handoff: 'encaminhada',
  },
  channels: {
    email: 'e-mail',
    sms: 'SMS',
    whatsapp: 'WhatsApp',
    voice: 'ligação automática',
    call: 'ligação',
    visit: 'visita',
    letter: 'carta',
  },
};

export const labelsIn: Readonly<Record<Language, Labels>> = { en: english, es: spanish, pt: portuguese };
