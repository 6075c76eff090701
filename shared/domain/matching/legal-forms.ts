// Words of names that do not tell who it is: legal forms, titles and little words.

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Without points: S.L. is SL. */
export const legalForms = words(
  [
    'SL SLU SLL SLP SA SAU SAS SAC SAA SRL SCRL SC CB SCOOP COOP EIRL SPA SAB SAPI CV RL ESP BIC',
    'SOCIEDAD LIMITADA ANONIMA LTDA LIMITADA CIA LDA UNIPESSOAL EIRELI MEI EPP',
    'LTD LIMITED LLC LLP LP INC INCORPORATED CORP CORPORATION PLC CO COMPANY PTY PVT',
    'GMBH MBH AG KG KGAA OHG UG EK GBR SE SARL SASU EURL SNC SPRL BVBA BV NV VOF',
    'OY OYJ AB AS ASA APS KFT ZRT DOO SRO OOO',
  ].join(' '),
);

export const littleWords = words(
  'DE DEL LA LAS LOS EL Y E DA DO DOS DAS AND THE OF UND VON VAN DER DEN ET DI SR SRA SRES DON DONA MR MRS MS DR DRA',
);
