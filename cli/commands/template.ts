// recaudo template: check and look at texts without any stack; put a creditor's own in force on one.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Command, Option } from 'commander';
import * as z from 'zod';
import { channels, isMeeting, type Language, languages, type Tone, tones } from '#domain/vocabulary.ts';
import { describeFinding, type Finding } from '#policies/finding.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { layoutFlaws } from '#templates/check-layout.ts';
import { checkTexts } from '#templates/check-texts.ts';
import { templateNames } from '#templates/samples.ts';
import { moments, type Texts, textsOf } from '#templates/texts.ts';
import { findChromium, withChromium } from '../chromium.ts';
import {
  type CreditorOptions,
  contextOf,
  type StackOptions,
  stackCommand,
  withCreditor,
  withJson,
} from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { outputTo, table } from '../output.ts';
import { waitUntil } from '../send-event.ts';
import { ownTextsFiles, policyNamed, readTextsFile, type TextsFile } from '../template-file.ts';
import { type Page, type PreviewOf, pagesOf } from '../template-pages.ts';
import { count } from '../written.ts';

export const templateCommand = (): Command =>
  new Command('template')
    .summary("check, look at and apply a creditor's own texts")
    .description('Texts of messages.')
    .addCommand(
      stackCommand('check', 'check texts: content, words, reading ease, lengths, links, layout', [
        ['template check', 'the texts that come with Recaudo'],
        ['template check es.yaml --policy acme.yaml', "a creditor's own in Spanish, under its policy; needs no stack"],
        ['template check es.yaml --creditor acme', 'the same under the policy in force on the stack'],
        ['template check --creditor acme', 'its own texts in force'],
      ])
        .argument('[file]', "a creditor's own texts, named for their language, such as es.yaml")
        .addOption(languageOption())
        .option('--policy <file>', 'the policy that says hosts, jurisdiction and how the creditor presents itself')
        .option('--creditor <id>', 'under the policy that is in force for it on the stack')
        .action(check),
    )
    .addCommand(
      withJson(new Command('preview'), 'show a text as it is sent, with sample or worst-case data; needs no stack', [
        ['template preview formalNotice --language es', 'the mail as plain text'],
        ['template preview formalNotice --channel sms --data worst', 'with segments and alphabet'],
        [
          'template preview --file es.yaml --policy acme.yaml --out look',
          "every mail of a creditor's own, as HTML and text",
        ],
        ['template preview planAgreed --out look --png', 'as pictures too: phone and desktop, light and dark'],
      ])
        .argument('[template]', `one of ${moments.join(', ')} …, or of your own; all when left out`)
        .addOption(languageOption())
        .addOption(new Option('--channel <name>', 'how it is sent').choices(channels).default('email'))
        .addOption(new Option('--tone <name>', 'how it sounds').choices(tones).default('plain'))
        .addOption(
          new Option('--data <kind>', 'worst: long names, right to left, no decimals, 200 items')
            .choices(['sample', 'worst'])
            .default('sample'),
        )
        .option('--file <file>', "a creditor's own texts, named for their language, such as es.yaml")
        .option('--policy <file>', 'the policy that says how the creditor presents itself and is paid')
        .option('--out <dir>', 'write HTML and text there, and letters as PDF')
        .option(
          '--png',
          'pictures as well; needs --out, and Chromium by CHROME_PATH or the package @sparticuz/chromium',
        )
        .action(preview),
    )
    .addCommand(
      withCreditor(
        stackCommand('apply', "put a creditor's own texts in force: uploads the file and follows it to its report", [
          ['template apply es.yaml --creditor acme', 'as templates/acme/es.yaml'],
        ])
          .argument('<file>', 'the texts, named for their language, such as es.yaml')
          .addOption(languageOption()),
      ).action(apply),
    );

const languageOption = (): Option => new Option('--language <code>', 'the language of the texts').choices(languages);

type CheckOptions = StackOptions & {
  readonly language?: Language;
  readonly policy?: string;
  readonly creditor?: string;
};

