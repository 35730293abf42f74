import {readFileSync} from 'node:fs';
import {Ajv2020} from 'ajv/dist/2020.js';
import {describe, expect, it} from 'vitest';
import {dateStyles} from '../../../runtime/import/date-style.js';
import {delimiters} from '../../../runtime/import/delimited.js';
import {encodings} from '../../../runtime/import/encoding.js';
import {numberStyles} from '../../../runtime/import/number-style.js';
import {load} from './files.js';

interface Schema {
  readonly properties: Record<string, {enum?: string[]}>;
  readonly $defs: {column: {properties: Record<string, {items: {enum?: string[]}}>}};
}

const schema = JSON.parse(
  readFileSync(new URL('../../../runtime/import/mapping.schema.json', import.meta.url), 'utf8'),
) as Schema & object;
const valid = new Ajv2020({strict: true}).compile(schema);

describe('the schema of mappings', () => {
  it('accepts what an import makes', () => {
    const files = ['dealId,owner,signed,合同额(万),备注,备注\nD1,P001,31.03.2026,"1.234,56",a,b', '合同编号;x\nD1;y'];
    for (const file of files) {
      const {mapping} = load(file, {encoding: 'utf-8', delimiter: file.includes(';') ? ';' : ','});
      expect(valid(mapping)).toBe(true);
    }
    const {mapping} = load('人员,2026-01,2026-02\nP1,1,2', {table: 'targets'});
    expect(mapping?.columns[1]).toEqual({heading: '2026-01', field: 'target', is: {period: '2026-01'}});
    expect(valid(mapping)).toBe(true);
  });

  it('names the styles, encodings and delimiters that there are', () => {
    expect(schema.properties['encoding']?.enum).toEqual(encodings);
    expect(schema.properties['delimiter']?.enum).toEqual(delimiters);
    expect(schema.$defs.column.properties['numbers']?.items.enum).toEqual(numberStyles);
    expect(schema.$defs.column.properties['dates']?.items.enum).toEqual(dateStyles);
  });
});
