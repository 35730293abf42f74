import {allocate} from '../ops/allocate/kernel.js';
import {bracket} from '../ops/bracket/kernel.js';
import {derive} from '../ops/derive/kernel.js';
import type {Environment} from '../ops/environment.js';
import {filter} from '../ops/filter/kernel.js';
import {group} from '../ops/group/kernel.js';
import {join} from '../ops/join/kernel.js';
import {lookup} from '../ops/lookup/kernel.js';
import type {Op} from '../ops/program.js';
import {rank} from '../ops/rank/kernel.js';
import {scan} from '../ops/scan/kernel.js';
import {union} from '../ops/union/kernel.js';
import {window} from '../ops/window/kernel.js';

/** Runs one operation; `emit` is read by the run itself. */
export function execute(op: Op, env: Environment): void {
  switch (op.op) {
    case 'scan':
      return scan(op, env);
    case 'filter':
      return filter(op, env);
    case 'derive':
      return derive(op, env);
    case 'lookup':
      return lookup(op, env);
    case 'join':
      return join(op, env);
    case 'group':
      return group(op, env);
    case 'window':
      return window(op, env);
    case 'bracket':
      return bracket(op, env);
    case 'allocate':
      return allocate(op, env);
    case 'rank':
      return rank(op, env);
    case 'union':
      return union(op, env);
    case 'emit':
      return;
  }
}