const check = async (file: string | undefined, options: CheckOptions): Promise<void> => {
  const { creditor, language } = options;
  const given = file === undefined ? undefined : readTextsFile(file, language);
  const policy = creditor === undefined ? policyNamed(options.policy) : await policyInForce(creditor, options);
  const files = given ? [given] : creditor === undefined ? ownTextsFiles() : await textsInForce(creditor);
  const checked = files
    .filter((each) => language === undefined || each.language === language)
    .map((each) => ({
      ...each,
      findings: checkTexts(each.content, { language: each.language, ...(policy ? { under: policy } : {}) }).findings,
    }));
  const layout = given || creditor !== undefined ? [] : layoutFindings();
  const all = [...checked.flatMap(({ findings }) => findings), ...layout];
  const ok = !all.some(({ severity }) => severity === 'error');
  outputTo(options.json === true).answer(
    {
      ok,
      files: checked.map(({ file: name, language: code, findings }) => ({ file: name, language: code, findings })),
      layout,
    },
    () => [
      ...checked.flatMap(({ file: name, findings }) => findings.map((finding) => describeFinding(name, finding))),
      ...layout.map((finding) => describeFinding(layoutFile, finding)),
      ...checked.map(({ file: name, findings }) => `${name}: ${counted(findings)}`),
    ],
  );
  if (!ok) process.exitCode = exitCodes.badInput;
};

const counted = (findings: readonly Finding[]): string => {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  return `${errors === 0 ? 'no errors' : count(errors, 'error')}${warnings === 0 ? '' : `, ${count(warnings, 'warning')}`}`;
};

const layoutFile = 'shared/templates/email.mjml';
const layoutFindings = (): readonly Finding[] => {
  const [page] = pagesOf(
    { template: 'formalNotice', language: 'es', channel: 'email', tone: 'plain' },
    'sample',
    textsOf('es'),
    undefined,
  );
  return layoutFlaws(page?.html ?? '').map(({ code, reason }) => ({
    line: 1,
    column: 1,
    severity: 'error',
    code,
    field: '',
    reason,
    remedy: 'mend it, then run npm run build:templates',
  }));
};

const policyInForce = async (creditor: string, options: StackOptions) => {
  await contextOf(options);
  const { loadPolicy } = await import('#store/policies.ts');
  return (await loadPolicy(creditor)).content;
};

const textsInForce = async (creditor: string): Promise<readonly TextsFile[]> => {
  const { findTextsInForce, findTextsVersion } = await import('#store/own-texts.ts');
  const found = await Promise.all(
    languages.map(async (language) => {
      const current = await findTextsInForce(creditor, language);
      const version = current && (await findTextsVersion(creditor, language, current.version));
      return version
        ? [{ file: `${version.source}, version ${version.version}`, language, content: version.content }]
        : [];
    }),
  );
  if (found.flat().length === 0)
    throw new CommandFailed(
      exitCodes.notFound,
      `${creditor} has no texts of its own in force: it says what comes with Recaudo`,
    );
  return found.flat();
};

type PreviewOptions = {
  readonly json?: boolean;
  readonly language?: Language;
  readonly channel: PreviewOf['channel'];
  readonly tone: Tone;
  readonly data: 'sample' | 'worst';
  readonly file?: string;
  readonly policy?: string;
  readonly out?: string;
  readonly png?: boolean;
};

