// Writes the sample data: node generate.mjs [folder]. Seeded, whole numbers only: the same bytes on every machine.
import {mkdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const SEED = 20260613;
const OPENING = '2024-01-01'; // the roster goes back far enough for twelve months of persistency
const MONTHS = Array.from({length: 12}, (_, i) => `2026-${pad(i + 1, 2)}`);
/** Policies sold in a month, in per cent of an ordinary one: a strong January, a short February. */
const SEASON = [150, 60, 110, 95, 95, 120, 90, 85, 100, 90, 100, 115];

/** Team: first and last agent, leader, grade of the leader at the start, director. */
const TEAMS = [
  ['pudong', 1, 10, 'L01', 'leader', 'D01'],
  ['xuhui', 11, 19, 'L02', 'seniorLeader', 'D01'],
  ['hangzhou', 20, 29, 'L03', 'leader', 'D02'],
  ['suzhou', 30, 38, 'L04', 'seniorLeader', 'D02'],
  ['nanjing', 39, 46, 'L05', 'leader', 'D02'],
];
const DIRECTORS = [['D01', 'shanghai'], ['D02', 'jiangzhe']];

/** People whose year is not plain: first day, spans that follow, day after the last one. */
const HIRED_LATE = {
  A005: '2025-09-15', A014: '2025-06-02', A037: '2025-11-10',
  A009: '2026-02-24', A018: '2026-04-01', A026: '2026-05-18', A038: '2026-07-06', A046: '2026-10-12', A029: '2026-12-21',
};
const CHANGES = {
  A004: [['2026-04-16', {team: 'xuhui'}]],
  A021: [['2026-06-10', {team: 'suzhou'}]],
  A033: [['2026-05-01', null], ['2026-07-01', {}]], // on leave for two months
  A011: [['2026-08-20', {team: 'pudong'}], ['2026-11-09', {team: 'xuhui'}]],
  A042: [['2026-09-01', {grade: 'leader', manager: 'D02'}]], // takes over the team of L05
  L03: [['2026-07-01', {grade: 'seniorLeader'}]],
};
const LEFT = {A006: '2026-03-21', A024: '2026-08-01', A035: '2026-10-16', L05: '2026-09-01', A016: '2026-06-30'};
/** Agents of Nanjing have a new leader from September on. */
const NEW_LEADER = {team: 'nanjing', from: '2026-09-01', manager: 'A042'};

/** Policies of a month where the number shows something. */
const COUNTS = {
  ...counts('2026-02', {A039: 1, A040: 2, A041: 1, A043: 1, A042: 0, A044: 0, A045: 0}), // four active in Nanjing
  ...counts('2026-03', {A039: 1, A040: 2, A041: 1, A043: 1, A042: 1, A044: 0, A045: 0}), // five
  'A031 2026-08': 0, // nothing but a cancellation
  'A025 2026-05': 0, 'A008 2026-07': 2,
};
const NO_JOINT = ['2026-02', '2026-03']; // no joint cases with Nanjing, so that the active can be counted

/** Persistency of people whose rate shows something: day, due, paid in yuan. */
const PERSISTENCY = {
  A007: [['2025-09-10', 100_000, '100000'], ['2026-01-15', 40_000, '40000'], ['2026-06-05', 60_000, '30000']], // 85 % in June
  A008: [['2025-09-11', 100_000, '100000'], ['2026-01-20', 40_000, '40000'], ['2026-06-08', 60_000, '29999.99']],
  A012: [['2025-10-09', 120_000, '120000'], ['2026-03-18', 80_000, '70000']], // 95 % in March
  A034: [['2026-03-12', -6000, '0'], ['2026-05-20', 18_000, '18000']], // a correction only, until May
};
/** Chance in per cent that a second premium is not paid, where it is not 8. */
const LAPSES = {A015: 30, A022: 24, A036: 28, A002: 2, A013: 3, A030: 26, A032: 22, A031: 25, L04: 1, L01: 3};

const RATES = [
  ['life', '2025-01-01', [[1, '0.04'], [3, '0.1'], [5, '0.15'], [10, '0.25'], [20, '0.35']]],
  ['health', '2025-01-01', [[1, '0.12'], [10, '0.24'], [20, '0.32']]],
  ['annuity', '2025-01-01', [[3, '0.06'], [5, '0.1'], [10, '0.16']]],
  ['accident', '2025-01-01', [[1, '0.2']]],
  ['life', '2026-07-01', [[1, '0.03'], [3, '0.08'], [5, '0.125'], [10, '0.22'], [20, '0.32']]],
  ['annuity', '2026-07-01', [[3, '0.05'], [5, '0.085'], [10, '0.14']]],
];
const TERMS = {life: [1, 3, 5, 10, 10, 15, 20, 20, 30], health: [5, 10, 20, 20, 30], annuity: [3, 5, 5, 10], accident: [1]};
const SPLITS = {2: [['0.5', '0.5'], ['0.5', '0.5'], ['0.6', '0.4'], ['0.7', '0.3'], ['0.8', '0.2']]};
SPLITS[3] = [['0.4', '0.3', '0.3'], ['0.3334', '0.3333', '0.3333']];

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧'];
const GIVEN = [
  '伟', '芳', '娜', '敏', '静', '磊', '洋', '艳', '勇', '杰', '婷', '强', '梓涵', '雨桐', '浩然', '子轩', '思远', '佳怡', '文博',
  '晓彤', '志强', '海燕', '建华', '丽华', '俊杰', '欣怡', '嘉豪', '明哲', '雪梅', '春燕', '国栋', '秀英', '立新', '一鸣', '可欣', '宇航', '慧敏', '天佑',
];

const random = generator(SEED);
const people = makePeople();
const sellers = people.filter(({id}) => id !== 'O01');
const policies = [];
const persistency = [];
for (const person of sellers) {
  const level = person.id.startsWith('A') ? 3 + random(5) : 2 + random(2);
  MONTHS.forEach((month, i) => sellMonth(person, level, month, SEASON[i]));
  if (spanOn(person, '2025-12-01')) for (let i = random(4); i > 0; --i) sell(person, '2025-12-01', '2026-01-01');
  assess(person);
}
cancelSome();
addOthers();

policies.sort((a, b) => compare(a.effective, b.effective));
persistency.sort((a, b) => compare(a.assessed, b.assessed));
numberPolicies();
const shares = policies.flatMap(({policyId, parts}) =>
  parts.map(([agent, part]) => ({policy: policyId, agent, part})),
);
const callbacks = policies.flatMap((row) => (row.result ? [{policy: row.policyId, result: row.result}] : []));
const rates = RATES.flatMap(([product, inForce, lines]) =>
  lines.map(([termFrom, rate]) => ({product, inForce, termFrom: String(termFrom), rate})),
);
const roster = rosterRows();
addBadRows();

const folder = process.argv[2] ?? fileURLToPath(new URL('data', import.meta.url));
mkdirSync(folder, {recursive: true});
write('people', ['personId', 'name', 'validFrom', 'validTo', 'hired', 'manager', 'grade', 'team'], roster);
write(
  'policies',
  ['policyId', 'agent', 'effective', 'product', 'term', 'customer', 'channel', 'recorded', 'premium', 'cancels', 'remark'],
  policies,
);
write('shares', ['policy', 'agent', 'part'], shares);
write('callbacks', ['policy', 'result'], callbacks);
write('rates', ['product', 'inForce', 'termFrom', 'rate'], rates);
write('persistency', ['policyId', 'agent', 'assessed', 'premiumDue', 'premiumPaid'], persistency);

// People

function makePeople() {
  const names = new Set();
  while (names.size < 60) names.add(pick(SURNAMES) + pick(GIVEN));
  const name = names.values();
  const made = [];
  const add = (id, grade, team, manager) => {
    const hired = HIRED_LATE[id] ?? addDays('2018-03-01', random(grade === 'agent' ? 2000 : 600));
    made.push({id, name: name.next().value, hired, spans: spansOf(id, hired, {grade, team, manager})});
  };
  for (const [team, first, last, leader, grade, director] of TEAMS) {
    for (let n = first; n <= last; ++n) add(`A${pad(n, 3)}`, 'agent', team, leader);
    add(leader, grade, team, director);
  }
  for (const [id, team] of DIRECTORS) add(id, 'director', team, '');
  add('O01', 'office', 'shanghai', 'D01');
  return made;
}

function spansOf(id, hired, start) {
  let last = {...start, from: hired > OPENING ? hired : OPENING, to: ''};
  const spans = [last];
  const changes = (CHANGES[id] ?? []).map(([day, change]) => [day, withLeader(change)]);
  const inNanjing = start.team === NEW_LEADER.team && start.grade === 'agent' && !CHANGES[id];
  if (inNanjing && last.from < NEW_LEADER.from) changes.push([NEW_LEADER.from, {manager: NEW_LEADER.manager}]);
  if (inNanjing && last.from >= NEW_LEADER.from) last.manager = NEW_LEADER.manager;
  for (const [day, change] of changes) {
    if (spans.at(-1).to === '') spans.at(-1).to = day;
    if (change === null) continue;
    last = {...last, ...change, from: day, to: ''};
    spans.push(last);
  }
  if (LEFT[id]) spans.at(-1).to = LEFT[id];
  return spans;
}

function withLeader(change) {
  if (change === null || change.team === undefined) return change;
  return {...change, manager: TEAMS.find(([team]) => team === change.team)[3]};
}

function rosterRows() {
  return people.flatMap(({id, name, hired, spans}) =>
    spans.map(({from, to, manager, grade, team}) => ({
      personId: id, name, validFrom: from, validTo: to, hired, manager, grade, team,
    })),
  );
}

function spanOn({spans}, day) {
  return spans.find(({from, to}) => from <= day && (to === '' || day < to));
}

// Policies

/** What a person sells in one month, in the parts of it in which the roster has him. */
function sellMonth(person, level, month, season) {
  const [start, end] = monthOf(month);
  const fixed = COUNTS[`${person.id} ${month}`];
  for (const span of person.spans) {
    const from = span.from > start ? span.from : start;
    const to = span.to !== '' && span.to < end ? span.to : end;
    if (from >= to) continue;
    const usual = Math.trunc(((level + random(4) - 1) * season * days(from, to)) / (100 * days(start, end)));
    for (let i = fixed ?? Math.max(0, usual); i > 0; --i) sell(person, from, to, fixed !== undefined);
  }
}

function sell(person, from, to, plain = false) {
  const luck = random(100);
  const product = luck < 40 ? 'life' : luck < 70 ? 'health' : luck < 85 ? 'annuity' : 'accident';
  const term = pick(TERMS[product]);
  const effective = addDays(from, random(days(from, to)));
  const gift = product === 'accident' && random(6) === 0 && !plain;
  const who = random(100);
  const customer = who < 55 ? 'new' : who < 93 ? 'existing' : 'own';
  const how = random(100);
  const channel = customer === 'own' || how < 45 ? 'self' : how < 80 ? 'referral' : 'assigned';
  const recorded = product !== 'accident' && random(16) !== 0 ? 'true' : 'false';
  const row = {
    agent: person.id, effective, product, term: String(term), customer, channel, recorded, cancels: '',
    premium: money(gift ? 0 : premium(product, term)), remark: gift ? '赠险，零保费' : '',
    parts: plain ? [[person.id, '1']] : divide(person, effective),
  };
  const result = product === 'accident' ? '' : callback(effective);
  policies.push({...row, result});
  return policies.at(-1);
}

function premium(product, term) {
  const cents = random(4) === 0 ? random(100) : 0;
  if (product === 'accident') return (100 + 20 * random(36)) * 100 + cents;
  if (term === 1) return (20_000 + 5000 * random(20)) * 100;
  return (2000 + 100 * (random(90) + random(90))) * 100 + cents;
}

function callback(effective) {
  const luck = random(100);
  if (effective >= '2026-12-20' && luck < 40) return '';
  return luck < 6 ? '' : luck < 9 ? 'failed' : luck < 15 ? 'corrected' : 'passed';
}

/** One policy in seven is a joint case: with a colleague of the team, sometimes of another one or with the leader. */
function divide(person, effective) {
  if (random(7) !== 0) return [[person.id, '1']];
  const span = spanOn(person, effective);
  const quiet = (other) => other.team === 'nanjing' && NO_JOINT.includes(effective.slice(0, 7));
  const near = random(5) !== 0;
  const others = sellers.filter((other) => {
    const there = other !== person && spanOn(other, effective);
    return there && !quiet(there) && !quiet(span) && (near ? there.team === span.team : true);
  });
  if (others.length < 2) return [[person.id, '1']];
  const size = random(6) === 0 ? 3 : 2;
  const chosen = new Set();
  while (chosen.size < size - 1) chosen.add(pick(others).id);
  const split = pick(SPLITS[size]);
  return [person.id, ...chosen].map((id, i) => [id, split[i]]);
}

/** One policy in forty is cancelled in the free-look period of fifteen days: a row of its own, the premium reversed. */
function cancelSome() {
  const alone = policies.filter(({premium: sum, parts}) => sum !== '0.00' && parts.length === 1);
  const july = alone.find(({agent, effective}) => agent === 'A031' && effective > '2026-07-15' && effective < '2026-08');
  const june = alone.find(({product, effective}) => product === 'life' && effective > '2026-06-20' && effective < '2026-07');
  // the second one lies across the change of rates
  const forced = new Map([[july, '2026-08-04'], [june, '2026-07-02']]);
  for (const row of [...policies]) {
    if (row.premium === '0.00' || (!forced.has(row) && random(40) !== 0)) continue;
    const day = forced.get(row) ?? addDays(row.effective, 2 + random(13));
    const quiet = row.parts.some(([id]) => !spanOn(personOf(id), day) || COUNTS[`${id} ${day.slice(0, 7)}`] !== undefined);
    if (!forced.has(row) && (quiet || day > '2027')) continue;
    policies.push({...row, effective: day, premium: `-${row.premium}`, cancels: row, remark: '犹豫期撤单', result: ''});
  }
}

/** Good rows that pay nobody: days outside the year, and office staff, who are not part of the plan. */
function addOthers() {
  for (const id of ['A001', 'A020', 'L02']) sell(personOf(id), '2027-01-02', '2027-01-10', true);
  for (const month of [2, 9]) sell(personOf('O01'), `2026-0${month}-05`, `2026-0${month}-20`, true);
  persistency.push({agent: 'A003', assessed: '2027-01-08', premiumDue: '5200.00', premiumPaid: '5200.00'});
  // an annuity paid over two years, for which the table has no rate
  const row = sell(personOf('A023'), '2026-10-14', '2026-10-15', true);
  Object.assign(row, {product: 'annuity', term: '2', premium: '24000.00', recorded: 'true', remark: '', result: 'passed'});
  // a joint case whose second agent had left: his part is an exception, the other is paid
  const joint = sell(personOf('L04'), '2026-11-11', '2026-11-12', true);
  joint.parts = [['L04', '0.6'], ['A035', '0.4']];
}

function numberPolicies() {
  const next = {};
  const number = (day, offset) => {
    const key = `${day.slice(2, 4)} ${offset}`;
    next[key] = (next[key] ?? offset) + 1;
    return `P${day.slice(2, 4)}-${pad(next[key], 5)}`;
  };
  for (const row of persistency) row.policyId = number(addDays(row.assessed, -425), 0);
  for (const row of policies) row.policyId = number(row.effective, row.effective < '2026' ? 8000 : 0);
  for (const row of policies) if (row.cancels) row.cancels = row.cancels.policyId;
}

// Persistency

/** Policies of a person whose second premium fell due, from February 2025 on: due about fourteen months after they began. */
function assess(person) {
  if (PERSISTENCY[person.id]) {
    for (const [day, due, paid] of PERSISTENCY[person.id]) addAssessed(person, day, due * 100, paid);
    return;
  }
  const first = addDays(person.hired, 425);
  const perYear = person.id.startsWith('A') ? 12 + random(12) : 6 + random(6);
  for (let i = perYear * 2; i > 0; --i) {
    const day = addDays('2025-02-01', random(days('2025-02-01', '2027-01-01')));
    if (day < first || !spanOn(person, day)) continue;
    const due = (2000 + 100 * (random(90) + random(90))) * 100 + (random(4) === 0 ? random(100) : 0);
    const luck = random(100);
    const lapse = LAPSES[person.id] ?? 8;
    const percent = luck < lapse ? 0 : luck < lapse + 3 ? 50 : 100;
    addAssessed(person, day, due, money(Math.trunc((due * percent) / 100)));
  }
}

function addAssessed({id}, assessed, due, paid) {
  const premiumPaid = paid.includes('.') ? paid : `${paid}.00`;
  persistency.push({agent: id, assessed, premiumDue: money(due), premiumPaid});
}

/** What exports from a core system get wrong. All of it must appear in exceptions, none of it may pay. */
function addBadRows() {
  const sound = {premium: '12000.00', cancels: '', remark: ''};
  const p = (n, change) => ({...policies[n], ...sound, policyId: `P26-9${pad(n, 4)}`, ...change});
  const bad = [
    [110, p(110, {agent: 'A099'})], // nobody by this number
    [190, p(190, {agent: 'a012'})], // numbers are compared letter by letter
    [270, p(270, {product: 'dental'})],
    [350, p(350, {premium: '1,2O0.00'})], // a letter O for a zero
    [430, p(430, {premium: '8600.005'})], // three decimals
    [510, p(510, {premium: ''})],
    [590, p(590, {effective: '2026-02-30'})],
    [670, p(670, {effective: ''})],
    [750, p(750, {term: '十年'})],
    [830, p(830, {customer: ''})],
    [910, p(910, {channel: '?'})],
    [990, p(990, {recorded: '-'})],
    [1070, {...policies[1070]}], // the same row twice
    [1150, p(1150, {policyId: policies[1150].policyId})], // a number used for another policy
    [1230, p(1230, {policyId: ''})],
    [1310, p(1310, {premium: '-7300.00', cancels: 'P26-77777'})], // cancels a policy that is not there
    [1390, p(1390, {})], // no shares
    [1470, p(1470, {})], // shares of 90 %
    [1550, p(1550, {})], // shares of 110 %
    [1630, p(1630, {})], // a negative share
    [1710, p(1710, {})], // one of the agents does not exist
    [1790, p(1790, {})], // a share with five decimals
    [1870, p(1870, {effective: '2026-08-11', agent: 'A024'})], // left at the end of July
    [1950, p(1950, {effective: '2026-05-12', agent: 'A033'})], // on leave
    [2030, p(2030, {effective: '2026-02-09', agent: 'A009'})], // before the first day
  ];
  for (const [at, row] of bad.toReversed()) policies.splice(at + 1, 0, row);
  const sharesOf = (n, ...parts) => parts.map(([agent, part]) => ({policy: `P26-9${pad(n, 4)}`, agent, part}));
  const badShares = [
    ...sharesOf(270, ['A003', '1']), // of a policy that cannot be read itself
    ...sharesOf(1470, ['A010', '0.5'], ['A013', '0.4']),
    ...sharesOf(1550, ['A020', '0.6'], ['A022', '0.5']),
    ...sharesOf(1630, ['A030', '1.2'], ['A031', '-0.2']),
    ...sharesOf(1710, ['A032', '0.5'], ['A098', '0.5']),
    ...sharesOf(1790, ['A040', '0.66667'], ['A041', '0.3333']),
    ...sharesOf(1870, ['A024', '1']),
    ...sharesOf(1950, ['A033', '1']),
    ...sharesOf(2030, ['A009', '1']),
    {policy: 'P26-66666', agent: 'A001', part: '1'},
  ];
  shares.splice(600, 0, ...badShares);
  callbacks.splice(300, 0, {policy: 'P26-55555', result: 'passed'}, {policy: callbacks[290].policy, result: 'failed'});
  callbacks.splice(700, 0, {policy: callbacks[720].policy, result: '无人接听'});
  callbacks.splice(721, 1); // the same policy has no other result
  rates.push({product: 'health', inForce: '2026-10-01', termFrom: '20', rate: '0,30'});
  const q = (n, change) => ({...persistency[n], policyId: `P24-9${pad(n, 4)}`, premiumDue: '6000.00', ...change});
  const badPersistency = [
    [160, q(160, {agent: 'A097'})],
    [320, q(320, {premiumPaid: ''})],
    [480, q(480, {premiumDue: '4,8OO.00'})],
    [640, q(640, {agent: 'A006', assessed: '2026-04-02'})], // left in March
    [800, {...persistency[800]}],
  ];
  for (const [at, row] of badPersistency.toReversed()) persistency.splice(at + 1, 0, row);
  const a018 = roster.findIndex(({personId}) => personId === 'A018');
  roster.splice(a018 + 1, 0, {...roster[a018], validFrom: '2026-06-01', team: 'pudong', manager: 'L01'}); // overlaps
  const a034 = roster.findIndex(({personId}) => personId === 'A034');
  roster.splice(a034 + 1, 0, {...roster[a034], validFrom: '2026-09-01', validTo: '2026-09-01', team: 'nanjing'}); // empty
  roster.find(({personId}) => personId === 'D01').manager = 'D00'; // nobody by this number: a director without superior
  policies[40].agent = `${policies[40].agent} `; // spaces around a value do no harm
  shares[75].agent = `\u3000${shares[75].agent}`;
  policies[57].remark = '客户要求 "加急", 已补签';
}

function personOf(id) {
  return people.find((person) => person.id === id);
}

function counts(month, byId) {
  return Object.fromEntries(Object.entries(byId).map(([id, n]) => [`${id} ${month}`, n]));
}

function monthOf(month) {
  const [year, n] = month.split('-').map(Number);
  return [`${month}-01`, n === 12 ? `${year + 1}-01-01` : `${year}-${pad(n + 1, 2)}-01`];
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
