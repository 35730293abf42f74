// Runs a plan in a worker: the page stays usable, shows progress and can cancel.
const show = (id, text) => {
  document.getElementById(id).textContent = text;
};

let worker;
let stop;

async function start() {
  const plan = await fetch('template/plan.json').then((response) => response.json());
  const names = Object.keys(plan.tables);
  const files = await Promise.all(names.map((name) => fetch(`template/data/${name}.csv`)));
  const bytes = await Promise.all(files.map((file) => file.arrayBuffer()));
  const tables = Object.fromEntries(names.map((name, i) => [name, {csv: new Uint8Array(bytes[i])}]));
  // shared memory needs the headers COOP same-origin and COEP require-corp; without it, cancelling ends the worker
  stop = globalThis.crossOriginIsolated ? new SharedArrayBuffer(4) : undefined;
  worker ??= new Worker('worker.js', {type: 'module'});
  worker.onmessage = ({data}) => answered(data);
  worker.onerror = ({message}) => show('status', message);
  const options = {from: '2026-Q1', to: '2026-Q4'};
  worker.postMessage({type: 'run', id: 1, plan, tables, options, cancel: stop}, bytes);
  show('status', 'running');
}

function answered(answer) {
  if (answer.type === 'progress') document.getElementById('progress').value = answer.done / answer.of;
  else if (answer.type === 'failed') show('status', answer.diagnostics.map(({code}) => code).join(', '));
  else if (answer.type === 'crashed') show('status', answer.message);
  else {
    const {totals, status} = answer.result;
    const rows = totals.period.map((period, i) => [period, totals.reward[i], totals.amount[i], totals.unit[i]]);
    document.getElementById('totals').replaceChildren(...rows.map(tableRow));
    show('status', status);
  }
}

function cancel() {
  if (stop) Atomics.store(new Int32Array(stop), 0, 1);
  else {
    worker?.terminate();
    worker = undefined;
    show('status', 'cancelled');
  }
}

function tableRow(cells) {
  const row = document.createElement('tr');
  row.append(
    ...cells.map((text) => {
      const cell = document.createElement('td');
      cell.textContent = text;
      return cell;
    }),
  );
  return row;
}

document.getElementById('run').addEventListener('click', () => {
  start().catch((error) => show('status', String(error)));
});
document.getElementById('cancel').addEventListener('click', cancel);
