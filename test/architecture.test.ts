// Who may import whom: every import line of the code is read, and every arrow that the house forbids is named.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const root = new URL('../', import.meta.url);
const rooms = ['shared', 'functions', 'infra', 'cli'];
const files = rooms.flatMap((room) =>
  readdirSync(new URL(`${room}/`, root), { recursive: true, encoding: 'utf8' })
    .map((path) => `${room}/${path.replaceAll('\\', '/')}`)
    .filter((path) => !path.includes('node_modules') && !path.includes('__pycache__')),
);
const modules = files.filter((path) => path.endsWith('.ts'));
const sourceOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const { imports } = z.object({ imports: z.record(z.string(), z.string()) }).parse(JSON.parse(sourceOf('package.json')));
const aliases = Object.entries(imports).map(([from, to]) => ({
  from: from.replace('*', ''),
  to: to.replace(/^\.\//, '').replace('*', ''),
  isExact: !from.includes('*'),
}));

type Arrow = {
  readonly from: string;
  readonly to: string;
  readonly written: string;
  /** Of types alone: gone when the code runs. */
  readonly isOfTypes: boolean;
};

/** The file that an import reaches, or the package. */
const targetOf = (from: string, written: string): string => {
  if (written.startsWith('.')) return posix.join(posix.dirname(from), written);
  const alias = aliases.find(({ from: name, isExact }) => (isExact ? written === name : written.startsWith(name)));
  return alias ? alias.to + written.slice(alias.from.length) : written;
};
const importLine = /(?:\bfrom\s*|\bimport\s*\(?\s*)'([^'\n]+)'/g;
const arrows: readonly Arrow[] = modules.flatMap((from) => {
  const source = sourceOf(from);
  return [...source.matchAll(importLine)].map(({ index, 0: line, 1: written = '' }) => {
    const beginning = source.lastIndexOf('import', index + line.length);
    const isOfTypes = line.startsWith('from') && source.startsWith('import type ', beginning);
    return { from, to: targetOf(from, written), written, isOfTypes };
  });
});

const isIn = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const isOfHouse = (path: string): boolean => [...rooms, 'test', 'docs', 'samples'].some((room) => isIn(room)(path));
const isAws = (name: string): boolean => /^(@aws-|aws-|@aws\/|@smithy\/|cdk-|constructs)/.test(name);
const isCdk = (name: string): boolean => /^(aws-cdk|@aws-cdk|cdk-nag|constructs)(-|\/|$)/.test(name);
const isHandler = (path: string): boolean => isIn('functions')(path) && /^export const handler\b/m.test(sourceOf(path));
/** What infra needs to know of the code that it deploys: names, keys, contracts. */
const namesAndContracts = ['shared/store/environment.ts', 'shared/store/keys.ts', 'functions/contracts.ts'];

/** Why an arrow must not be, or undefined when it may. */
const objection = ({ from, to }: Pick<Arrow, 'from' | 'to'>): string | undefined => {
  if (isCdk(to) && !isIn('infra')(from)) return 'only infra builds stacks';
  if (isIn('test')(to) || isIn('docs')(to)) return 'nothing that runs imports tests or docs';
  if (isIn('shared/domain')(from)) {
    if (isOfHouse(to) && !isIn('shared/domain')(to)) return 'the domain imports only the domain';
    if (isAws(to) || to.startsWith('node:')) return 'the domain knows neither AWS nor the machine';
    return undefined;
  }
  if (isIn('shared')(from)) return isOfHouse(to) && !isIn('shared')(to) ? 'shared imports only shared' : undefined;
  if (isIn('functions')(from)) {
    if (isOfHouse(to) && !isIn('shared')(to) && !isIn('functions')(to)) return 'functions import shared and functions';
    return isHandlerName(to) ? 'handlers do not call each other' : undefined;
  }
  if (isIn('infra')(from) && !isIn('infra/local')(from)) {
    if (isIn('infra/local')(to) || isIn('cli')(to))
      return 'what is deployed knows neither the local ground nor the cli';
    if ((isIn('functions')(to) || isIn('shared')(to)) && !namesAndContracts.includes(to))
      return 'infra knows names and contracts only';
  }
  return undefined;
};
const isHandlerName = (path: string): boolean =>
  isIn('functions')(path) && existsSync(new URL(path, root)) && isHandler(path);

