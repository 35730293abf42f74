import type {NodeKind} from '@planwright/schemas';
import {attribute} from './attribute/index.js';
import {cap} from './cap/index.js';
import {condition} from './condition/index.js';
import {convert} from './convert/index.js';
import {credit} from './credit/index.js';
import type {NodeDef} from './definition.js';
import {formula} from './formula/index.js';
import {history} from './history/index.js';
import {lookup} from './lookup/index.js';
import {metric} from './metric/index.js';
import {rank} from './rank/index.js';
import {ratio} from './ratio/index.js';
import {reward} from './reward/index.js';
import {share} from './share/index.js';
import {source} from './source/index.js';
import {target} from './target/index.js';
import {tier} from './tier/index.js';
import {weight} from './weight/index.js';

/** Every node kind, once. The compiler names what a new kind lacks. */
export const nodeKinds: {readonly [K in NodeKind]: NodeDef<K>} = {
  source,
  credit,
  attribute,
  metric,
  target,
  ratio,
  history,
  tier,
  weight,
  condition,
  lookup,
  formula,
  cap,
  rank,
  share,
  convert,
  reward,
};
