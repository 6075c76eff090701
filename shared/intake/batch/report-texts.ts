// The fixed words of a batch's report page in every language. Reasons and remedies stay in English, as the JSON has them.
import type { Language } from '#domain/vocabulary.ts';

const english = {
  title: 'Report of a file',
  statuses: {
    rehearsed: { name: 'Rehearsed', meaning: 'This is what the file would do. Nothing has changed.' },
    held: {
      name: 'Waiting for a person',
      meaning: 'Nothing of it counts until somebody approves it. Without an answer it lapses after 30 days.',
    },
    imported: { name: 'Imported', meaning: 'Every row that was accepted counts.' },
    incomplete: {
      name: 'Imported in part',
      meaning: 'A part could not be applied. Upload the same file again: only what is missing is applied.',
    },
    refused: { name: 'Refused', meaning: 'The file was refused as a whole. Nothing of it was taken.' },
    declined: { name: 'Declined', meaning: 'A person declined it. Nothing of it was taken.' },
    lapsed: { name: 'Lapsed', meaning: 'Nobody answered for 30 days. Nothing of it was taken.' },
    undone: {
      name: 'Undone',
      meaning:
        'What this file alone had brought was taken back. What stands is told in the file that ends in .undone.json.',
    },
  },
  facts: { profile: 'Profile', rows: 'Rows read', started: 'Received', finished: 'Reported', batch: 'Batch' },
  numbers: { done: 'What became of its rows', would: 'What it would do', wouldHave: 'What it would have done' },
  outcomes: { new: 'New', changed: 'Changed', unchanged: 'Unchanged', rejected: 'Rejected' },
  totals: { heading: 'Amounts of the rows that passed the checks', note: 'Credit notes are taken off.' },
  payments: 'Payments, by how surely it is known whose they are',
  matches: {
    certain: 'Surely of these invoices',
    'debtor-only': 'Surely of a debtor, of which invoices not',
    doubtful: 'Doubtful: a person decides',
    unknown: 'Of nobody known: a person decides',
  },
  brakes: {
    held: 'Why it waits',
    would: 'Why it would wait for a person',
    was: 'Why it waited for a person',
    approve: 'To approve it',
    decline: 'To decline it',
  },
  contacts: {
    heading: 'Whom it makes us contact by the end of tomorrow',
    note: 'On top of the contacts that would be made anyway, counted from',
    debtors: 'Debtors',
  },
  missing: {
    heading: 'Open invoices that the list does not name',
    note: 'They are perhaps settled. None counts as paid until somebody says so; meanwhile chasing pauses, for 14 days at most.',
    none: 'Rejected rows do not tell which invoice they are about, so that none counts as missing.',
    open: 'Open before the list came',
    missing: 'Missing from the list',
    waiting: 'Missing, and asked about before',
    settle: 'To say that all are settled',
    answers: { settled: 'Settled', kept: 'Not settled' },
  },
  odd: { heading: 'What is odd', note: 'These rows were not rejected, but are worth a look.' },
  rejected: {
    heading: 'Rejected rows',
    note: 'Correct them and send the file again: what is known already does not change.',
  },
  refused: 'Why it was refused',
  warnings: 'About the whole file',
  first: 'The first 100 are shown.',
  columns: {
    line: 'Line',
    field: 'Field',
    value: 'Value',
    reason: 'Reason',
    remedy: 'What to do',
    at: 'When (UTC)',
    creditor: 'Creditor',
    debtor: 'Debtor',
    invoice: 'Invoice',
    amount: 'Amount',
    due: 'Due',
    stage: 'Stage',
    step: 'Step',
    channel: 'Channel',
  },
  channels: {
    email: 'Email',
    sms: 'Text message',
    whatsapp: 'WhatsApp',
    voice: 'Automated call',
    call: 'Call',
    visit: 'Visit',
    letter: 'Letter',
  },
  stages: {
    preventive: 'Preventive',
    administrative: 'Administrative',
    extrajudicial: 'Extrajudicial',
    handoff: 'Hand-off',
  },
} as const;

type SameNames<Texts> = {
  readonly [Name in keyof Texts]: Texts[Name] extends string ? string : SameNames<Texts[Name]>;
};
export type ReportTexts = SameNames<typeof english>;

