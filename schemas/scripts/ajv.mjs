// ajv is CommonJS; its named exports in one place.
import ajv2020 from 'ajv/dist/2020.js';
import codegen from 'ajv/dist/compile/codegen/index.js';

export const {Ajv2020} = ajv2020;
export const {_, stringify} = codegen;