describe('the rule itself', () => {
  it.each([
    ['shared/domain/decide.ts', 'shared/domain/facts.ts', undefined],
    ['shared/domain/decide.ts', 'zod', undefined],
    ['shared/domain/decide.ts', 'shared/store/keys.ts', 'the domain imports only the domain'],
    ['shared/domain/decide.ts', 'shared/clock/system.ts', 'the domain imports only the domain'],
    ['shared/domain/decide.ts', '@aws-sdk/client-s3', 'the domain knows neither AWS nor the machine'],
    ['shared/domain/decide.ts', '@aws-lambda-powertools/logger', 'the domain knows neither AWS nor the machine'],
    ['shared/domain/decide.ts', 'node:fs', 'the domain knows neither AWS nor the machine'],
    ['shared/store/table.ts', 'shared/domain/errors.ts', undefined],
    ['shared/store/table.ts', '@aws-sdk/lib-dynamodb', undefined],
    ['shared/store/table.ts', 'functions/handle.ts', 'shared imports only shared'],
    ['shared/store/table.ts', 'aws-cdk-lib', 'only infra builds stacks'],
    ['functions/wake.ts', 'shared/store/executions.ts', undefined],
    ['functions/wake.ts', 'functions/stream.ts', undefined],
    ['functions/wake.ts', 'functions/publish.ts', 'handlers do not call each other'],
    ['functions/wake.ts', 'infra/stages.ts', 'functions import shared and functions'],
    ['functions/wake.ts', 'cli/main.ts', 'functions import shared and functions'],
    ['infra/events.ts', 'aws-cdk-lib/aws-events', undefined],
    ['infra/events.ts', 'shared/store/environment.ts', undefined],
    ['infra/events.ts', 'shared/store/table.ts', 'infra knows names and contracts only'],
    ['infra/events.ts', 'functions/wake.ts', 'infra knows names and contracts only'],
    ['infra/events.ts', 'infra/local/advance.ts', 'what is deployed knows neither the local ground nor the cli'],
    ['infra/local/travel.ts', 'shared/store/contacts.ts', undefined],
    ['infra/local/start.ts', 'cli/connect.ts', undefined],
    ['cli/commands/pay.ts', 'shared/store/load-facts.ts', undefined],
    ['cli/commands/pay.ts', 'aws-cdk-lib', 'only infra builds stacks'],
    ['cli/commands/pay.ts', 'test/fixtures.ts', 'nothing that runs imports tests or docs'],
  ])('%s → %s: %s', (from, to, expected) => {
    expect(objection({ from, to })).toBe(expected);
  });
});

describe('the code', () => {
  it('is found: every room has modules, and the modules import each other', () => {
    for (const room of rooms) expect(modules.filter(isIn(room)).length, room).toBeGreaterThan(5);
    expect(arrows.filter(({ to }) => isOfHouse(to)).length).toBeGreaterThan(modules.length);
  });

  it('points one way', () => {
    const wrong = arrows.flatMap((arrow) => {
      const reason = objection(arrow);
      return reason ? [`${arrow.from} → ${arrow.to}: ${reason}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  it('imports files that are there', () => {
    const missing = arrows.filter(({ to }) => isOfHouse(to) && !existsSync(new URL(to, root)));
    expect(missing.map(({ from, written }) => `${from} → ${written}`)).toEqual([]);
  });

  it('goes from room to room by the names of package.json, not by dots', () => {
    const roomOf = (path: string) =>
      path
        .split('/')
        .slice(0, path.startsWith('shared/') ? 2 : 1)
        .join('/');
    const dotted = arrows.filter(({ from, to, written }) => written.startsWith('.') && roomOf(from) !== roomOf(to));
    expect(dotted.map(({ from, written }) => `${from} → ${written}`)).toEqual([]);
  });

  it('has no circle', () => {
    expect(circleIn(graphOf(arrows.filter(({ isOfTypes }) => !isOfTypes)))).toBeUndefined();
  });

  it('has no circle of types either', () => {
    expect(circleIn(graphOf(arrows))).toBeUndefined();
  });

  it('calls no file and no folder a drawer', () => {
    const drawer = /(^|\/)(utils?|helpers?|common|services?|managers?|core|libs?)(\.[^/]*)?(\/|$)/i;
    expect(files.filter((path) => drawer.test(path))).toEqual([]);
    expect(['shared/utils/x.ts', 'shared/store/helpers.ts', 'infra/core/x.ts'].every((path) => drawer.test(path))).toBe(
      true,
    );
  });

  it('is named in lower case with hyphens', () => {
    const named = files.filter((path) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*(\/[a-z0-9-]+(\.[a-z0-9-]+)*)*$/.test(path));
    expect(named).toEqual([]);
  });

  it.each(modules.filter(isIn('shared/domain')))(
    '%s reads no clock, no environment and no dice, and waits for nothing',
    (path) => {
      const code = sourceOf(path).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect(code).not.toMatch(
        /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bcrypto\b|\bTemporal\.Now\b|\basync\b|\bawait\b|\bPromise[.<(]|\bfetch\(|\bconsole\./,
      );
    },
  );

  it.each(modules)('%s begins with a sentence on what it is', (path) => {
    expect(sourceOf(path)).toMatch(/^(#!.*\n)?\/\/ [A-Z`a-z]/);
  });
});

describe('a circle', () => {
  it.each([
    ['none', { a: ['b', 'c'], b: ['c'], c: [] }, undefined],
    ['of two', { a: ['b'], b: ['c'], c: ['b'] }, ['b', 'c', 'b']],
    ['of one', { a: ['a'] }, ['a', 'a']],
  ])('%s', (_, graph, expected) => {
    expect(circleIn(new Map(Object.entries(graph).map(([from, to]) => [from, new Set(to)])))).toEqual(expected);
  });
});

function graphOf(some: readonly Arrow[]): ReadonlyMap<string, ReadonlySet<string>> {
  const graph = new Map(modules.map((path) => [path, new Set<string>()]));
  for (const { from, to } of some) if (graph.has(to)) graph.get(from)?.add(to);
  return graph;
}

/** A way that comes back to where it was, or undefined. */
function circleIn(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const done = new Set<string>();
  const follow = (path: readonly string[]): readonly string[] | undefined => {
    const here = path.at(-1) ?? '';
    if (path.indexOf(here) < path.length - 1) return path.slice(path.indexOf(here));
    if (done.has(here)) return undefined;
    for (const next of graph.get(here) ?? []) {
      const circle = follow([...path, next]);
      if (circle) return circle;
    }
    done.add(here);
    return undefined;
  };
  for (const start of graph.keys()) {
    const circle = follow([start]);
    if (circle) return circle;
  }
  return undefined;
}
