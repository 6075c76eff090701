// Liquid, fenced in: no files, no inherited properties, unknown variables and filters are errors, time and size are bounded.
import { Liquid, type Template } from 'liquidjs';
import { BadInput } from '#domain/errors.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** Renders a text as it is; values are not escaped. Throws BadInput naming what the text gets wrong. */
export const renderText = (text: string, variables: Variables): string => run(texts, text, variables);

/** Renders an HTML template; every value is escaped. */
export const renderHtml = (html: string, variables: Variables): string => run(pages, html, variables);

/** Throws BadInput when a text is not valid Liquid or uses an unknown filter or tag. */
export const checkText = (text: string): void => {
  parse(texts, text);
};

type Engine = { readonly liquid: Liquid; readonly parsed: Map<string, Template[]> };

const fence = {
  // Partials are looked up in this record alone: nothing is read from disk.
  templates: {},
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  dynamicPartials: false,
  parseLimit: 200_000,
  renderLimit: 5_000,
  memoryLimit: 20_000_000,
} as const;

const textEngine = new Liquid(fence);
// {{ 3 | count: 'day', 'days' }} is "3 days".
textEngine.registerFilter(
  'count',
  (many: number, one: string, several: string) => `${many} ${Math.abs(many) === 1 ? one : several}`,
);

const texts: Engine = { liquid: textEngine, parsed: new Map() };
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
