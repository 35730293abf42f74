// A Node script: runs a plan on a folder of CSV files and prints what it pays.
//   node script.mjs plan.json data 2026-Q1 2026-Q4
import {readFile} from 'node:fs/promises';
import {compile, formatExplanation, explain, run} from '@planwright/runtime';
import {readDataFolder} from '@planwright/runtime/node';
import {message} from '@planwright/schemas';

const [planFile, folder, from, to] = process.argv.slice(2);

const {program, diagnostics} = compile(JSON.parse(await readFile(planFile, 'utf8')));
if (!program) stop(diagnostics);

const data = await readDataFolder({folder}, program.plan);
const outcome = run(program, data.input, {from, to});
const {result} = outcome;
if (!result) stop([...data.diagnostics, ...outcome.diagnostics]);

const {totals, payouts, exceptions} = result;
totals.period.forEach((period, i) => {
  console.log(period, totals.reward[i], totals.amount[i], totals.unit[i]);
});
console.log(`payouts: ${payouts.amount.length}, rows that could not be used: ${exceptions.length}`);

// why somebody is paid what they are paid
const highest = payouts.amount.reduce(
  (best, amount, i) => (Number(amount) > Number(payouts.amount[best]) ? i : best),
  0,
);
const why = explain(result, payouts.participant[highest], payouts.period[highest], 'en', {
  reward: payouts.reward[highest],
});
if ('rewards' in why) console.log(`\n${formatExplanation(why).trimEnd()}`);

function stop(problems) {
  for (const one of problems) console.error(`${one.severity} [${one.code}] ${message(one, 'en')}`);
  process.exit(1);
}
