// XML becomes a tree of local names; what could harm or is not well-formed is refused.
import { describe, expect, it } from 'vitest';
import {
  elementsAt,
  mostXmlAttributes,
  mostXmlCharacters,
  mostXmlDepth,
  mostXmlElements,
  parseXml,
  textAt,
  textsAt,
} from '#intake/formats/xml-tree.ts';

const nested = (depth: number) => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;

const withAttributes = (count: number) =>
  `<a ${Array.from({ length: count }, (_, index) => `b${index}=""`).join(' ')}/>`;

describe('a tree', () => {
  it('is read by local names, whatever the prefixes', () => {
    for (const [open, close] of [
      ['<a xmlns:x="urn:x"><x:b x:c="1">t</x:b>', '</a>'],
      ['<p:a><b c="1">t</b>', '</p:a>'],
      ['<a><undeclared:b q:c="1">t</undeclared:b>', '</a>'],
    ]) {
      const root = parseXml(`${open}${close}`);
      expect(root.name).toBe('a');
      expect(textAt(root, 'any:b')).toBe('t');
      expect(textAt(root, 'b/@c')).toBe('1');
    }
  });

  it('prefers a bare attribute to one of the same name with a prefix', () => {
    expect(textAt(parseXml('<a xsi:c="2" c="1"/>'), '@c')).toBe('1');
    expect(textAt(parseXml('<a c="1" xsi:c="2"/>'), '@c')).toBe('1');
  });

  it('holds text, the five entities, numbered characters and CDATA, without the spaces around', () => {
    const root = parseXml('<a>\n <b>&lt;&gt;&amp;&quot;&apos; &#241;&#xF1; <![CDATA[<c>&amp;</c>]]> </b></a>');
    expect(textAt(root, 'b')).toBe('<>&"\' ññ <c>&amp;</c>');
  });

  it('gives every element at a path, and no empty text', () => {
    const root = parseXml('<a><b><c>1</c><c/></b><b><c> 2 </c></b></a>');
    expect(elementsAt(root, 'b/c')).toHaveLength(3);
    expect(textsAt(root, 'b/c')).toEqual(['1', '2']);
    expect(textAt(root, 'b/d')).toBe('');
  });

  it('may begin with a byte order mark, spaces and a declaration', () => {
    expect(parseXml('\uFEFF \n<?xml version="1.0" encoding="UTF-8"?><!-- hello --><a/>').name).toBe('a');
  });
});

describe('XML is refused', () => {
  const laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>';

  it.each([
    ['that has a DOCTYPE', '<!DOCTYPE a><a/>', 'xml-refused'],
    ['that has one in small letters', '<!doctype a><a/>', 'xml-refused'],
    ['that fetches a file', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', 'xml-refused'],
    ['whose entities grow', laughs, 'xml-refused'],
    ['whose CDATA has a DOCTYPE', `<a><![CDATA[${laughs}]]></a>`, 'xml-refused'],
    ['with an entity that nobody defined', '<a>&nbsp;</a>', 'not-xml'],
    ['that is not closed', '<a><b></a>', 'not-xml'],
    ['that ends early', '<a><b>', 'not-xml'],
    ['with two first elements', '<a/><b/>', 'not-xml'],
    ['with an attribute twice', '<a b="1" b="2"/>', 'not-xml'],
    ['with a control character', '<a>\u0000</a>', 'not-xml'],
    ['with a numbered control character', '<a>&#0;</a>', 'not-xml'],
    ['that is empty', '', 'not-xml'],
    ['that is other text', 'invoice,amount', 'not-xml'],
    ['that nests too deep', nested(mostXmlDepth + 1), 'xml-refused'],
    ['that nests far too deep', nested(100_000), 'xml-refused'],
    ['that has too many elements', `<a>${'<b/>'.repeat(mostXmlElements)}</a>`, 'xml-refused'],
    ['whose element has too many attributes', withAttributes(mostXmlAttributes + 1), 'xml-refused'],
    ['that is too large', `<a>${' '.repeat(mostXmlCharacters)}</a>`, 'xml-refused'],
  ])('%s', (_, text, code) => {
    expect(() => parseXml(text)).toThrow(expect.objectContaining({ name: 'BadInput', code }));
  });

  it('at a line that is told', () => {
    expect(() => parseXml('<a>\n<b>\n</a>')).toThrow(/line 3/);
  });

  it('only beyond the depth and the attributes that are allowed', () => {
    expect(parseXml(withAttributes(mostXmlAttributes)).attributes.size).toBe(mostXmlAttributes);
    expect(parseXml(nested(mostXmlDepth)).name).toBe('a');
  });
});