const spanish: ReportTexts = {
  title: 'Informe de un archivo',
  statuses: {
    rehearsed: { name: 'Ensayado', meaning: 'Esto es lo que haría el archivo. No cambió nada.' },
    held: {
      name: 'Espera a una persona',
      meaning: 'Nada de él cuenta hasta que alguien lo apruebe. Sin respuesta, caduca a los 30 días.',
    },
    imported: { name: 'Importado', meaning: 'Cuenta cada fila que se aceptó.' },
    incomplete: {
      name: 'Importado en parte',
      meaning: 'Una parte no se pudo aplicar. Suba otra vez el mismo archivo: solo se aplica lo que falta.',
    },
    refused: { name: 'No admitido', meaning: 'No se admitió el archivo entero. No se tomó nada de él.' },
    declined: { name: 'Rechazado por una persona', meaning: 'Una persona lo rechazó. No se tomó nada de él.' },
    lapsed: { name: 'Caducado', meaning: 'Nadie respondió en 30 días. No se tomó nada de él.' },
    undone: {
      name: 'Deshecho',
      meaning:
        'Se retiró lo que solo este archivo había traído. Lo que sigue en pie está en el archivo que termina en .undone.json.',
    },
  },
  facts: { profile: 'Perfil', rows: 'Filas leídas', started: 'Recibido', finished: 'Informado', batch: 'Lote' },
  numbers: { done: 'Qué fue de sus filas', would: 'Qué haría', wouldHave: 'Qué habría hecho' },
  outcomes: { new: 'Nuevas', changed: 'Con cambios', unchanged: 'Sin cambios', rejected: 'Rechazadas' },
  totals: {
    heading: 'Importes de las filas que pasaron la revisión',
    note: 'Las notas de crédito están descontadas.',
  },
  payments: 'Pagos, según la certeza de quién son',
  matches: {
    certain: 'Seguros: se sabe de qué facturas son',
    'debtor-only': 'Se sabe de qué deudor, no de qué facturas',
    doubtful: 'Dudosos: decide una persona',
    unknown: 'De nadie conocido: decide una persona',
  },
  brakes: {
    held: 'Por qué espera',
    would: 'Por qué esperaría a una persona',
    was: 'Por qué esperó a una persona',
    approve: 'Para aprobarlo',
    decline: 'Para rechazarlo',
  },
  contacts: {
    heading: 'A quién nos hace contactar hasta el final de mañana',
    note: 'Además de los contactos que se harían de todos modos; contado desde el',
    debtors: 'Deudores',
  },
  missing: {
    heading: 'Facturas abiertas que la lista no nombra',
    note: 'Quizá estén saldadas. Ninguna cuenta como pagada hasta que alguien lo diga; mientras tanto se pausa su cobro, 14 días como máximo.',
    none: 'Hay filas rechazadas que no dicen de qué factura son; por eso ninguna cuenta como ausente.',
    open: 'Abiertas antes de que llegara la lista',
    missing: 'Ausentes de la lista',
    waiting: 'Ausentes, y ya se preguntó por ellas',
    settle: 'Para decir que todas están saldadas',
    answers: { settled: 'Saldadas', kept: 'No saldadas' },
  },
  odd: { heading: 'Lo que llama la atención', note: 'Estas filas no se rechazaron, pero conviene mirarlas.' },
  rejected: {
    heading: 'Filas rechazadas',
    note: 'Corríjalas y envíe otra vez el archivo: lo que ya se conoce no cambia.',
  },
  refused: 'Por qué no se admitió',
  warnings: 'Sobre el archivo entero',
  first: 'Se muestran las primeras 100.',
  columns: {
    line: 'Línea',
    field: 'Campo',
    value: 'Valor',
    reason: 'Motivo',
    remedy: 'Qué hacer',
    at: 'Cuándo (UTC)',
    creditor: 'Acreedor',
    debtor: 'Deudor',
    invoice: 'Factura',
    amount: 'Importe',
    due: 'Vence',
    stage: 'Etapa',
    step: 'Paso',
    channel: 'Canal',
  },
  channels: {
    email: 'Correo electrónico',
    sms: 'Mensaje de texto',
    whatsapp: 'WhatsApp',
    voice: 'Llamada automática',
    call: 'Llamada',
    visit: 'Visita',
    letter: 'Carta',
  },
  stages: {
    preventive: 'Preventiva',
    administrative: 'Administrativa',
    extrajudicial: 'Extrajudicial',
    handoff: 'Traspaso',
  },
};

