// Reads the text of an uncompressed PDF as its own fonts spell it: glyphs are looked up in each font's table of characters.

/** One string for each page, its runs of text joined without spaces. */
export const textOfPages = (pdf: Buffer): readonly string[] => {
  const source = pdf.toString('latin1');
  const objects = new Map(
    [...source.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, number = '', body = '']) => [number, body]),
  );
  const at = (body: string | undefined, key: string): string | undefined =>
    objects.get(new RegExp(`/${key} (\\d+) 0 R`).exec(body ?? '')?.[1] ?? '');
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\b/.test(body))
    .map((page) => {
      const resources = at(page, 'Resources') ?? page;
      const fonts = [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(
        ([, name = '', number = '']) => [name, charactersOf(at(objects.get(number), 'ToUnicode') ?? '')] as const,
      );
      return textOf(at(page, 'Contents') ?? '', new Map(fonts));
    });
};

const charactersOf = (table: string): readonly string[] =>
  [...table.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex = '']) => utf16(hex.replaceAll(' ', ''))),
  );

const utf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

const textOf = (content: string, fonts: ReadonlyMap<string, readonly string[]>): string => {
  let characters: readonly string[] = [];
  let text = '';
  for (const [, font, run] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d.\s])*)\] TJ/g)) {
    if (font !== undefined) characters = fonts.get(font) ?? [];
    for (const [, glyphs = ''] of (run ?? '').matchAll(/<([0-9a-f]*)>/g))
      for (const glyph of glyphs.match(/.{4}/g) ?? []) text += characters[Number.parseInt(glyph, 16)] ?? '\uFFFD';
  }
  return text;
};
