// Writes the sample data: node generate.mjs [folder]. Seeded, whole numbers only: the same bytes on every machine.
import {mkdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const SEED = 20260317;
const QUARTERS = [
  ['2026-Q1', '2026-01-01', '2026-04-01', 88],
  ['2026-Q2', '2026-04-01', '2026-07-01', 100],
  ['2026-Q3', '2026-07-01', '2026-10-01', 96],
  ['2026-Q4', '2026-10-01', '2027-01-01', 116],
]; // name, first day, day after the last, season in percent
const MONTHS = Array.from({length: 12}, (_, i) => [`2026-${pad(i + 1, 2)}-01`, i < 11 ? `2026-${pad(i + 2, 2)}-01` : '2027-01-01']);
/** Team: region, first and last person, manager. */
const TEAMS = {
  shanghai: ['east', 1, 9, 'M01'],
  jiangsu: ['east', 10, 18, 'M02'],
  zhejiang: ['east', 19, 27, 'M03'],
  guangzhou: ['south', 28, 35, 'M04'],
  shenzhen: ['south', 36, 42, 'M05'],
  guangxi: ['south', 43, 48, 'M06'],
};

/** People whose year is not plain: first day, spans that follow, day after the last one. */
const HIRED_IN_2026 = {
  S034: '2026-02-16', S008: '2026-03-09', S041: '2026-05-06', S017: '2026-06-15',
  S048: '2026-09-01', S026: '2026-10-19', S025: '2026-12-28',
};
const CHANGES = {
  S005: [['2026-04-01', {grade: 'senior'}]],
  S012: [['2026-05-16', {team: 'guangzhou'}]], // East to South in mid-month
  S015: [['2026-03-20', {team: 'zhejiang'}]], // inside East: changes nothing
  S020: [['2026-11-01', {team: 'shenzhen'}]],
  S022: [['2026-09-01', null], ['2026-11-16', {}]], // on leave when the third quarter ends
  S031: [['2026-08-20', {team: 'shanghai'}]], // South to East in mid-month
  S037: [['2026-07-16', {grade: 'principal'}]],
  S039: [['2026-05-01', null], ['2026-06-01', {}]], // on leave in May
  S044: [['2026-02-10', {team: 'zhejiang'}], ['2026-09-15', {team: 'guangxi'}]], // there and back
};
const LEFT = {S010: '2026-02-21', S033: '2026-07-01', S023: '2026-09-12', S046: '2026-11-18'};
const GRADES = {S005: 'junior', S012: 'senior', S037: 'senior', S044: 'junior'};

/** Sales of a quarter in percent of its target and cents on top, where the result shows something. */
const SALES = {
  'S003 2026-Q1': [100, 0],
  'S007 2026-Q2': [80, 0], // the entry point exactly
  'S011 2026-Q2': [80, -1], // a cent below it
  'S019 2026-Q3': [130, 0], // the top exactly
  'S024 2026-Q1': [165, 0], // beyond the top
  'S013 2026-Q4': [], // only a credit note
};
/** Payments of a quarter: day, percent of the collection target, cents on top. */
const PAYMENTS = {
  'S029 2026-Q1': [['2026-01-22', 10], ['2026-02-11', 20], ['2026-03-27', 30]], // the threshold exactly, at the end
  'S030 2026-Q2': [['2026-04-21', 10], ['2026-05-13', 20], ['2026-06-26', 30, -1]], // a cent below it
  'S032 2026-Q3': [['2026-09-18', 65], ['2026-09-29', 40]], // nothing for two months, then everything
  'S036 2026-Q1': [['2026-01-15', 55]], // early, then nothing: March takes nothing back
  'S042 2026-Q2': [['2026-04-16', 28], ['2026-05-20', 27], ['2026-06-24', 35]],
  'S028 2026-Q4': [['2026-10-20', 30], ['2026-11-24', 30], ['2026-12-22', 40]],
  'S043 2026-Q3': [['2026-07-14', 60], ['2026-08-18', 50], ['2026-09-22', 60]], // above the cap of 150 %
  'S047 2026-Q3': [['2026-07-21', 30], ['2026-08-19', 30], ['2026-09-23', 40]],
  'S035 2026-Q2': [['2026-04-14', 5], ['2026-05-19', -9]], // more refunded than paid
};
/** Survey scores in tenths of a point; null: not answered. */
const SCORES = {
  'S042 2026-Q2': [], // no survey: counts as 100 %
  'S047 2026-Q3': [null, null], // asked twice, answered never: the same
  'S028 2026-Q4': [702, 735, 719], // 71.866667 on average, below 72
  'S029 2026-Q1': [720], // 72 exactly, 80 % of the goal
  'S043 2026-Q3': [995, 1000, 998], // above the cap of 110 %
};
/** Targets as they go wrong: left out by a typing error, zero, entered twice. */
const TARGETS = {
  'S006 2026-Q3': {quarter: '2026-3Q'},
  'S014 2026-Q1': {amount: '0.00'},
  'S040 2026-Q2': null,
};
const TARGET_TWICE = 'S045 2026-Q4';

const VOLUME = {junior: 150_000, senior: 260_000, principal: 420_000}; // yuan a month
const PRODUCTS = ['ultrasound', 'monitor', 'reagent', 'reagent', 'implant', 'consumable', 'consumable', 'consumable'];
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧'];
const GIVEN = [
  '伟', '芳', '娜', '敏', '静', '磊', '洋', '艳', '勇', '杰', '婷', '强', '梓涵', '雨桐', '浩然', '子轩', '思远', '佳怡', '文博',
  '晓彤', '志强', '海燕', '建华', '丽华', '俊杰', '欣怡', '嘉豪', '明哲', '雪梅', '春燕', '国栋', '秀英', '立新', '一鸣', '可欣', '宇航', '慧敏', '天佑',
];
const CITIES = {
  shanghai: ['上海'], jiangsu: ['南京', '苏州', '无锡', '常州'], zhejiang: ['杭州', '宁波', '温州', '嘉兴'],
  guangzhou: ['广州', '佛山', '中山'], shenzhen: ['深圳', '东莞', '惠州'], guangxi: ['南宁', '柳州', '桂林'],
};
const BRANDS = ['仁泽', '同和', '康宁', '博济', '明德', '安和', '惠民', '济世', '长宁', '云溪', '新安', '慈济', '广济', '民康'];
const HOSPITALS = ['医院', '医院', '骨科医院', '妇儿医院', '心血管病医院', '医学检验所', '康复医院'];

const random = generator(SEED);
const people = makePeople();
const reps = people.filter(({id}) => id.startsWith('S'));
const targets = makeTargets();
const invoices = [];
const payments = [];
const surveys = [];
for (const person of reps) {
  invoiceBefore2026(person);
  for (const quarter of QUARTERS) workQuarter(person, ...quarter);
}
creditSome();
for (const invoice of [...invoices]) payLater(invoice);
dropClosed2025();
addOthers();

sortBy(invoices, 'invoiced');
sortBy(payments, 'received');
sortBy(surveys, 'surveyed');
invoices.forEach((row, i) => (row.invoiceId = `I${row.invoiced.slice(2, 4)}-${pad(i + 1, 5)}`));
payments.forEach((row, i) => (row.paymentId = `R26-${pad(i + 1, 5)}`));
surveys.forEach((row, i) => (row.surveyId = `Q26-${pad(i + 1, 4)}`));
for (const row of invoices) if (row.credits) row.remark = `红冲 ${row.credits.invoiceId}`;
for (const row of payments) row.invoice = row.of?.invoiceId ?? '';
const roster = rosterRows();
addBadRows();

const folder = process.argv[2] ?? fileURLToPath(new URL('data', import.meta.url));
mkdirSync(folder, {recursive: true});
write('people', ['personId', 'name', 'validFrom', 'validTo', 'hired', 'manager', 'region', 'team', 'grade'], roster);
write('targets', ['person', 'quarter', 'measure', 'amount'], targets);
write('invoices', ['invoiceId', 'rep', 'invoiced', 'customer', 'product', 'amount', 'remark'], invoices);
write('payments', ['paymentId', 'invoice', 'rep', 'received', 'amount', 'remark'], payments);
write('surveys', ['surveyId', 'rep', 'surveyed', 'customer', 'score'], surveys);

// People and targets

function makePeople() {
  const names = new Set();
  while (names.size < 56) names.add(pick(SURNAMES) + pick(GIVEN));
  const name = names.values();
  const made = [];
  for (const [team, [, first, last]] of Object.entries(TEAMS)) {
    for (let n = first; n <= last; ++n) {
      const id = `S${pad(n, 3)}`;
      const hired = HIRED_IN_2026[id] ?? addDays('2019-03-01', random(2100));
      const luck = random(10);
      const grade = GRADES[id] ?? (HIRED_IN_2026[id] || luck < 5 ? 'junior' : luck < 8 ? 'senior' : 'principal');
      const volume = Math.trunc((VOLUME[grade] * (80 + random(41))) / 100);
      made.push({id, name: name.next().value, hired, volume, spans: spansOf(id, hired, team, grade)});
    }
  }
  const head = {grade: 'manager', from: '2025-01-01', to: ''};
  for (const [team, [region, , , id]] of Object.entries(TEAMS)) {
    const manager = region === 'east' ? 'D01' : 'D02';
    made.push({id, name: name.next().value, hired: '2018-05-02', spans: [{...head, region, team, manager}]});
  }
  for (const [id, region, team] of [['D01', 'east', 'shanghai'], ['D02', 'south', 'guangzhou']]) {
    made.push({id, name: name.next().value, hired: '2016-09-01', spans: [{...head, region, team, manager: ''}]});
  }
  return made;
}

function spansOf(id, hired, team, grade) {
  const place = (name) => ({team: name, region: TEAMS[name][0], manager: TEAMS[name][3]});
  const spans = [{from: hired > '2025-01-01' ? hired : '2025-01-01', to: '', grade, ...place(team)}];
  let last = spans[0];
  for (const [day, change] of CHANGES[id] ?? []) {
    if (spans.at(-1).to === '') spans.at(-1).to = day;
    if (change === null) continue;
    last = {...last, ...change, from: day, to: ''};
    last = {...last, ...place(last.team)};
    spans.push(last);
  }
  if (LEFT[id]) spans.at(-1).to = LEFT[id];
  return spans;
}

function rosterRows() {
  return people.flatMap(({id, name, hired, spans}) =>
    spans.map(({from, to, ...rest}) => ({personId: id, name, validFrom: from, validTo: to, hired, ...rest})),
  );
}

/** One target per quarter and scheme for everybody with a day in it, for the whole quarter; the plan counts the days. */
function makeTargets() {
  const rows = [];
  for (const [quarter, start, end, season] of QUARTERS) {
    for (const person of reps) {
      for (const [region, measure] of [['east', 'sales'], ['south', 'collection']]) {
        if (!partsOf(person, start, end).some((part) => part.region === region)) continue;
        const tenThousands = Math.round((person.volume * 3 * season * (measure === 'sales' ? 100 : 96)) / 100_000_000);
        const row = {person: person.id, quarter, measure, amount: `${tenThousands}0000.00`};
        const key = `${person.id} ${quarter}`;
        if (TARGETS[key] !== null) rows.push({...row, ...TARGETS[key]});
        if (key === TARGET_TWICE) rows.push({...row, amount: `${tenThousands + 3}0000.00`});
      }
    }
  }
  return rows;
}

function targetOf(id, quarter, measure) {
  return cents(targets.find((row) => row.person === id && row.quarter === quarter && row.measure === measure).amount);
}

// Invoices

/** What was invoiced in 2025 and is paid in 2026: hospitals in the South take up to ten months. */
function invoiceBefore2026(person) {
  const [{from, region}] = person.spans;
  if (from > '2025-01-01') return;
  const months = region === 'south' ? ['05', '06', '07', '08', '09', '10', '11', '12'] : ['11', '12'];
  for (const month of months) {
    for (let i = 2 + random(3); i > 0; --i) addInvoice(person, `2025-${month}-01`, `2025-${month}-29`, region === 'south' ? 70 : 90);
  }
}

/** What a person invoices and is told by customers in a quarter, in the parts of it in which the roster has them. */
function workQuarter(person, quarter, start, end, season) {
  const key = `${person.id} ${quarter}`;
  if (SALES[key]) fixSales(person, quarter, start, ...SALES[key]);
  if (PAYMENTS[key]) fixPayments(person, quarter, PAYMENTS[key]);
  if (SCORES[key]) SCORES[key].forEach((score, i) => addSurvey(person, addDays(start, 12 + 27 * i), score));
  for (const [first, next] of MONTHS.filter(([day]) => day >= start && day < end)) {
    for (const {from, to, region} of partsOf(person, first, next)) {
      const share = (n) => Math.ceil((n * days(from, to)) / days(first, next));
      if (!SALES[key]) for (let i = share(2 + random(3)); i > 0; --i) addInvoice(person, from, to, season);
      if (SCORES[key]) continue;
      for (let i = share(random(region === 'south' ? 4 : 2)); i > 0; --i) {
        const score = 1000 - random(160) - random(110) - random(60);
        addSurvey(person, addDays(from, random(days(from, to))), random(6) === 0 ? null : score);
      }
    }
  }
}

function addInvoice(person, from, to, season, amount) {
  const invoiced = addDays(from, random(days(from, to)));
  const luck = random(60);
  const start = days(person.hired, invoiced) < 90 ? 55 : 100; // newcomers sell about half in their first months
  const yuan = Math.trunc((person.volume * (16 + random(37)) * season * start) / 1_000_000);
  const natural = luck === 0 ? 0 : yuan * 100 + (luck < 16 ? random(100) : 0);
  const row = {rep: person.id, invoiced, customer: customer(teamOn(person, invoiced)), product: pick(PRODUCTS)};
  const made = {...row, amount: money(amount ?? natural), remark: natural === 0 && amount === undefined ? '试用，零金额' : ''};
  invoices.push(made);
  return made;
}

function fixSales(person, quarter, start, percent, extra) {
  if (percent === undefined) return;
  const total = (targetOf(person.id, quarter, 'sales') * percent) / 100 + extra;
  const parts = [24, 19, 17, 16, 13].map((share) => Math.trunc((total * share) / 10_000) * 100);
  parts.push(total - parts.reduce((sum, part) => sum + part, 0));
  parts.forEach((part, i) => addInvoice(person, addDays(start, 3 + 14 * i), addDays(start, 12 + 14 * i), 100, part));
}

/** One invoice in thirty is credited later, in full or by half: a row of its own with a negative amount. */
function creditSome() {
  const billed = invoices.filter(({amount, invoiced}) => cents(amount) > 0 && invoiced >= '2026');
  const forced = billed.findLast(({rep, invoiced}) => rep === 'S013' && quarterOf(invoiced) === '2026-Q3');
  for (const row of billed) {
    if (row !== forced && random(30) !== 0) continue;
    const day = row === forced ? '2026-11-12' : addDays(row.invoiced, 6 + random(75));
    const person = people.find(({id}) => id === row.rep);
    if (!teamOn(person, day) || (row !== forced && isFixed(row.rep, day))) continue;
    const credited = random(3) === 0 ? Math.trunc(cents(row.amount) / 2) : cents(row.amount);
    invoices.push({...row, invoiced: day, amount: money(-credited), credits: row});
    row.open = cents(row.amount) - credited;
  }
}

// Payments

/** The East pays within two months, the South within ten, often in two parts. */
function payLater(invoice) {
  const open = invoice.open ?? cents(invoice.amount);
  if (open <= 0 || invoice.paid) return;
  const person = people.find(({id}) => id === invoice.rep);
  const south = TEAMS[teamOn(person, invoice.invoiced)][0] === 'south';
  const luck = random(100);
  const late = luck < 15 ? 20 + random(30) : luck < 60 ? 50 + random(60) : luck < 85 ? 110 + random(70) : 180 + random(130);
  const day = addDays(invoice.invoiced, south ? late : 12 + random(45));
  const first = random(10) < (south ? 4 : 2) ? Math.trunc((open * (4 + random(4))) / 1000) * 100 : open;
  addPayment(person, invoice, day, first);
  if (first < open) addPayment(person, invoice, addDays(day, 25 + random(south ? 90 : 30)), open - first);
}

/** A payment goes to whoever looks after the customer on the day: the same person, else a colleague of the team. */
function addPayment(person, invoice, received, amount) {
  if (received < '2025-12-22' || received > '2027-01-08' || amount === 0) return;
  const team = teamOn(person, invoice.invoiced);
  const here = reps.filter((rep) => teamOn(rep, received) === team && !isFixed(rep.id, received));
  const rep = here.find(({id}) => id === person.id) ?? pick(here);
  payments.push({of: invoice, rep: rep.id, received, amount: money(amount), remark: ''});
  if (amount > 0 && random(70) === 0) {
    const day = addDays(received, 3 + random(20));
    if (teamOn(rep, day) !== team || isFixed(rep.id, day)) return;
    payments.push({of: invoice, rep: rep.id, received: day, amount: money(-Math.trunc(amount / 4)), remark: '退款'});
  }
}

function fixPayments(person, quarter, list) {
  const target = targetOf(person.id, quarter, 'collection');
  for (const [received, percent, extra = 0] of list) {
    const amount = (target * percent) / 100 + extra;
    const billed = addDays(received, -70 - random(90));
    const of = addInvoice(person, billed, addDays(billed, 1), 100, Math.abs(amount));
    of.paid = true;
    payments.push({of, rep: person.id, received, amount: money(amount), remark: amount < 0 ? '退款' : ''});
  }
}

function addSurvey({id, ...person}, surveyed, tenths) {
  const score = tenths === null ? '' : `${Math.trunc(tenths / 10)}.${tenths % 10}`;
  surveys.push({rep: id, surveyed, customer: customer(teamOn(person, surveyed)), score});
}

/** Invoices of 2025 without a payment in the file were closed before and are not part of it. */
function dropClosed2025() {
  const paid = new Set(payments.map(({of}) => of));
  const kept = invoices.filter((row) => row.invoiced >= '2026' || paid.has(row));
  invoices.splice(0, invoices.length, ...kept);
}

/** Good rows that pay nobody: managers, who are not part of the plan, days outside the year, prepayments netted at 0. */
function addOthers() {
  const manager = (id) => ({...people.find((person) => person.id === id), volume: 300_000});
  for (const id of ['M01', 'M04', 'D02']) addInvoice(manager(id), '2026-02-01', '2026-11-01', 100);
  for (const id of ['S002', 'S021']) addInvoice(reps.find((rep) => rep.id === id), '2027-01-04', '2027-01-09', 100);
  payments.push({rep: 'M05', received: '2026-06-10', amount: '88000.00', remark: '预付款'});
  payments.push({rep: 'S038', received: '2026-08-12', amount: '64500.00', remark: '预付款'});
  payments.push({rep: 'S047', received: '2026-04-28', amount: '0.00', remark: '承兑到期，已入账'});
  surveys.push({rep: 'S030', surveyed: '2027-01-06', customer: customer('guangzhou'), score: '91.0'});
}

// What exports from an ERP, a bank and a survey tool get wrong

/** Every one of these rows must appear in exceptions, none of them may pay. */
function addBadRows() {
  const plain = {remark: '', amount: '56000.00'};
  const i = (n, change) => ({...invoices[n], ...plain, invoiceId: `I26-9${pad(n, 4)}`, ...change});
  const p = (n, change) => ({...payments[n], ...plain, paymentId: `R26-9${pad(n, 4)}`, ...change});
  const q = (n, change) => ({...surveys[n], score: '90.0', surveyId: `Q26-9${pad(n, 3)}`, ...change});
  insert(invoices, [
    [430, i(430, {rep: 'S099'})], // nobody by this id
    [505, i(505, {rep: 's007'})], // ids are compared letter by letter
    [560, i(560, {rep: 'S010', invoiced: '2026-03-17'})], // left on 20 February
    [640, i(640, {rep: 'S017', invoiced: '2026-06-01'})], // before the first day
    [720, i(720, {amount: '36,5OO.00'})], // letters O for zeros
    [800, i(800, {amount: '待开票'})],
    [880, i(880, {amount: '12500.005'})], // three decimals
    [960, i(960, {amount: ''})],
    [1040, i(1040, {rep: ''})],
    [1120, i(1120, {invoiced: '2026-06-31'})],
    [1200, i(1200, {product: 'software'})], // not a product of the plan
    [1260, {...invoices[1260]}], // the same row twice
    [1320, i(1320, {invoiceId: ''})],
  ]);
  insert(payments, [
    [180, p(180, {rep: 'S098'})],
    [300, p(300, {invoice: 'I26-00000'})], // an invoice that is not there
    [420, p(420, {invoice: 'I26-90720'})], // an invoice that is there, but cannot be used itself
    [540, p(540, {rep: 'S039', received: '2026-05-14'})], // on leave
    [660, p(660, {rep: 'S033', received: '2026-07-09'})], // left on 30 June
    [780, p(780, {received: ''})],
    [900, p(900, {amount: '已抵扣'})],
    [1020, {...payments[1020]}],
    [1140, p(1140, {paymentId: payments[1141].paymentId})], // an id used for another payment
  ]);
  insert(surveys, [
    [90, q(90, {score: '优'})],
    [210, q(210, {score: '91.25'})],
    [330, q(330, {rep: 'S090'})],
    [430, q(430, {surveyed: '2026/09/31'})],
  ]);
  insert(targets, [
    [40, {person: 'S097', quarter: '2026-Q2', measure: 'sales', amount: '600000.00'}],
    [80, {person: 'S002', quarter: '2026-Q2', measure: 'margin', amount: '210000.00'}],
    [120, {person: 'S029', quarter: '2026-Q3', measure: 'collection', amount: '约八十万'}],
  ]);
  roster.find(({personId}) => personId === 'S009').manager = 'M77'; // no such manager
  insert(roster, [
    [roster.findIndex(({personId}) => personId === 'S016'), {...rowOf('S016'), validFrom: '2026-05-01', region: 'south'}],
    [roster.findIndex(({personId}) => personId === 'S027'), {...rowOf('S027'), validFrom: '2026-08-01', validTo: '2026-08-01'}],
  ]);
  invoices[433].rep = `${invoices[433].rep} `; // spaces around a value do no harm
  payments[77].rep = `\u3000${payments[77].rep}`;
  invoices[450].customer = '仁泽（上海）医疗器械有限公司, "浦东" 配送中心';
}

function rowOf(id) {
  return roster.find(({personId}) => personId === id);
}

/** Puts each row behind the row with its number; numbers are those before anything is put in. */
function insert(rows, added) {
  for (const [at, row] of added.toReversed()) rows.splice(at + 1, 0, row);
}

// Whole numbers, dates, text

function customer(team) {
  return `${pick(CITIES[team])}${pick(BRANDS)}${pick(HOSPITALS)}`;
}

/** The stretches of the roster inside [start, end). */
function partsOf({spans}, start, end) {
  return spans
    .map((span) => ({...span, from: span.from > start ? span.from : start, to: span.to !== '' && span.to < end ? span.to : end}))
    .filter(({from, to}) => from < to);
}

function teamOn({spans}, day) {
  return spans.find(({from, to}) => from <= day && (to === '' || day < to))?.team;
}

function isFixed(id, day) {
  const key = `${id} ${quarterOf(day)}`;
  return Object.hasOwn(SALES, key) || Object.hasOwn(PAYMENTS, key);
}

function quarterOf(day) {
  return QUARTERS.find(([, start, end]) => start <= day && day < end)?.[0];
}

/** xorshift32: random(n) is a whole number from 0 to n − 1. */
function generator(seed) {
  let state = seed;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % n;
  };
}

function pick(list) {
  return list[random(list.length)];
}

function sortBy(rows, field) {
  rows.sort((a, b) => (a[field] < b[field] ? -1 : a[field] > b[field] ? 1 : 0));
}

function days(from, to) {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

function addDays(day, n) {
  return new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10);
}

function money(amount) {
  const digits = pad(Math.abs(amount), 3);
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function cents(text) {
  return Number(text.replace('.', ''));
}

function pad(n, width) {
  return String(n).padStart(width, '0');
}

function write(table, fields, rows) {
  const cell = (text = '') => (/[",\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [fields, ...rows.map((row) => fields.map((field) => row[field]))];
  writeFileSync(`${folder}/${table}.csv`, `${lines.map((line) => line.map(cell).join(',')).join('\n')}\n`);
}
