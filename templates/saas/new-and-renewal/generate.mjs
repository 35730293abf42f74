// Writes the sample data: node generate.mjs [folder]. Seeded, whole numbers only: the same bytes on every machine.
import {mkdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const SEED = 20260248;
const QUARTERS = [
  ['2026-Q1', '2026-01-01', '2026-04-01'],
  ['2026-Q2', '2026-04-01', '2026-07-01'],
  ['2026-Q3', '2026-07-01', '2026-10-01'],
  ['2026-Q4', '2026-10-01', '2027-01-01'],
];
/** Region: first and last person, how many of them start in new business, manager. */
const REGIONS = [
  ['east', 1, 18, 11, 'M01'],
  ['south', 19, 32, 8, 'M02'],
  ['north', 33, 44, 8, 'M03'],
  ['southwest', 45, 53, 5, 'M04'],
  ['northwest', 54, 60, 3, 'M05'],
];
const MANAGER_OF = Object.fromEntries(REGIONS.map(([region, , , , manager]) => [region, manager]));
const MANAGERS = ['M01', 'M02', 'M03', 'M04', 'M05'];

/** People whose year is not plain: group at the start, first day, spans that follow, day after the last one. */
const STARTS_NEW = ['P014', 'P016'];
const HIRED_IN_2026 = {
  P008: '2026-02-23', P019: '2026-05-06', P030: '2026-08-17',
  P045: '2026-11-02', P053: '2026-12-07', P044: '2026-12-28',
};
const CHANGES = {
  P005: [['2026-05-16', {group: 'renewal'}]],
  P012: [['2026-04-20', {group: 'new'}]],
  P016: [['2026-06-15', {region: 'south'}]],
  P021: [['2026-02-16', {group: 'renewal'}]],
  P027: [['2026-10-12', {group: 'new'}]],
  P034: [['2026-08-03', {group: 'renewal'}], ['2026-11-16', {group: 'new'}]],
  P041: [['2026-07-01', {group: 'new'}]],
  P043: [['2026-04-01', null], ['2026-07-01', {}]], // on leave for the whole second quarter
  P049: [['2026-09-07', {group: 'renewal'}]],
};
const LEFT = {P010: '2026-04-01', P024: '2026-09-12', P038: '2026-11-16', P057: '2026-07-01'};

/** New contracts signed in a quarter, where the number shows something: none, on a bound, on and over the cap. */
const NEW_COUNT = {
  'P003 2026-Q1': 5, 'P004 2026-Q2': 10, 'P026 2026-Q3': 5, 'P002 2026-Q4': 20, 'P036 2026-Q2': 23, 'P006 2026-Q3': 0,
  'P014 2026-Q1': 0, 'P014 2026-Q2': 0, 'P014 2026-Q3': 0, 'P014 2026-Q4': 0,
};
/** Renewals due and renewed in a quarter, in yuan, where the rate shows something. */
const RENEWALS = {
  'P013 2026-Q1': [[120000, '120000'], [96000, '96000'], [84000, '84000'], [100000, '60000']], // 90 % exactly
  'P028 2026-Q2': [[120000, '120000'], [96000, '96000'], [84000, '84000'], [100000, '59999.99']], // a cent below 90 %
  'P031 2026-Q1': [[150000, '150000'], [110000, '90000'], [40000, '0']], // 80 % exactly
  'P050 2026-Q3': [[90000, '90000'], [60000, '50000'], [50000, '0']], // 70 % exactly
  'P051 2026-Q3': [[90000, '90000'], [60000, '49999.99'], [50000, '0']], // a cent below 70 %
  'P058 2026-Q3': [], // nothing due
  'P059 2026-Q2': [[-36000, '0']], // only a correction: a negative amount due has no rate
};
const TRIALS_ONLY = 'P056';
const STAR = 'P038'; // would be among the best, but leaves in November

const PRODUCTS = [['crm', 120], ['erp', 260], ['hr', 60], ['bi', 180]]; // yuan per seat and month
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧'];
const GIVEN = [
  '伟', '芳', '娜', '敏', '静', '磊', '洋', '艳', '勇', '杰', '婷', '强', '梓涵', '雨桐', '浩然', '子轩', '思远', '佳怡', '文博',
  '晓彤', '志强', '海燕', '建华', '丽华', '俊杰', '欣怡', '嘉豪', '明哲', '雪梅', '春燕', '国栋', '秀英', '立新', '一鸣', '可欣', '宇航', '慧敏', '天佑',
];
const CITIES = [
  '上海', '杭州', '苏州', '南京', '广州', '深圳', '佛山', '厦门', '北京', '天津', '济南', '大连', '成都', '重庆', '昆明', '西安', '兰州',
];
const BRANDS = [
  '华信', '天成', '云帆', '启明', '博远', '恒通', '锐捷', '众合', '汇智', '金桥', '安泰', '新源', '联创', '凌云', '卓越', '宏图', '明德', '东升',
];
const TRADES = ['科技', '软件', '物流', '医药', '餐饮', '电子', '教育', '机械', '传媒', '贸易'];

const random = generator(SEED);
const people = makePeople();
const contracts = [];
const renewals = [];
for (const person of people.filter(({id}) => id.startsWith('P'))) {
  const level = person.id === STAR ? 17 : 2 + Math.min(random(8) + random(8), random(20));
  const loyalty = random(16);
  for (const [quarter, start, end] of QUARTERS) signQuarter(person, level, loyalty, quarter, start, end);
}
cancelSome();
tie('south', 1, 2);
tie('north', 3, 5);
addOthers();

contracts.sort((a, b) => compare(a.signed, b.signed));
renewals.sort((a, b) => compare(a.due, b.due));
contracts.forEach((row, i) => (row.contractId = `C26-${pad(i + 1, 5)}`));
renewals.forEach((row, i) => (row.renewalId = `R26-${pad(i + 1, 5)}`));
for (const row of contracts) if (row.cancels) row.remark = `撤销 ${row.cancels.contractId}`;
addBadRows();

const folder = process.argv[2] ?? fileURLToPath(new URL('data', import.meta.url));
mkdirSync(folder, {recursive: true});
write('people', ['personId', 'name', 'validFrom', 'validTo', 'hired', 'manager', 'group', 'region'], rosterRows());
write('contracts', ['contractId', 'owner', 'signed', 'customer', 'product', 'amount', 'isNew', 'remark'], contracts);
write('renewals', ['renewalId', 'owner', 'due', 'customer', 'product', 'dueAmount', 'renewedAmount'], renewals);

// People

function makePeople() {
  const names = new Set();
  while (names.size < 66) names.add(pick(SURNAMES) + pick(GIVEN));
  const name = names.values();
  const made = [];
  for (const [region, first, last, startNew] of REGIONS) {
    for (let n = first; n <= last; ++n) {
      const id = `P${pad(n, 3)}`;
      const hired = HIRED_IN_2026[id] ?? addDays('2021-03-01', random(1700));
      const group = n < first + startNew || STARTS_NEW.includes(id) ? 'new' : 'renewal';
      made.push({id, name: name.next().value, hired, spans: spansOf(id, hired, group, region)});
    }
  }
  const head = {hired: '2019-07-01', group: 'management', from: '2025-01-01', to: ''};
  for (const [region, , , , id] of REGIONS) {
    made.push({id, name: name.next().value, hired: head.hired, spans: [{...head, region, manager: 'D01'}]});
  }
  made.push({id: 'D01', name: name.next().value, hired: head.hired, spans: [{...head, region: 'east', manager: ''}]});
  return made;
}

function spansOf(id, hired, group, region) {
  const from = hired > '2025-01-01' ? hired : '2025-01-01';
  const spans = [{from, to: '', group, region, manager: MANAGER_OF[region]}];
  let last = spans[0];
  for (const [day, change] of CHANGES[id] ?? []) {
    if (spans.at(-1).to === '') spans.at(-1).to = day;
    if (change === null) continue;
    last = {...last, ...change, from: day, to: ''};
    spans.push({...last, manager: MANAGER_OF[last.region]});
  }
  if (LEFT[id]) spans.at(-1).to = LEFT[id];
  return spans;
}

function rosterRows() {
  return people.flatMap(({id, name, hired, spans}) =>
    spans.map(({from, to, manager, group, region}) => ({
      personId: id, name, validFrom: from, validTo: to, hired, manager, group, region,
    })),
  );
}

// Contracts and renewals

/** What a person signs and looks after in one quarter, in the parts of it in which the roster has them. */
function signQuarter(person, level, loyalty, quarter, start, end) {
  const key = `${person.id} ${quarter}`;
  for (const span of person.spans) {
    const from = span.from > start ? span.from : start;
    const to = span.to !== '' && span.to < end ? span.to : end;
    if (from >= to) continue;
    const share = (n) => Math.trunc((n * days(from, to)) / days(start, end));
    const inNew = span.group === 'new';
    const signed = NEW_COUNT[key] ?? (inNew ? Math.max(0, share(level + random(6) - 2)) : random(2));
    for (let i = 0; i < signed; ++i) addContract(person, from, to, 'true');
    if (person.id !== 'P014') for (let i = random(inNew ? 7 : 3); i > 0; --i) addContract(person, from, to, 'false');
    if (RENEWALS[key]) {
      for (const [due, renewed] of RENEWALS[key]) addRenewal(person, from, to, due * 100, renewed);
    } else if (person.id !== 'P014') {
      for (let i = share(inNew ? random(4) : 14 + random(9)); i > 0; --i) addDue(person, from, to, loyalty);
    }
  }
}

function addContract({id}, from, to, isNew) {
  const [product, price] = pick(PRODUCTS);
  const luck = id === TRIALS_ONLY ? 0 : random(60);
  const yuan = ((5 + 5 * random(16)) * price * 12 * (100 - 5 * random(5))) / 100;
  const cents = random(5) === 0 ? random(100) : 0;
  const signed = addDays(from, random(days(from, to)));
  const trial = luck === 0 && !hasFixedCount(id, signed);
  const row = {owner: id, signed, customer: customer(), product, amount: money(trial ? 0 : yuan * 100 + cents), isNew};
  contracts.push({...row, remark: trial ? '试用，零金额' : ''});
}

function addDue(person, from, to, loyalty) {
  const [, price] = pick(PRODUCTS);
  const due = (5 + 5 * random(8)) * price * 12 * 100 + (random(4) === 0 ? random(10_000) : 0);
  const luck = random(100) + loyalty - 8;
  const percent = luck < 12 ? 0 : luck < 24 ? 50 + 5 * random(8) : luck < 90 ? 100 : 105 + 5 * random(3);
  addRenewal(person, from, to, due, money(Math.trunc((due * percent) / 100)));
}

function addRenewal({id}, from, to, due, renewedAmount) {
  const [product] = pick(PRODUCTS);
  const day = addDays(from, random(days(from, to)));
  renewals.push({owner: id, due: day, customer: customer(), product, dueAmount: money(due), renewedAmount});
}

/** One new contract in forty is cancelled later: a row of its own with the amount reversed. */
function cancelSome() {
  const signed = contracts.filter(({isNew, amount}) => isNew === 'true' && amount !== '0.00');
  const forced = signed.find(({owner, signed: day}) => owner === 'P006' && quarterOf(day) === '2026-Q2');
  for (const row of signed) {
    if (row !== forced && random(40) !== 0) continue;
    const day = row === forced ? '2026-08-19' : addDays(row.signed, 5 + random(70));
    const person = people.find(({id}) => id === row.owner);
    if (!groupOn(person, day) || (row !== forced && hasFixedCount(row.owner, day))) continue;
    contracts.push({...row, signed: day, amount: `-${row.amount}`, cancels: row});
  }
}

/** Raises the last contracts of the people on places first … last of a region to the amount of the best. */
function tie(region, first, last) {
  const sellsAtEnd = (person) => groupOn(person, '2026-12-31') === 'new' && person.spans.at(-1).region === region;
  const total = new Map(people.filter(sellsAtEnd).map((person) => [person.id, yearAmount(person)]));
  const tied = [...total].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).slice(first - 1, last);
  const cancelled = new Set(contracts.map(({cancels}) => cancels));
  const kept = contracts.filter((row) => row.isNew === 'true' && cents(row.amount) > 0 && !cancelled.has(row));
  for (const [id, amount] of tied) {
    const row = kept.findLast(({owner}) => owner === id);
    row.amount = money(cents(row.amount) + tied[0][1] - amount);
  }
}

