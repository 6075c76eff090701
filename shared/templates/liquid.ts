// Liquid, fenced in: no files, no inherited properties, unknown variables and filters are errors, time and size are bounded.
import { Liquid, type Template } from 'liquidjs';
import { BadInput } from '#domain/errors.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** Renders a text as it is; values are not escaped. Throws BadInput naming what the text gets wrong. */
export const renderText = (text: string, variables: Variables): string => run(texts, text, variables);

/** As renderText, for checks: throws too where the text says a variable that is undefined without having asked for it. */
export const renderWarily = (text: string, variables: Variables): string => run(wary, text, variables);

/** Renders an HTML template; every value is escaped. */
export const renderHtml = (html: string, variables: Variables): string => run(pages, html, variables);

/** Throws BadInput when a text is not valid Liquid or uses an unknown filter or tag. */
export const checkText = (text: string): void => {
  parse(texts, text);
};

/** Every variable that a text names, branches that are seldom taken included, each as its path: ["creditor", "name"]. */
export const variablesIn = (text: string): readonly (readonly string[])[] =>
  texts.liquid
    .globalVariableSegmentsSync(parse(texts, text))
    .map((segments) => segments.map((segment) => (Array.isArray(segment) ? '[…]' : String(segment))));

/** Where a text puts values, each as it is written and the variable that it names. */
export const outputsIn = (text: string): readonly { readonly written: string; readonly variable: string }[] =>
  [...text.matchAll(/\{\{\s*([A-Za-z.]+)\s*\}\}/g)].map(([written, variable = '']) => ({ written, variable }));

type Engine = { readonly liquid: Liquid; readonly parsed: Map<string, Template[]> };

/** Milliseconds after which a text that is still being rendered is refused. */
export const longestRenderMs = 5_000;

const fence = {
  // Partials are looked up in this record alone: nothing is read from disk.
  templates: {},
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  dynamicPartials: false,
  parseLimit: 200_000,
  renderLimit: longestRenderMs,
  memoryLimit: 20_000_000,
} as const;

/** Choices alone: what repeats, sets or reads has no place in a text, so that none is slow and the same data say the same. */
export const textTags: readonly string[] = ['if', 'unless', 'case'];
export const textFilters: readonly string[] = ['count', 'upcase', 'downcase', 'capitalize', 'default'];

const textEngine = (options: object = {}): Engine => {
  const liquid = new Liquid({ ...fence, ...options });
  for (const tag of Object.keys(liquid.tags)) if (!textTags.includes(tag)) delete liquid.tags[tag];
  for (const filter of Object.keys(liquid.filters)) if (!textFilters.includes(filter)) liquid.unregisterFilter(filter);
  // {{ 3 | count: 'day', 'days' }} is "3 days".
  liquid.registerFilter(
    'count',
    (many: number, one: string, several: string) => `${many} ${Math.abs(many) === 1 ? one : several}`,
  );
  return { liquid, parsed: new Map() };
};

const texts = textEngine();
/** Asks whether something is there as others do, but refuses to say what is not. */
const wary = textEngine({ lenientIf: true });
const pages: Engine = { liquid: new Liquid({ ...fence, outputEscape: 'escape' }), parsed: new Map() };

const run = (engine: Engine, text: string, variables: Variables): string => {
  const template = parse(engine, text);
  return refusing(text, () => String(engine.liquid.renderSync(template, variables)));
};

const parse = (engine: Engine, text: string): Template[] => {
  const known = engine.parsed.get(text);
  if (known) return known;
  const template = refusing(text, () => engine.liquid.parse(text));
  engine.parsed.set(text, template);
  return template;
};

const refusing = <T>(text: string, attempt: () => T): T => {
  try {
    return attempt();
  } catch (cause) {
    const start = text.length > 80 ? `${text.slice(0, 80)}…` : text;
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? cause.message) : String(cause);
    throw new BadInput('bad-template', `the text "${start}" cannot be rendered: ${reason}`, { cause });
  }
};
