// recaudo packs: the law as the product knows it, for a lawyer to read, each value with its source and how sure it is.
import { Command, InvalidArgumentError } from 'commander';
import { holidaysOf, yearsOfHolidays } from '#rules/holidays.ts';
import { allPacks } from '#rules/law-of.ts';
import { asOf, type LegalPack } from '#rules/legal-pack.ts';
import { isUnverified, valuesOf } from '#rules/values-of.ts';
import { withJson } from '../command.ts';
import { marks } from '../confidence-marks.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { outputTo, table } from '../output.ts';
import { packInWords, ratesOf, wrapped } from '../pack-in-words.ts';

export const packsCommand = (): Command =>
  withJson(new Command('packs'), 'the law as it is known here, by jurisdiction; needs no stack', [
    ['packs', 'every pack, whom it binds, and how much of it is unverified'],
    ['packs show CO', 'every value, with its source'],
  ])
    .action(({ json }: { json?: boolean }) => list(json === true))
    .addCommand(
      withJson(new Command('show'), 'every value of a pack, with source and mark', [
        ['packs show CO', 'consumers and businesses of Colombia'],
        ['packs show CL-consumer --year 2027', 'one pack, with the holidays of 2027'],
      ])
        .argument('<pack>', 'a country such as CO, or one pack such as CO-consumer')
        .option('--year <year>', 'whose public holidays are listed', yearOf, Number(asOf.slice(0, 4)))
        // --json after `show` is taken by the command above, which has it too.
        .action((name: string, _: unknown, command: Command) => show(name, command.optsWithGlobals())),
    );

const yearOf = (text: string): number => {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  const { first, last } = yearsOfHolidays;
  if (year < first || year > last) throw new InvalidArgumentError(`Holidays are known from ${first} to ${last}.`);
  return year;
};

const advice = 'Nothing here is legal advice: let a lawyer of the place check what you rely on.';

const list = (json: boolean): void => {
  const packs = allPacks.map((pack) => ({
    id: pack.id,
    place: pack.place,
    debtorType: pack.debtorType,
    asOf: pack.asOf,
    validFrom: pack.validFrom ?? null,
    validTo: pack.validTo ?? null,
    binds: pack.binds,
    contactRules: pack.hours.length + pack.caps.length + pack.bars.length,
    unverified: valuesOf(pack).filter(isUnverified).length,
  }));
  outputTo(json).answer({ packs }, () => [
    ...table([
      ['pack', 'place and debtors', 'as of', 'contact rules bind', { right: 'unverified' }],
      ...packs.map(({ id, place, debtorType, asOf, binds, contactRules, unverified }) => [
        id,
        `${place}, ${debtorType}`,
        asOf,
        contactRules === 0 ? '(none known)' : binds.join(', '),
        unverified,
      ]),
    ]),
    '',
    'Unverified: values from memory, and values that were not found.',
    'Where no contact rules are known, the policy alone decides.',
    'See one in full: recaudo packs show CO',
    advice,
  ]);
};

const show = (name: string, { json, year }: { json?: boolean; year: number }): void => {
  const packs = allPacks.filter(({ id, jurisdiction }) =>
    [id, jurisdiction].some((each) => each.toLowerCase() === name.toLowerCase()),
  );
  if (packs.length === 0) {
    const known = [...new Set(allPacks.map(({ jurisdiction }) => jurisdiction))].join(', ');
    throw new CommandFailed(
      exitCodes.notFound,
      `there is no pack "${name}"; there are packs for ${known}, see recaudo packs`,
    );
  }
  const country = packs[0]?.jurisdiction ?? '';
  const holidays = [...holidaysOf(country).dates].filter((date) => date.startsWith(String(year))).sort();
  const shown = packs.map((pack) => ({ ...headOf(pack), values: valuesOf(pack), rates: ratesOf(pack) }));
  outputTo(json === true).answer({ packs: shown, holidays: { country, year, dates: holidays }, advice }, () => [
    ...packs.flatMap(packInWords),
    ...(holidays.length === 0
      ? [`No public holidays of ${country} are known.`]
      : [
          `National public holidays of ${country} in ${year}:`,
          ...wrapped('  ', holidays.map((date) => date.slice(5)).join(' ')),
        ]),
    '',
    ...Object.entries(marks).map(([mark, means]) => `  ${mark.padEnd(2)} ${means}`),
    "Hours are on the debtor's clock; the first minute belongs to them, the last does not.",
    advice,
  ]);
};

const headOf = ({ id, place, jurisdiction, debtorType, asOf, validFrom, validTo, binds }: LegalPack) => ({
  id,
  place,
  jurisdiction,
  debtorType,
  asOf,
  validFrom: validFrom ?? null,
  validTo: validTo ?? null,
  binds,
});
