import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundleOf, handlerNames, maxBundleBytes, root } from '#infra/bundle.ts';
import { stageNamed } from '#infra/stages.ts';
import { textOfPages } from '../statements/read-pdf.ts';
import { bundleFile, loadBundle, production } from './load-bundle.ts';

const stage = stageNamed('production');

const sourcesOf = (name: string): readonly string[] =>
  z.object({ sources: z.array(z.string()) }).parse(JSON.parse(readFileSync(`${bundleFile(name)}.map`, 'utf8'))).sources;

describe('bundles of production', () => {
  it('are all in the template, and nothing else is', () => {
    const deployed = production
      .ofType('AWS::Lambda::Function')
      .map(({ properties }) => String(properties.FunctionName));
    expect(deployed.sort()).toEqual(
      handlerNames()
        .map((name) => `recaudo-production-${name}`)
        .sort(),
    );
  });

  it('contain the clock of the system and not the movable one', () => {
    const clocks = handlerNames().flatMap((name) =>
      sourcesOf(name)
        .filter((source) => source.includes('shared/clock/'))
        .map((source) => basename(source)),
    );
    expect(clocks.length).toBeGreaterThan(10);
    expect(new Set(clocks)).toEqual(new Set(['system.ts']));
  });

  it('are small enough to load fast', () => {
    for (const name of handlerNames())
      expect(statSync(bundleFile(name)).size, name).toBeLessThanOrEqual(maxBundleBytes);
  });

  it('have the texts and the default policy beside them where they read them', () => {
    expect(readdirSync(bundleOf(stage, 'decide'))).toContain('default.yaml');
    expect(readdirSync(bundleOf(stage, 'send-message'))).toEqual(
      expect.arrayContaining(['default.yaml', 'es.yaml', 'en.yaml', 'pt.yaml', 'email.generated.html']),
    );
    expect(readdirSync(bundleOf(stage, 'receive-events'))).toContain('odoo.yaml');
    expect(readdirSync(bundleOf(stage, 'decide'))).not.toContain('odoo.yaml');
  });

  it('have the profiles and the parser of PDFs beside them where they read uploads', async () => {
    const folder = bundleOf(stage, 'split-batch');
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['standard.yaml', 'odoo.yaml', 'pdf-attachments.mjs']));
    expect(readFileSync(bundleFile('split-batch'), 'utf8')).toContain('import("./pdf-attachments.mjs")');
    const { openPdf } = await import(join(folder, 'pdf-attachments.mjs'));
    const opened = await openPdf(readFileSync('test/intake/formats/golden/factur-x.pdf'));
    expect(opened.attachments).toMatchObject([{ name: 'factur-x.xml' }]);
  });

  it('have the printer of letters and its fonts beside them where letters are sent', async () => {
    const folder = bundleOf(stage, 'send-message');
    expect(readFileSync(bundleFile('send-message'), 'utf8')).toContain('import("./render-pdf.mjs")');
    expect(statSync(join(folder, 'render-pdf.mjs')).size).toBeLessThanOrEqual(maxBundleBytes);
    const { renderPdf } = await import(join(folder, 'render-pdf.mjs'));
    const content = [
      { text: 'Łódź', bold: true },
      { text: 'شركة', font: 'Arabic' },
    ];
    const pdf = await renderPdf({ content, compress: false });
    const [text] = textOfPages(pdf);
    expect(text).toContain('Łódź');
    expect(text).not.toContain('\uFFFD');
    expect(readdirSync(bundleOf(stage, 'decide'))).not.toContain('render-pdf.mjs');
  });

  it('come out the same when built again', () => {
    const before = statSync(bundleFile('decide')).mtimeMs;
    execFileSync(process.execPath, [join(root, 'test/infra/build-again.ts')], { cwd: root });
    expect(statSync(bundleFile('decide')).mtimeMs).toBe(before);
  }, 90_000);

  it.each(handlerNames())('%s loads with the environment that the template sets', (name) => {
    expect(loadBundle(name)).toBeGreaterThan(0);
  });
});
