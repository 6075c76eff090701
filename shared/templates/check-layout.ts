// Whether a mail's layout can be read by everybody: contrast in light and in dark, a name for every picture, nothing from elsewhere.
export type LayoutFlaw = { readonly code: string; readonly reason: string };

/** Of rendered or compiled HTML. WCAG 2.2, 1.4.3: text needs a contrast of 4.5 to 1. */
export const layoutFlaws = (html: string): readonly LayoutFlaw[] => {
  const styles = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/gi)].map(([, css = '']) => css).join('\n');
  const dark = darkRules(styles);
  const light = `${styles.replace(dark, '')} ${shownInline(html)}`;
  return [
    ...(/<meta name="color-scheme" content="light dark"/.test(html)
      ? []
      : [{ code: 'dark-mode', reason: 'names no colour schemes' }]),
    ...(dark === '' ? [{ code: 'dark-mode', reason: 'has no colours for the dark' }] : []),
    ...weakPairs('light', light),
    ...weakPairs('dark', dark),
    ...[...html.matchAll(/<img\b[^>]*>/gi)].flatMap(([image]) =>
      /\balt="[^"]+"/.test(image) ? [] : [{ code: 'alt-text', reason: `a picture has no text: ${image.slice(0, 80)}` }],
    ),
    ...(/src="https?:|url\(|@import|<link\b/i.test(html)
      ? [{ code: 'remote', reason: 'loads something from elsewhere' }]
      : []),
  ];
};

/** Styles of elements, without what is hidden: the line that mail programs show beside the subject. */
const shownInline = (html: string): string =>
  [...html.matchAll(/style="([^"]*)"/gi)]
    .map(([, css = '']) => css)
    .filter((css) => !/display:\s*none/i.test(css))
    .join('; ');

export const leastContrast = 4.5;

/** Any text colour of a scheme may come to stand on any ground of it. */
const weakPairs = (scheme: string, css: string): readonly LayoutFlaw[] => {
  const colours = (property: RegExp): readonly string[] => [
    ...new Set([...css.matchAll(property)].map(([, hex = '']) => hex.toLowerCase())),
  ];
  const texts = colours(/(?<![-\w])color:\s*#([0-9a-f]{6})/gi);
  const grounds = colours(/background(?:-color)?:\s*#([0-9a-f]{6})/gi);
  return texts.flatMap((text) =>
    grounds
      .filter((ground) => contrastOf(text, ground) < leastContrast)
      .map((ground) => ({
        code: 'contrast',
        reason: `#${text} on #${ground} has a contrast of ${contrastOf(text, ground).toFixed(1)} in the ${scheme}`,
      })),
  );
};

export const contrastOf = (one: string, other: string): number => {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
};

const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** The block of the media query, whole. */
const darkRules = (css: string): string => {
  const start = css.indexOf('prefers-color-scheme: dark');
  if (start < 0) return '';
  let depth = 0;
  for (let at = css.indexOf('{', start); at < css.length; at += 1) {
    if (css[at] === '{') depth += 1;
    if (css[at] === '}') depth -= 1;
    if (depth === 0) return css.slice(start, at + 1);
  }
  return css.slice(start);
};
