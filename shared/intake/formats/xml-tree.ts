// Reads XML into a small tree of local names, and refuses what could harm: DTDs, entities of its own, depth and size.
import { BadInput } from '#domain/errors.ts';
import { localName, xmlParser } from './xml-parser.ts';

/** Names are without their prefix; `text` is what stands in the element itself, CDATA included. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

export const mostXmlCharacters = 24_000_000;
export const mostXmlDepth = 60;
export const mostXmlElements = 1_500_000;
/** Of one element. */
export const mostXmlAttributes = 200;

/** Throws BadInput `not-xml` for what is not well-formed, `xml-refused` for what is too large, too deep or has a DTD. */
export const parseXml = (text: string): XmlElement => {
  const plain = text.replace(/^\uFEFF?\s*/, '');
  if (plain.length > mostXmlCharacters) {
    throw refused(`the file has more than ${mostXmlCharacters / 1_000_000} million characters; split it`);
  }
  if (/<!(DOCTYPE|ENTITY)/i.test(plain)) {
    throw refused('the file has a DOCTYPE or defines entities, which no such file needs; export it again without them');
  }
  const tree = startTree();
  const parser = xmlParser({ open: tree.open, text: tree.write, close: tree.close }, (cause, line) => {
    const why = cause.message.replace(/^\d+:\d+: /, '').slice(0, 120);
    throw new BadInput('not-xml', `the file is not well-formed XML (line ${line}: ${why}); export it again`, { cause });
  });
  let attributes = 0;
  parser.on('opentagstart', () => {
    attributes = 0;
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > mostXmlAttributes) throw refused(`an element has more than ${mostXmlAttributes} attributes`);
  });
  parser.write(plain).close();
  return tree.root();
};

/** The elements at a path such as `cac:Party/cbc:Name`; prefixes are for the reader of the code, any will do in the file. */
export const elementsAt = (from: XmlElement, path: string): readonly XmlElement[] => {
  let found: readonly XmlElement[] = [from];
  for (const step of path.split('/')) {
    const name = localName(step);
    found = found.flatMap(({ children }) => children.filter((child) => child.name === name));
  }
  return found;
};

/** The texts at a path that are not empty; its last step may be an attribute, `@currencyID`. */
export const textsAt = (from: XmlElement, path: string): readonly string[] => {
  const [, before = path, attribute] = /^(.*?)\/?@(.+)$/.exec(path) ?? [];
  const elements = before === '' ? [from] : elementsAt(from, before);
  const texts = elements.map(({ attributes, text }) => (attribute === undefined ? text : attributes.get(attribute)));
  return texts.flatMap((text) => text?.trim() || []);
};

/** The first of them, or an empty text. */
export const textAt = (from: XmlElement, path: string): string => textsAt(from, path)[0] ?? '';

type Growing = { name: string; attributes: ReadonlyMap<string, string>; children: Growing[]; text: string };

const startTree = () => {
  const top: Growing = { name: '', attributes: noAttributes, children: [], text: '' };
  const path = [top];
  let elements = 0;
  return {
    open: (name: string, attributes: Readonly<Record<string, string>>): void => {
      elements += 1;
      if (elements > mostXmlElements) throw refused(`the file has more than ${mostXmlElements} elements; split it`);
      if (path.length > mostXmlDepth) throw refused(`the file nests more than ${mostXmlDepth} elements`);
      const element = { name, attributes: byLocalName(attributes), children: [], text: '' };
      path.at(-1)?.children.push(element);
      path.push(element);
    },
    write: (text: string): void => {
      const element = path.at(-1);
      if (element) element.text += text;
    },
    close: (): void => {
      path.pop();
    },
    root: (): XmlElement => {
      const [root] = top.children;
      if (root === undefined) throw new BadInput('not-xml', 'the file is not XML: it has no element');
      return root;
    },
  };
};

const noAttributes: ReadonlyMap<string, string> = new Map();

/** A bare name has precedence over the same name with a prefix. */
const byLocalName = (attributes: Readonly<Record<string, string>>): ReadonlyMap<string, string> => {
  const names = Object.keys(attributes);
  if (names.length === 0) return noAttributes;
  const found = new Map<string, string>();
  for (const name of names) {
    if (!name.includes(':') || !found.has(localName(name))) found.set(localName(name), attributes[name] ?? '');
  }
  return found;
};

const refused = (message: string): BadInput => new BadInput('xml-refused', message);
