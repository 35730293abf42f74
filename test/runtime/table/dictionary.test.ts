import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {Dictionary} from '../../../runtime/table/dictionary.js';

describe('Dictionary', () => {
  it('gives one code per text in order of appearance, from text or bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({unit: 'binary', maxLength: 3}), {maxLength: 50}), (texts) => {
        const dictionary = new Dictionary();
        const distinct = [...new Set(texts)];
        for (const text of texts) {
          const latin1 = [...text].every((character) => character.codePointAt(0)! < 256);
          const bytes = Buffer.from(`x${text}`, 'latin1');
          const code = latin1 ? dictionary.codeOfBytes(bytes, 1, bytes.length) : dictionary.code(text);
          expect(code).toBe(distinct.indexOf(text));
          expect(dictionary.code(text)).toBe(code);
        }
        expect(dictionary.texts).toEqual(distinct);
        for (const text of distinct) expect(dictionary.text(dictionary.find(text))).toBe(text);
        expect(dictionary.find('not there')).toBe(-1);
      }),
    );
  });

  it('grows', () => {
    const dictionary = new Dictionary();
    for (let i = 0; i < 20_000; ++i) expect(dictionary.code(String(i))).toBe(i);
    for (let i = 0; i < 20_000; ++i) expect(dictionary.find(String(i))).toBe(i);
  });

  it('reads long texts from bytes', () => {
    const dictionary = new Dictionary();
    const long = 'abcdefghij'.repeat(100);
    expect(dictionary.text(dictionary.codeOfBytes(Buffer.from(long), 0, long.length))).toBe(long);
  });
});
