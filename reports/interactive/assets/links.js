// What an activity waits for, and the arrows of the row that is chosen.
const ofUnit = (u, t) => {
  for (let a = first[u]; a < first[u + 1]; a++)
    if (T[a] === t) return a;
  return -1;
};
// Links of an activity as [activity waited for, type, lag]; a link up or down follows the tree. Scopes: 0 the
// unit itself, 1 its parent, 2 its children, 3 its pilot children; flags: 1 pilot, 2 does not wait where exempt.
const waitsFor = a => {
  const u = unitOf[a],
    ends = [];
  for (const [t, type, lag, scope, exempts] of template(a).links) {
    const add = (v, lower) => {
      const b = exempts && C.flags[lower] & 2 ? -1 : ofUnit(v, t);
      if (b >= 0) ends.push([b, type, lag]);
    };
    if (!scope) add(u, u);
    else if (scope === 1) {
      if (parent[u] >= 0) add(parent[u], u);
    } else
      for (const v of kids[u])
        if (scope === 2 || C.flags[v] & 1) add(v, v);
  }
  return ends;
};
const arrow = ([b, type], a, top, h) => {
  const from = place[TREE + b],
    to = place[TREE + a];
  if (from < 0 || to < 0) return "";
  const x = X(type % 2 ? s[b] : f[b]),
    x2 = X(type > 1 ? f[a] : s[a]),
    y = (from - top + .5) * h - 3,
    down = to > from ? 1 : -1;
  const y2 = (to - top + .5) * h - 3 - down * 7,
    gap = y2 - down * 5,
    entry = N(Math.max(type > 1 ? x2 - 4 : x2 + 3, 4));
  const line = entry >= x ? `M${N(x)} ${y}H${entry}V${y2}` : `M${N(x)} ${y}h5V${gap}H${entry}V${y2}`;
  return `<path class="ar" d="${line}"/><path class="ah" d="M${entry - 4} ${y2 - down * 5}h8l-4 ${down * 6}z"/>`;
};
const arrows = (id, top, h) => {
  if (id < TREE) return "";
  const a = id - TREE,
    u = unitOf[a];
  let out = waitsFor(a).map(link => arrow(link, a, top, h)).join("");
  for (let b = first[u]; b < first[u + 1]; b++)
    for (const link of waitsFor(b))
      if (link[0] === a) out += arrow(link, b, top, h);
  return out;
};
