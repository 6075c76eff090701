// The files attached to a PDF, by the names under which its catalogue lists them (ISO 32000-1, 7.11.4).
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFParser,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib';

/** `filters` is how it is packed, the last of them first undone; none for what lies open. */
export type PdfAttachment = { readonly name: string; readonly packed: Uint8Array; readonly filters: readonly string[] };

export type OpenedPdf = { readonly isLocked: boolean; readonly attachments: readonly PdfAttachment[] };

/** Throws whatever the parser throws for a damaged file. */
export const openPdf = async (bytes: Uint8Array): Promise<OpenedPdf> => {
  const context = await PDFParser.forBytesWithOptions(bytes, Number.POSITIVE_INFINITY, false, false).parseDocument();
  const { Encrypt, Root } = context.trailerInfo;
  if (Encrypt !== undefined) return { isLocked: true, attachments: [] };
  const tree = at(at(context.lookup(Root), 'Names'), 'EmbeddedFiles');
  return { isLocked: false, attachments: [...new Set(namedIn(tree, context, new Set()))].flatMap(attachmentOf) };
};

const at = (object: PDFObject | undefined, key: string): PDFObject | undefined =>
  object instanceof PDFDict ? object.lookup(PDFName.of(key)) : undefined;

const itemsOf = (object: PDFObject | undefined, context: PDFContext): readonly (PDFObject | undefined)[] =>
  object instanceof PDFArray ? object.asArray().map((each) => context.lookup(each)) : [];

/** A tree of names: its leaves list names and files in turn. One that leads back to itself ends there. */
const namedIn = (node: PDFObject | undefined, context: PDFContext, seen: Set<PDFObject>): readonly PDFDict[] => {
  if (node === undefined || seen.has(node)) return [];
  seen.add(node);
  const files = itemsOf(at(node, 'Names'), context).filter((each) => each instanceof PDFDict);
  return [...files, ...itemsOf(at(node, 'Kids'), context).flatMap((kid) => namedIn(kid, context, seen))];
};

const attachmentOf = (file: PDFDict): readonly PdfAttachment[] => {
  const name = at(file, 'UF') ?? at(file, 'F');
  const content = at(at(file, 'EF'), 'UF') ?? at(at(file, 'EF'), 'F');
  if (!(name instanceof PDFString || name instanceof PDFHexString) || !(content instanceof PDFRawStream)) return [];
  const filter = at(content.dict, 'Filter');
  const filters =
    filter instanceof PDFArray ? itemsOf(filter, content.dict.context) : filter === undefined ? [] : [filter];
  return [{ name: name.decodeText(), packed: content.contents, filters: filters.map((each) => String(each).slice(1)) }];
};
