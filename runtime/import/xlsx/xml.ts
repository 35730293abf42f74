/** A tag or a piece of text of an XML document. */
export interface XmlEvents {
  /** Name without its prefix. */
  open(name: string, attributes: string, isEmpty: boolean): void;
  close(name: string): void;
  text(text: string): void;
}

/** Why a document is not read: not well formed, or with a document type, which no workbook has and which could multiply itself. */
export class XmlFault extends Error {}

/** Goes through a document tag by tag, without building anything. */
export function scanXml(xml: string, events: XmlEvents): void {
  let at = 0;
  for (;;) {
    const open = xml.indexOf('<', at);
    if (open < 0) return;
    if (open > at) events.text(xml.slice(at, open));
    const next = xml[open + 1];
    if (next === '!' || next === '?') {
      const end = xml.startsWith('<!--', open)
        ? '-->'
        : xml.startsWith('<![CDATA[', open)
          ? ']]>'
          : next === '?'
            ? '?>'
            : '';
      if (end === '') throw new XmlFault('document-type');
      const close = xml.indexOf(end, open + 2);
      if (close < 0) throw new XmlFault('cut-off');
      if (end === ']]>') events.text(xml.slice(open + 9, close).replaceAll('&', '&amp;'));
      at = close + end.length;
      continue;
    }
    const close = xml.indexOf('>', open);
    if (close < 0) throw new XmlFault('cut-off');
    if (next === '/') events.close(localName(xml.slice(open + 2, close)));
    else {
      const isEmpty = xml[close - 1] === '/';
      const tag = xml.slice(open + 1, isEmpty ? close - 1 : close);
      const space = tag.search(/\s/);
      events.open(localName(space < 0 ? tag : tag.slice(0, space)), space < 0 ? '' : tag.slice(space), isEmpty);
    }
    at = close + 1;
  }
}

/** Value of an attribute, undefined if it is not there. */
export function attribute(attributes: string, name: string): string | undefined {
  const at = attributes.search(new RegExp(`[\\s:]${name}=["']`));
  if (at < 0) return undefined;
  const start = at + name.length + 2;
  const end = attributes.indexOf(attributes[start]!, start + 1);
  return end < 0 ? undefined : plainText(attributes.slice(start + 1, end));
}

/** Text with its entities resolved: the five of XML and characters by number. */
export function plainText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex: string, decimal: string, name: string) => {
      if (name) return ENTITIES.get(name) ?? whole;
      const point = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    },
  );
}

function localName(name: string): string {
  const plain = name.trim();
  return plain.slice(plain.indexOf(':') + 1);
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);