const portuguese: ReportTexts = {
  title: 'Relatório de um arquivo',
  statuses: {
    rehearsed: { name: 'Ensaiado', meaning: 'Isto é o que o arquivo faria. Nada mudou.' },
    held: {
      name: 'À espera de uma pessoa',
      meaning: 'Nada dele conta até que alguém o aprove. Sem resposta, caduca após 30 dias.',
    },
    imported: { name: 'Importado', meaning: 'Conta cada linha que foi aceita.' },
    incomplete: {
      name: 'Importado em parte',
      meaning: 'Uma parte não pôde ser aplicada. Envie de novo o mesmo arquivo: só se aplica o que falta.',
    },
    refused: { name: 'Não admitido', meaning: 'O arquivo inteiro não foi admitido. Nada dele foi aproveitado.' },
    declined: { name: 'Recusado por uma pessoa', meaning: 'Uma pessoa o recusou. Nada dele foi aproveitado.' },
    lapsed: { name: 'Caducado', meaning: 'Ninguém respondeu em 30 dias. Nada dele foi aproveitado.' },
    undone: {
      name: 'Desfeito',
      meaning:
        'Foi retirado o que só este arquivo tinha trazido. O que permanece está no arquivo que termina em .undone.json.',
    },
  },
  facts: { profile: 'Perfil', rows: 'Linhas lidas', started: 'Recebido', finished: 'Relatado', batch: 'Lote' },
  numbers: { done: 'O que aconteceu com as suas linhas', would: 'O que faria', wouldHave: 'O que teria feito' },
  outcomes: { new: 'Novas', changed: 'Com mudanças', unchanged: 'Sem mudanças', rejected: 'Rejeitadas' },
  totals: {
    heading: 'Valores das linhas que passaram na verificação',
    note: 'As notas de crédito estão descontadas.',
  },
  payments: 'Pagamentos, pela certeza de quem são',
  matches: {
    certain: 'Certos: sabe-se de quais faturas são',
    'debtor-only': 'Sabe-se de qual devedor, não de quais faturas',
    doubtful: 'Duvidosos: uma pessoa decide',
    unknown: 'De ninguém conhecido: uma pessoa decide',
  },
  brakes: {
    held: 'Por que espera',
    would: 'Por que esperaria por uma pessoa',
    was: 'Por que esperou por uma pessoa',
    approve: 'Para aprová-lo',
    decline: 'Para recusá-lo',
  },
  contacts: {
    heading: 'Com quem nos faz entrar em contato até o fim de amanhã',
    note: 'Além dos contatos que seriam feitos de qualquer modo; contado a partir de',
    debtors: 'Devedores',
  },
  missing: {
    heading: 'Faturas abertas que a lista não nomeia',
    note: 'Talvez estejam quitadas. Nenhuma conta como paga até que alguém o diga; enquanto isso, a cobrança fica em pausa, por 14 dias no máximo.',
    none: 'Há linhas rejeitadas que não dizem de qual fatura são; por isso nenhuma conta como ausente.',
    open: 'Abertas antes de a lista chegar',
    missing: 'Ausentes da lista',
    waiting: 'Ausentes, e já se perguntou por elas',
    settle: 'Para dizer que todas estão quitadas',
    answers: { settled: 'Quitadas', kept: 'Não quitadas' },
  },
  odd: { heading: 'O que chama a atenção', note: 'Estas linhas não foram rejeitadas, mas convém olhá-las.' },
  rejected: {
    heading: 'Linhas rejeitadas',
    note: 'Corrija-as e envie de novo o arquivo: o que já se conhece não muda.',
  },
  refused: 'Por que não foi admitido',
  warnings: 'Sobre o arquivo inteiro',
  first: 'São mostradas as primeiras 100.',
  columns: {
    line: 'Linha',
    field: 'Campo',
    value: 'Valor',
    reason: 'Motivo',
    remedy: 'O que fazer',
    at: 'Quando (UTC)',
    creditor: 'Credor',
    debtor: 'Devedor',
    invoice: 'Fatura',
    amount: 'Valor em aberto',
    due: 'Vence em',
    stage: 'Etapa',
    step: 'Passo',
    channel: 'Canal',
  },
  channels: {
    email: 'E-mail',
    sms: 'Mensagem de texto',
    whatsapp: 'WhatsApp',
    voice: 'Ligação automática',
    call: 'Ligação',
    visit: 'Visita',
    letter: 'Carta',
  },
  stages: {
    preventive: 'Preventiva',
    administrative: 'Administrativa',
    extrajudicial: 'Extrajudicial',
    handoff: 'Repasse',
  },
};

/** TypeScript, not YAML: three functions use them that carry no other texts, and each bundle holds them itself. */
export const reportTexts: Readonly<Record<Language, ReportTexts>> = { en: english, es: spanish, pt: portuguese };
