import {from0To1} from './0-to-1.js';

type JsonObject = Record<string, unknown>;

/** The step that brings a document from version n to n + 1, at index n. A step never touches its argument. */
const STEPS: readonly ((plan: JsonObject) => JsonObject)[] = [from0To1];

/** Brings a plan document of an older version to the current one; what a step does not understand stays as it is. */
export function migratePlan(plan: JsonObject, version: number): JsonObject {
  return STEPS.slice(version).reduce((document, step) => step(document), plan);
}