function yearAmount(person) {
  return contracts
    .filter(({owner, isNew, signed}) => owner === person.id && isNew === 'true' && signed < '2027')
    .filter(({signed}) => groupOn(person, signed) === 'new')
    .reduce((sum, {amount}) => sum + cents(amount), 0);
}

/** Good rows that pay nobody: days outside the year, and managers, who are not part of the plan. */
function addOthers() {
  for (const n of [2, 20, 35]) addContract({id: `P${pad(n, 3)}`}, '2025-12-22', '2025-12-31', 'true');
  addContract({id: 'P001'}, '2027-01-04', '2027-01-09', 'true');
  for (const n of [13, 42]) addDue({id: `P${pad(n, 3)}`}, '2027-01-01', '2027-01-20', 8);
  for (const id of MANAGERS.slice(0, 3)) addContract({id}, '2026-02-01', '2026-11-01', 'true');
}

/** What an export from a CRM gets wrong. Every one of these rows must appear in exceptions, none of them may pay. */
function addBadRows() {
  const plain = {remark: '', amount: '48000.00', isNew: 'true'};
  const c = (n, change) => ({...contracts[n], ...plain, contractId: `C26-9${pad(n, 4)}`, ...change});
  const r = (n, change) => ({...renewals[n], renewalId: `R26-9${pad(n, 4)}`, ...change});
  const bad = [
    [120, c(120, {owner: 'P099'})], // nobody by this id
    [260, c(260, {owner: 'p012'})], // ids are compared letter by letter
    [340, c(340, {owner: 'P010', signed: '2026-04-17'})], // left on 31 March
    [420, c(420, {owner: 'P019', signed: '2026-04-29'})], // before the first day
    [530, c(530, {owner: 'P043', signed: '2026-05-11'})], // on leave
    [610, c(610, {amount: '12,8OO.00'})], // letters O for zeros
    [690, c(690, {amount: '待定'})],
    [770, c(770, {amount: '18000.005'})], // three decimals
    [850, c(850, {amount: ''})],
    [930, c(930, {owner: ''})],
    [1010, c(1010, {signed: '2026-02-30'})],
    [1090, c(1090, {signed: ''})],
    [1170, c(1170, {isNew: '?'})],
    [1250, c(1250, {product: 'oa'})], // not a product of the plan
    [1300, {...contracts[1300]}], // the same row twice
    [1370, c(1370, {contractId: contracts[1370].contractId})], // an id used for another contract
    [1440, c(1440, {contractId: ''})],
  ];
  const badRenewals = [
    [200, r(200, {owner: 'P098'})],
    [480, r(480, {owner: 'P057', due: '2026-07-20'})], // left on 30 June
    [760, r(760, {renewedAmount: ''})],
    [1020, r(1020, {dueAmount: '36000.125'})],
    [1180, r(1180, {due: '2026-06-31'})],
    [1330, {...renewals[1330]}],
  ];
  for (const [at, row] of bad.reverse()) contracts.splice(at + 1, 0, row);
  for (const [at, row] of badRenewals.reverse()) renewals.splice(at + 1, 0, row);
  contracts[40].owner = `${contracts[40].owner} `; // spaces around a value do no harm
  renewals[75].owner = `\u3000${renewals[75].owner}`;
  contracts[57].customer = '华信（上海）科技有限公司, "浦东" 分公司';
}

function customer() {
  return `${pick(CITIES)}${pick(BRANDS)}${pick(TRADES)}有限公司`;
}

function groupOn({spans}, day) {
  return spans.find(({from, to}) => from <= day && (to === '' || day < to))?.group;
}

function hasFixedCount(id, day) {
  return Object.hasOwn(NEW_COUNT, `${id} ${quarterOf(day)}`);
}

function quarterOf(day) {
  return QUARTERS.find(([, start, end]) => start <= day && day < end)?.[0];
}

// Whole numbers, dates, text

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

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function write(table, fields, rows) {
  const cell = (text = '') => (/[",\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [fields, ...rows.map((row) => fields.map((field) => row[field]))];
  writeFileSync(`${folder}/${table}.csv`, `${lines.map((line) => line.map(cell).join(',')).join('\n')}\n`);
}