const preview = async (template: string | undefined, options: PreviewOptions): Promise<void> => {
  const { channel, tone, data, out, png } = options;
  if (png && out === undefined)
    throw new CommandFailed(exitCodes.badInput, '--png needs --out DIR, the folder for the pictures');
  const policy = policyNamed(options.policy);
  const { language, texts } = textsFor(options);
  const names = templateNames(texts);
  if (template !== undefined && !names.includes(template))
    throw new CommandFailed(exitCodes.badInput, `there is no text "${template}"; there are ${names.join(', ')}`);
  const isScript = isMeeting(channel);
  const wanted =
    template === undefined
      ? names.filter((name) => !isScript || name in texts.moments || name in texts.own)
      : [template];
  if (isScript && template !== undefined && template in texts.occasions)
    throw new CommandFailed(exitCodes.badInput, `"${template}" has no script: it is sent, not said`);
  const pages = wanted.flatMap((name) => pagesOf({ template: name, language, channel, tone }, data, texts, policy));
  const output = outputTo(options.json === true);
  const written = out === undefined ? [] : await writePages(pages, out);
  const pictures = png && out !== undefined ? await takePictures(pages, out) : [];
  const told = pages.map(({ html, text, print, ...rest }) => ({ ...rest, ...(out === undefined ? { text } : {}) }));
  output.answer({ pages: told, files: [...written, ...pictures.map(({ file }) => file)] }, () =>
    out === undefined
      ? pages.flatMap((page) => [`# ${page.name}: ${factsOf(page)}`, '', page.text])
      : [
          ...table(pages.map((page) => [page.name, factsOf(page)])),
          ...pictures.filter(({ overflows }) => overflows).map(({ file }) => `${file} is wider than its screen`),
          `${count(written.length + pictures.length, 'file')} in ${out}`,
        ],
  );
};

const factsOf = ({ facts }: Page): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** Those of the file, where it holds; throws CommandFailed, bad input, with what is wrong with it. */
const textsFor = ({
  file,
  language,
  policy,
}: PreviewOptions): { readonly language: Language; readonly texts: Texts } => {
  if (file === undefined) return { language: language ?? 'en', texts: textsOf(language ?? 'en') };
  const read = readTextsFile(file, language);
  const under = policyNamed(policy);
  const { texts, findings } = checkTexts(read.content, { language: read.language, ...(under ? { under } : {}) });
  if (texts) return { language: read.language, texts };
  const errors = findings
    .filter(({ severity }) => severity === 'error')
    .map((finding) => describeFinding(file, finding));
  throw new CommandFailed(exitCodes.badInput, `nothing to show before this is corrected:\n${errors.join('\n')}`);
};

const writePages = async (pages: readonly Page[], out: string): Promise<readonly string[]> => {
  mkdirSync(out, { recursive: true });
  const written: string[] = [];
  for (const { name, text, html, print } of pages)
    for (const [end, content] of [
      ['txt', text],
      ['html', html],
      ['pdf', await print?.()],
    ] as const) {
      if (content === undefined) continue;
      const file = join(out, `${name}.${end}`);
      writeFileSync(file, content);
      written.push(file);
    }
  return written;
};

const screens = [
  { name: 'phone', width: 390 },
  { name: 'desktop', width: 900 },
];

const takePictures = async (pages: readonly Page[], out: string) => {
  const path = await findChromium();
  return withChromium(path, async ({ shoot }) => {
    const taken: { readonly file: string; readonly overflows: boolean }[] = [];
    for (const { name, html } of pages) {
      if (html === undefined) throw new CommandFailed(exitCodes.badInput, 'only mails have pictures: leave --png out');
      for (const screen of screens)
        for (const isDark of [false, true]) {
          const file = join(out, `${name}-${screen.name}-${isDark ? 'dark' : 'light'}.png`);
          const { png, overflows } = await shoot(html, { width: screen.width, isDark });
          writeFileSync(file, png);
          taken.push({ file, overflows });
        }
    }
    return taken;
  });
};

const patienceSeconds = 120;
const reportShape = z.looseObject({ ok: z.boolean(), text: z.string() });

const apply = async (file: string, options: CreditorOptions & { readonly language?: Language }): Promise<void> => {
  const { language, content } = readTextsFile(file, options.language);
  const { output } = await contextOf(options);
  const { findText, putObject } = await import('#store/objects.ts');
  const key = `templates/${options.creditor}/${language}.yaml`;
  const reportKey = `${key}.report.json`;
  // What is there then is the report on this upload.
  await new S3Client({}).send(new DeleteObjectCommand({ Bucket: readEnvironment(env.bucket), Key: reportKey }));
  await putObject(key, content, 'application/yaml');
  output.note(`uploaded as ${key}`);
  const told = await waitUntil(`the report on ${key}`, patienceSeconds, () => findText(reportKey));
  const report = reportShape.parse(JSON.parse(told));
  output.answer(report, () => [report.text]);
  if (!report.ok) process.exitCode = exitCodes.badInput;
};
