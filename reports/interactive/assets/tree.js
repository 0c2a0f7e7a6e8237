// Rows are numbers: a unit u is u, the group of its own activities is U + u, an activity a is 2U + a.
const {
  depth,
  bs,
  bf,
  s,
  f,
  late,
  pct,
  state,
  wait
} = C;
const U = F.names.length,
  A = bs.length,
  TREE = 2 * U;
// Places in ActivityKind and ActivityState are written as numbers: kind 2 gate, 3 congress; state 1 not yet
// possible, 4 waiting for approval, 5 overdue, 6 unreported, 7 done.
const parent = new Int32Array(U).fill(-1),
  end = new Int32Array(U),
  kids = Array.from({
    length: U
  }, () => []);
const first = new Int32Array(U + 1),
  congress = new Int32Array(U),
  unitOf = new Int32Array(A),
  T = new Int16Array(A);
const level = u => +F.unitLevels[u];
for (let u = 0, path = []; u < U; u++) {
  path.length = depth[u];
  if (depth[u]) kids[parent[u] = path[depth[u] - 1]].push(u);
  path.push(u);
}
for (let u = U; u--;) {
  end[u] = Math.max(end[u], u + 1);
  if (parent[u] >= 0) end[parent[u]] = Math.max(end[parent[u]], end[u]);
}
const ofLevel = F.levels.map((_, l) => F.activities.map((t, i) => i).filter(i => F.activities[i].level === l));
for (let u = 0, a = 0; u < U; u++) {
  first[u] = a;
  for (const t of ofLevel[level(u)]) {
    if (F.activities[t].parents && !kids[u].length) continue;
    if (F.activities[t].kind === 3) congress[u] = a;
    T[a] = t;
    unitOf[a++] = u;
  }
  first[u + 1] = a;
}
const isUnit = id => id < U,
  isGroup = id => id >= U && id < TREE;
const unit = id => id < U ? id : id < TREE ? id - U : unitOf[id - TREE];
const template = a => F.activities[T[a]];
const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
let keys;

// What is shown: the subtree `top`, units that match `query`, activities that pass `filter` and `stream`.
const open = new Uint8Array(TREE),
  place = new Int32Array(TREE + A).fill(-1);
const show = {
  top: 0,
  query: "",
  filter: "",
  stream: "",
  byRisk: true
};
let rows = [],
  hit = null,
  hits = null,
  found = null;
const isActual = a => state[a] === 7;
const isOver = a => state[a] > 5;
// What is over has no float.
const isLate = a => state[a] === 5 || C.float[a] < 0;
const FILTERS = {
  late: isLate,
  held: a => state[a] === 1 && bs[a] <= F.status,
  mute: a => state[a] === 6,
  gate: a => state[a] === 4
};
const inStream = a => show.stream === "" || template(a).stream === +show.stream;
const passes = a => inStream(a) && (!show.filter || FILTERS[show.filter](a));
// Counts per unit, with all units below it.
const below = own => {
  for (let u = U; --u > 0;) own[parent[u]] += own[u];
  return own;
};
const countBelow = test => {
  const n = new Int32Array(U);
  for (let a = 0; a < A; a++)
    if (test(a)) n[unitOf[a]]++;
  return below(n);
};
const isCounted = u => level(u) === F.counted;
const congresses = test => {
  const n = new Int32Array(U);
  for (let u = 0; u < U; u++) n[u] = isCounted(u) && test(congress[u]);
  return below(n);
};
const total = congresses(() => 1),
  held = congresses(isActual),
  due = congresses(a => bf[a] <= F.status + 1),
  lates = countBelow(isLate);

const match = () => {
  hit = show.filter || show.stream !== "" ? new Uint8Array(A) : null;
  hits = hit && countBelow(a => hit[a] = +passes(a));
  found = null;
  if (!show.query) return;
  keys ??= F.names.map((name, u) => plain(name + " " + F.codes[u]));
  found = new Uint8Array(U);
  // 1 on the way to a match, 2 a match, 3 below one.
  for (let u = 0; u < U; u++)
    found[u] = keys[u].includes(show.query) ? 2 : parent[u] >= 0 && found[parent[u]] > 1 ? 3 : 0;
  for (let u = U; --u > 0;)
    if (found[u]) found[parent[u]] ||= 1;
};
const isShown = u => (!found || found[u]) && (!hits || hits[u]);
const ordered = u => show.byRisk ? [...kids[u]].sort((x, y) => C.risk[x] - C.risk[y]) : kids[u];
const own = u => {
  const list = [];
  for (let a = first[u]; a < first[u + 1]; a++)
    if (!hit || hit[a]) list.push(TREE + a);
  return list;
};
const children = id => {
  if (id >= TREE) return [];
  const u = unit(id),
    list = own(u);
  if (isGroup(id) || !kids[u].length) return list;
  return [...(list.length ? [U + u] : []), ...ordered(u).filter(isShown)];
};
const hasChildren = id => children(id).length > 0;
const list = () => {
  for (const id of rows) place[id] = -1;
  rows = [];
  const waiting = isShown(show.top) ? [show.top] : [];
  while (waiting.length) {
    const id = waiting.pop();
    place[id] = rows.length;
    rows.push(id);
    if (id < TREE && open[id]) {
      const c = children(id);
      for (let i = c.length; i--;) waiting.push(c[i]);
    }
  }
};
// After a search or a filter: opens as much as a person can look through.
const unfold = () => {
  open.fill(0);
  open[show.top] = 1;
  if (!found && !hits) return list();
  for (let u = show.top; u < end[show.top]; u++)
    if (found && found[u] === 1) open[u] = 1;
  list();
  for (let round = 0; hits && round < 6 && rows.length < 60; round++) {
    for (const id of rows)
      if (id < TREE) open[id] = 1;
    list();
  }
};
const reveal = id => {
  const u = unit(id);
  if (u < show.top || u >= end[show.top]) show.top = 0;
  if (hit && id >= TREE && !hit[id - TREE] || !isShown(u)) Object.assign(show, {
    query: "",
    filter: "",
    stream: ""
  }), match();
  if (id >= U) {
    open[u] = 1;
    if (kids[u].length && id >= TREE) open[U + u] = 1;
  }
  for (let p = parent[u]; p >= 0; p = parent[p]) open[p] = 1;
  list();
};
const up = id => id >= TREE ? (kids[unit(id)].length ? U + unit(id) : unit(id)) : id >= U ? id - U : parent[id];
