// Writes the sample data: node generate.mjs [folder]. Seeded, whole numbers only: the same bytes on every machine.
import {mkdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const SEED = 20260611;
const QUARTERS = [
  ['2026-Q1', '2026-01-01', '2026-04-01'],
  ['2026-Q2', '2026-04-01', '2026-07-01'],
  ['2026-Q3', '2026-07-01', '2026-10-01'],
  ['2026-Q4', '2026-10-01', '2027-01-01'],
];
/** Team: first and last person, lead, season: percent added to what the team sells, by quarter. */
const TEAMS = [
  ['north', 1, 13, 'L01', [-14, 3, 5, 12]],
  ['east', 14, 26, 'L02', [15, 8, -4, 10]],
  ['south', 27, 38, 'L03', [2, -18, 6, 3]],
  ['west', 39, 48, 'L04', [-3, 9, -16, 7]],
];
const LEAD_OF = Object.fromEntries(TEAMS.map(([team, , , lead]) => [team, lead]));

/** People whose year is not plain: first day, spans that follow (null: away), day after the last one. */
const NEWCOMERS = {
  P004: '2025-11-10', P009: '2026-01-05', P012: '2026-04-13', P013: '2026-07-06',
  P017: '2025-12-01', P018: '2025-12-30', P023: '2025-12-31', P025: '2026-05-18', P026: '2026-10-12',
  P022: '2026-02-09', P030: '2026-01-12', P034: '2026-03-02', P037: '2026-08-03', P038: '2026-11-23',
  P043: '2026-02-23', P046: '2026-04-20', P047: '2026-09-01', P048: '2026-12-31',
};
const CHANGES = {
  P005: [['2026-05-12', {team: 'west'}]],
  P014: [['2026-10-01', {position: 'lead'}]], // promoted
  P020: [['2026-07-01', {team: 'south'}]],
  P022: [['2026-06-08', {team: 'south'}]], // a newcomer moves
  P031: [['2026-10-19', {team: 'north'}]],
  P033: [['2026-04-01', null], ['2026-07-01', {}]], // on leave for the whole second quarter
  P041: [['2026-08-17', {team: 'east'}], ['2026-11-02', {team: 'west'}]],
};
const LEFT = {P010: '2026-05-20', P025: '2026-08-24', P028: '2026-10-01', P045: '2026-11-09'};

/** Sales of a quarter as percent of the target, less so many cents, where they show something. */
const SALES = {
  'P003 2026-Q1': {percent: 100}, // the target to the cent
  'P016 2026-Q2': {percent: 100, less: 1}, // a cent short of it
  'P029 2026-Q3': {percent: 80}, // exactly the lowest score
  'P032 2026-Q3': {percent: 80, less: 1},
  'P040 2026-Q4': {percent: 130}, // exactly what training takes
  'P042 2026-Q4': {percent: 130, less: 1},
  'P017 2026-Q1': {percent: 168},
  'P018 2026-Q1': {percent: 161},
  'P036 2026-Q1': {percent: 0}, // sold nothing
  'P044 2026-Q3': {percent: -6}, // more returned than sold
  'P015 2026-Q2': {percent: 118},
  'P015 2026-Q3': {percent: 104},
};
/** Behaviour of a newcomer's quarter as percent of what is expected: visits, leads, follow-ups. */
const BEHAVIOUR = {
  'P017 2026-Q1': [125, 130, 100], // two who tie at the most one can have
  'P018 2026-Q1': [122, 125, 100],
  'P009 2026-Q2': [100, 100, 100],
  'P012 2026-Q2': [96, 110, 88],
  'P012 2026-Q3': [117, 105, 94],
  'P043 2026-Q2': [104, 112, null], // no follow-up figure in the whole quarter
  'P034 2026-Q1': [115, 120, 96],
  'P038 2026-Q4': [120, 118, 100],
  'P037 2026-Q4': [70, 55, 61],
};
const NO_TARGET = 'P035 2026-Q3';
const NO_REVIEW = ['P006 2026-Q2', 'P024 2026-Q4', 'P048 2026-Q4'];

const PRODUCTS = [['camera', 460], ['access', 1280], ['platform', 9800], ['service', 1500]]; // yuan a piece
const HOLIDAYS = [['2026-01-01', '2026-01-04'], ['2026-02-15', '2026-02-24'], ['2026-05-01', '2026-05-06'], ['2026-10-01', '2026-10-08']];
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧'];
const GIVEN = [
  '伟', '芳', '娜', '敏', '静', '磊', '洋', '艳', '勇', '杰', '婷', '强', '梓涵', '雨桐', '浩然', '子轩', '思远', '佳怡', '文博',
  '晓彤', '志强', '海燕', '建华', '丽华', '俊杰', '欣怡', '嘉豪', '明哲', '雪梅', '春燕', '国栋', '秀英', '立新', '一鸣', '可欣', '宇航',
];
const CITIES = {
  north: ['北京', '天津', '石家庄', '济南'], east: ['上海', '杭州', '苏州', '宁波'],
  south: ['广州', '深圳', '佛山', '厦门'], west: ['成都', '重庆', '昆明', '贵阳'],
};
const BRANDS = ['金桥', '安泰', '新源', '联创', '凌云', '宏图', '明德', '东升', '恒通', '众合', '汇智', '博远', '启明', '天成'];
const TRADES = ['物业管理', '酒店管理', '物流', '学校后勤', '医院管理', '商业管理', '制造', '园区运营'];

const random = generator(SEED);
const people = makePeople();
const orders = [];
const activities = [];
const followUps = [];
const targets = [];
const reviews = [];
for (const person of people.filter(({id}) => id.startsWith('P'))) {
  const skill = random(31) - 13; // percent by which a person is above or below the others
  const zeal = random(41) - 16;
  const size = 16 + random(13);
  for (const [q, [quarter, start, end]] of QUARTERS.entries()) liveQuarter(person, skill, zeal, size, q, quarter, start, end);
}
returnSome();
addOthers();

orders.sort((a, b) => compare(a.ordered, b.ordered));
activities.sort((a, b) => compare(a.day, b.day));
followUps.sort((a, b) => compare(a.weekEnding, b.weekEnding));
orders.forEach((row, i) => (row.orderId = `S26-${pad(i + 1, 5)}`));
activities.forEach((row, i) => (row.activityId = `A26-${pad(i + 1, 5)}`));
followUps.forEach((row, i) => (row.recordId = `F26-${pad(i + 1, 4)}`));
for (const row of orders) if (row.returns) row.remark = `退货，原订单 ${row.returns.orderId}`;
addBadRows();

const folder = process.argv[2] ?? fileURLToPath(new URL('data', import.meta.url));
mkdirSync(folder, {recursive: true});
write('people', ['personId', 'name', 'validFrom', 'validTo', 'hired', 'manager', 'position', 'team'], rosterRows());
write('orders', ['orderId', 'seller', 'ordered', 'customer', 'product', 'amount', 'remark'], orders);
write('activities', ['activityId', 'person', 'day', 'activity', 'quantity', 'remark'], activities);
write('followUps', ['recordId', 'person', 'weekEnding', 'dueLeads', 'followedUp'], followUps);
write('targets', ['person', 'quarter', 'target'], targets);
write('reviews', ['person', 'quarter', 'grade'], reviews);

// People

function makePeople() {
  const names = new Set();
  while (names.size < 53) names.add(pick(SURNAMES) + pick(GIVEN));
  const name = names.values();
  const made = [];
  for (const [team, first, last] of TEAMS) {
    for (let n = first; n <= last; ++n) {
      const id = `P${pad(n, 3)}`;
      const hired = NEWCOMERS[id] ?? addDays('2019-03-04', random(2200));
      made.push({id, name: name.next().value, hired, spans: spansOf(id, hired, team)});
    }
  }
  const head = {hired: '2017-07-03', position: 'lead', from: '2025-01-01', to: ''};
  for (const [team, , , id] of TEAMS) {
    made.push({id, name: name.next().value, hired: head.hired, spans: [{...head, team, manager: 'D01'}]});
  }
  made.push({id: 'D01', name: name.next().value, hired: head.hired, spans: [{...head, team: 'north', manager: ''}]});
  return made;
}

function spansOf(id, hired, team) {
  const from = hired > '2025-07-01' ? hired : '2025-07-01';
  const spans = [{from, to: '', team, position: 'seller', manager: LEAD_OF[team]}];
  let last = spans[0];
  for (const [day, change] of CHANGES[id] ?? []) {
    if (spans.at(-1).to === '') spans.at(-1).to = day;
    if (change === null) continue;
    last = {...last, ...change, from: day, to: ''};
    spans.push({...last, manager: LEAD_OF[last.team]});
  }
  if (LEFT[id]) spans.at(-1).to = LEFT[id];
  return spans;
}

function rosterRows() {
  return people.flatMap(({id, name, hired, spans}) =>
    spans.map(({from, to, manager, position, team}) => ({
      personId: id, name, validFrom: from, validTo: to, hired, manager, position, team,
    })),
  );
}

// What people do in a quarter

function liveQuarter(person, skill, zeal, size, q, quarter, start, end) {
  const spans = person.spans
    .filter(({position}) => position === 'seller')
    .map((span) => ({...span, from: later(span.from, start), to: earlier(span.to || end, end)}))
    .filter(({from, to}) => from < to);
  if (spans.length === 0) return;
  const key = `${person.id} ${quarter}`;
  const months = fullMonths(person.hired, addDays(spans.at(-1).to, -1));
  const isNew = months < 6;
  const target = isNew ? 60_000 + 10_000 * Math.trunc(months / 2) + 5000 * random(3) : 10_000 * (size + random(3));
  const present = spans.reduce((sum, {from, to}) => sum + days(from, to), 0);
  const dueCents = Math.trunc((2 * target * 100 * present + days(start, end)) / (2 * days(start, end)));
  if (key === NO_TARGET) targets.push({person: person.id, quarter: '2026-3Q', target: `${target}.00`}); // mistyped
  else targets.push({person: person.id, quarter, target: `${target}.00`});
  if (!NO_REVIEW.includes(key)) reviews.push({person: person.id, quarter, grade: gradeOf(zeal)});
  const season = TEAMS.find(([team]) => team === spans.at(-1).team)[4][q];
  sell(person, spans, key, dueCents, 113 + skill + season + random(25) - 12);
  const share = (n) => Math.trunc((2 * n * present + days(start, end)) / (2 * days(start, end)));
  if (isNew) behave(person, spans, key, share(60), share(24), zeal);
  else logSome(person, spans, present);
}

function gradeOf(zeal) {
  const luck = random(100) + zeal;
  return luck < 8 ? 'C' : luck < 72 ? 'B' : 'A';
}

function sell(person, spans, key, dueCents, luck) {
  const fixed = SALES[key];
  const percent = fixed?.percent ?? Math.max(12, luck);
  const wanted = Math.trunc((dueCents * percent) / 100) - (fixed?.less ?? 0);
  const parts = 4 + random(5);
  let sum = 0;
  for (let i = 0; i < parts && sum < wanted; ++i) {
    const about = Math.max(200_000, Math.trunc((wanted * (60 + random(80))) / (parts * 100)));
    sum += cents(addOrder(person, spans, about).amount);
  }
  if (fixed === undefined || sum === wanted) return;
  const last = addOrder(person, spans, 0); // what is missing to the amount wanted, or a return of what is too much
  last.amount = money(wanted - sum);
  if (sum > wanted) last.remark = percent < 0 ? '退货，原订单在上一年' : '部分退货';
}

/** An order of about so many cents; what it really is follows from pieces, price and discount. */
function addOrder({id}, spans, about) {
  const {team, day} = someDay(spans);
  const [product, price] = pick(PRODUCTS);
  const pieces = Math.max(1, Math.trunc(about / (price * 100)));
  const discount = 100 - 2 * random(6);
  const odd = random(5) === 0 ? random(100) : 0;
  const free = about > 0 && !SALES[`${id} ${quarterOf(day)}`] && random(45) === 0;
  const amount = about === 0 || free ? 0 : pieces * price * discount + odd;
  const row = {seller: id, ordered: day, customer: customer(team), product, amount: money(amount)};
  orders.push({...row, remark: free ? '样机试用，零金额' : ''});
  return orders.at(-1);
}

/** Visits and leads of a newcomer day by day, follow-ups week by week. */
function behave(person, spans, key, visits, leads, zeal) {
  const fixed = BEHAVIOUR[key];
  const percent = (base) => Math.min(150, Math.max(35, base + zeal + random(30) - 15));
  const [v, l, f] = fixed ?? [percent(96), percent(92), Math.min(100, percent(84))];
  scatter(person, spans, 'visit', Math.ceil((visits * v) / 100), 4);
  scatter(person, spans, 'lead', Math.ceil((leads * l) / 100), 3);
  const weeks = spans.flatMap((span) => fridays(span.from, span.to));
  for (const weekEnding of weeks) {
    const dueLeads = random(11) === 0 ? 0 : 2 + random(5);
    const missed = f !== 100 && random(100) >= f ? 1 + random(Math.max(1, dueLeads - 1)) : 0;
    const blank = f === null || (fixed === undefined && random(9) === 0);
    const followedUp = blank ? '' : String(Math.max(0, dueLeads - missed));
    followUps.push({person: person.id, weekEnding, dueLeads: String(dueLeads), followedUp});
  }
}

/** So many visits or leads over the days; one lead in fifteen is entered twice and taken back by a row of −1. */
function scatter({id}, spans, activity, total, most) {
  let left = total;
  while (left > 0) {
    const quantity = Math.min(left, 1 + random(most));
    const {day} = someDay(spans);
    const again = activity === 'lead' && random(15) === 0;
    activities.push({person: id, day, activity, quantity: String(quantity + (again ? 1 : 0)), remark: ''});
    if (again) activities.push({person: id, day, activity, quantity: '-1', remark: '重复线索，冲减'});
    left -= quantity;
  }
  if (activity === 'visit' && random(2) === 0) {
    activities.push({person: id, day: someDay(spans).day, activity, quantity: '0', remark: '客户爽约'});
  }
}

/** Experienced sellers log a little too; it counts for nothing. */
function logSome({id}, spans, present) {
  for (let i = Math.trunc((present * (3 + random(6))) / 90); i > 0; --i) {
    const {day} = someDay(spans);
    activities.push({person: id, day, activity: random(3) === 0 ? 'lead' : 'visit', quantity: String(1 + random(3)), remark: ''});
  }
}

/** One order in thirty comes back later, whole or in part: a row of its own with a negative amount. */
function returnSome() {
  for (const row of orders.filter(({amount}) => cents(amount) > 100_000)) {
    if (random(30) !== 0) continue;
    const ordered = addDays(row.ordered, 6 + random(60));
    const person = people.find(({id}) => id === row.seller);
    const position = spanOn(person, ordered)?.position;
    if (position !== 'seller' || ordered > '2026-12-31' || SALES[`${row.seller} ${quarterOf(ordered)}`]) continue;
    const back = random(3) === 0 ? cents(row.amount) : Math.trunc((cents(row.amount) * (1 + random(6))) / 10);
    orders.push({...row, ordered, amount: money(-back), returns: row});
  }
}

/** Good rows that pay nobody: days outside the year, and leads of teams, who are not part of the plan. */
function addOthers() {
  for (const n of [2, 21, 39]) addOrder({id: `P${pad(n, 3)}`}, [{team: 'east', from: '2025-12-22', to: '2025-12-31'}], 4_000_000);
  addOrder({id: 'P001'}, [{team: 'north', from: '2027-01-04', to: '2027-01-09'}], 2_500_000);
  for (const [team, , , id] of TEAMS) addOrder({id}, [{team, from: '2026-02-02', to: '2026-11-30'}], 6_000_000);
  addOrder({id: 'P014'}, [{team: 'east', from: '2026-10-20', to: '2026-12-01'}], 5_000_000); // lead by then
  activities.push({person: 'L02', day: '2026-03-11', activity: 'visit', quantity: '2', remark: '陪访'});
}

/** What exports and hand-kept sheets get wrong. Every one of these rows must appear in exceptions, none may pay. */
function addBadRows() {
  const o = (n, change) => ({...orders[n], amount: '36800.00', remark: '', orderId: `S26-9${pad(n, 4)}`, ...change});
  const a = (n, change) => ({...activities[n], quantity: '2', remark: '', activityId: `A26-9${pad(n, 4)}`, ...change});
  const f = (n, change) => ({...followUps[n], recordId: `F26-9${pad(n, 3)}`, ...change});
  insert(orders, [
    [60, o(60, {seller: 'P088'})], // nobody by this id
    [140, o(140, {seller: 'p007'})], // ids are compared letter by letter
    [215, o(215, {seller: 'P010', ordered: '2026-06-02'})], // left on 19 May
    [300, o(300, {seller: 'P046', ordered: '2026-04-16'})], // before the first day
    [350, o(350, {seller: 'P033', ordered: '2026-05-14'})], // on leave
    [410, o(410, {amount: '3.68万'})], // a unit inside the cell
    [470, o(470, {amount: '36800.005'})], // three decimals
    [530, o(530, {amount: ''})],
    [590, o(590, {ordered: '2026-06-31'})],
    [650, o(650, {ordered: ''})],
    [700, o(700, {product: 'alarm'})], // not a product of the plan
    [760, {...orders[760]}], // the same row twice
    [810, o(810, {orderId: orders[810].orderId})], // a number used for another order
    [860, o(860, {orderId: ''})],
    [900, o(900, {seller: ''})],
  ]);
  insert(activities, [
    [150, a(150, {person: 'P077'})],
    [380, a(380, {quantity: '两次'})],
    [520, a(520, {quantity: '1.5'})], // half a visit
    [640, a(640, {activity: 'call'})],
    [780, a(780, {person: 'P025', day: '2026-09-02'})], // left on 23 August
    [900, {...activities[900]}],
    [990, a(990, {quantity: ''})],
  ]);
  insert(followUps, [
    [70, f(70, {dueLeads: ''})],
    [140, f(140, {followedUp: '未统计'})], // text in place of a figure
    [210, {...followUps[210]}],
  ]);
  targets.splice(100, 0, {person: 'P066', quarter: '2026-Q2', target: '180000.00'});
  reviews.find(({person, quarter}) => person === 'P011' && quarter === '2026-Q1').grade = 'A+'; // not a grade
  orders[25].seller = `${orders[25].seller} `; // spaces around a value do no harm
  activities[33].person = `\u3000${activities[33].person}`;
  orders[48].customer = '安泰（上海）物业管理有限公司, "虹桥" 分公司';
}

function insert(rows, bad) {
  for (const [at, row] of bad.reverse()) rows.splice(at + 1, 0, row);
}

function customer(team) {
  return `${pick(CITIES[team])}${pick(BRANDS)}${pick(TRADES)}有限公司`;
}

function spanOn({spans}, day) {
  return spans.find(({from, to}) => from <= day && (to === '' || day < to));
}

function quarterOf(day) {
  return QUARTERS.find(([, start, end]) => start <= day && day < end)?.[0];
}

/** A working day of the spans if there is one: not at the weekend, not on a public holiday. */
function someDay(spans) {
  const all = spans.reduce((sum, {from, to}) => sum + days(from, to), 0);
  let found;
  for (let i = 0; i < 30; ++i) {
    let n = random(all);
    const span = spans.find(({from, to}) => n < days(from, to) || void (n -= days(from, to)));
    found = {team: span.team, day: addDays(span.from, n)};
    if (isWorkingDay(found.day)) break;
  }
  return found;
}

function isWorkingDay(day) {
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !HOLIDAYS.some(([from, to]) => from <= day && day < to);
}

function fridays(from, to) {
  const found = [];
  for (let day = from; day < to; day = addDays(day, 1)) if (new Date(day).getUTCDay() === 5) found.push(day);
  return found;
}

/** Full months from a day to a day, as the plan counts them. */
function fullMonths(from, to) {
  const [y1, m1, d1] = from.split('-').map(Number);
  const [y2, m2, d2] = to.split('-').map(Number);
  return (y2 - y1) * 12 + m2 - m1 - (d2 < d1 ? 1 : 0);
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

function later(a, b) {
  return a > b ? a : b;
}

function earlier(a, b) {
  return a < b ? a : b;
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
