import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {Dictionary} from '../../../runtime/table/dictionary.js';

describe('Dictionary', () => {
  it('gives one code per text in order of appearance, from text or bytes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({unit: fc.constantFrom('a', 'b', '\0', 'é', 'ÿ', 'Ā', '中', '😀'), maxLength: 3}), {
          maxLength: 50,
        }),
        (texts) => {
          const dictionary = new Dictionary();
          const distinct = [...new Set(texts)];
          const codes = texts.map((text) => {
            const bytes = Buffer.from(`x${text}`, 'latin1');
            const isLatin1 = bytes.toString('latin1') === `x${text}`;
            return isLatin1 ? dictionary.codeOfBytes(bytes, 1, bytes.length) : dictionary.code(text);
          });
          expect(codes).toEqual(texts.map((text) => distinct.indexOf(text)));
          expect(texts.map((text) => dictionary.code(text))).toEqual(codes);
          expect(Array.from({length: dictionary.size}, (_, code) => dictionary.text(code))).toEqual(distinct);
          expect(distinct.map((text) => dictionary.text(dictionary.find(text)))).toEqual(distinct);
          expect(dictionary.find('not there')).toBe(-1);
        },
      ),
    );
  });

  it('grows', () => {
    const dictionary = new Dictionary();
    const numbers = Array.from({length: 20_000}, (_, i) => i);
    expect(numbers.map((i) => dictionary.code(String(i)))).toEqual(numbers);
    expect(numbers.map((i) => dictionary.find(String(i)))).toEqual(numbers);
  });

  it('reads long texts from bytes', () => {
    const dictionary = new Dictionary();
    const long = 'abcdefghij'.repeat(100);
    expect(dictionary.text(dictionary.codeOfBytes(Buffer.from(long), 0, long.length))).toBe(long);
  });
});
